"""What those on the list were asked and answered, and what was done about what is wrong."""

from sqlalchemy import select

from app.archive.pack import Pack
from app.archive.queries.rows import names_of_rows, rows_of
from app.awards.models import Nomination
from app.commended.models import CommendedAsk, CommendedReply, CommendedSettling
from app.people.queries import names_of


def answers_of(round_id: int) -> dict[str, list[dict]]:
    here = select(Nomination.id).where(Nomination.round_id == round_id)
    replies = select(CommendedReply.id).where(CommendedReply.nomination_id.in_(here))
    return {
        "commended_asks": rows_of(CommendedAsk, CommendedAsk.nomination_id.in_(here)),
        "commended_replies": rows_of(CommendedReply, CommendedReply.nomination_id.in_(here)),
        "commended_settlings": rows_of(CommendedSettling, CommendedSettling.reply_id.in_(replies)),
    }


def put_answers(pack: Pack, head) -> None:
    found = answers_of(head.id)
    if not found["commended_asks"]:
        return
    who = names_of(names_of_rows(*found.values()))
    people = {f"{number}": name for number, name in sorted(who.items())}
    pack.json("round/answers.json", {**found, "people": people})
