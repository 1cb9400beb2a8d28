"""The rules of a round's council. Once the list is locked a change takes a reason; doing without a session takes a
second person and a reason at any time."""

from dataclasses import asdict, replace
from datetime import datetime
from json import dumps, loads

from sqlalchemy import insert, select

from app.awards.models import Round
from app.core.clock import now, today
from app.core.db import action, db, locked, take
from app.core.events import announce
from app.core.policy import Permission, reach
from app.core.reasons import Refused
from app.council.events import CouncilSettingsChanged, ProcedureAnswered, ProcedureAsked
from app.council.models import CouncilRuleChange, CouncilSession, CouncilSettings, ProcedureRequest
from app.council.queries.heads import NAMES, settings_in
from app.council.queries.people import members_now
from app.council.rules.answers import CouncilAnswer
from app.council.rules.calling import may_change
from app.council.rules.procedure import may_answer_request, takes_two
from app.council.rules.settings import SIMPLE, Settings
from app.people.queries import held_by
from app.powers.queries import holders_in

from .shared import must, open_round_of

RULES = (*NAMES, "legal_ground")


@action
def change_settings(campaign_id: int, wanted: Settings, by: int, reason: str = "") -> ProcedureRequest | None:
    """By which rules the council of a campaign's round decides. Once the list is locked a change takes a reason, and
    all members are told; to do without a session is only asked for (the request is returned), and counts once a
    second person agrees. Refused once a session was opened, or the round is decided."""
    found = open_round_of(campaign_id)
    _must_not_be_fixed(found)
    row = db.session.get(CouncilSettings, found.id)
    before = settings_in(row)
    if before == wanted:
        return None
    two = takes_two(before, wanted)
    must(may_change(wanted, two, found.locked_at is not None, reason))
    if two:
        return _ask(found, before, wanted, by, reason)
    _write(found, row, wanted, by, reason, now())
    return None


def _must_not_be_fixed(found: Round) -> None:
    opened = select(CouncilSession.id).where(
        CouncilSession.round_id == found.id, CouncilSession.opened_at.is_not(None)
    )
    if db.session.scalar(opened.limit(1)) is not None:
        raise Refused(CouncilAnswer.SETTINGS_FIXED)


def _changes(before: Settings, after: Settings) -> dict:
    was, now_is = asdict(before), asdict(after)
    return {name: now_is[name] for name in RULES if was[name] != now_is[name]}


def _write(found: Round, row: CouncilSettings | None, wanted: Settings, by: int, reason: str, at: datetime) -> None:
    before = settings_in(row)
    if row is None:
        row = CouncilSettings(round_id=found.id, ward_id=found.ward_id)
    now_is, was, users = _changes(before, wanted), _changes(wanted, before), ()
    if found.locked_at is not None:
        change = {"ward_id": found.ward_id, "round_id": found.id, "reason": reason, "by": by, "at": at}
        db.session.execute(insert(CouncilRuleChange).values(**change, before=dumps(was), after=dumps(now_is)))
        users = tuple(members_now(found.ward_id, found.id))
    for name in RULES:
        setattr(row, name, getattr(wanted, name))
    row.changed_at, row.changed_by = at, by
    db.session.add(row)
    db.session.flush()
    announce(
        CouncilSettingsChanged(
            ward_id=found.ward_id,
            subject_id=found.id,
            by=by,
            before=was,
            after=now_is,
            reason=reason,
            users=users,
            at=at,
        )
    )


def _ask(found: Round, before: Settings, wanted: Settings, by: int, reason: str) -> ProcedureRequest:
    """Put down that somebody wants to do without a session; what was asked before and not answered stands."""
    there = locked(ProcedureRequest, ProcedureRequest.round_id == found.id, ProcedureRequest.answer.is_(None))
    if there:
        raise Refused(CouncilAnswer.ASKED_ALREADY)
    row = ProcedureRequest(
        ward_id=found.ward_id,
        round_id=found.id,
        rules=dumps(_changes(before, wanted)),
        legal_ground=wanted.legal_ground,
        reason=reason,
        by=by,
        at=now(),
    )
    db.session.add(row)
    db.session.flush()
    announce(
        ProcedureAsked(
            ward_id=found.ward_id,
            subject_id=found.id,
            by=by,
            after={"request": row.id, "procedure": SIMPLE},
            reason=reason,
            users=tuple(sorted(holders_in({found.ward_id}, today()) - {by})),
        )
    )
    return row


@action
def answer_procedure(request_id: int, agreed: bool, by: int, within) -> ProcedureRequest:
    """Agree that a round goes without a session, or decline; whoever asked takes it back. LookupError where there is
    no such request within reach.

    Refused to whoever asked, where it was answered, a session was opened or the round decided meanwhile, or whoever
    asked may no longer change the rules.
    """
    asked = db.session.get(ProcedureRequest, request_id)
    if asked is None or not within.covers(asked.ward_id):
        raise LookupError(request_id)
    # The round first, as whoever asks takes it.
    found = take(Round, asked.round_id)
    row = take(ProcedureRequest, request_id)
    must(may_answer_request(by, row.by, agreed, row.answer is not None))
    if agreed:
        if not reach(held_by(row.by, today()), Permission.COUNCIL_CALL).covers(row.ward_id):
            raise Refused(CouncilAnswer.ASKER_GONE)
        if found.closed_at is not None:
            raise Refused(CouncilAnswer.DECIDED)
        _must_not_be_fixed(found)
    row.answer = "granted" if agreed else "withdrawn" if by == row.by else "declined"
    row.answered_by, row.answered_at = by, now()
    db.session.flush()
    if agreed:
        settings = db.session.get(CouncilSettings, row.round_id)
        wanted = replace(settings_in(settings), **loads(row.rules))
        _write(found, settings, wanted, row.by, row.reason, row.answered_at)
    after = {"request": row.id, "answer": row.answer, "asked_by": row.by}
    announce(ProcedureAnswered(ward_id=row.ward_id, subject_id=row.round_id, by=by, after=after))
    return row
