"""What the minutes say: every number, recusals, opinions in writing, run-offs, departures, and text as text."""

from dataclasses import replace
from datetime import UTC, datetime

import pypdfium2
import pytest

from app.council.rules.minutes import Attender, Counted, MinutedItem, Minutes, Question, Recusal
from app.council.rules.settings import Settings
from app.decisions.actions import decide
from app.papers.layout.filling import paper_docx
from app.papers.layout.papers import paper_pdf
from app.papers.queries.data import every_paper, locked_head
from app.papers.rules.context import context
from app.papers.rules.minutes import moment_words
from tests.council.conftest import Council
from tests.papers.conftest import ODD, papers, papers_of, text_of
from tests.papers.test_layout import DECOMPOSED, plain, word_text

AT = datetime(2025, 9, 20, 1, 30, tzinfo=UTC)
FIRST = Counted(1, False, 7, 1, 0, 0, 1, 9, 7, True, (("Lê Thị Tám", "for", True, "văn bản ngày 19/9/2025"),))
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
            Attender("Hoàng Ngọc Sơn", "Chủ tịch", "chair", "present"),
            Attender("Đặng Anh Tú", "Văn thư", "secretary", "present"),
            Attender("Bùi Thị Mai", "Hội Phụ nữ", "member", "left"),
            Attender("Lê Thị Tám", "MTTQ", "member", "", written=True),
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


def said(**changes) -> str:
    return text_of(paper_pdf("minutes", papers(session=minutes(**changes))))


def test_minutes_print_the_numbers_and_not_only_that_it_passed():
    text = plain(said())
    for part in (
        "Thời gian bắt đầu: 08 giờ 30 phút, ngày 20 tháng 9 năm 2025",
        "tổng số thành viên Hội đồng 4. Có mặt 3: Hoàng Ngọc Sơn, Chủ tịch (Chủ tịch Hội đồng); Đặng Anh Tú, Văn thư "
        "(Thư ký Hội đồng); Bùi Thị Mai, Hội Phụ nữ (Ủy viên Hội đồng).",
        "Vắng mặt 1: Lê Thị Tám, MTTQ (Ủy viên Hội đồng).",
        "biểu quyết công khai từng trường hợp",
        "có mặt từ 3/4 (67%) thành viên (khi khai mạc có mặt 3, khi kết thúc 2)",
        "đồng ý từ 70% tổng số thành viên Hội đồng, không tính người không được biểu quyết",
        "Đồng ý 7; không đồng ý 1; không có ý kiến 1; không hợp lệ 0 (tính trên 9, cần 7)",
        "- Bùi Thị Mai không biểu quyết đối với Nguyễn Thị Thu Lan: tự khai có quan hệ: là em gái",
        "- Đặng Anh Tú, Hộ ông Đặng Văn Ba: đã hỏi và xác nhận không có liên quan",
        "- Lê Thị Tám (văn bản ngày 19/9/2025)",
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
    values = papers(session=minutes())
    for text in (text_of(paper_pdf("minutes", values)), word_text(paper_docx("minutes", values))):
        for part in ("Hoàng Ngọc Sơn, Chủ tịch (Chủ tịch Hội đồng);", "Lê Thị Tám, MTTQ (Ủy viên Hội đồng)"):
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
        assert text.get_charbox(first)[0] < 100, "a line of its own begins at the margin"
        text.close()
