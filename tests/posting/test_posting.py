"""A posted list: what waits for it, who may object and when, and answers that take two people."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from app.archive.comparing import faults_in_ward
from app.awards.models import Nomination
from app.core import clock
from app.core.db import db
from app.core.policy import Reach
from app.core.reasons import Refused
from app.decisions.actions import decide
from app.posting.actions import answer, confirm, make_objection, pass_on, post_list, set_rule
from app.posting.models import Objection, Posting
from app.posting.rules import PostingAnswer, Stands, ends_at, last_day, may_go_on, new_code
from tests.council.conftest import Council
from tests.papers.conftest import lock_a_round

LATER = datetime(2025, 8, 18, 8, tzinfo=clock.LOCAL)


def refused(verb, *args, **more):
    with pytest.raises(Refused) as found:
        verb(*args, **more)
    db.session.rollback()
    return found.value.reason


@pytest.fixture
def posted(room, cast):
    """The ward posts its lists for three days; Cửa Nam's is locked and posted."""
    set_rule(cast.cua_nam.id, "public", 3, cast.tu.id)
    lock_a_round(cast)
    assert refused(decide, cast.campaign.id, {}, cast.son.id) is PostingAnswer.NOT_POSTED
    return post_list(cast.campaign.id, "public", 3, "", cast.tu.id).id


@pytest.fixture
def lan(posted, cast):
    return db.session.query(Nomination.id).filter_by(user_id=cast.lan.id).scalar()


def in_ward(cast):
    return Reach(wards=frozenset({cast.cua_nam.id}))


def test_the_day_of_the_posting_is_not_counted():
    ends = ends_at(date(2025, 12, 30), 3)
    assert ends == datetime(2026, 1, 3, tzinfo=clock.LOCAL) and last_day(ends) == date(2026, 1, 2)
    stands = Stands("ward", "ward", ends, ends, 0, 0)
    assert may_go_on(stands, ends - timedelta(seconds=1))[0] is PostingAnswer.RUNNING
    assert may_go_on(stands, ends)[0] is PostingAnswer.YES
    assert may_go_on(Stands(), ends)[0] is PostingAnswer.YES


def test_the_decision_waits_for_the_time_and_for_every_answer(posted, lan, cast):
    reach = in_ward(cast)
    assert refused(decide, cast.campaign.id, {}, cast.son.id) is PostingAnswer.RUNNING
    row, code = make_objection(posted, lan, "Ngày 9/8 không có mặt.", cast.binh.id)
    assert len(code) >= 16 and code not in row.code_sum and row.owner_id == cast.tu.id
    with clock.at(LATER):
        assert refused(make_objection, posted, lan, "Quá muộn", None) is PostingAnswer.OVER
        assert refused(decide, cast.campaign.id, {}, cast.son.id) is PostingAnswer.OPEN
        assert refused(answer, row.id, "unfounded", "Sai", cast.son.id, reach) is PostingAnswer.NOT_OWNER
        assert refused(confirm, row.id, cast.son.id, reach) is PostingAnswer.NO_ANSWER
        answer(row.id, "unfounded", "Sổ điểm danh có chữ ký.", cast.tu.id, reach)
        assert refused(confirm, row.id, cast.tu.id, reach) is PostingAnswer.NOT_ALONE
        seen = db.session.get(Objection, row.id).answered_at
        assert refused(confirm, row.id, cast.son.id, reach, seen - timedelta(1)) is PostingAnswer.MOVED
        assert refused(decide, cast.campaign.id, {}, cast.son.id) is PostingAnswer.OPEN
        confirm(row.id, cast.son.id, reach, seen)
        assert refused(answer, row.id, "upheld", "Đúng", cast.tu.id, reach) is PostingAnswer.ANSWERED
        decide(cast.campaign.id, {}, cast.son.id)
        assert refused(post_list, cast.campaign.id, "ward", 9, "Lại", cast.tu.id) is PostingAnswer.DECIDED
    assert faults_in_ward(cast.cua_nam.id) == []


def test_the_same_words_sent_twice_are_one_objection(posted, lan, app, cast):
    """A second tap, or an answer that was lost: the writer is led to the same page. Other words are another one."""
    code, words = new_code(), "Ngày 9/8 không có mặt."
    first = make_objection(posted, lan, words, None, code)
    assert make_objection(posted, lan, words, None, code) == first and first[1] == code
    for other in ((lan, "Chuyện khác", None, code), (lan, words, cast.binh.id, code), (lan, words, None, "x")):
        row, another = make_objection(posted, *other)
        assert row.id != first[0].id and another not in (code, "x")
    assert db.session.query(Objection).count() == 4


def test_nobody_answers_what_is_about_them(posted, cast):
    """Minh leads the team that is objected to, Hoa objected herself."""
    team = db.session.query(Nomination.id).filter_by(team_id=cast.team1.id).scalar()
    row, _code = make_objection(posted, team, "Số liệu chưa đúng.", cast.hoa.id)
    reach = in_ward(cast)
    assert refused(pass_on, row.id, cast.hoa.id, cast.hoa.id, reach) is PostingAnswer.CONCERNED
    assert refused(pass_on, row.id, cast.minh.id, cast.son.id, reach) is PostingAnswer.NO_HOLDER
    pass_on(row.id, cast.mai.id, cast.son.id, reach)
    with pytest.raises(LookupError):
        pass_on(row.id, cast.mai.id, cast.son.id, Reach(wards=frozenset({cast.kien_hung.id})))
    answer(row.id, "partly", "Đã kiểm tra.", cast.mai.id, reach)
    with pytest.raises(IntegrityError):
        db.session.execute(text("UPDATE objections SET answered_by = :who"), {"who": cast.minh.id})
    db.session.rollback()


def test_a_new_posting_has_a_reason_and_ends_no_earlier(posted, cast):
    again = (cast.campaign.id, "ward")
    assert refused(post_list, *again, 9, "", cast.tu.id) is PostingAnswer.NO_REASON
    assert refused(post_list, *again, 1, "Sai tên", cast.tu.id) is PostingAnswer.SHORTER
    assert post_list(*again, 9, "Sai tên", cast.tu.id).number == 2


@pytest.mark.parametrize(
    "attempt",
    [
        "UPDATE postings SET ends_at = at",
        "DELETE FROM postings",
        "UPDATE posted_lines SET name = 'Người khác'",
        "INSERT INTO posted_lines (ward_id, posting_id, nomination_id, position, board, name) "
        "SELECT ward_id, 1, id, 99, 'individuals', name FROM nominations WHERE name LIKE '%Bình%'",
        "UPDATE objections SET text = 'Khác'",
        "DELETE FROM objections",
        "UPDATE posting_rules SET scope = 'none'",
        "INSERT INTO award_decisions (ward_id, round_id, basis, decided_at, decided_by) "
        "SELECT ward_id, id, 'locked_list', '2025-08-18 08:00:00.000000', locked_by FROM rounds",
    ],
)
def test_the_database_keeps_what_was_posted(posted, lan, attempt):
    make_objection(posted, lan, "Ngày 9/8 không có mặt.", None)
    with pytest.raises(IntegrityError):
        db.session.execute(text(attempt))
    db.session.rollback()
    assert db.session.query(Posting).count() == 1


def test_the_session_waits_and_nobody_is_added_who_was_not_posted(room, cast):
    council = Council(cast)
    post_list(cast.campaign.id, "ward", 1, "", cast.tu.id)
    assert refused(lambda: council.come().do("open_session")) is PostingAnswer.RUNNING
    with clock.at(LATER):
        council.come()
        council.do("open_session")
        hoa = db.session.query(Nomination.id).filter_by(user_id=cast.hoa.id).scalar()
        added = refused(council.do, "add_item", hoa, "Thành tích đặc biệt")
        assert added is PostingAnswer.NEW_NAME
        assert refused(post_list, cast.campaign.id, "ward", 9, "Lại", cast.tu.id) is PostingAnswer.IN_SESSION
        council.do("open_ballot")


def _post(app, cast, scope) -> int:
    """The list is locked and posted; Lan's nomination."""
    with app.app_context():
        lock_a_round(cast)
        post_list(cast.campaign.id, scope, 3, "", cast.tu.id)
        found = db.session.query(Nomination.id).filter_by(user_id=cast.lan.id).scalar()
        db.session.remove()
    return found


def test_anybody_objects_without_signing_in_and_reads_the_answer(app, anonymous, as_, cast):
    lan = _post(app, cast, "public")
    page = anonymous.get("/posted/cua-nam-2025")
    assert page.status_code == 200 and cast.lan.name in page.text and "noindex" in page.headers["X-Robots-Tag"]
    objection = {"nomination": f"{lan}", "text": "Không đúng số ngày."}
    sent = anonymous.post("/posted/cua-nam-2025/objections", data=objection)
    assert sent.status_code == 303
    assert "Không đúng số ngày." in anonymous.get(sent.location).text
    wrong = anonymous.post("/posted/cua-nam-2025/objections", data=objection | {"text": "CCCD 001 202 003 004"})
    assert wrong.status_code == 422
    answers = [anonymous.post("/posted/cua-nam-2025/objections", data=objection).status_code for _ in range(5)]
    assert answers[-1] == 429 and answers.count(303) == 4
    with app.app_context():
        assert {row.by for row in db.session.query(Objection.by)} == {None}
        db.session.remove()
    clerk, leader = as_(cast.tu), as_(cast.son)
    listed = clerk.get("/awards/posting").text
    assert "/awards/posting/objections/1" in listed and leader.get("/awards").status_code == 200
    for kind, start in (("pdf", b"%PDF"), ("docx", b"PK")):
        assert clerk.get(f"/awards/posting/notice.{kind}").data.startswith(start)
    assert as_(cast.phuc).get("/awards/posting/objections/1").status_code == 404
    assert anonymous.get("/posted/kien-hung-2025").status_code == 404
    with clock.at(LATER):
        over = app.test_client().get("/posted/cua-nam-2025").text
        assert cast.lan.name not in over and "17/8/2025" in over


def test_a_list_posted_inside_the_ward_is_not_there_for_others(app, cast, anonymous, as_):
    _post(app, cast, "ward")
    assert anonymous.get("/posted/cua-nam-2025").status_code == 404
    assert as_(cast.dung).get("/posted/cua-nam-2025").status_code == 404
    member = as_(cast.binh)
    sent = member.post("/posted/cua-nam-2025/objections", data={"nomination": "", "text": "Thiếu người."})
    assert sent.status_code == 303 and "Thiếu người." in member.get(sent.location).text
    assert member.get("/posted/mine/1").status_code == 200
    assert as_(cast.lan).get("/posted/mine/1").status_code == 404
