"""The achievement that we draft, read as a council reads it."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from app.awards.rules import COLLECTIVE, INDIVIDUAL, Work, drafted
from app.awards.rules.achievement import Done

TURNS = Done("support_turn", "Lượt người dân được hỗ trợ", "lượt", 1412)
VNEID = Done("vneid_level2", "Cài đặt, kích hoạt VNeID mức 2", "tài khoản", 120)
WORK = Work(
    subject=INDIVIDUAL,
    campaign="45 ngày đêm hỗ trợ hoạt động chuyển đổi số",
    first_day=date(2025, 7, 31),
    last_day=date(2025, 9, 13),
    unit="Tổ chuyển đổi số cộng đồng số 01",
    days=22,
    minutes=3333,
    done=(VNEID, TURNS),
    people_code="support_turn",
    vulnerable=96,
    place=3,
    points=Fraction(12345, 10),
)


def test_a_person_is_told_with_time_services_and_place():
    assert drafted(WORK) == (
        "Là thành viên Tổ chuyển đổi số cộng đồng số 01, đã tham gia hoạt động 22 ngày (55,6 giờ) trong chiến dịch "
        "“45 ngày đêm hỗ trợ hoạt động chuyển đổi số” "
        "(từ ngày 31/7/2025 đến ngày 13/9/2025). Kết quả cụ thể: hỗ trợ 1.412 lượt người dân, "
        "trong đó có 96 lượt người cao tuổi, người khuyết tật, người thuộc hộ nghèo; cài đặt, kích hoạt "
        "VNeID mức 2 cho 120 tài khoản. Xếp thứ 3 trên bảng xếp hạng cá nhân của phường với 1.234,5 điểm."
    )


@pytest.mark.parametrize(
    ("name", "unit", "said"),
    [
        ("Hộ được đến tận nhà", "hộ", "đến tận nhà 1.412 hộ"),
        ("Cuộc gọi đường dây nóng được giải quyết", "cuộc", "giải quyết 1.412 cuộc gọi đường dây nóng"),
        ("Cài đặt eTax Mobile", "tài khoản", "cài đặt eTax Mobile cho 1.412 tài khoản"),
        ("Hồ sơ dịch vụ công trực tuyến", "hồ sơ", "1.412 hồ sơ dịch vụ công trực tuyến"),
        ("Chữ ký số cá nhân", "người", "chữ ký số cá nhân: 1.412 người"),
        ("Việc khác", "", "việc khác: 1.412"),
        ("Được khen", "lượt", "được khen: 1.412 lượt"),
    ],
)
def test_what_was_done_reads_as_a_sentence(name, unit, said):
    told = drafted(replace(WORK, done=(Done("x", name, unit, 1412),), vulnerable=0))
    assert f"Kết quả cụ thể: {said}." in told


def test_who_leads_a_team_is_no_member_of_it():
    assert drafted(replace(WORK, leader=True)).startswith("Là người phụ trách Tổ chuyển đổi số cộng đồng số 01, đã")


def test_a_collective_is_told_with_its_members():
    team = replace(WORK, subject=COLLECTIVE, unit="", members=12, place=1, points=Fraction(2, 3))
    assert drafted(team).startswith(
        "Tập thể gồm 12 thành viên, đã hoạt động 22 ngày (tổng cộng 55,6 giờ) trong chiến dịch"
    )
    assert drafted(team).endswith("Xếp thứ 1 trên bảng xếp hạng tập thể của phường với 0,67 điểm.")


def test_what_is_not_there_is_not_told():
    little = replace(WORK, minutes=0, done=(), vulnerable=0, place=None, unit="", days=1)
    assert drafted(little) == (
        "Đã tham gia hoạt động 1 ngày trong chiến dịch “45 ngày đêm hỗ trợ hoạt động chuyển đổi số” "
        "(từ ngày 31/7/2025 đến ngày 13/9/2025)."
    )


def test_the_vulnerable_are_told_once_even_without_turns_counted():
    only = drafted(replace(WORK, done=(VNEID,)))
    assert only.count("người cao tuổi") == 1
    assert "hỗ trợ 96 lượt người cao tuổi, người khuyết tật, người thuộc hộ nghèo; cài đặt, kích hoạt" in only


def test_equal_numbers_stand_in_one_order():
    other = replace(VNEID, code="a", name="Hồ sơ dịch vụ công trực tuyến", unit="hồ sơ")
    first, second = replace(WORK, done=(VNEID, other)), replace(WORK, done=(other, VNEID))
    assert drafted(first) == drafted(second) and "120 hồ sơ dịch vụ công trực tuyến" in drafted(first)
