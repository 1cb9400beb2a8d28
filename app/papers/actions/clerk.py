"""What the clerk writes down: numbers and days, the papers' texts, the figures of the bonus."""

import json
from dataclasses import asdict
from datetime import date, datetime

from sqlalchemy import func, select

from app.awards.models import Round
from app.core.clock import LOCAL, now, today
from app.core.db import action, db, locked
from app.core.events import announce
from app.core.reasons import Refused
from app.decisions.models import AwardDecision
from app.papers.actions.freezing import freeze
from app.papers.events import NumbersEntered, RateAdded, TextsChanged
from app.papers.models import MERIT, BonusRate, Certificate, DecisionNumber, PaperDetails
from app.papers.queries.register import next_decision_no
from app.papers.queries.texts import PLACES, rates_of
from app.papers.rules.answers import PaperAnswer, may_number
from app.papers.rules.bonus import Rate, rate_on
from app.papers.rules.sheet import Places

PAPERS = ("decision", "submission", "minutes")


def number_lock(campaign_id: int) -> Round:
    """The campaign's round, with all rounds of its ward under their lock: decisions of a ward share their numbers.
    Refused where its list is not locked yet."""
    ward = select(Round.ward_id).where(Round.campaign_id == campaign_id).scalar_subquery()
    found = [one for one in locked(Round, Round.ward_id == ward) if one.campaign_id == campaign_id]
    return _must_be_locked(found)


def locked_round(campaign_id: int) -> Round:
    """The campaign's round under its lock; refused where its list is not locked yet."""
    return _must_be_locked(locked(Round, Round.campaign_id == campaign_id))


def _must_be_locked(found: list[Round]) -> Round:
    if not found:
        raise Refused(PaperAnswer.NO_ROUND)
    if found[0].locked_at is None:
        raise Refused(PaperAnswer.NOT_LOCKED)
    return found[0]


def _details(found: Round) -> tuple[PaperDetails | None, int, datetime | None]:
    """What was written down for the round, how many certificates of merit stand in its register, and when the leader
    decided."""
    issued = select(func.count()).where(Certificate.round_id == found.id, Certificate.kind == MERIT).scalar_subquery()
    return db.session.execute(
        select(PaperDetails, issued, AwardDecision.decided_at)
        .select_from(Round)
        .outerjoin(AwardDecision, AwardDecision.round_id == Round.id)
        .outerjoin(PaperDetails, PaperDetails.round_id == Round.id)
        .where(Round.id == found.id)
    ).one()


def _write(found: Round, details: PaperDetails | None, by: int, **values) -> None:
    if details is None:
        details = PaperDetails(round_id=found.id, ward_id=found.ward_id, texts="{}")
        db.session.add(details)
    for name, value in values.items():
        setattr(details, name, value)
    details.changed_at, details.changed_by = now(), by
    db.session.flush()


def _said(value):
    return value.isoformat() if isinstance(value, date) else value


@action
def set_numbers(campaign_id: int, numbers: dict[str, tuple[int | None, date | None]], by: int) -> None:
    """Write down number and day of the decision, the submission and the minutes. With its number the decision is
    fixed: what it says, and the numbers that it names; those left open then can still be filled in."""
    found = number_lock(campaign_id)
    if any((number is None) != (day is None) for number, day in numbers.values()):
        raise Refused(PaperAnswer.HALF)
    details, issued, decided_at = _details(found)
    values = {}
    for paper in PAPERS:
        values[f"{paper}_no"], values[f"{paper}_day"] = numbers[paper]
    before = {name: getattr(details, name, None) for name in values}
    changed = [name for name in values if values[name] != before[name]]
    if not changed:
        return
    fixed = details is not None and details.decision_no is not None
    if fixed and any(before[name] is not None for name in changed):
        raise Refused(PaperAnswer.ISSUED if issued else PaperAnswer.NUMBERED)
    for paper in PAPERS:
        if {f"{paper}_no", f"{paper}_day"} & set(changed):
            values[f"{paper}_at"] = now() if numbers[paper][0] is not None else None
    numbering = "decision_no" in changed
    if numbering:
        values["decision_year"] = year_of_number(found, *numbers["decision"], decided_at)
    _write(found, details, by, **values)
    announce(
        NumbersEntered(
            ward_id=found.ward_id,
            subject_id=found.id,
            by=by,
            before={name: _said(before[name]) for name in changed},
            after={name: _said(values[name]) for name in changed},
        )
    )
    if numbering:
        freeze(campaign_id, by)


def year_of_number(found: Round, number: int, day: date, decided_at) -> int:
    """The year in which a decision made then has its number; refused where day or number can't be right."""
    answer, facts = may_number(day, decided_at and decided_at.astimezone(LOCAL).date(), today())
    if answer is not PaperAnswer.YES:
        raise Refused(answer, **facts)
    taken = select(DecisionNumber.number).where(
        DecisionNumber.ward_id == found.ward_id, DecisionNumber.year == day.year, DecisionNumber.number == number
    )
    if db.session.scalar(taken) is not None:
        free = next_decision_no(found.ward_id, day.year)
        raise Refused(PaperAnswer.NUMBER_TAKEN, number=number, year=day.year, next=free)
    return day.year


@action
def set_texts(campaign_id: int, texts: dict[str, str], by: int, inherited: dict) -> None:
    """Keep the texts that differ from ours. ``inherited``: what counted so far, for the round's first change."""
    found = locked_round(campaign_id)
    details, *_ = _details(found)
    before = json.loads(details.texts) if details else {}
    kept = {PLACES: (before or inherited)[PLACES]} if PLACES in (before or inherited) else {}
    _keep_texts(found, details, by, before or inherited, {**kept, **texts})


@action
def set_places(campaign_id: int, places: Places, by: int, inherited: dict) -> None:
    """Where the words stand on the ward's own blanks."""
    found = locked_round(campaign_id)
    details, *_ = _details(found)
    before = (json.loads(details.texts) if details else {}) or inherited
    _keep_texts(found, details, by, before, {**before, PLACES: asdict(places)})


def _keep_texts(found: Round, details, by: int, before: dict, after: dict) -> None:
    changed = sorted(key for key in {*before, *after} if before.get(key) != after.get(key))
    if not changed:
        return
    _write(found, details, by, texts=json.dumps(after, ensure_ascii=False, sort_keys=True))
    announce(TextsChanged(ward_id=found.ward_id, subject_id=found.id, by=by, after={"texts": changed}))


@action
def add_rate(ward_id: int, rate: Rate, by: int) -> None:
    """Write down base salary and factors in force from a day on; earlier rows stay for the days before."""
    if rate_on(rate.starts_on, rates_of(ward_id)) == rate:
        raise Refused(PaperAnswer.RATE_EARLIER)
    values = asdict(rate)
    row = BonusRate(ward_id=ward_id, added_at=now(), added_by=by, **values)
    db.session.add(row)
    db.session.flush()
    after = {name: _said(value) for name, value in values.items() if name != "source"}
    announce(RateAdded(ward_id=ward_id, subject_id=row.id, by=by, after=after))
