"""Approved logs and schemes for the tests of ranking and awards, written as the ledger writes them."""

from copy import deepcopy
from datetime import date, timedelta

from sqlalchemy import select, update

from app.campaigns.models import Campaign, Kind
from app.contributions.events import DECIDED, LogSent
from app.contributions.models import APPROVED, REVERSED, SENT, Decision, Log, LogItem
from app.core.clock import now
from app.core.db import action, db
from app.core.events import announce
from app.ranking.actions import adopt_scheme
from tests.ranking.conftest import SCHEME

FIRST = date(2025, 7, 31)
POINTS = {
    "support_turn": "2",
    "vneid_level2": "1",
    "online_dossier": "3",
    "household_visit": "2",
    "hotline_call": "1",
    "training_session": "20",
}


def scheme_document(min_days=1, **changes) -> dict:
    document = deepcopy(SCHEME)
    document["points_per_unit"] = dict(POINTS)
    document["individual"]["eligible"]["min_active_days"] = min_days
    return {**document, **changes}


def campaign_of(cast) -> Campaign:
    return db.session.get(Campaign, cast.campaign.id)


def adopt(cast, min_days=1, **changes):
    """By command, as nobody of the site: another one while the campaign runs takes the leader otherwise."""
    return adopt_scheme(campaign_of(cast), scheme_document(min_days, **changes), by=None)


@action
def approved(cast, who, team, *, day=1, minutes=60, elderly=0, by=None, **counts) -> int:
    """An approved log of `who` (None: of the team) on the campaign's day number `day`; returns its id."""
    log_id = sent(cast, who, team, day=day, minutes=minutes, elderly=elderly, **counts)
    _decide(log_id, cast.cua_nam.id, APPROVED, by or cast.hoa.id)
    return log_id


@action
def sent(cast, who, team, *, day=1, minutes=60, elderly=0, **counts) -> int:
    """The same, waiting."""
    campaign = campaign_of(cast)
    log = Log(
        ward_id=campaign.ward_id,
        campaign_id=campaign.id,
        user_id=who.id if who else None,
        team_id=team.id if team else None,
        filed_by=(who or cast.minh).id,
        client_ref=f"test-{db.session.query(Log).count()}",
        day=FIRST + timedelta(days=day - 1),
        minutes=minutes,
        elderly=elderly,
        state=SENT,
        created_at=now(),
        sent_at=now(),
    )
    db.session.add(log)
    db.session.flush()
    kinds = dict(db.session.execute(select(Kind.code, Kind.id).where(Kind.campaign_id == campaign.id)).all())
    for code, quantity in counts.items():
        db.session.add(LogItem(log_id=log.id, kind_id=kinds[code], ward_id=campaign.ward_id, quantity=quantity))
    db.session.flush()
    told = {
        "user": log.user_id,
        "team": log.team_id,
        "day": log.day,
        "minutes": minutes,
        "groups": {"elderly": elderly} if elderly else {},
        "counts": {str(kinds[code]): quantity for code, quantity in sorted(counts.items())},
    }
    announce(LogSent(ward_id=log.ward_id, subject_id=log.id, by=log.filed_by, after=told))
    return log.id


@action
def reverse(log_id: int, by: int) -> None:
    ward_id = db.session.scalar(select(Log.ward_id).where(Log.id == log_id))
    _decide(log_id, ward_id, REVERSED, by, "a slip")


def _decide(log_id, ward_id, verdict, by, reason=""):
    db.session.execute(update(Log).where(Log.id == log_id).values(state=verdict))
    db.session.add(Decision(ward_id=ward_id, log_id=log_id, verdict=verdict, by=by, at=now(), reason=reason))
    db.session.flush()
    announce(DECIDED[verdict](ward_id=ward_id, subject_id=log_id, by=by, after={"state": verdict}, reason=reason))


def some_logs(cast) -> dict[str, int]:
    """Lan 12 points on two days, Minh and Bình 9 each, Hoa 5, a log of team 1."""
    return {
        "lan1": approved(cast, cast.lan, cast.team1, day=1, minutes=60, support_turn=4, elderly=1),
        "lan2": approved(cast, cast.lan, cast.team1, day=2, minutes=120),
        "minh": approved(cast, cast.minh, cast.team1, day=1, minutes=60, support_turn=4),
        "binh": approved(cast, cast.binh, cast.team2, day=1, minutes=60, support_turn=4),
        "hoa": approved(cast, cast.hoa, cast.team2, day=3, minutes=60, support_turn=2, by=cast.an.id),
        "team1": approved(cast, None, cast.team1, day=4, minutes=0, training_session=1),
    }
