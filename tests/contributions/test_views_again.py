"""The same form once more: one record where it says the same; else both are shown, and the person chooses."""

import re

import pytest

from app.contributions import actions
from app.contributions.models import Log
from app.core.db import db


def fields_of(page: str, door: str) -> dict[str, str]:
    """What the form of this page that leads to ``door`` sends."""
    form = next(one for one in re.findall(r"<form.*?</form>", page, re.DOTALL) if f'action="{door}"' in one)
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form))


@pytest.fixture
def rows(app):
    """Every record as (state, minutes), the oldest first."""

    def read():
        with app.app_context():
            found = [(log.state, log.minutes) for log in db.session.query(Log).order_by(Log.id)]
            db.session.remove()
        return found

    return read


ANOTHER = "/logs?campaign=cua-nam-2025"


@pytest.mark.parametrize("headers", [False, True])
def test_other_figures_are_shown_beside_those_that_stand(as_, cast, form, part, rows, headers):
    lan = as_(cast.lan)
    lan.post("/logs", data=form(note="<b>Ở chợ</b>"))
    answer = lan.post("/logs", data=form(minutes=90, elderly=2), headers=part("log") if headers else {})
    assert answer.status_code == 409 and answer.text.lstrip().startswith("<div" if headers else "<!doctype")
    assert "Số liệu nào đúng?" in answer.text and "2 giờ" in answer.text and "1 giờ 30 phút" in answer.text
    assert "&lt;b&gt;Ở chợ" in answer.text and rows() == [("sent", 120)]
    assert rows() == [("sent", 120)]


def test_the_new_figures_are_used(app, as_, cast, form, rows):
    lan = as_(cast.lan)
    lan.post("/logs", data=form())
    page = lan.post("/logs", data=form(minutes=90)).text
    with app.app_context():
        log_id = db.session.query(Log.id).scalar()
    sent = fields_of(page, f"/logs/{log_id}")
    assert sent["minutes"] == "90" and sent["take_back"] == "1"
    for said in ("Đã gửi", "đã được gửi rồi"):
        assert lan.post(f"/logs/{log_id}", data=sent).status_code == 303
        assert said in lan.get("/logs").text
    assert rows() == [("sent", 90)]


def test_they_are_two_records(as_, cast, form, rows):
    lan = as_(cast.lan)
    lan.post("/logs", data=form())
    sent = fields_of(lan.post("/logs", data=form(minutes=90)).text, ANOTHER)
    assert sent["client_ref"] != form()["client_ref"]
    for _ in range(2):
        assert lan.post("/logs", data=sent).status_code == 303
    assert rows() == [("sent", 120), ("sent", 90)]


def test_kept_as_a_draft_and_then_sent_it_is_sent(as_, cast, form, rows):
    lan = as_(cast.lan)
    lan.post("/logs", data=form(draft="1"))
    assert rows() == [("draft", 120)]
    assert lan.post("/logs", data=form()).status_code == 303
    assert rows() == [("sent", 120)] and "Đã gửi" in lan.get("/logs").text
    lan.post("/logs", data=form(draft="1"))
    assert rows() == [("sent", 120)] and "đã được gửi rồi" in lan.get("/logs").text


def test_a_draft_with_other_figures_is_shown_and_replaced(as_, cast, form, rows, app):
    lan = as_(cast.lan)
    lan.post("/logs", data=form(draft="1"))
    page = lan.post("/logs", data=form(minutes=45))
    assert page.status_code == 409 and rows() == [("draft", 120)]
    with app.app_context():
        log_id = db.session.query(Log.id).scalar()
    sent = fields_of(page.text, f"/logs/{log_id}")
    assert "take_back" not in sent
    assert lan.post(f"/logs/{log_id}", data=sent).status_code == 303
    assert rows() == [("sent", 45)]


def test_what_was_decided_stands_and_the_rest_can_be_a_record_of_its_own(app, as_, cast, form, rows):
    lan = as_(cast.lan)
    lan.post("/logs", data=form())
    with app.app_context():
        log_id = db.session.query(Log.id).scalar()
        actions.decide(log_id, "approved", "", cast.hoa.id)
        db.session.remove()
    page = lan.post("/logs", data=form(minutes=90)).text
    assert f'action="/logs/{log_id}"' not in page
    assert lan.post("/logs", data=fields_of(page, ANOTHER)).status_code == 303
    assert rows() == [("approved", 120), ("sent", 90)]


def test_a_record_changed_in_another_window_is_shown(as_, cast, write, form, rows):
    log_id, lan = write(cast.lan, minutes=60, support_turn=4, send=False), as_(cast.lan)
    seen = re.search(r'name="seen"[^>]*value="(\w{32})"', lan.get(f"/logs/{log_id}/edit").text)[1]
    assert lan.post(f"/logs/{log_id}", data=form(minutes=70, seen=seen, draft="1")).status_code == 303
    page = lan.post(f"/logs/{log_id}", data=form(minutes=80, seen=seen))
    assert page.status_code == 409 and rows() == [("draft", 70)]
    assert lan.post(f"/logs/{log_id}", data=fields_of(page.text, f"/logs/{log_id}")).status_code == 303
    assert rows() == [("sent", 80)]


def test_nobody_sees_or_replaces_somebody_elses(as_, cast, form, rows, app):
    as_(cast.lan).post("/logs", data=form(note="Ở chợ"))
    answer = as_(cast.minh).post("/logs", data=form(minutes=90))
    assert answer.status_code == 422 and "Ở chợ" not in answer.text
    with app.app_context():
        log_id = db.session.query(Log.id).scalar()
    for person, status in ((cast.binh, 404), (cast.dung, 404), (cast.hoa, 404)):
        sent = form(minutes=1, seen="x" * 32, take_back="1")
        assert as_(person).post(f"/logs/{log_id}", data=sent).status_code == status
    assert rows() == [("sent", 120)]


def test_a_leaders_record_of_the_team_as_well(as_, cast, form, rows):
    minh, counts = as_(cast.minh), {"support_turn": 30, "training_session": 1}
    minh.post("/logs/team", data=form(counts=counts))
    page = minh.post("/logs/team", data=form(counts=counts, minutes=60))
    assert page.status_code == 409
    sent = fields_of(page.text, "/logs/team?campaign=cua-nam-2025")
    assert minh.post("/logs/team", data=sent).status_code == 303
    assert rows() == [("sent", 120), ("sent", 60)]
