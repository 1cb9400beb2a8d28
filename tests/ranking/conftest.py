"""A scheme with the amounts of the campaigns of 2025, and short makers for the values the rules work on."""

from copy import deepcopy
from datetime import date, timedelta

import pytest

from app.ranking.rules import Credit, Person, Scheme, Squad

SCHEME = {
    "name": "Thang điểm chiến dịch",
    "version": 1,
    "points_per_unit": {"support_turn": "2", "vneid_level2": "1", "local_app": "0.5", "training_session": "20"},
    "points_per_hour": "1",
    "extra_points_per_vulnerable_turn": "1",
    "vulnerable_groups": ["elderly", "disabled", "poor_household"],
    "daily_cap_per_person": "60",
    "individual": {
        "eligible": {"min_active_days": 3, "not_on_hold": True},
        "order": ["points", "vulnerable_turns", "active_days"],
    },
    "collective": {
        "score": "100 * (0.5 * total / max_total + 0.5 * per_head / max_per_head)",
        "weight_total": "0.5",
        "weight_per_head": "0.5",
        "per_head": "total / members of the team on the campaign's last day",
        "total": "points of its members' approved logs earned in this team",
        "eligible": {"active_on_last_day": True, "min_members": 1},
        "order": ["score", "total", "vulnerable_turns"],
    },
    "ties": "shared ranks",
    "arithmetic": "exact decimals",
}


@pytest.fixture
def scheme_json():
    return deepcopy(SCHEME)


@pytest.fixture
def scheme(scheme_json):
    return Scheme.from_json(scheme_json)


@pytest.fixture
def easy_scheme(scheme_json):
    """As `scheme`, but one active day is enough."""
    scheme_json["individual"]["eligible"]["min_active_days"] = 1
    return Scheme.from_json(scheme_json)


@pytest.fixture
def make_credit():
    def make(log_id, user_id=1, team_id=1, *, day=1, minutes=0, groups=None, **counts):
        when = date(2025, 7, 31) + timedelta(days=day - 1)
        return Credit(log_id, user_id, team_id, when, minutes, groups or {}, counts)

    return make


@pytest.fixture
def make_person():
    def make(user_id, name=None, *, sort_key=None, team_id=1, on_hold=False):
        name = name or f"Person {user_id}"
        return Person(user_id, name, sort_key or name.lower(), "0950000000", team_id, f"Team {team_id}", on_hold)

    return make


@pytest.fixture
def make_squad():
    def make(team_id, name=None, *, members=1, active=True):
        name = name or f"Team {team_id}"
        return Squad(team_id, name, name.lower(), members, active)

    return make
