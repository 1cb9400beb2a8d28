"""Short ways to put records into the ledger."""

import itertools
from datetime import date

import pytest

from app.campaigns.models import Kind
from app.contributions import actions
from app.core.clock import instant, now
from app.core.db import action, db
from app.shifts.models import Shift
from app.signups.models import SignUp
from tests.cast import SLOTS

DAY = date(2025, 8, 13)


@pytest.fixture
def kinds(app, cast):
    """Kind ids of Cửa Nam's campaign by code."""
    with app.app_context():
        rows = db.session.query(Kind.code, Kind.id).filter_by(campaign_id=cast.campaign.id)
        found = dict(rows)
        db.session.remove()
    return found


@pytest.fixture
def write(app, cast, kinds):
    """``write(cast.lan, vneid_level2=3)`` records and answers with the log's id."""
    numbers = itertools.count(1)

    def one(person=None, team=None, day=DAY, minutes=60, groups=None, send=True, filed_by=None, ref=None, **counts):
        with app.app_context():
            log, _ = actions.record(
                campaign_id=cast.campaign.id,
                ward_id=cast.cua_nam.id,
                user_id=person.id if person else None,
                team_id=(team or cast.team1).id,
                filed_by=(filed_by or person or cast.minh).id,
                client_ref=ref or f"test-ref-{next(numbers)}",
                day=day,
                minutes=minutes,
                groups=groups or {},
                counts={kinds[code]: n for code, n in counts.items()},
                send=send,
            )
            log_id = log.id
            db.session.remove()
        return log_id

    return one


@pytest.fixture
def form(kinds):
    """What the browser sends for a new record."""

    def fields(ref="abcdefgh12345678", day="2025-08-13", minutes=120, counts=None, **more):
        counted = {
            f"count-{kinds[code]}": n for code, n in (counts or {"support_turn": 4, "vneid_level2": 3}).items()
        }
        return {"client_ref": ref, "day": day, "minutes": minutes, **counted, **more}

    return fields


@pytest.fixture
def shift(app, cast):
    """Lan's shift of this morning at point 1, 08:00 to 11:30, which has begun."""

    @action
    def plan():
        _name, starts, ends = SLOTS[0]
        day = date(2025, 8, 14)
        row = Shift(
            ward_id=cast.cua_nam.id,
            campaign_id=cast.campaign.id,
            point_id=cast.point1.id,
            day=day,
            slot="Sáng",
            starts_at=instant(day, starts),
            ends_at=instant(day, ends),
            min_heads=1,
            max_heads=2,
            leads=0,
        )
        db.session.add(row)
        db.session.flush()
        db.session.add(
            SignUp(
                ward_id=row.ward_id,
                shift_id=row.id,
                user_id=cast.lan.id,
                state="seated",
                starts_at=row.starts_at,
                ends_at=row.ends_at,
                joined_at=now(),
                seated_at=now(),
            )
        )
        db.session.flush()
        return row.id

    with app.app_context():
        shift_id = plan()
        db.session.remove()
    return shift_id
