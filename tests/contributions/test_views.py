"""Pages of the ledger: as page, as part, without scripts, for strangers and for wrong roles."""

import re
from datetime import date

import pytest

from app.contributions import actions
from app.contributions.models import Decision, Log, LogItem
from app.contributions.rules import NewLog
from app.core.clock import instant, now
from app.core.db import action, db
from app.shifts.models import Shift
from app.signups.models import SignUp
from tests.cast import SLOTS


def _state(app, log_id):
    with app.app_context():
        return db.session.get(Log, log_id).state


def _decide(app, cast, log_id, verdict, reason=""):
    with app.app_context():
        actions.decide(log_id, verdict, reason, cast.hoa.id)
        db.session.remove()


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


def test_a_volunteer_writes_a_record_and_the_secretary_approves_it(app, cast, as_, form, count_sql):
    lan = as_(cast.lan)
    assert "VNeID" in lan.get("/logs/new").text
    with count_sql() as statements:
        answer = lan.post("/logs", data=form(elderly=2, note="Nhà văn hóa"))
    assert (answer.status_code, answer.location) == (303, "/logs")
    assert len(statements) <= 7, statements
    assert "Chờ duyệt" in lan.get("/logs").text
    with app.app_context():
        log = db.session.query(Log).one()
        assert (log.user_id, log.team_id, log.minutes, log.elderly) == (cast.lan.id, cast.team1.id, 120, 2)
        log_id = log.id
    hoa = as_(cast.hoa)
    assert cast.lan.name in hoa.get("/approvals").text
    assert "VNeID" in hoa.get(f"/approvals/{log_id}").text
    with count_sql() as statements:
        answer = hoa.post(f"/logs/{log_id}/decision", data={"verdict": "approved", "next": "/approvals"})
    assert (answer.status_code, answer.location) == (303, "/approvals")
    assert len(statements) <= 7, statements
    assert _state(app, log_id) == "approved"
    assert "Đã duyệt" in lan.get(f"/logs/{log_id}").text


def test_the_button_pressed_twice_writes_once(app, cast, as_, form):
    lan = as_(cast.lan)
    for _ in range(2):
        assert lan.post("/logs", data=form()).status_code == 303
    assert "không bị ghi hai lần" in lan.get("/logs").text
    with app.app_context():
        assert db.session.query(Log).count() == 1


def test_a_shift_fills_in_day_minutes_and_point(app, cast, as_, form, shift, count_sql):
    lan = as_(cast.lan)
    with count_sql() as statements:
        page = lan.get(f"/logs/new?shift={shift}").text
    assert len(statements) <= 5, statements
    assert 'value="210"' in page
    assert 'value="2025-08-14"' in page
    with count_sql() as statements:
        assert lan.post("/logs", data=form(day="2025-08-14", shift=shift)).status_code == 303
    assert len(statements) <= 7, statements
    with app.app_context():
        log = db.session.query(Log).one()
        assert (log.shift_id, log.point_id, log.slot) == (shift, cast.point1.id, "Sáng")
    assert f"shift={shift}" not in lan.get("/logs/new").text


def test_nobody_records_a_shift_without_a_seat_in_it(app, cast, as_, form, shift):
    answer = as_(cast.binh).post("/logs", data=form(day="2025-08-14", shift=shift))
    assert answer.status_code == 422
    assert "không có chỗ trong ca này" in answer.text


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"day": "2025-08-15"}, "Ngày này chưa đến"),
        ({"day": "2025-07-01"}, "31/7/2025"),
        ({"day": "0001-01-01"}, "14/8/2025"),
        ({"day": ""}, 'id="day-error"'),
        ({"minutes": "-5"}, "1440"),
        ({"minutes": "99999999999999999999"}, 'id="minutes-error"'),
        ({"minutes": "hai giờ"}, 'id="minutes-error"'),
        ({"elderly": "9"}, "không thể nhiều hơn"),
        ({"note": "cụ A 001234567890"}, 'id="note-error"'),
        ({"note": "a\x00b"}, 'id="note-error"'),
        ({"note": "a" * 100_000}, 'id="note-error"'),
        ({"client_ref": "no"}, "errors"),
        ({"team": "99"}, "errors"),
        ({"shift": "999999"}, "không có chỗ"),
        ({"count-999999": "3"}, "Chiến dịch này không tính"),
    ],
)
def test_what_is_wrong_is_told_beside_its_field_and_nothing_written(app, cast, as_, form, wrong, told):
    answer = as_(cast.lan).post("/logs", data=form() | wrong)
    assert answer.status_code == 422
    assert told in answer.text
    assert "VNeID" in answer.text
    with app.app_context():
        assert db.session.query(Log).count() == 0


def test_a_wrong_number_of_a_service_keeps_what_was_typed(cast, as_, form, kinds):
    answer = as_(cast.lan).post("/logs", data=form(counts={"support_turn": 4, "vneid_level2": "5000"}))
    assert answer.status_code == 422
    assert re.search(rf'name="count-{kinds["vneid_level2"]}"[^>]*value="5000"', answer.text)
    assert re.search(rf'name="count-{kinds["support_turn"]}"[^>]*value="4"', answer.text)


def test_the_form_comes_as_a_part(cast, as_, form, part):
    lan = as_(cast.lan)
    answer = lan.post("/logs", data=form(day="2026-01-01"), headers=part("log"))
    assert answer.status_code == 422
    assert answer.text.lstrip().startswith('<div class="narrow" id="log">')
    answer = lan.post("/logs", data=form(), headers=part("log"))
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (200, "/logs")


def test_a_draft_is_kept_finished_and_thrown_away(app, cast, as_, form):
    lan = as_(cast.lan)
    assert lan.post("/logs", data=form(draft="1", minutes="", counts={"support_turn": 0})).status_code == 303
    with app.app_context():
        log_id = db.session.query(Log.id).scalar()
    assert _state(app, log_id) == "draft"
    assert as_(cast.hoa).get(f"/logs/{log_id}").status_code == 404
    assert as_(cast.hoa).get(f"/approvals/{log_id}").status_code == 404
    assert lan.post(f"/logs/{log_id}/sending").status_code == 409
    assert lan.post(f"/logs/{log_id}", data=form()).status_code == 303
    assert _state(app, log_id) == "sent"
    assert lan.post(f"/logs/{log_id}/removal").status_code == 409
    lan.post("/logs", data=form(draft="1", ref="another-reference"))
    with app.app_context():
        other = db.session.query(Log.id).filter_by(state="draft").scalar()
    assert lan.post(f"/logs/{other}/removal").status_code == 303
    assert lan.get(f"/logs/{other}").status_code == 404


def test_a_returned_record_shows_why_and_is_sent_again(app, cast, as_, write, form, kinds, count_sql):
    log_id = write(cast.lan, support_turn=4, vneid_level2=3)
    _decide(app, cast, log_id, "returned", "Thiếu số người cao tuổi.")
    lan = as_(cast.lan)
    assert "Thiếu số người cao tuổi." in lan.get("/logs").text
    with count_sql() as statements:
        page = lan.get(f"/logs/{log_id}/edit")
    assert len(statements) <= 5, statements
    assert "Thiếu số người cao tuổi." in page.text
    assert re.search(rf'name="count-{kinds["vneid_level2"]}"[^>]*value="3"', page.text)
    with count_sql() as statements:
        answer = lan.post(f"/logs/{log_id}", data=form(elderly=2))
    assert answer.status_code == 303
    assert len(statements) <= 8, statements
    assert _state(app, log_id) == "sent"
    assert lan.get(f"/logs/{log_id}/edit").status_code == 409
    assert lan.post(f"/logs/{log_id}", data=form()).status_code == 409


def test_a_leader_files_the_teams_record_and_a_volunteer_does_not(app, cast, as_, form):
    minh = as_(cast.minh)
    page = minh.get("/logs/team/new").text
    assert "Lớp, buổi tập huấn" in page
    assert "Cuộc gọi đường dây nóng" not in page
    answer = minh.post("/logs/team", data=form(counts={"support_turn": 30, "training_session": 1}))
    assert answer.status_code == 303
    with app.app_context():
        log = db.session.query(Log).one()
        assert (log.user_id, log.team_id, log.filed_by) == (None, cast.team1.id, cast.minh.id)
        log_id = log.id
    assert f"/logs/{log_id}" in minh.get("/logs").text
    for client in (as_(cast.lan), as_(cast.hoa)):
        assert client.get("/logs/team/new").status_code == 403
        assert client.post("/logs/team", data=form(ref="zzzzzzzzzz")).status_code == 403
    assert as_(cast.lan).get(f"/logs/{log_id}").status_code == 404


def test_strangers_find_nothing_and_wrong_roles_no_door(app, cast, as_, write, anonymous):
    log_id = write(cast.lan)
    for person in (cast.binh, cast.minh, cast.dung, cast.phuc):
        assert as_(person).get(f"/logs/{log_id}").status_code == 404
    for person in (cast.lan, cast.hoa, cast.son, cast.mai, cast.tu, cast.an, cast.quan):
        assert as_(person).get(f"/logs/{log_id}").status_code == 200
    for url in (f"/logs/{log_id}/edit", f"/logs/{log_id}"):
        method = "get" if url.endswith("edit") else "post"
        assert getattr(as_(cast.binh), method)(url, data={}).status_code in (404, 422)
    for person in (cast.lan, cast.minh, cast.son, cast.mai, cast.tu, cast.an):
        client = as_(person)
        assert client.get("/approvals").status_code == 403
        assert client.get(f"/approvals/{log_id}").status_code == 403
        assert client.post(f"/logs/{log_id}/decision", data={"verdict": "approved"}).status_code == 403
        assert client.post(f"/logs/{log_id}/reversal", data={"reason": "x"}).status_code == 403
        assert client.post("/approvals/decisions", data={"verdict": "approved", "log": log_id}).status_code == 403
    phuc = as_(cast.phuc)
    assert phuc.get(f"/approvals/{log_id}").status_code == 404
    assert phuc.post(f"/logs/{log_id}/decision", data={"verdict": "approved"}).status_code == 404
    assert phuc.post(f"/logs/{log_id}/reversal", data={"reason": "x"}).status_code == 404
    assert phuc.post("/approvals/decisions", data={"verdict": "approved", "log": log_id}).status_code == 404
    for person in (cast.son, cast.an):
        assert as_(person).get("/logs").status_code == 403
    assert anonymous.get("/logs").status_code == 303
    assert _state(app, log_id) == "sent"


def test_a_stranger_changes_nothing_of_mine(app, cast, as_, write, form):
    log_id = write(cast.lan, send=False)
    for person in (cast.binh, cast.dung, cast.minh):
        client = as_(person)
        assert client.post(f"/logs/{log_id}", data=form()).status_code == 404
        assert client.post(f"/logs/{log_id}/sending").status_code == 404
        assert client.post(f"/logs/{log_id}/removal").status_code == 404
    assert _state(app, log_id) == "draft"


def test_the_secretarys_own_record_is_not_in_the_queue_and_not_decided(app, cast, as_, write):
    own, lans = write(cast.hoa, team=cast.team2), write(cast.lan)
    hoa = as_(cast.hoa)
    queue = hoa.get("/approvals").text
    assert f'name="log" value="{lans}"' in queue
    assert f'name="log" value="{own}"' not in queue
    assert 'value="approved"' not in hoa.get(f"/approvals/{own}").text
    answer = hoa.post(f"/logs/{own}/decision", data={"verdict": "approved"})
    assert answer.status_code == 409
    assert "Không ai tự duyệt bản của mình" in answer.text
    answer = hoa.post("/approvals/decisions", data={"verdict": "approved", "log": [own, lans]}, follow_redirects=True)
    assert "1 bản đã duyệt, 1 bản bỏ qua vì đó là bản của chính bạn." in answer.text
    assert (_state(app, own), _state(app, lans)) == ("sent", "approved")


def test_many_are_approved_at_once_as_part_and_without_scripts(app, cast, as_, write, part):
    ids = [write(cast.lan, minutes=1) for _ in range(12)]
    hoa = as_(cast.hoa)
    answer = hoa.post("/approvals/decisions", data={"verdict": "approved", "log": ids[:6]})
    assert (answer.status_code, answer.location) == (303, "/approvals")
    answer = hoa.post("/approvals/decisions", data={"verdict": "approved", "log": ids[5:]}, headers=part("queue"))
    assert answer.status_code == 200
    assert answer.text.lstrip().startswith('<div id="queue">')
    assert "6 bản đã duyệt, 1 bản bỏ qua vì đã có người quyết định." in answer.text
    with app.app_context():
        assert db.session.query(Decision).filter_by(verdict="approved").count() == 12


def test_many_are_returned_with_one_reason(app, cast, as_, write):
    ids = [write(cast.lan), write(cast.minh)]
    hoa = as_(cast.hoa)
    answer = hoa.post("/approvals/decisions", data={"verdict": "returned", "log": ids})
    assert answer.status_code == 422
    assert answer.text.count(" checked") == 2
    answer = hoa.post("/approvals/decisions", data={"verdict": "returned", "log": ids, "reason": "Thiếu ghi chú."})
    assert answer.status_code == 303
    with app.app_context():
        assert {row.reason for row in db.session.query(Decision)} == {"Thiếu ghi chú."}
    assert "Thiếu ghi chú." in as_(cast.lan).get("/logs").text


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({"verdict": "approved"}, 422),
        ({"verdict": "reversed", "log": "1"}, 400),
        ({"log": "1"}, 400),
        ({"verdict": "approved", "log": "abc"}, 400),
        ({"verdict": "approved", "log": "-1"}, 400),
        ({"verdict": "approved", "log": "99999999999999"}, 400),
        ({"verdict": "approved", "log": "99999"}, 404),
    ],
)
def test_a_bulk_request_that_cannot_be_meant(cast, as_, data, status):
    assert as_(cast.hoa).post("/approvals/decisions", data=data).status_code == status


@pytest.mark.parametrize("verdict", ["returned", "rejected"])
def test_a_refusal_asks_for_its_reason_and_shows_it(app, cast, as_, write, verdict):
    log_id = write(cast.lan)
    hoa, url = as_(cast.hoa), f"/logs/{log_id}/decision"
    answer = hoa.post(url, data={"verdict": verdict})
    assert answer.status_code == 422
    assert "Hãy ghi lý do" in answer.text
    assert hoa.post(url, data={"verdict": verdict, "reason": "số 001234567890"}).status_code == 422
    assert hoa.post(url, data={"verdict": verdict, "reason": "Ghi trùng."}).status_code == 303
    assert "Ghi trùng." in as_(cast.lan).get(f"/logs/{log_id}").text
    assert hoa.post(url, data={"verdict": "approved"}).status_code == 409


def test_after_a_decision_the_next_one_opens(cast, as_, write):
    first, second = write(cast.lan), write(cast.minh)
    hoa = as_(cast.hoa)
    assert f'value="/approvals/{second}"' in hoa.get(f"/approvals/{first}").text
    answer = hoa.post(f"/logs/{first}/decision", data={"verdict": "approved", "next": f"/approvals/{second}"})
    assert answer.location == f"/approvals/{second}"
    assert hoa.get(f"/approvals/{first}").location == f"/logs/{first}"
    answer = hoa.post(f"/logs/{second}/decision", data={"verdict": "approved", "next": "//evil.example"})
    assert answer.location == "/approvals"


def test_an_approval_is_reversed_with_a_reason(app, cast, as_, write):
    log_id = write(cast.lan)
    _decide(app, cast, log_id, "approved")
    hoa, url = as_(cast.hoa), f"/logs/{log_id}/reversal"
    assert url in hoa.get(f"/logs/{log_id}").text
    assert url not in as_(cast.son).get(f"/logs/{log_id}").text
    assert hoa.post(url, data={}).status_code == 422
    assert hoa.post(url, data={"reason": "Ghi nhầm ngày."}).status_code == 303
    assert _state(app, log_id) == "reversed"
    assert hoa.post(url, data={"reason": "x"}).status_code == 409


def test_ordinary_ones_are_picked_by_a_link_and_unusual_ones_are_not(cast, as_, write):
    usual, strange = write(cast.lan), write(cast.minh, minutes=60, support_turn=62)
    page = as_(cast.hoa).get("/approvals?pick=1").text
    assert re.search(rf'value="{usual}" checked', page)
    assert not re.search(rf'value="{strange}" checked', page)
    assert "Rất nhiều so với thời gian" in page
    flagged = as_(cast.hoa).get("/approvals?flagged=1").text
    assert f'name="log" value="{strange}"' in flagged
    assert f'name="log" value="{usual}"' not in flagged


@pytest.mark.parametrize(
    "query", ["?page=0", "?page=-3", "?page=99999999999", "?size=7", "?team=99999999999999999999"]
)
def test_odd_addresses_of_the_queue_are_harmless(cast, as_, write, query):
    write(cast.lan)
    assert as_(cast.hoa).get(f"/approvals{query}").status_code == 200
    assert as_(cast.hoa).get(f"/logs{query}").status_code == 200


def test_each_page_asks_few_questions_however_much_waits(app, cast, as_, kinds, count_sql, part):
    rows = [
        NewLog(
            campaign_id=cast.campaign.id,
            ward_id=cast.cua_nam.id,
            user_id=(cast.lan, cast.minh, cast.binh)[n % 3].id,
            team_id=(cast.team1, cast.team1, cast.team2)[n % 3].id,
            client_ref=f"many-{n}",
            day=date(2025, 8, 1),
            minutes=1,
            counts={kinds["support_turn"]: 1, kinds["vneid_level2"]: 2},
        )
        for n in range(1000)
    ]
    with app.app_context():
        actions.record_many(rows, by=None)
        log_id = db.session.query(Log.id).filter_by(user_id=cast.lan.id).first()[0]
        db.session.remove()
    pages = {
        cast.hoa: ("/approvals", "/approvals?size=100&page=3", "/approvals?flagged=1", f"/approvals/{log_id}"),
        cast.lan: ("/logs", "/logs?page=2", "/logs/new", f"/logs/{log_id}"),
        cast.minh: ("/logs/team/new",),
    }
    for person, urls in pages.items():
        client = as_(person)
        for url in urls:
            with count_sql() as statements:
                assert client.get(url).status_code == 200
            assert len(statements) <= 5, (url, statements)
    hoa = as_(cast.hoa)
    assert "1.000 bản chờ duyệt" in hoa.get("/approvals").text or "1000 bản chờ duyệt" in hoa.get("/approvals").text
    with app.app_context():
        ids = [i for (i,) in db.session.query(Log.id).order_by(Log.id).limit(100)]
        db.session.remove()
    with count_sql() as statements:
        hoa.post("/approvals/decisions", data={"verdict": "approved", "log": ids})
    assert len(statements) <= 7, statements
    with app.app_context():
        assert db.session.query(LogItem).count() == 2000
