"""What the minutes say: every number, recusals, opinions in writing, run-offs, departures, and text as text."""

import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO

import pypdfium2
import pytest

from app.awards.actions import choose_all_above, strike
from app.awards.models import Round
from app.awards.queries import boards_of
from app.core.db import db
from app.council.rules.minutes import (
    Attender,
    Counted,
    MinutedItem,
    Minutes,
    Opinion,
    Question,
    Recusal,
    RuleChange,
)
from app.council.rules.settings import Settings
from app.decisions.actions import decide
from app.papers.layout.filling import paper_docx
from app.papers.layout.papers import paper_pdf
from app.papers.queries.data import every_paper, locked_head
from app.papers.rules.context import context
from app.papers.rules.data import Passed
from app.papers.rules.minutes import moment_words
from tests.council.conftest import Council
from tests.papers.conftest import ODD, pages_in, papers, papers_of, text_of
from tests.papers.test_layout import DECOMPOSED, plain, word_text

AT = datetime(2025, 9, 20, 1, 30, tzinfo=UTC)
FIRST = Counted(
    1, False, 7, 1, 0, 0, 1, 9, 7, True,
    (("Hoàng Ngọc Sơn", "for", False, ""), ("Lê Thị Tám", "for", True, "văn bản ngày 19/9/2025")),
    ("Đặng Anh Tú",), ("Bùi Thị Mai",),
)  # fmt: skip
SECOND = Counted(2, True, 8, 0, 1, 0, 0, 9, 7, True)


def item(nomination_id, name, *counts, board="individuals", **changes):
    values = {"place": 1, "tied": False, "added": "", "proposed": True, "departure": ""}
    return MinutedItem(nomination_id, board, name, "Tổ số 01", counts=counts, **{**values, **changes})


def minutes(**changes) -> Minutes:
    values = {
        "number": 1,
        "called_for": AT,
        "starts": AT,
        "ends": datetime(2025, 9, 20, 3, 5, tzinfo=UTC),
        "place": "Phòng họp tầng 2",
        "chair": "Hoàng Ngọc Sơn",
        "secretary": "Đặng Anh Tú",
        "members": (
            Attender("Hoàng Ngọc Sơn", "Chủ tịch", "chair", "present", user_id=1),
            Attender("Đặng Anh Tú", "Văn thư", "secretary", "present", user_id=2),
            Attender("Bùi Thị Mai", "Hội Phụ nữ", "member", "left", user_id=3),
            Attender("Lê Thị Tám", "MTTQ", "member", "", written=True, user_id=4),
        ),
        "quorum_percent": 67,
        "quorum_needed": 3,
        "present_at_opening": 3,
        "present_at_closing": 2,
        "pass_percent": 70,
        "denominator": "all_members",
        "ballot": "open",
        "in_list": False,
        "absent_by_writing": True,
        "recused_leave": True,
        "recusals": (Recusal("Bùi Thị Mai", "Nguyễn Thị Thu Lan", "declared", "Là em gái"),),
        "questions": (Question("Đặng Anh Tú", "Hộ ông Đặng Văn Ba", "same_name", ""),),
        "items": (
            item(1, "Tổ chuyển đổi số cộng đồng số 01", FIRST, board="collectives"),
            item(30, "Nguyễn Thị Thu Lan", FIRST, chosen_why="Nhận thêm ca tối"),
            item(31, "Trần Văn Minh", FIRST, SECOND, tied=True),
            item(32, "Lê Thanh Bình", FIRST, replace(SECOND, in_favour=3, passed=False), proposed=False,
                 departure="Đang có đơn"),
        ),
        "discussion": "Hội đồng nhất trí cao.",
    }  # fmt: skip
    return Minutes(**{**values, **changes})


GENDERS = {1: "male", 3: "female", 4: "female"}
PASSED = (
    Passed(40, "individuals", "Nguyễn Văn Khang", "Tổ số 02", 4, "Xin rút"),
    Passed(41, "individuals", "Vũ Thị Mận", "", None, "", held=True),
)


def held_by(session, **changes):
    """The values of the minutes of a session."""
    return papers(session=session, genders=GENDERS, passed_over=PASSED, secret=session.ballot == "secret", **changes)


def said(**changes) -> str:
    return text_of(paper_pdf("minutes", held_by(minutes(**changes))))


def test_minutes_print_the_numbers_and_not_only_that_it_passed():
    text = plain(said())
    for part in (
        "Thời gian bắt đầu: 08 giờ 30 phút, ngày 20 tháng 9 năm 2025",
        "4 thành viên Hội đồng Có mặt: 3 - Ông Hoàng Ngọc Sơn, Chủ tịch, Chủ tịch Hội đồng - Ông/Bà Đặng Anh Tú, Văn "
        "thư, Thư ký Hội đồng - Bà Bùi Thị Mai, Hội Phụ nữ, Ủy viên Hội đồng (về trước khi kết thúc)",
        "Vắng mặt: 1 - Bà Lê Thị Tám, MTTQ, Ủy viên Hội đồng (gửi ý kiến bằng văn bản)",
        "Chủ trì (chủ tọa): Ông Hoàng Ngọc Sơn, Chủ tịch",
        "biểu quyết công khai từng trường hợp",
        "có mặt từ 3/4 (67%) thành viên (khi khai mạc có mặt 3, khi kết thúc 2)",
        "đồng ý từ 70% tổng số thành viên Hội đồng, không tính người không được biểu quyết",
        "1 Nguyễn Thị Thu Lan, Tổ số 01 7 1 0 1 7/9 Đề nghị",
        "- Lượt 1. Tập thể số 1 (Tổ chuyển đổi số cộng đồng số 01); cá nhân số 1-3: đồng ý (2): Hoàng Ngọc Sơn, "
        "Lê Thị Tám (bằng văn bản); không biểu quyết (1): Đặng Anh Tú; không được biểu quyết vì "
        "có liên quan (1): Bùi Thị Mai.",
        "- Nguyễn Văn Khang, Tổ số 02 (cá nhân, xếp thứ 4): không đưa vào danh sách; lý do: Xin rút",
        "- Vũ Thị Mận (cá nhân): tạm dừng xét",
        "- Bùi Thị Mai không biểu quyết đối với Nguyễn Thị Thu Lan: tự khai có quan hệ: là em gái",
        "- Đặng Anh Tú, Hộ ông Đặng Văn Ba: đã hỏi và xác nhận không có liên quan",
        "- Bà Lê Thị Tám, MTTQ, Ủy viên Hội đồng (văn bản ngày 19/9/2025)",
        "- Lê Thanh Bình: Đang có đơn",
        "Hội đồng nhất trí cao.",
        "kết thúc vào 10 giờ 05 phút",
    ):
        assert plain(part) in text, part


def test_a_run_off_has_a_line_of_its_own():
    rows = context(papers(session=minutes()))["voted_individuals"]
    assert [(row["no"], row["votes_for"], row["outcome"]) for row in rows] == [
        ("1", "7", "Đề nghị"),
        ("2", "7", "Biểu quyết lại"),
        ("", "8", "Đề nghị"),
        ("3", "7", "Biểu quyết lại"),
        ("", "3", "Không đề nghị"),
    ]
    assert rows[2]["note"] == "biểu quyết lại giữa các trường hợp bằng nhau"


def test_a_secret_ballot_is_cast_again():
    rows = context(papers(session=minutes(ballot="secret")))["voted_individuals"]
    assert rows[1]["outcome"] == "Bỏ phiếu lại" and rows[2]["note"].startswith("bỏ phiếu lại")


def test_name_post_and_duty_stand_in_word_as_in_pdf_for_absent_ones_too():
    values = held_by(minutes())
    for text in (text_of(paper_pdf("minutes", values)), word_text(paper_docx("minutes", values))):
        for part in ("- Ông Hoàng Ngọc Sơn, Chủ tịch, Chủ tịch Hội đồng", "- Bà Lê Thị Tám, MTTQ, Ủy viên Hội đồng"):
            assert plain(part) in plain(text), part


def test_two_members_of_one_name_are_told_apart_by_where_they_were():
    twins = (
        Attender("Lê Thị Tám", "MTTQ", "chair", "present"),
        Attender("Lê Thị Tám", "Đoàn Thanh niên", "secretary", "absent"),
    )
    session = context(papers(session=minutes(members=twins, chair="Lê Thị Tám", secretary="Lê Thị Tám")))["session"]
    assert session["present_names"] == "Lê Thị Tám, MTTQ (Chủ tịch Hội đồng)"
    assert session["absent_names"] == "Lê Thị Tám, Đoàn Thanh niên (Thư ký Hội đồng)"


def test_no_post_leaves_no_comma():
    alone = (Attender("Lê Thị Tám", "", "chair", "present"),)
    session = context(papers(session=minutes(members=alone, chair="Lê Thị Tám", secretary="Lê Thị Tám")))["session"]
    assert session["present_names"] == "Lê Thị Tám (Chủ tịch Hội đồng)" and session["absent_names"] == "Không có"


def test_an_absent_member_is_not_counted_as_abstaining():
    row = context(held_by(minutes()))["voted_individuals"][0]
    assert (row["votes_abstained"], row["votes_not_voted"]) == ("0", "1")
    assert row["votes_words"] == (
        "Đồng ý 7; không đồng ý 1; không có ý kiến 0; không biểu quyết 1 (tính trên 9, cần 7)"
    )


def test_invalid_votes_are_told_of_papers_only_and_names_of_open_votes_only():
    open_vote, secret = said(), said(ballot="secret")
    assert "hợp lệ" not in open_vote and "hợp lệ" in secret
    assert "bằng văn bản);" in open_vote and "Không ghi tên, vì bỏ phiếu kín." in secret
    values = held_by(minutes(ballot="secret"))
    assert "hợp lệ" in word_text(paper_docx("minutes", values)), "and in Word"
    assert "hợp lệ" not in word_text(paper_docx("minutes", held_by(minutes())))


def test_whoever_voted_the_same_on_many_is_told_once():
    items = tuple(item(n, f"Tổ {n}", FIRST, board="collectives") for n in range(1, 9))
    other = replace(FIRST, names=(("Hoàng Ngọc Sơn", "against", False, ""),))
    items = (*items[:4], replace(items[4], counts=(other,)), *items[5:])
    lines = context(held_by(minutes(items=items)))["session"]["voters"]
    assert [line.partition(":")[0] for line in lines] == ["- Tập thể số 1-4, 6-8", "- Tập thể số 5 (Tổ 5)"]


def test_a_session_that_proposed_nobody_says_so():
    nobody = held_by(minutes(items=(item(1, "Tổ 1", FIRST, proposed=False),)), recipients=())
    for text in (text_of(paper_pdf("minutes", nobody)), word_text(paper_docx("minutes", nobody))):
        assert "không đề nghị tặng Giấy khen cho trường hợp nào" in " ".join(text.split())
        assert "thống nhất đề nghị" not in text


@pytest.mark.parametrize(
    ("starts", "part"),
    [
        (None, "Đến 10 giờ 05 phút, ngày 20 tháng 9 năm 2025, có 2/4 thành viên có mặt, chưa đủ số thành viên tối "
         "thiểu 3 (67%); Hội đồng không khai mạc và không biểu quyết."),
        (AT, "Khi khai mạc có mặt 3 thành viên; đến 10 giờ 05 phút, ngày 20 tháng 9 năm 2025, còn 2/4"),
    ],
)  # fmt: skip
def test_a_session_without_a_result_has_short_minutes(starts, part):
    values = held_by(minutes(starts=starts, failed=True), recipients=())
    for text in (text_of(paper_pdf("failed", values)), word_text(paper_docx("failed", values))):
        assert plain(part) in plain(text) and "phiên thứ 1, không có kết quả" in " ".join(text.split())
        assert "Kết luận" not in text and "Bùi Thị Mai" in text
    assert pages_in(paper_pdf("failed", values)) == 1


@pytest.mark.parametrize(
    ("changes", "part"),
    [
        ({"ballot": "secret"}, "bỏ phiếu kín từng trường hợp"),
        ({"in_list": True}, "biểu quyết công khai theo danh sách"),
        ({"denominator": "present", "recused_leave": False}, "đồng ý từ 70% số thành viên có mặt."),
        ({"recusals": ()}, "vì có liên quan: Không có."),
    ],
)
def test_minutes_say_by_which_rules_was_voted(changes, part):
    assert plain(part) in plain(said(**changes))


def test_text_in_minutes_is_text():
    names = (*ODD, DECOMPOSED)
    odd = minutes(
        place=ODD[2],
        discussion=ODD[3],
        members=tuple(Attender(name, "Ủy viên", "member", "present") for name in names),
        recusals=(Recusal(ODD[0], ODD[1], "declared", ODD[2]),),
        items=tuple(item(30 + n, name, FIRST, departure=ODD[1]) for n, name in enumerate(names)),
    )
    values = papers(session=odd)
    for text in (plain(text_of(paper_pdf("minutes", values))), plain(word_text(paper_docx("minutes", values)))):
        for name in names:
            assert plain(name) in text, name


def test_an_instant_is_told_in_the_wards_time():
    assert moment_words(datetime(2025, 2, 4, 17, 5, tzinfo=UTC)) == "00 giờ 05 phút, ngày 05 tháng 02 năm 2025"


def held(council, voters=None) -> None:
    """Everybody passes; of Minh and Bình, equal at the line, Minh wins the run-off."""
    ballots = (
        (("open_ballot",), {"everything": "for"}),
        (("open_run_off", "individuals"), {"minh": "for", "binh": "against"}),
    )
    for ballot, votes in ballots:
        council.do(*ballot)
        for person in voters or council.people:
            council.vote(person, **votes)
        council.do("close_ballot")
    council.do("close_session")


def test_before_the_decision_papers_follow_the_council_and_after_it_the_leader(room, cast):
    council = Council(cast).opened()
    campaign = cast.campaign.id
    assert [papers_of(campaign, paper).draft for paper in ("minutes", "decision")] == [True, True]
    held(council)
    told = papers_of(campaign, "minutes")
    assert (told.draft, told.session.present_at_opening, papers_of(campaign, "summary").draft) == (False, 5, False)
    proposed = [one.nomination_id for one in told.recipients]
    decide(campaign, {proposed[-1]: "Xin rút"}, cast.son.id)
    decision = papers_of(campaign, "decision")
    assert [one.nomination_id for one in decision.recipients] == proposed[:-1] and not decision.draft
    assert [one.nomination_id for one in papers_of(campaign, "submission").recipients] == proposed
    every = every_paper(locked_head(campaign))
    assert set(every) == {"minutes", "submission", "summary", "reports", "decision", "bonus"}
    assert every["submission"] == papers_of(campaign, "submission") and every["minutes"] == papers_of(
        campaign, "minutes"
    )
    assert every["bonus"] == papers_of(campaign, "bonus")


def test_settings_of_the_council_are_those_that_the_minutes_print(room, cast):
    council = Council(cast, Settings(pass_percent=60, denominator="present")).opened()
    held(council, council.people[:4])
    session = papers_of(cast.campaign.id, "minutes").session
    assert (session.pass_percent, session.denominator) == (60, "present")
    assert session.items[0].last.in_favour == 4


def test_why_the_list_departed_from_the_order_of_points_stands_beside_why_the_session_did():
    text = plain(said())
    assert plain("- Nguyễn Thị Thu Lan: Nhận thêm ca tối") in text and plain("- Lê Thanh Bình: Đang có đơn") in text


def test_lines_of_what_was_discussed_stay_lines_though_a_word_with_a_stroke_is_never_broken():
    drawn = paper_pdf("minutes", papers(session=minutes(discussion="Nhất trí về hộ ông Khang.\n1/2 ý kiến xem lại.")))
    with pypdfium2.PdfDocument(drawn) as document:
        text = document[0].get_textpage()
        first, _length = text.search("1/2").get_next()
        left = text.get_charbox(first)[0]
        assert 121 < left < 124, "a paragraph of its own begins at the indent"
        text.close()


def test_a_session_that_lost_its_quorum_has_minutes_to_download(room, cast, as_):
    council = Council(cast)
    council.come(cast.son, cast.tu)
    council.do("give_up")
    clerk = as_(cast.tu)
    assert "/awards/papers/sessions/1.pdf" in clerk.get("/awards/papers").text
    pdf, word = (clerk.get(f"/awards/papers/sessions/1.{kind}") for kind in ("pdf", "docx"))
    assert (pdf.status_code, word.status_code) == (200, 200)
    for text in (text_of(pdf.data), word_text(word.data)):
        assert plain("có 2/5 thành viên có mặt, chưa đủ số thành viên tối thiểu 4 (67%)") in plain(text)
        assert plain(f"{cast.mai.name}, Ủy viên, Ủy viên Hội đồng") in plain(text)
    assert clerk.get("/awards/papers/sessions/2.pdf").status_code == 404
    with zipfile.ZipFile(BytesIO(clerk.get("/awards/papers.zip").data)) as archive:
        assert "bien-ban-khong-ket-qua-phien-1.docx" in archive.namelist()
    said = papers_of(cast.campaign.id, "minutes")
    assert said.draft and said.session is None, "the round's own minutes are still to come"


def test_whoever_was_struck_is_in_the_minutes_with_the_reason(room, cast):
    def strike_lan():
        rows = boards_of(db.session.query(Round).filter_by(campaign_id=cast.campaign.id).one()).rows.values()
        lan = next(row.id for row in rows if row.name == cast.lan.name)
        strike(cast.campaign.id, lan, cast.son.id, "Xin rút")
        choose_all_above(cast.campaign.id, "individuals", cast.son.id)

    Council(cast, before_locking=strike_lan).opened()
    lines = context(papers_of(cast.campaign.id, "minutes"))["session"]["struck"]
    assert [line for line in lines if cast.lan.name in line and line.endswith("lý do: Xin rút")]


def test_minutes_say_who_noted_attendance_and_what_else_departs_from_the_usual():
    came = Attender("Bùi Thị Mai", "Hội Phụ nữ", "member", "present", user_id=3, noted_by="Đặng Anh Tú",
                    confirmed_by="Hoàng Ngọc Sơn")  # fmt: skip
    own = replace(came, name="Trần Thị Nga", user_id=6, confirmed_by="Trần Thị Nga")
    waiting = Attender("Vũ Văn Hùng", "Công an", "member", "", user_id=5, noted_by="Đặng Anh Tú", unconfirmed=True)
    session = minutes(
        called_for=datetime(2025, 9, 20, 2, tzinfo=UTC),
        members=(*minutes().members[:2], came, own, minutes().members[3], waiting),
        opinions=(
            Opinion("Lê Thị Tám", "Công văn số 5", date(2025, 9, 18), "objection"),
            Opinion("Lê Thị Tám", "Công văn số 6", date(2025, 9, 19)),
            Opinion("Bùi Thị Mai", "Giấy viết tay", date(2025, 9, 17), "came"),
        ),
        rule_changes=(
            RuleChange(AT, "Hoàng Ngọc Sơn", "Một ủy viên nghỉ hưu.",
                       (("pass_percent", 70, 75), ("ballot", "secret", "open"), ("recused_leave", True, False))),
        ),
    )  # fmt: skip
    values = held_by(session)
    for text in (text_of(paper_pdf("minutes", values)), word_text(paper_docx("minutes", values))):
        for part in (
            "Cuộc họp được triệu tập vào 09 giờ 00 phút, ngày 20/9/2025 và khai mạc sớm hơn, vì cả 3 thành viên",
            "- Bà Bùi Thị Mai, Hội Phụ nữ, Ủy viên Hội đồng (Đặng Anh Tú ghi nhận, Hoàng Ngọc Sơn xác nhận)",
            "- Ông/Bà Trần Thị Nga, Hội Phụ nữ, Ủy viên Hội đồng (Đặng Anh Tú ghi nhận, thành viên xác nhận)",
            "(Đặng Anh Tú ghi có mặt nhưng chưa được xác nhận, không tính là có mặt)",
            "Thành viên có mặt không ghi kèm người ghi nhận là người đã tự điểm danh.",
            "(Công văn số 5, đề ngày 18/9/2025; thành viên phản đối, không tính ý kiến này)",
            "(Công văn số 6, đề ngày 19/9/2025)",
            "(Giấy viết tay, đề ngày 17/9/2025; thành viên đến dự họp và trực tiếp biểu quyết, không tính ý kiến "
            "này)",
            "- Ngày 20/9/2025, Hoàng Ngọc Sơn thay đổi tỷ lệ đồng ý tối thiểu từ 70% thành 75%; hình thức từ bỏ "
            "phiếu kín thành biểu quyết công khai; không tính người không được biểu quyết từ có thành không; lý do: "
            "Một ủy viên nghỉ hưu.",
        ):
            assert plain(part) in plain(text), part
    usual = plain(said())
    assert "khai mạc sớm" not in usual and "Thay đổi quy định" not in usual
