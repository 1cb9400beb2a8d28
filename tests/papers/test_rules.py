"""Money, numerals, codes, and what the fields of a paper say."""

from dataclasses import replace
from datetime import date

import pytest

from app.papers.rules.bonus import KNOWN, Rate, factor_text, rate_on, total
from app.papers.rules.codes import ALPHABET, new_code, read_code, shown
from app.papers.rules.data import Numbered, Session, Votes, context, work_of
from app.papers.rules.numerals import day_words, in_words, number_words
from tests.papers.conftest import papers

CUA_NAM = {"collectives": 27, "individuals": 12}


def test_cua_nams_bonus_is_46_332_000():
    rate = rate_on(date(2025, 9, 22))
    assert (rate.base_salary, factor_text(rate.collective), factor_text(rate.individual)) == (2_340_000, "0,6", "0,3")
    assert (rate.bonus("collectives"), rate.bonus("individuals")) == (1_404_000, 702_000)
    assert total(rate, CUA_NAM) == 46_332_000
    assert total(replace(rate, round_up_to=10_000), CUA_NAM) == 46_590_000


def test_the_figures_of_the_day_count():
    assert rate_on(date(2025, 6, 30)).bonus("individuals") == 351_000
    assert rate_on(date(2025, 7, 1)).bonus("individuals") == 702_000
    own = (Rate(date(2026, 7, 1), 2_530_000, 600, 300), Rate(date(2026, 7, 1), 2_540_000, 600, 300))
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


def test_without_a_session_the_minutes_leave_room_and_with_one_they_tell():
    blank = context(papers())
    assert set(blank["session"]["starts"]) == {"."} and blank["collectives"][0]["votes_for"] == ""
    held = Session(chair="Hoàng Ngọc Sơn", present="11", votes=(Votes(1, 10, 1),))
    told = context(papers(session=held))
    assert told["session"]["chair"] == told["session"]["chair_name"] == "Hoàng Ngọc Sơn"
    assert (told["collectives"][0]["votes_for"], told["collectives"][0]["votes_against"]) == ("10", "1")
    assert told["collectives"][1]["votes_for"] == ""


def test_number_and_day_stand_in_the_papers_once_they_are_entered():
    assert context(papers())["decision_reference"] == "     /QĐ-UBND ngày      tháng      năm 2025"
    numbered = context(papers(numbered=Numbered(7, date(2026, 1, 5))))
    assert numbered["decision_reference"] == "07/QĐ-UBND ngày 05 tháng 01 năm 2026"
    assert numbered["decision_date"] == "Cửa Nam, ngày 05 tháng 01 năm 2026"


def test_counts_name_only_those_there_are():
    assert context(papers())["counts"] == "27 tập thể và 12 cá nhân"
    assert context(papers(individuals=()))["counts"] == "27 tập thể"
    assert "cá nhân" not in context(papers(individuals=()))["bonus_words"]
