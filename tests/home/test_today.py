"""What each role finds first."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from app.campaigns.models import Kind
from app.contributions.models import Decision, Log, LogItem
from app.core import clock
from app.core.db import db, write_tx
from app.shifts.models import Shift
from app.signups.models import SignUp


def _shift(cast, day, hour, taken=(), low=2, point=None):
    starts = datetime(day.year, day.month, day.day, hour, tzinfo=clock.LOCAL)
    shift = Shift(
        ward_id=cast.cua_nam.id,
        campaign_id=cast.campaign.id,
        point_id=(point or cast.point1).id,
        day=day,
        slot=f"slot {hour}",
        starts_at=starts,
        ends_at=starts + timedelta(hours=2),
        min_heads=low,
        max_heads=4,
        leads=1,
    )
    db.session.add(shift)
    db.session.flush()
    for person in taken:
        db.session.add(
            SignUp(
                ward_id=cast.cua_nam.id,
                shift_id=shift.id,
                user_id=person.id,
                state="seated",
                starts_at=shift.starts_at,
                ends_at=shift.ends_at,
                joined_at=clock.now(),
            )
        )
    db.session.flush()
    return shift.id


def _log(cast, person, state, turns=3, day=date(2025, 8, 12)):
    kind = db.session.scalar(select(Kind.id).where(Kind.campaign_id == cast.campaign.id, Kind.code == "support_turn"))
    log = Log(
        ward_id=cast.cua_nam.id,
        campaign_id=cast.campaign.id,
        user_id=person.id,
        team_id=cast.team1.id,
        filed_by=person.id,
        client_ref=f"{person.id}-{state}-{day}-{turns}",
        day=day,
        minutes=120,
        state="sent",
        created_at=clock.now(),
        sent_at=clock.now(),
    )
    db.session.add(log)
    db.session.flush()
    db.session.add(LogItem(log_id=log.id, kind_id=kind, ward_id=cast.cua_nam.id, quantity=turns))
    db.session.add(Decision(ward_id=cast.cua_nam.id, log_id=log.id, verdict="sent", by=person.id, at=clock.now()))
    db.session.flush()
    log.state = state
    db.session.flush()


@pytest.fixture
def story(app, cast):
    """Lan has a seat this afternoon; tomorrow lacks people; three records of hers, one of Bình's waits."""
    with app.app_context(), write_tx():
        _shift(cast, date(2025, 8, 14), 14, [cast.lan])
        _shift(cast, date(2025, 8, 14), 15, point=cast.point2)
        _shift(cast, date(2025, 8, 15), 8, point=cast.point2)
        _log(cast, cast.lan, "approved", 3)
        _log(cast, cast.lan, "returned", 4, date(2025, 8, 11))
        _log(cast, cast.binh, "sent", 5)
        _log(cast, cast.hoa, "sent", 6)


def test_a_volunteer_sees_the_next_shift_first_and_what_was_done(as_, cast, story):
    text = as_(cast.lan).get("/").text
    assert text.index("14:00–\u206016:00") < text.index("Điểm lưu động số 2")
    assert "15:00" not in text, "a shift that overlaps one's own is no help"
    assert "08:00" in text
    assert "Ghi nhật ký" in text or "New record" in text


def test_the_secretary_sees_what_waits_but_not_her_own_record(as_, cast, story):
    text = as_(cast.hoa).get("/").text
    assert "/approvals" in text
    assert "1 nhật ký" in text


def test_the_ward_leader_sees_totals_and_the_round(as_, cast, story):
    text = as_(cast.son).get("/").text
    assert "Lượt người dân được hỗ trợ" in text
    assert "/awards" in text


def test_who_holds_no_role_is_told_whom_to_ask(app, as_, cast):
    from app.people.models import Grant

    client = as_(cast.lan)
    with app.app_context(), write_tx():
        db.session.execute(db.update(Grant).where(Grant.user_id == cast.lan.id).values(ends_on=date(2025, 8, 14)))
    answer = client.get("/")
    assert answer.status_code == 200
    assert "Ward" not in answer.text


@pytest.mark.parametrize("who", ["lan", "minh", "hoa", "son", "mai", "tu", "an"])
def test_the_first_page_takes_at_most_five_statements(as_, cast, story, count_sql, who):
    client = as_(getattr(cast, who), campaign=cast.campaign.id)
    with count_sql() as statements:
        assert client.get("/").status_code == 200
    assert len(statements) <= 5, statements


def test_a_seat_that_is_kept_stands_first_with_its_end_and_both_answers_until_then(app, as_, cast, at):
    with app.app_context(), write_tx():
        shift = _shift(cast, date(2025, 8, 15), 19, [cast.lan])
        _shift(cast, date(2025, 8, 15), 14, [cast.lan])
        kept = {"state": "waiting", "offered_until": clock.now() + timedelta(hours=1)}
        db.session.execute(db.update(SignUp).where(SignUp.shift_id == shift).values(**kept))
    text = as_(cast.lan).get("/").text
    assert f'formaction="/shifts/{shift}/sign-up"' in text and f'href="/shifts/{shift}/leave"' in text
    assert "đến 10:00 hôm nay" in text
    assert text.index("19:00–\u206021:00") < text.index("14:00–\u206016:00")
    with at("2025-08-14T10:00:00"):
        later = as_(cast.lan).get("/").text
    assert f'formaction="/shifts/{shift}/sign-up"' not in later
    assert "đang xếp hàng" in later


def test_what_is_suggested_is_what_would_be_granted(app, as_, cast):
    """Rest, age and the hours of a day speak against a shift here as they do at its button."""
    with app.app_context(), write_tx():
        db.session.execute(db.text("UPDATE campaigns SET rest_minutes = 660, min_age = 18"))
        _shift(cast, date(2025, 8, 14), 19, [cast.lan])
        early = _shift(cast, date(2025, 8, 15), 6, point=cast.point2)
        late = _shift(cast, date(2025, 8, 15), 14, point=cast.point2)
    lan = as_(cast.lan)
    shown = lan.get("/").text
    assert f'action="/shifts/{early}/sign-up"' not in shown, "too little rest"
    assert f'action="/shifts/{late}/sign-up"' in shown
    assert lan.post(f"/shifts/{early}/sign-up").status_code == 409
    with app.app_context(), write_tx():
        db.session.execute(db.text("UPDATE users SET birth_year = 2010 WHERE id = :id"), {"id": cast.binh.id})
    assert "/sign-up" not in as_(cast.binh).get("/").text, "too young for all of them"
    assert as_(cast.binh).post(f"/shifts/{late}/sign-up").status_code == 409
