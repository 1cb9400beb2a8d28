"""The achievement of each candidate: in somebody's words where they wrote any, else drafted from the figures."""

import json
from fractions import Fraction
from typing import NamedTuple

from sqlalchemy import select

from app.awards.models import Achievement, Nomination, Proposal, Round
from app.awards.queries.naming import unit_now
from app.awards.rules import COLLECTIVE, Work, drafted
from app.awards.rules.achievement import Done, in_short, shortened
from app.campaigns.models import Campaign, Kind
from app.contributions.rules import PEOPLE
from app.core.db import db
from app.people.models import User
from app.ranking.models import Standing

# Versions of a text on its candidate's page; all are kept.
MOST_VERSIONS = 20


def edited_text():
    """Column: the last words that somebody wrote for a candidate, "" or NULL where our draft counts."""
    return (
        select(Achievement.text)
        .where(Achievement.nomination_id == Nomination.id)
        .order_by(Achievement.id.desc())
        .limit(1)
        .correlate(Nomination)
        .scalar_subquery()
        .label("edited")
    )


def first_grounds():
    """Column: the grounds of the first proposal that stands; the draft of who has no figures."""
    return (
        select(Proposal.grounds)
        .where(Proposal.nomination_id == Nomination.id, Proposal.withdrawn_at.is_(None))
        .order_by(Proposal.id)
        .limit(1)
        .correlate(Nomination)
        .scalar_subquery()
        .label("grounds")
    )


class Told(NamedTuple):
    """``text``: the achievement in whole; ``short``: the same for a list."""

    text: str
    short: str


def achievements_of(round_id: int) -> dict[int, str]:
    """The text of every candidate of the round by its nomination id, in two statements."""
    return {nomination_id: told.text for nomination_id, told in told_of(round_id).items()}


def told_of(round_id: int) -> dict[int, Told]:
    """The text of every candidate of the round, whole and in short, in two statements."""
    return _told_where(Nomination.round_id == round_id)


def told_to(nomination_id: int) -> Told:
    """The same of one candidate."""
    return _told_where(Nomination.id == nomination_id)[nomination_id]


def _told_where(condition) -> dict[int, Told]:
    rows = db.session.execute(
        select(
            Nomination.id,
            Nomination.subject,
            unit_now().label("unit"),
            Standing.place,
            Standing.figures,
            Standing.addends,
            edited_text(),
            first_grounds(),
            Round.campaign_id,
            Campaign.name.label("campaign"),
            Campaign.starts_on,
            Campaign.ends_on,
        )
        .join(Round, Round.id == Nomination.round_id)
        .join(Campaign, Campaign.id == Round.campaign_id)
        .outerjoin(Standing, Standing.id == Nomination.standing_id)
        .where(condition)
        .order_by(Nomination.id)
    ).all()
    units = units_of(rows[0].campaign_id) if rows else {}
    return {row.id: _told(row, units) for row in rows}


def _told(row, units: dict[str, str]) -> Told:
    text = row.edited or draft_of(row, row, units)
    if row.edited or row.figures is None:
        return Told(text, shortened(text))
    return Told(text, in_short(_work_of(row, row, units)))


def units_of(campaign_id: int) -> dict[str, str]:
    """What each kind of work is counted in."""
    rows = db.session.execute(select(Kind.code, Kind.unit).where(Kind.campaign_id == campaign_id))
    return {row.code: row.unit for row in rows}


def draft_of(row, campaign, units: dict[str, str]) -> str:
    """Our draft for a candidate (a row with its figures, addends and grounds), of a row that names the campaign."""
    return drafted(_work_of(row, campaign, units)) if row.figures is not None else row.grounds or ""


def _work_of(row, campaign, units: dict[str, str]) -> Work:
    figures, stored = json.loads(row.figures), json.loads(row.addends)
    addends, counts = stored["addends"], {}
    for addend in addends:
        for line in addend["lines"]:
            counts[line["code"]] = counts.get(line["code"], 0) + line["quantity"]
    done = tuple(
        Done(code, (stored["kinds"].get(code) or {}).get("vi") or code, units.get(code, ""), count)
        for code, count in counts.items()
        if count
    )
    return Work(
        subject=row.subject,
        campaign=campaign.campaign,
        first_day=campaign.starts_on,
        last_day=campaign.ends_on,
        unit=row.unit,
        leader=bool(figures.get("leader")),
        members=figures["members"] if row.subject == COLLECTIVE else 0,
        days=len({addend["day"] for addend in addends}),
        minutes=sum(addend["minutes"] for addend in addends),
        done=done,
        people_code=PEOPLE,
        vulnerable=figures["vulnerable_turns"],
        place=row.place,
        points=Fraction(figures.get("points") or figures["score"]),
    )


def text_on(nomination_id: int) -> str | None:
    """The last words written for a candidate; "" where our draft was taken again, None where nobody wrote."""
    query = select(Achievement.text).where(Achievement.nomination_id == nomination_id)
    return db.session.scalar(query.order_by(Achievement.id.desc()).limit(1))


def texts_on(nomination_id: int) -> list:
    """Rows (text, at, by) of what was written for a candidate, the latest first, at most MOST_VERSIONS."""
    return list(
        db.session.execute(
            select(Achievement.text, Achievement.at, User.name.label("by"))
            .join(User, User.id == Achievement.by)
            .where(Achievement.nomination_id == nomination_id)
            .order_by(Achievement.id.desc())
            .limit(MOST_VERSIONS)
        )
    )
