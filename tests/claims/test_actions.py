"""A team's seats: taken, named, given back, fallen back; never above what the shift has."""

import json
from datetime import date, timedelta

import pytest
from sqlalchemy import insert, select, text, update
from sqlalchemy.exc import IntegrityError

from app.audit.models import Entry
from app.campaigns.models import Campaign
from app.claims.actions import claim, fall_back_due, give_back, name
from app.claims.models import ClaimName, TeamClaim
from app.core.clock import now
from app.core.db import db, write_tx
from app.core.policy import Reach
from app.core.reasons import Refused
from app.people.models import User
from app.shifts.actions import change_shift
from app.shifts.models import Shift
from app.signups.actions import leave, put_on, settle_due, sign_up
from app.signups.models import SignUp
from tests.shifts.makers import AFTERNOON, make_shifts


def counted(shift):
    """(taken, held, of the team, of them unnamed) as the shift's row says."""
    db.session.rollback()
    db.session.expire_all()
    row = db.session.get(Shift, shift)
    return row.seats_taken, row.seats_held, row.team_seats, row.team_unnamed


def state_of(user, shift):
    db.session.rollback()
    row = db.session.execute(
        select(SignUp.state, SignUp.offered_until)
        .where(SignUp.user_id == user.id, SignUp.shift_id == shift)
        .order_by(SignUp.id.desc())
    ).first()
    return row and ("offered" if row.offered_until else row.state)


def refused(call, *args, **kwargs):
    with pytest.raises(Refused) as caught:
        call(*args, **kwargs)
    db.session.rollback()
    return caught.value.reason.name


def told(action):
    entries = db.session.query(Entry).filter(Entry.action == action).order_by(Entry.id)
    return [(entry.by, json.loads(entry.after)) for entry in entries]


@pytest.fixture
def shift(room, cast):
    """The afternoon of 17 August with five seats; names can be given until 14:00 on the 16th."""
    return make_shifts(cast, slots=(AFTERNOON,), first=AFTER, most=5)[-1]


AFTER = date(2025, 8, 17)


def test_a_team_takes_seats_and_names_its_people(shift, cast):
    team = claim(cast.team1.id, shift, 3, cast.minh.id)
    assert counted(shift) == (0, 3, 3, 3)
    name(team, cast.lan.id, cast.minh.id)
    name(team, cast.minh.id, cast.minh.id)
    assert counted(shift) == (2, 1, 3, 1)
    assert state_of(cast.lan, shift) == state_of(cast.minh, shift) == "seated"
    where = {"shift": shift, "team": cast.team1.id}
    assert told("claim.made") == [(cast.minh.id, where | {"seats": 3})]
    assert told("claim.named")[0] == (cast.minh.id, where | {"user": cast.lan.id})
    assert told("sign_up.seated")[0] == (cast.minh.id, {"shift": shift, "user": cast.lan.id, "claim": team})


def test_others_have_only_what_is_left(shift, cast):
    claim(cast.team1.id, shift, 4, cast.minh.id)
    assert refused(claim, cast.team2.id, shift, 2, cast.hoa.id) == "TOO_MANY"
    sign_up(cast.binh.id, shift)
    assert refused(sign_up, cast.hoa.id, shift) == "FULL"
    assert refused(put_on, cast.hoa.id, shift, "x", cast.hoa.id) == "STAFF_FULL"
    assert refused(claim, cast.team2.id, shift, 1, cast.hoa.id) == "NONE_FREE"
    assert counted(shift) == (1, 4, 4, 4)


def test_more_seats_can_be_taken_later(shift, cast):
    first = claim(cast.team1.id, shift, 1, cast.minh.id)
    name(first, cast.lan.id, cast.minh.id)
    assert claim(cast.team1.id, shift, 2, cast.minh.id) == first
    assert counted(shift) == (1, 2, 3, 2)


def test_seats_given_back_are_offered_to_the_line(shift, cast):
    team = claim(cast.team1.id, shift, 5, cast.minh.id)
    sign_up(cast.binh.id, shift, wait=True)
    assert refused(give_back, team, 6, cast.minh.id) == refused(give_back, team, 0, cast.minh.id) == "NONE_LEFT"
    give_back(team, 2, cast.minh.id)
    assert state_of(cast.binh, shift) == "offered"
    assert counted(shift) == (0, 4, 3, 3), "three of the team, one that is kept for Bình"
    assert told("claim.given_back") == [(cast.minh.id, {"shift": shift, "team": cast.team1.id, "seats": 2})]


def test_unnamed_seats_are_everyones_at_the_very_second(shift, cast, at):
    team = claim(cast.team1.id, shift, 5, cast.minh.id)
    name(team, cast.lan.id, cast.minh.id)
    with at("2025-08-16T13:59:59"):
        assert fall_back_due() == 0
        assert refused(sign_up, cast.binh.id, shift) == "FULL"
        name(team, cast.minh.id, cast.minh.id)
    with at("2025-08-16T14:00:00"):
        assert refused(name, team, cast.hoa.id, cast.minh.id) == "FELL_BACK"
        assert sign_up(cast.binh.id, shift).state == "seated", "though no job has run"
        assert refused(give_back, team, 1, cast.minh.id) == "FELL_BACK"
        assert fall_back_due() == 0
    assert counted(shift) == (3, 0, 2, 0)
    assert told("claim.fell_back") == [(None, {"shift": shift, "team": cast.team1.id, "seats": 3})]


def test_then_the_line_comes_first(shift, cast, at):
    claim(cast.team1.id, shift, 5, cast.minh.id)
    sign_up(cast.binh.id, shift, wait=True)
    with write_tx() as session:
        session.execute(update(Shift).where(Shift.id == shift).values(max_heads=5))
    with at("2025-08-16T14:00:00"):
        assert fall_back_due() == 1
        assert fall_back_due() == 0
        assert state_of(cast.binh, shift) == "offered"
    assert counted(shift) == (0, 1, 0, 0)


def test_whoever_asks_first_does_not_pass_the_line(shift, cast, at):
    claim(cast.team1.id, shift, 1, cast.minh.id)
    change_shift(db.session.get(Shift, shift), 0, 1, 0, cast.hoa.id)
    sign_up(cast.binh.id, shift, wait=True)
    with at("2025-08-16T14:00:00"):
        assert refused(sign_up, cast.hoa.id, shift) == "FULL"
        sign_up(cast.hoa.id, shift, wait=True)
        assert state_of(cast.binh, shift) == "offered"
    assert counted(shift) == (0, 1, 0, 0)


def test_the_job_of_the_line_gives_back_too(shift, cast, at):
    claim(cast.team1.id, shift, 2, cast.minh.id)
    sign_up(cast.lan.id, shift)
    sign_up(cast.minh.id, shift)
    sign_up(cast.hoa.id, shift)
    sign_up(cast.binh.id, shift, wait=True)
    with at("2025-08-16T14:00:00"):
        leave(cast.lan.id, shift)
        settle_due()
        assert state_of(cast.binh, shift) == "offered"
    assert counted(shift) == (2, 1, 0, 0)


def test_who_can_not_is_refused_by_the_rules_of_everybody(shift, cast):
    team = claim(cast.team1.id, shift, 2, cast.minh.id)
    assert refused(name, team, cast.binh.id, cast.minh.id) == "NOT_IN_TEAM"
    (other,) = set(make_shifts(cast, cast.point2, slots=(AFTERNOON,), first=AFTER)) - {shift}
    sign_up(cast.lan.id, other)
    assert refused(name, team, cast.lan.id, cast.minh.id) == "PERSON_BUSY"
    with write_tx() as session:
        session.execute(update(User).where(User.id == cast.minh.id).values(birth_year=2012))
    assert refused(name, team, cast.minh.id, cast.minh.id) == "TOO_YOUNG"
    assert counted(shift) == (0, 2, 2, 2)


def test_no_more_names_than_seats(shift, cast):
    team = claim(cast.team1.id, shift, 1, cast.minh.id)
    name(team, cast.lan.id, cast.minh.id)
    assert refused(name, team, cast.lan.id, cast.minh.id) == "NONE_LEFT"
    assert refused(name, team, cast.minh.id, cast.minh.id) == "NONE_LEFT"


def test_a_named_person_who_leaves_leaves_the_seat_to_everyone(shift, cast):
    team = claim(cast.team1.id, shift, 2, cast.minh.id)
    name(team, cast.lan.id, cast.minh.id)
    leave(cast.lan.id, shift)
    assert counted(shift) == (0, 1, 1, 1)


def test_whoever_waits_in_line_keeps_one_place(shift, cast):
    team = claim(cast.team1.id, shift, 5, cast.minh.id)
    sign_up(cast.lan.id, shift, wait=True)
    name(team, cast.lan.id, cast.minh.id)
    assert state_of(cast.lan, shift) == "seated"
    assert db.session.get(Shift, shift).in_line == 0


def test_when_seats_can_be_taken(shift, cast, at):
    with at("2025-08-16T14:00:00"):
        assert refused(claim, cast.team1.id, shift, 1, cast.minh.id) == "TOO_LATE"
    with at("2025-08-17T14:00:00"):
        assert refused(claim, cast.team1.id, shift, 1, cast.minh.id) == "STARTED"
    with write_tx() as session:
        session.execute(update(Shift).values(opens_at=now() + timedelta(hours=1)))
    assert refused(claim, cast.team1.id, shift, 1, cast.minh.id) == "NOT_OPEN"
    with write_tx() as session:
        session.execute(update(Shift).values(opens_at=None, lead_seats=4))
    assert refused(claim, cast.team1.id, shift, 2, cast.minh.id) == "TOO_MANY", "seats for leads are kept for them"
    with write_tx() as session:
        session.execute(update(Campaign).values(closed_at=now()))
    assert refused(claim, cast.team1.id, shift, 1, cast.minh.id) == "CLOSED"


def test_another_teams_seats_are_nobody_elses_business(shift, cast):
    team = claim(cast.team1.id, shift, 1, cast.minh.id)
    other = Reach(teams=frozenset({cast.team2.id}))
    for call in (
        lambda: claim(cast.team1.id, shift, 1, cast.binh.id, other),
        lambda: claim(cast.other_team.id, shift, 1, cast.binh.id),
        lambda: claim(cast.team1.id, 2_000_000_000, 1, cast.minh.id),
        lambda: name(team, cast.lan.id, cast.binh.id, other),
        lambda: give_back(team, 1, cast.binh.id, other),
        lambda: name(2_000_000_000, cast.lan.id, cast.minh.id),
    ):
        with pytest.raises(LookupError):
            call()
        db.session.rollback()
    assert counted(shift) == (0, 1, 1, 1)


def test_the_database_holds_the_seats(shift, cast):
    team = claim(cast.team1.id, shift, 3, cast.minh.id)
    for wrong in (
        "UPDATE team_claims SET unnamed = 6, seats = 6",
        "UPDATE team_claims SET unnamed = -1",
        "UPDATE team_claims SET seats = 2",
        "DELETE FROM team_claims",
        "UPDATE shifts SET max_heads = 2, min_heads = 0, leads = 0",
    ):
        with pytest.raises(IntegrityError), write_tx() as session:
            session.execute(text(wrong))
    values = {"ward_id": cast.cua_nam.id, "shift_id": shift, "made_at": now(), "made_by": cast.hoa.id, "until": now()}
    for more in (
        {"team_id": cast.team1.id, "seats": 1, "unnamed": 1},
        {"team_id": cast.team2.id, "seats": 3, "unnamed": 3},
        {"team_id": cast.other_team.id, "seats": 1, "unnamed": 1},
    ):
        with pytest.raises(IntegrityError), write_tx() as session:
            session.execute(insert(TeamClaim).values(**values | more))
    name(team, cast.lan.id, cast.minh.id)
    assert db.session.query(ClaimName.claim_id).all() == [(team,)]
    assert counted(shift) == (1, 2, 3, 2)
