"""The wards' own spreadsheets, unchanged."""

import datetime
import json
from collections import Counter
from pathlib import Path

from app.core.sheets import read_sheets
from app.exchange.rules import PEOPLE, KindNames, SkipReason, best_sheet, logs_target, read_logs, read_people

DATA = Path(__file__).resolve().parents[2] / "app" / "seeds" / "data"
TODAY = datetime.date(2025, 9, 20)


def opened(name, target):
    return best_sheet(read_sheets((DATA / name).read_bytes(), name), target)


def test_one_plain_table():
    sheet, layout = opened("cua-nam-tinh-nguyen-vien.xlsx", PEOPLE)
    parsed = read_people(sheet, layout, TODAY)
    assert (parsed.errors, parsed.notices, parsed.skipped) == ([], [], [])
    assert len(parsed.rows) == 186
    assert len({person.team for person in parsed.rows}) == 28
    assert sum(person.role == "leader" for person in parsed.rows) == 28
    assert len({person.phone for person in parsed.rows}) == 186
    first = parsed.rows[0]
    assert (first.row_no, first.name, first.gender, first.birth_year) == (2, "Lê Thị Thu Yến", "female", 1962)
    assert (first.phone, first.email) == ("0950000000", "u000@example.vn")
    assert (first.team, first.position) == ("Tổ chuyển đổi số cộng đồng số 01", "Tổ trưởng")


def test_title_block_two_heading_rows_bands_and_a_signature():
    sheet, layout = opened("kien-hung-to-cds.xlsx", PEOPLE)
    assert (layout.header_row, layout.first_row, layout.bands) == (5, 6, True)
    assert (layout.labels[2], layout.labels[3]) == ("Năm sinh Nam", "Năm sinh Nữ")
    parsed = read_people(sheet, layout, TODAY)
    bands = [row for row in parsed.skipped if row.why is SkipReason.BAND]
    assert len(bands) == len({person.team for person in parsed.rows})
    assert (parsed.errors, parsed.notices) == ([], [])
    assert [row.row_no for row in parsed.skipped if row not in bands] == [270]
    assert len(parsed.rows) == 227
    listed = json.loads((DATA / "kien-hung-2025.json").read_text())["teams"]
    assert list(dict.fromkeys(person.team for person in parsed.rows)) == listed
    assert len(listed) == 36
    leaders = Counter(person.team for person in parsed.rows if person.role == "leader")
    assert set(leaders.values()) == {1}
    assert all(len(person.phone) == 10 and person.phone.startswith("0951") for person in parsed.rows)
    assert len({person.phone for person in parsed.rows}) == 227
    assert all(person.gender and person.birth_year for person in parsed.rows)
    by_row = {person.row_no: person for person in parsed.rows}
    assert by_row[7].gender == "female"
    assert by_row[10].phone == "0951004070"
    assert by_row[34].name == "Lê Thị Trang"


def test_the_journal_of_a_campaign():
    ward = json.loads((DATA / "cua-nam-2025.json").read_text())
    kinds = [KindNames(kind["code"], kind["vi"], kind["en"]) for kind in ward["assumed"]["kinds"]]
    starts, ends = (datetime.date.fromisoformat(ward["campaign"][day]) for day in ("starts_on", "ends_on"))
    sheet, layout = opened("cua-nam-nhat-ky.xlsx", logs_target(kinds))
    parsed = read_logs(sheet, layout, kinds, starts, ends, TODAY)
    assert (parsed.errors, parsed.notices, parsed.skipped) == ([], [], [])
    assert len(parsed.rows) == 610
    total = Counter()
    for log in parsed.rows:
        total.update(log.counts)
    assert total == {
        "support_turn": 1680,
        "vneid_level2": 1705,
        "local_app": 948,
        "etax_mobile": 2310,
        "online_dossier": 640,
        "payment_account": 310,
        "digital_signature": 95,
        "household_visit": 520,
    }
    groups = Counter()
    for log in parsed.rows:
        groups.update(log.groups)
    assert groups == {"elderly": 743, "disabled": 60, "poor_household": 79}
    assert sum(log.minutes for log in parsed.rows) == 101_430
    first = parsed.rows[0]
    assert (first.row_no, first.day, first.slot, first.point) == (2, starts, "Sáng", "Điểm lưu động số 4")
    assert (first.name, first.phone, first.minutes) == ("Nguyễn Thị Quỳnh", "0950001147", 210)
