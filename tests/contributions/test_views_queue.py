"""Deciding on records one by one and many at once."""

import re

import pytest

from app.contributions import actions
from app.contributions.models import Decision, Log
from app.core.db import db


def _state(app, log_id):
    with app.app_context():
        return db.session.get(Log, log_id).state


def _decide(app, cast, log_id, verdict, reason=""):
    with app.app_context():
        actions.decide(log_id, verdict, reason, cast.hoa.id)
        db.session.remove()


def _looked_at(client, ids, **more) -> dict:
    """What the preview's last button, which approves all of them, sends."""
    page = client.post("/approvals/decisions", data={"verdict": "approved", "log": ids}, **more).text
    return {"verdict": "approved", "log": ids, "seen": re.findall(r'name="seen" value="(\w+)"', page)[-1]}


def test_the_secretarys_own_record_is_not_in_the_queue_and_not_decided(app, cast, as_, write):
    own, lans = write(cast.hoa, team=cast.team2), write(cast.lan)
    hoa = as_(cast.hoa)
    queue = hoa.get("/approvals").text
    assert f'name="log" value="{lans}"' in queue
    assert f'name="log" value="{own}"' not in queue
    assert 'value="approved"' not in hoa.get(f"/approvals/{own}").text
    answer = hoa.post(f"/logs/{own}/decision", data={"verdict": "approved"})
    assert answer.status_code == 409
    assert "Không ai tự duyệt nhật ký của mình" in answer.text
    answer = hoa.post("/approvals/decisions", data=_looked_at(hoa, [own, lans]))
    answer = hoa.get(answer.location)
    assert "Đã duyệt 1 nhật ký, bỏ qua 1 nhật ký vì đó là nhật ký của chính bạn." in answer.text
    assert (_state(app, own), _state(app, lans)) == ("sent", "approved")


def test_many_are_approved_at_once_as_part_and_without_scripts(app, cast, as_, write, part):
    ids = [write(cast.lan, minutes=1) for _ in range(12)]
    hoa = as_(cast.hoa)
    answer = hoa.post("/approvals/decisions", data=_looked_at(hoa, ids[:6]))
    assert (answer.status_code, answer.location) == (303, "/approvals/together/1")
    data = _looked_at(hoa, ids[5:], headers=part("queue"))
    answer = hoa.post("/approvals/decisions", data=data, headers=part("queue"))
    assert answer.status_code == 200
    assert answer.text.lstrip().startswith('<div id="queue">')
    assert "Đã duyệt 6 nhật ký, bỏ qua 1 nhật ký vì đã có người quyết định." in answer.text
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
    usual, strange = write(cast.lan, support_turn=4), write(cast.minh, minutes=60, support_turn=62)
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
