"""Money, numerals, codes, and what the fields of a paper say."""

from dataclasses import replace
from datetime import date

import pytest

from app.awards.rules import PAPERS_ORDER
from app.papers.rules.answers import PaperAnswer, may_number
from app.papers.rules.bonus import KNOWN, Rate, factor_text, rate_on
from app.papers.rules.codes import ALPHABET, new_code, read_code, shown
from app.papers.rules.context import context
from app.papers.rules.data import Numbered, work_of
from app.papers.rules.numerals import day_words, in_words, number_words
from tests.papers.conftest import homes, papers, recipient

CUA_NAM = {"collectives": 27, "individuals": 12}


def total(rate: Rate, counts: dict[str, int]) -> int:
    return sum(rate.bonus(board) * count for board, count in counts.items())


def test_cua_nams_bonus_is_46_332_000():
    rate = rate_on(date(2025, 9, 22))
    assert (rate.base_salary, factor_text(rate.collective), factor_text(rate.individual)) == (2_340_000, "0,6", "0,3")
    assert (rate.bonus("collectives"), rate.bonus("individuals")) == (1_404_000, 702_000)
    assert total(rate, CUA_NAM) == 46_332_000
    assert total(replace(rate, round_up_to=10_000), CUA_NAM) == 46_590_000


def test_the_figures_of_the_day_count():
    assert rate_on(date(2025, 6, 30)).bonus("individuals") == 351_000
    assert rate_on(date(2025, 7, 1)).bonus("individuals") == 702_000
    own = (Rate(date(2026, 7, 1), 2_530_000, 600, 300, 450), Rate(date(2026, 7, 1), 2_540_000, 600, 300, 450))
    assert rate_on(date(2026, 6, 30), own) == KNOWN[-1]
    assert rate_on(date(2026, 7, 1), own).base_salary == 2_540_000, "of two from one day the later written counts"
    assert rate_on(date(2020, 1, 1), own) == KNOWN[0], "before all of them, the first"


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "không"),
        (5, "năm"),
        (10, "mười"),
        (15, "mười lăm"),
        (21, "hai mươi mốt"),
        (55, "năm mươi lăm"),
        (105, "một trăm lẻ năm"),
        (1_000, "một nghìn"),
        (1_015_000, "một triệu không trăm mười lăm nghìn"),
        (702_000, "bảy trăm lẻ hai nghìn"),
        (46_332_000, "bốn mươi sáu triệu ba trăm ba mươi hai nghìn"),
        (2_000_000_001, "hai tỷ không trăm lẻ một"),
    ],
)
def test_amounts_in_words(amount, words):
    assert in_words(amount) == words


def test_days_and_numbers_as_the_decree_writes_them():
    assert day_words(date(2025, 2, 5), 2025) == "ngày 05 tháng 02 năm 2025"
    assert day_words(date(2025, 9, 22), 2025) == "ngày 22 tháng 9 năm 2025"
    assert day_words(None, 2025) == "ngày      tháng      năm 2025"
    assert number_words(7, "QĐ-UBND") == "07/QĐ-UBND"
    assert number_words(None, "QĐ-UBND") == "     /QĐ-UBND"


def test_a_code_is_read_however_it_was_typed():
    code = new_code()
    assert len(code) == 10 and set(code) <= set(ALPHABET) and code != new_code()
    assert read_code(shown(code)) == read_code(f" {shown(code).lower()} ") == code
    assert read_code("7k2mq 9xw4d") == "7K2MQ9XW4D"
    assert read_code("OIL00-00000") == "0110000000"
    for wrong in ("", "7K2MQ", "7K2MQ-9XW4U", "7K2MQ-9XW4DD", "x" * 5000, "７K2MQ9XW4D"):
        assert read_code(wrong) is None


def test_what_was_done_is_counted_from_the_frozen_addends():
    addends = [
        {"day": "2025-08-01", "minutes": 90, "lines": [{"code": "a", "quantity": 2}, {"code": "b", "quantity": 0}]},
        {"day": "2025-08-01", "minutes": 60, "lines": [{"code": "a", "quantity": 3}]},
        {"day": "2025-08-02", "minutes": 0, "lines": [{"code": "gone", "quantity": 1}]},
    ]
    assert work_of(addends, {"a": {"vi": "Lượt"}, "b": {"vi": "Hồ sơ"}}) == (2, 150, (("Lượt", 5), ("gone", 1)))


def test_without_a_session_the_minutes_leave_room():
    blank = context(papers())
    assert set(blank["session"]["starts"]) == {"."} and blank["session"]["chair_name"] == ""
    first = blank["voted_collectives"][0]
    assert (first["no"], first["votes_for"], first["outcome"]) == ("1", "", "")
    assert len(blank["voted_individuals"]) == 12 and blank["voted_households"] == []


def test_number_and_day_stand_in_the_papers_once_they_are_entered():
    assert context(papers())["decision_reference"] == "     /QĐ-UBND ngày      tháng      năm 2025"
    numbered = context(papers(numbered=Numbered(7, date(2026, 1, 5))))
    assert numbered["decision_reference"] == "07/QĐ-UBND ngày 05 tháng 01 năm 2026"
    assert numbered["decision_date"] == "Cửa Nam, ngày 05 tháng 01 năm 2026"


def test_a_blank_day_is_of_the_year_of_the_decision():
    assert context(papers(decided_on=date(2026, 1, 5)))["decision_date"].endswith("năm 2026")


def test_counts_name_only_those_there_are():
    assert context(papers())["counts"] == "27 tập thể và 12 cá nhân"
    three = context(papers(recipients=papers().recipients[:28] + homes("Hộ bà Lê Thị Tám")))
    assert three["counts"] == "27 tập thể, 01 cá nhân và 01 hộ gia đình"
    assert three["subjects"] == "tập thể, cá nhân, hộ gia đình"
    assert [three[f"{board}_appendix"] for board in PAPERS_ORDER] == [" I", " II", " III"]


def test_a_household_has_one_and_a_half_times_an_individuals_bonus():
    rate = rate_on(date(2025, 9, 22))
    assert (factor_text(rate.household), rate.bonus("households")) == ("0,45", 1_053_000)
    assert rate_on(date(2025, 6, 30)).bonus("households") == 526_500
    assert total(rate, {**CUA_NAM, "households": 2}) == 46_332_000 + 2 * 1_053_000


def test_who_is_in_no_ranking_has_the_edited_words_and_no_figures():
    row = context(papers(recipients=homes("Hộ bà Lê Thị Tám")))["households"][0]
    assert row["achievements"] == ["Ủng hộ địa điểm và máy tính.", "Đón 300 lượt người."]
    assert (row["points"], row["days"], row["work"], row["bonus"]) == ("", "", [], "1.053.000")
    drafted = context(papers())["individuals"][0]
    assert drafted["achievement"].startswith("22 ngày (55,6 giờ); lượt người dân được hỗ trợ: 1.412")


def test_a_draft_says_so_and_a_simple_round_names_no_minutes():
    assert context(papers())["draft"] == "" and context(papers(draft=True))["draft"] == "DỰ THẢO"
    assert context(papers(simple=True))["with_minutes"] == ""


@pytest.mark.parametrize(
    ("day", "decided", "answer"),
    [
        (date(2025, 9, 22), None, PaperAnswer.NOT_DECIDED),
        (date(2025, 9, 21), date(2025, 9, 22), PaperAnswer.TOO_EARLY),
        (date(2025, 9, 22), date(2025, 9, 22), PaperAnswer.YES),
        (date(2025, 9, 24), date(2025, 9, 22), PaperAnswer.TOO_LATE),
        (None, None, PaperAnswer.YES),
    ],
)
def test_number_and_day_follow_the_decision(day, decided, answer):
    assert may_number(day, decided, date(2025, 9, 23))[0] is answer


def test_the_words_of_the_papers_are_those_of_the_states_forms():
    said = context(papers())
    assert said["submission_about"].startswith("Về việc đề nghị tặng Giấy khen") and said["about"].startswith(
        "Về việc tặng Giấy khen"
    )
    assert said["Total_words"][0].isupper() and said["Total_words"].lower() == said["total_words"]
    assert "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022" in said["bases"]
    titles = {row["signer_title"] for row in said["collectives"]}
    assert titles == {"TỔ TRƯỞNG"} and {row["signer_title"] for row in said["individuals"]} == {"NGƯỜI BÁO CÁO"}
    branch = papers(recipients=(recipient(1, "collectives", "Chi đoàn khu phố 5"),))
    assert context(branch)["collectives"][0]["signer_title"] == "THỦ TRƯỞNG ĐƠN VỊ"
    own = {**papers().texts, "about": "Về việc đề nghị khen"}
    assert context(papers(texts=own))["submission_about"] == "Về việc đề nghị khen"
