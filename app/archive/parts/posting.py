"""How the list was posted, what was objected and how it was answered. Who objected stays with the ward."""

from sqlalchemy import select

from app.archive.pack import Pack
from app.archive.queries.rows import names_of_rows, rows_of
from app.people.queries import names_of
from app.posting.models import Objection, PostedLine, Posting

WITHHELD = frozenset({"by", "code_sum"})


def posting_of(round_id: int) -> dict[str, list[dict]]:
    """Postings, their lines and objections of a round, as rows of tables."""
    here = select(Posting.id).where(Posting.round_id == round_id)
    return {
        "postings": rows_of(Posting, Posting.round_id == round_id),
        "posted_lines": rows_of(PostedLine, PostedLine.posting_id.in_(here)),
        "objections": rows_of(Objection, Objection.round_id == round_id, without=WITHHELD),
    }


def put_posting(pack: Pack, head) -> None:
    found = posting_of(head.id)
    if not found["postings"]:
        return
    who = names_of(names_of_rows(*found.values()) | {row["owner_id"] for row in found["objections"]})
    people = {f"{number}": name for number, name in sorted(who.items())}
    pack.json("round/posting.json", {**found, "people": people})
