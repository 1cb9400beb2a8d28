"""A further decision about one that has its number: proposed by one, answered by another, then numbered."""

from collections.abc import Iterable
from datetime import date
from hashlib import sha256

from sqlalchemy import select

from app.awards.models import Nomination, Round
from app.core.clock import now
from app.core.db import action, db, locked
from app.core.events import announce
from app.core.reasons import Refused
from app.decisions.actions import end_awards
from app.decisions.amended import Amendment
from app.decisions.events import AmendmentDeclined, AmendmentGranted, AmendmentNumbered, AmendmentProposed
from app.decisions.models import AwardDecision, AwardLine
from app.decisions.queries import holding
from app.papers.actions.clerk import locked_round, number_lock, year_of_number
from app.papers.queries.amendments import AmendmentRow, amendments_of, standing_of
from app.papers.queries.heads import head_of
from app.papers.queries.papers_of_amendments import document_fields
from app.papers.rules.amending import AWARD, AmendmentAnswer, Change, changes_text, checked


@action
def propose_amendment(campaign_id: int, kind: str, changes: Iterable[Change], reason: str, by: int) -> Amendment:
    """Propose to correct, replace or cancel the campaign's numbered decision; refused (AmendmentAnswer) where one is
    open already, or where what it changes can't be right."""
    found = locked_round(campaign_id)
    head = head_of(campaign_id)
    if head.frozen is None:
        raise Refused(AmendmentAnswer.NO_NUMBER)
    if not reason.strip():
        raise Refused(AmendmentAnswer.NO_REASON)
    rows = amendments_of(head.id)
    if any(one.row.granted is None for one in rows):
        raise Refused(AmendmentAnswer.OPEN)
    kept, answer, facts = checked(kind, changes, standing_of(head, rows))
    if answer is not AmendmentAnswer.YES:
        raise Refused(answer, **facts)
    row = Amendment(
        ward_id=found.ward_id,
        round_id=found.id,
        kind=kind,
        reason=reason.strip(),
        changes=changes_text(kept),
        by=by,
        at=now(),
    )
    db.session.add(row)
    db.session.flush()
    after = {"round": found.id, "kind": kind, "checksum": _checksum(row.changes)}
    announce(AmendmentProposed(ward_id=row.ward_id, subject_id=row.id, by=by, after=after))
    return row


@action
def answer_amendment(amendment_id: int, reach, granted: bool, by: int) -> Amendment | None:
    """The leader agrees or declines, once; awards that it ends hold no longer from now on. None: not within reach.

    Refused to whoever proposed it, and on the own award.
    """
    row = _within(amendment_id, reach)
    if row is None:
        return None
    if row.granted is not None:
        raise Refused(AmendmentAnswer.ANSWERED)
    if granted and row.by == by:
        raise Refused(AmendmentAnswer.NOT_ALONE)
    if granted:
        _not_own(AmendmentRow(row, "", None), by)
    lines = _ending(row) if granted else []
    at = now()
    row.granted, row.answered_by, row.answered_at = granted, by, at
    db.session.flush()
    kind = AmendmentGranted if granted else AmendmentDeclined
    after = {"round": row.round_id, "kind": row.kind, "proposer": row.by}
    announce(kind(ward_id=row.ward_id, subject_id=row.id, by=by, after=after))
    end_awards(lines, row.reason, by, at)
    return row


def _within(amendment_id: int, reach) -> Amendment | None:
    """The row under its round's lock; None outside of this reach."""
    round_id = db.session.scalar(
        select(Amendment.round_id).where(Amendment.id == amendment_id, reach.where(Amendment.ward_id))
    )
    if round_id is None:
        return None
    locked(Round, Round.id == round_id)
    return locked(Amendment, Amendment.id == amendment_id)[0]


def _ending(row: Amendment) -> list[AwardLine]:
    """The lines whose awards end with it."""
    one = AmendmentRow(row, "", None)
    still = set(holding(row.round_id))
    ends = still if one.amended.whole else {each.nomination for each in one.changes if each.what == AWARD} & still
    if not ends:
        return []
    mine = select(AwardDecision.id).where(AwardDecision.round_id == row.round_id).scalar_subquery()
    return locked(AwardLine, AwardLine.decision_id == mine, AwardLine.nomination_id.in_(ends))


def _not_own(one: AmendmentRow, by: int) -> None:
    """Nobody agrees to what gives themselves more money or another name."""
    about = [each.nomination for each in one.changes if each.nomination is not None and each.what != AWARD]
    own = select(Nomination.name).where(Nomination.id.in_(about), Nomination.user_id == by)
    name = db.session.scalar(own) if about else None
    if name is not None:
        raise Refused(AmendmentAnswer.OWN, name=name)


@action
def number_amendment(amendment_id: int, reach, number: int, day: date, by: int) -> Amendment | None:
    """Give it its number: one of the ward's decisions, after the leader agreed. What its paper says is fixed with it.
    None: not within reach."""
    known = db.session.execute(
        select(Round.campaign_id)
        .join(Amendment, Amendment.round_id == Round.id)
        .where(Amendment.id == amendment_id, reach.where(Amendment.ward_id))
    ).one_or_none()
    if known is None:
        return None
    found = number_lock(known.campaign_id)
    row = locked(Amendment, Amendment.id == amendment_id)[0]
    if not row.granted:
        raise Refused(AmendmentAnswer.NOT_GRANTED)
    if row.number is not None:
        raise Refused(AmendmentAnswer.NUMBERED)
    year = year_of_number(found, number, day, row.answered_at)
    head = head_of(known.campaign_id)
    document = document_fields(head, amendments_of(head.id), row.id, number, day)
    row.number, row.day, row.year, row.document = number, day, year, document
    row.numbered_by, row.numbered_at = by, now()
    db.session.flush()
    after = {"round": row.round_id, "number": number, "day": day.isoformat(), "checksum": _checksum(document)}
    announce(AmendmentNumbered(ward_id=row.ward_id, subject_id=row.id, by=by, after=after))
    return row


def _checksum(text: str) -> str:
    return sha256(text.encode()).hexdigest()
