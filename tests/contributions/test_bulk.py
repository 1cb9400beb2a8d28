"""Approving many at once: looked at and asked about first, kept as one act, undone as one."""

import re
from datetime import timedelta
from html import unescape

import pytest
from sqlalchemy.exc import IntegrityError

from app.audit.queries import broken_links
from app.contributions import actions
from app.contributions.models import BulkApproval, BulkApprovalLog, Decision, Log, LogItem
from app.contributions.queries import credits_of
from app.contributions.rules import BulkAnswer, DecideAnswer, may_undo
from app.core.clock import now
from app.core.db import action, db
from app.core.policy import Role
from app.core.reasons import Refused
from app.messages.models import Message
from app.people.actions import grant_role
from app.people.models import User
from tests.cast import STARTS

ALL = Log.id.is_not(None)
WHY = "Duyệt nhầm trang"


def states(app):
    with app.app_context():
        found = [(log.user_id, log.state) for log in db.session.query(Log).order_by(Log.id)]
        db.session.remove()
    return found


def forms_in(page: str) -> list[dict]:
    """What each form of the preview sends, its button's text with it."""
    found = []
    for form in re.findall(r"<form.*?</form>", page, re.DOTALL):
        fields = re.findall(r'name="([^"]+)" value="([^"]*)"', form)
        if ("verdict", "approved") in fields:
            data = {name: [v for n, v in fields if n == name] for name, _value in fields}
            found.append(data | {"says": re.sub(r"<[^>]+>", "", form).strip()})
    return found


@pytest.fixture
def queue(cast, write):
    """Two usual ones, one without time, one with nobody, and one of Hoa's own."""
    usual = [write(cast.lan, support_turn=4), write(cast.binh, support_turn=5, team=cast.team2)]
    odd = [write(cast.minh, minutes=0, support_turn=3), write(cast.mai, minutes=60)]
    return usual, odd, write(cast.hoa, support_turn=2, team=cast.team2)


def test_it_is_looked_at_first_and_nothing_is_decided(app, as_, cast, queue):
    usual, odd, own = queue
    hoa = as_(cast.hoa)
    page = hoa.post("/approvals/decisions", data={"verdict": "approved", "log": [*usual, *odd, own]})
    text = unescape(page.text)
    assert page.status_code == 200 and "Duyệt 4 nhật ký?" in text and "2 nhật ký cần xem kỹ" in text
    assert "Bỏ ra 1 nhật ký đã chọn" in text and "0 phút" in text and "Có giờ, không có người được hỗ trợ" in text
    assert cast.lan.name in text and {state for _who, state in states(app)} == {"sent"}
    ordinary, everything = forms_in(page.text)
    assert [int(n) for n in ordinary["log"]] == usual and sorted(map(int, everything["log"])) == sorted(
        [*usual, *odd]
    )
    done = hoa.post("/approvals/decisions", data=ordinary)
    assert done.status_code == 303 and re.search(r"/approvals/together/\d+$", done.location)
    assert sorted(state for _who, state in states(app)) == ["approved"] * 2 + ["sent"] * 3
    assert "Đã duyệt cả loạt 2 nhật ký" in hoa.get(done.location).text
    assert done.location in hoa.get("/approvals").text


def test_a_second_record_of_a_day_is_never_an_ordinary_one(as_, cast, write):
    twice = [write(cast.lan, support_turn=1) for _ in range(2)]
    page = as_(cast.hoa).get("/approvals?pick=1").text
    assert not any(re.search(rf'value="{log_id}" checked', page) for log_id in twice)
    asked = as_(cast.hoa).post("/approvals/decisions", data={"verdict": "approved", "log": twice})
    (everything,) = forms_in(asked.text)
    assert len(everything["log"]) == 2 and "2 nhật ký cần xem kỹ" in asked.text


def test_what_was_changed_meanwhile_is_asked_about_again(app, as_, cast, queue, at, kinds):
    usual, _odd, _own = queue
    hoa = as_(cast.hoa)
    (form,) = forms_in(hoa.post("/approvals/decisions", data={"verdict": "approved", "log": usual}).text)
    with app.app_context(), at("2025-08-14T09:05"):
        actions.withdraw(usual[0], ALL, cast.lan.id)
        counts = {kinds["support_turn"]: 900}
        actions.change(usual[0], ALL, cast.lan.id, day=STARTS, minutes=60, groups={}, counts=counts)
        db.session.remove()
    again = hoa.post("/approvals/decisions", data=form)
    assert again.status_code == 409 and "vừa được sửa" in again.text and "1 nhật ký cần xem kỹ" in again.text
    assert {state for _who, state in states(app)} == {"sent"}


def test_the_same_answer_once_more_leads_to_what_it_did(app, as_, cast, queue):
    """A second tap, or the page sent again because its answer was lost."""
    usual, _odd, _own = queue
    hoa = as_(cast.hoa)
    (form,) = forms_in(hoa.post("/approvals/decisions", data={"verdict": "approved", "log": usual}).text)
    first = hoa.post("/approvals/decisions", data=form)
    again = hoa.post("/approvals/decisions", data=form)
    assert (again.status_code, again.location) == (303, first.location)
    assert "không nhật ký nào bị duyệt hai lần" in hoa.get(again.location).text
    assert sorted(state for _who, state in states(app)) == ["approved"] * 2 + ["sent"] * 3
    with app.app_context():
        assert db.session.query(BulkApproval).count() == 1
        db.session.remove()
    fewer = hoa.post("/approvals/decisions", data={**form, "log": usual[:1]})
    assert fewer.status_code == 409, "of an act only a part: that was another question"


def test_what_an_undo_leaves_as_it_is_is_told(app, as_, cast, write):
    """Hoa joins a team after approving its record: she can't reverse that one any more."""
    mine, others = write(team=cast.team1, filed_by=cast.minh), write(cast.lan, support_turn=1)
    with app.app_context():
        bulk = actions.decide_many([mine, others], "approved", "", cast.hoa.id).bulk_id

        @action
        def join():
            hoa = db.session.get(User, cast.hoa.id)
            grant_role(hoa, Role.VOLUNTEER, by=None, ward_id=cast.cua_nam.id, team_id=cast.team1.id, starts_on=STARTS)

        join()
        db.session.remove()
    hoa = as_(cast.hoa)
    page = hoa.get(hoa.post(f"/approvals/together/{bulk}/undo", data={"reason": WHY}).location).text
    assert "Đã hoàn tác việc duyệt 1 nhật ký" in page and "Bỏ qua 1 nhật ký vì" in page
    assert sorted(state for _who, state in states(app)) == ["approved", "reversed", "sent"]


def test_undone_it_is_reversed_told_and_waits_again(app, room, cast, queue, write):
    usual, odd, _own = queue
    alone = write(cast.lan, day=STARTS, support_turn=1)
    actions.decide(alone, "approved", "", cast.hoa.id)
    first = actions.decide_many(usual, "approved", "", cast.hoa.id).bulk_id
    actions.decide_many(odd, "approved", "", cast.hoa.id)
    assert len(credits_of(cast.campaign.id)) == 5
    result = actions.undo_many(first, WHY, cast.hoa.id, ALL)
    assert sorted(result.done) == sorted(usual) and not result.skipped
    db.session.expire_all()
    assert {row.log_id for row in credits_of(cast.campaign.id)} == {alone, *odd}, "just that act"
    decided = db.session.query(Decision).filter(Decision.log_id.in_(usual), Decision.verdict == "reversed")
    assert [(one.by, one.reason) for one in decided] == [(cast.hoa.id, WHY)] * 2
    copies = db.session.query(Log).filter(Log.client_ref.in_([f"again:{log}" for log in usual])).order_by(Log.id)
    for log_id, copy in zip(usual, copies, strict=True):
        old = db.session.get(Log, log_id)
        same = ("user_id", "team_id", "filed_by", "day", "minutes", "note", "sent_at", "elderly")
        assert all(getattr(old, name) == getattr(copy, name) for name in same) and copy.state == "sent"
        items = [
            db.session.query(LogItem.kind_id, LogItem.quantity).filter_by(log_id=n).all() for n in (log_id, copy.id)
        ]
        assert items[0] == items[1] != []
    told = db.session.query(Message.kind, Message.user_id).order_by(Message.user_id).all()
    assert [tuple(row) for row in told] == [("log.reversed", who) for who in sorted([cast.lan.id, cast.binh.id])]
    assert broken_links()[1] == []
    again = [copy.id for copy in copies]
    db.session.commit()
    second = actions.decide_many(again, "approved", "", cast.hoa.id).bulk_id
    assert len(actions.undo_many(second, WHY, cast.hoa.id, ALL).done) == 2, "and once more"


def _refused(reason, *args):
    with pytest.raises(Refused) as refused:
        actions.undo_many(*args)
    assert refused.value.reason is reason
    db.session.rollback()


def test_who_may_undo_what(room, cast, queue, at):
    usual, odd, _own = queue

    @action
    def second_secretary():
        grant_role(
            db.session.get(User, cast.son.id), Role.SECRETARY, by=None, ward_id=cast.cua_nam.id, starts_on=STARTS
        )

    second_secretary()
    bulk = actions.decide_many([*usual, *odd], "approved", "", cast.hoa.id).bulk_id
    _refused(BulkAnswer.NOT_YOURS, bulk, WHY, cast.son.id, ALL)
    _refused(DecideAnswer.NO_REASON, bulk, "", cast.hoa.id, ALL)
    _refused(DecideAnswer.GONE, bulk, WHY, cast.hoa.id, Log.ward_id == cast.kien_hung.id)
    _refused(DecideAnswer.GONE, 999, WHY, cast.hoa.id, ALL)
    with at("2025-08-15T09:00:01"):
        _refused(BulkAnswer.TOO_LATE, bulk, WHY, cast.hoa.id, ALL)
    actions.reverse(usual[0], "Sai ngày", cast.hoa.id)
    assert sorted(actions.undo_many(bulk, WHY, cast.hoa.id, ALL).done) == sorted([usual[1], *odd])
    _refused(BulkAnswer.NOTHING_LEFT, bulk, WHY, cast.hoa.id, ALL)
    assert may_undo(1, 1, now() - timedelta(hours=24), now(), 1)[0] is BulkAnswer.YES


def test_it_is_undone_on_its_page_with_a_question_and_a_reason(app, as_, cast, queue):
    usual, _odd, _own = queue
    hoa = as_(cast.hoa)
    (form,) = forms_in(hoa.post("/approvals/decisions", data={"verdict": "approved", "log": usual}).text)
    door = hoa.post("/approvals/decisions", data=form).location
    page = hoa.get(door).text
    assert f'action="{door}/undo"' in page and "Duyệt nhầm cả loạt" in page and "Hoàn tác lần duyệt này?" in page
    assert hoa.post(f"{door}/undo", data={"reason": ""}).status_code == 422
    assert hoa.post(f"{door}/undo", data={"reason": WHY}).status_code == 303
    assert sorted(state for _who, state in states(app)) == ["reversed"] * 2 + ["sent"] * 5
    assert hoa.post(f"{door}/undo", data={"reason": WHY}).status_code == 409
    assert "Không còn nhật ký nào" in hoa.get(door).text
    for person, status in ((cast.phuc, 404), (cast.lan, 403)):
        assert as_(person).get(door).status_code == status
        assert as_(person).post(f"{door}/undo", data={"reason": WHY}).status_code == status


def test_only_what_was_approved_is_part_of_such_an_act(room, cast, queue):
    usual, _odd, own = queue
    bulk = actions.decide_many(usual, "approved", "", cast.hoa.id).bulk_id

    @action
    def add():
        db.session.add(BulkApprovalLog(bulk_id=bulk, log_id=own, ward_id=cast.cua_nam.id))

    with pytest.raises(IntegrityError):
        add()
    db.session.rollback()
    with pytest.raises(IntegrityError):
        db.session.query(BulkApproval).delete()
    db.session.rollback()
