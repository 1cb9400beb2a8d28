"""Whoever is on the list checks, corrects through a second person, declines, and says who comes."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from app.archive.comparing import faults_in_ward
from app.awards.models import Nomination
from app.commended.actions import ask_all, reply, settle
from app.commended.queries import declined_in, lines_of
from app.commended.rules import CommendedAnswer, Line, counts_of
from app.core.db import db
from app.core.policy import Reach
from app.core.reasons import Refused
from app.decisions.actions import decide
from app.decisions.rules import DecisionAnswer
from app.names.actions import answer_request
from app.names.models import NameRequest
from app.papers.actions.clerk import set_numbers
from app.papers.actions.issue import issue_certificates
from tests.papers.conftest import DECISION, NOTHING, lock_a_round


def refused(verb, *args, **more):
    with pytest.raises(Refused) as found:
        verb(*args, **more)
    db.session.rollback()
    return found.value.reason


@pytest.fixture
def asked(room, cast):
    """Lan and team 1 (led by Minh) are asked; their nominations."""
    lock_a_round(cast)
    assert ask_all(cast.campaign.id, cast.tu.id) == 2
    people = db.session.query(Nomination.id).filter_by(user_id=cast.lan.id).scalar()
    return people, db.session.query(Nomination.id).filter_by(team_id=cast.team1.id).scalar()


def test_counts_leave_out_who_declines():
    lines = [Line(1, "individual", "A", "", 1, None, "right", comes=3), Line(2, "individual", "B", "", 2, None)]
    lines.append(Line(3, "individual", "C", "", 3, None, "declined", comes=2))
    counts = counts_of(lines)
    assert (counts.asked, counts.answered, counts.declined, counts.come) == (3, 2, 1, 3)


def test_each_answers_for_themselves_and_the_leader_for_the_team(asked, cast):
    lan, team = asked
    assert refused(ask_all, cast.campaign.id, cast.tu.id) is CommendedAnswer.ALL_ASKED
    for stranger in (cast.minh, cast.tu, cast.dung):
        with pytest.raises(LookupError):
            reply(lan, "declined", stranger.id)
    reply(lan, "right", cast.lan.id, comes=2)
    reply(team, "right", cast.minh.id, comes=1, who="Trần Văn Minh")
    round_id = db.session.get(Nomination, lan).round_id
    assert counts_of(lines_of(round_id)).come == 3
    with pytest.raises(IntegrityError):
        db.session.execute(text("UPDATE commended_replies SET answer = 'declined'"))
    db.session.rollback()
    with pytest.raises(IntegrityError):
        db.session.execute(
            text(
                'INSERT INTO commended_replies (ward_id, nomination_id, answer, "by", at) '
                f"SELECT ward_id, nomination_id, 'declined', {cast.tu.id}, at FROM commended_replies"
            )
        )
    db.session.rollback()
    assert faults_in_ward(cast.cua_nam.id) == []


def test_another_name_takes_a_second_person_for_a_team_too(asked, cast):
    lan, team = asked
    reach = Reach(wards=frozenset({cast.cua_nam.id}))
    assert refused(reply, lan, "wrong", cast.lan.id) is CommendedAnswer.NO_WHAT
    reply(lan, "wrong", cast.lan.id, right_name="Nguyễn Thị Thu Lân")
    reply(team, "wrong", cast.minh.id, what="Thiếu chữ", right_name=cast.team1.name + " A")
    first, second = db.session.query(NameRequest).order_by(NameRequest.id)
    assert (first.user_id, second.team_id) == (cast.lan.id, cast.team1.id)
    answer_request(second.id, reach, True, cast.tu.id)
    settle(lan, "Đã chuyển xác nhận tên", cast.tu.id, reach)
    assert refused(settle, lan, "Lại", cast.tu.id, reach) is CommendedAnswer.NOTHING_WRONG
    assert refused(settle, team, "Tự xong", cast.minh.id, reach) is CommendedAnswer.NOT_ALONE


def test_who_declines_is_not_granted_and_not_printed(asked, cast):
    lan, team = asked
    reply(lan, "declined", cast.lan.id, what="Nhường cho người khác")
    assert refused(decide, cast.campaign.id, {}, cast.son.id) is DecisionAnswer.NOT_WANTED
    decide(cast.campaign.id, {lan: "Xin không nhận"}, cast.son.id)
    set_numbers(cast.campaign.id, {"decision": DECISION, "submission": NOTHING, "minutes": NOTHING}, cast.tu.id)
    _head, count = issue_certificates(cast.campaign.id, cast.tu.id)
    assert count == 1 and declined_in(db.session.get(Nomination, lan).round_id) == {lan}
    assert refused(reply, team, "declined", cast.minh.id) is CommendedAnswer.PRINTED


def test_the_pages_of_who_is_asked_and_of_the_office(app, cast, as_):
    with app.app_context():
        lock_a_round(cast)
        lan = db.session.query(Nomination.id).filter_by(user_id=cast.lan.id).scalar()
        db.session.remove()
    clerk, member = as_(cast.tu), as_(cast.lan)
    assert clerk.post("/awards/answers").status_code == 303
    assert f"/my/commendation/{lan}" in member.get("/my/commendation").text
    page = member.get(f"/my/commendation/{lan}")
    assert page.status_code == 200 and cast.lan.name in page.text and cast.team1.name in page.text
    answer = {"answer": "wrong", "what": "Chức vụ: tổ phó", "coming": "yes", "guests": "2"}
    assert member.post(f"/my/commendation/{lan}", data=answer | {"answer": "?"}).status_code == 422
    assert member.post(f"/my/commendation/{lan}", data=answer).status_code == 303
    assert as_(cast.binh).get(f"/my/commendation/{lan}").status_code == 404
    office = clerk.get("/awards/answers").text
    assert "Chức vụ: tổ phó" in office
    assert clerk.post(f"/awards/answers/{lan}/settling", data={"done": ""}).status_code == 422
    assert clerk.post(f"/awards/answers/{lan}/settling", data={"done": "Đã sửa chức vụ"}).status_code == 303
    assert "Đã sửa chức vụ" in member.get(f"/my/commendation/{lan}").text
