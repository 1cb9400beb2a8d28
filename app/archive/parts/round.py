"""The round itself: places, candidates, who was chosen and why, what the leader decided, what was announced."""

import json

from sqlalchemy import select

from app.archive.pack import Pack
from app.archive.parts.council import council_of_round
from app.archive.queries.rows import names_of_rows, rows_of
from app.awards.models import Achievement, Choice, Nomination, ParallelAward, Proposal, Rest, Round
from app.awards.queries import achievements_of, put_forward
from app.core.db import db
from app.decisions.amended import Amendment, FrozenDecision
from app.decisions.models import AwardDecision, AwardLine, AwardRevocation
from app.papers.models import PaperDetails
from app.people.queries import names_of
from app.results.models import Announcement, Ceremony

# What hangs on a candidate; holds and their reasons are for leaders' eyes, and stay.
HANGING = {"choices": Choice, "proposals": Proposal, "written": Achievement, "elsewhere": ParallelAward}


def put_round(pack: Pack, head) -> None:
    found = db.session.get(Round, head.id)
    (of_round,) = rows_of(Round, Round.id == head.id)
    nominations, hanging = rows_of(Nomination, Nomination.round_id == head.id), _hanging(head.id)
    council = council_of_round(head.id)
    decision = {**decision_of(head.id), **amended_of(head.id)}
    rests = rows_of(Rest, Rest.round_id == head.id)
    told = rows_of(Announcement, Announcement.round_id == head.id)
    listed = [
        {"nomination_id": one.nomination_id, "board": one.board, "chosen": one.chosen, "tied": one.tied}
        for one in put_forward(found)
    ]
    campaign = {"slug": head.slug, "name": head.campaign, "starts_on": head.starts_on, "ends_on": head.ends_on}
    pack.json(
        "round/round.json",
        {
            "round": of_round,
            "ward": head.ward,
            "campaign": campaign,
            "rests": rests,
            "list": listed if found.locked_at else None,
        },
    )
    texts = achievements_of(head.id)
    candidates = [{**one, "achievement": texts.get(one["id"], "")} for one in _with_all_said(nominations, hanging)]
    pack.json("round/nominations.json", candidates)
    pack.json("council/council.json", council)
    pack.json("decision/decision.json", decision)
    pack.json("result/announcements.json", told)
    pack.json("result/ceremony.json", ceremony_of(head.id))
    pack.json(
        "round/people.json",
        _people([of_round], rests, nominations, *hanging.values(), told, *_acted(council), *_acted(decision)),
    )


def _hanging(round_id: int) -> dict[str, list[dict]]:
    here = select(Nomination.id).where(Nomination.round_id == round_id)
    return {name: rows_of(model, model.nomination_id.in_(here)) for name, model in HANGING.items()}


def candidates_in(round_id: int) -> list[dict]:
    """Every candidate of a round with its choices, proposals, texts and awards elsewhere."""
    return _with_all_said(rows_of(Nomination, Nomination.round_id == round_id), _hanging(round_id))


def _with_all_said(nominations: list[dict], hanging: dict[str, list[dict]]) -> list[dict]:
    found = {one["id"]: {name: [] for name in hanging} for one in nominations}
    for name, rows in hanging.items():
        for row in rows:
            said = {key: value for key, value in row.items() if key not in ("id", "round_id", "nomination_id")}
            found[row["nomination_id"]][name].append(said)
    return [{**one, **found[one["id"]]} for one in nominations]


def decision_of(round_id: int) -> dict:
    """What was decided, under which number, and what was revoked since; None for what is not there yet."""
    decisions = rows_of(AwardDecision, AwardDecision.round_id == round_id)
    ids = [one["id"] for one in decisions]
    lines = rows_of(AwardLine, AwardLine.decision_id.in_(ids), order=AwardLine.position)
    ended = rows_of(AwardRevocation, AwardRevocation.line_id.in_([one["id"] for one in lines]))
    numbers = rows_of(PaperDetails, PaperDetails.round_id == round_id, without=frozenset({"texts"}))
    return {
        "decision": decisions[0] if decisions else None,
        "lines": lines,
        "revocations": ended,
        "numbers": numbers[0] if numbers else None,
    }


def amended_of(round_id: int) -> dict:
    """What the decision says since it has its number, and further decisions about it."""
    fixed = rows_of(FrozenDecision, FrozenDecision.round_id == round_id)
    amendments = rows_of(Amendment, Amendment.round_id == round_id)
    return {"frozen": fixed[0] if fixed else None, "amendments": amendments}


def ceremony_of(round_id: int) -> dict | None:
    """Time, place, points and the order of reading."""
    rows = rows_of(Ceremony, Ceremony.round_id == round_id)
    return {**rows[0], "reading": json.loads(rows[0]["reading"])} if rows else None


def _acted(found: dict):
    """Every list of rows within."""
    for value in found.values():
        if isinstance(value, list):
            yield value
            for row in value:
                yield from _acted(row)
        elif isinstance(value, dict):
            yield [value]


def _people(*tables) -> dict[str, str]:
    """The names of whoever acted in the round, by the numbers that stand in its rows and in the trail."""
    return {f"{number}": name for number, name in sorted(names_of(names_of_rows(*tables)).items())}
