"""Hostile and broken files through the door: a sentence, status 4xx, nothing written, never a 5xx."""

import io
import json
import zipfile
from datetime import date

import openpyxl
import pytest

from app.core.db import db
from app.core.sheets.limits import MAX_FILE, MB
from app.exchange.views import AROUND
from app.seeds.files import document
from tests.conftest import on_sqlite
from tests.exchange.conftest import JOURNAL, ROSTER, make_book
from tests.exchange.sending import send
from tests.exchange.test_rules_document import NASTY

TEAM1 = "Tổ chuyển đổi số cộng đồng số 01"
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def person(name="Nguyễn Văn An", gender="Nam", year=1990, phone="0912345678", email=None, team=TEAM1):
    return name, gender, year, phone, email, team


def work(day="13/8/2025", slot="Sáng", point=None, minutes=60, turns=1, who="Nguyễn Thị Thu Lan"):
    return day, slot, point, who, "0950000001", TEAM1, minutes, turns, None


@pytest.fixture
def same_rows(app, count_rows):
    """Whatever the test does: only runs of import may be more afterwards."""

    def counted():
        with app.app_context():
            found = count_rows()
            db.session.remove()
        found.pop("import_runs")
        found.pop("sign_ins")
        return found

    before = counted()
    yield
    assert counted() == before


@pytest.fixture
def hoa(as_, cast, same_rows):
    return as_(cast.hoa)


def bomb() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 60_000_000)
    return target.getvalue()


FILES = {
    "empty": b"",
    "letter": "Kính gửi các tổ, đề nghị báo cáo.\n".encode(),
    "page": b"<html><table><tr><td>Ho ten</td></tr></table></html>",
    "picture": b"\x89PNG\r\n\x1a\n" + b"\0" * 100,
    "zip": b"PK\x03\x04" + b"\0" * 200,
    "password": OLE2 + "EncryptedPackage".encode("utf-16-le"),
    "old xls": OLE2 + "Workbook".encode("utf-16-le"),
    "no rows": make_book((), name="Trống"),
    "bomb": bomb(),
}


@pytest.mark.parametrize("data", FILES.values(), ids=FILES)
@on_sqlite
def test_what_is_no_workbook_is_refused_beside_the_field(hoa, data):
    refused = send(hoa, data, status=422)
    assert "ds.xlsx" in refused.text
    assert 'id="file-error"' in refused.text


def test_no_file_or_no_choice_is_told(hoa):
    for data in ({"target": "people"}, {"file": (io.BytesIO(make_book(ROSTER)), "x.xlsx")}):
        refused = hoa.post("/imports", data=data)
        assert refused.status_code == 422
        assert 'class="error"' in refused.text
    send(hoa, make_book(ROSTER, person()), "passwords", status=422)


def test_one_limit_holds_in_the_browser_and_for_a_command(hoa, app, tmp_path):
    at_limit, beyond = b"PK" + b"\0" * (MAX_FILE - 2), b"PK" + b"\0" * (MAX_FILE - 1)
    for content, too_large in ((at_limit, False), (beyond, True)):
        assert ("quá lớn" in send(hoa, content, status=422).text) is too_large
        (tmp_path / "x.xlsx").write_bytes(content)
        args = ["import-people", str(tmp_path / "x.xlsx"), "--campaign", "cua-nam-2025"]
        told = app.test_cli_runner().invoke(args=args)
        assert (told.exit_code, "quá lớn" in told.stderr) == (1, too_large)
    assert f"Tối đa {MAX_FILE // MB} MB" in hoa.get("/imports").text


def test_a_file_beyond_the_limit_is_413_and_other_pages_keep_the_small_one(hoa, app):
    refused = send(hoa, b"PK" + b"\0" * (MAX_FILE + AROUND), status=413)
    assert "tệp nhỏ hơn" in refused.text
    where = send(hoa, make_book(ROSTER, person()))
    assert hoa.post(f"{where}/layout", data={"x": "y" * 300_000}).status_code == 413


@pytest.mark.parametrize(
    "name",
    [
        "a\x00b.xlsx",
        "../../etc/passwd",
        "C:\\Users\\x\\ds.xlsx",
        "x" * 5000 + ".xlsx",
        "",
        "<b>.xlsx",
        "079123456789.xlsx",
    ],
)
def test_any_name_of_a_file_is_shown_harmlessly(hoa, name):
    where = send(hoa, make_book(ROSTER, person()), name=name or " ")
    shown = hoa.get(where)
    assert shown.status_code == 200
    assert "<h1></h1>" not in shown.text and "<title> ·" not in shown.text
    assert hoa.post(f"{where}/drop").status_code == 303
    assert "<h1></h1>" not in hoa.get(where).text
    assert "<b>.xlsx" not in shown.text
    assert "079123456789" not in shown.text
    assert "C:\\Users" not in shown.text


ROWS = {
    "control": person(name="Nguyễn\x07Văn An"),
    "long": person(name="A b" * 600),
    "year 1": person(year=1),
    "year 9999": person(year=date(9999, 12, 31)),
    "negative": person(year=-5),
    "huge": person(year=1e300),
    "phone": person(phone=10**14),
    "identity number": person(team="Tổ 012345678901"),
    "script": person(name="<script>alert(1)</script>"),
    "formula text": person(phone="=1+1"),
    "truth": person(name=True, phone=False),
    "day": person(name=date(2025, 1, 1), phone=date(2025, 1, 1)),
}


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
@on_sqlite
def test_impossible_people_are_told_by_row(hoa, row):
    where = send(hoa, make_book(ROSTER, row))
    shown = hoa.get(where)
    assert shown.status_code == 200
    assert "cần sửa" in shown.text
    assert "<script>alert" not in shown.text
    assert hoa.post(f"{where}/apply").status_code == 422


WORKS = {
    "year 1": work(day="1/1/0001"),
    "year 9999": work(day=date(9999, 12, 31)),
    "no day": work(day="31/2/2025"),
    "negative": work(minutes=-5),
    "too long": work(minutes=1441),
    "huge": work(turns=1e300),
    "fraction": work(turns=1.5),
    "many": work(turns=1001),
    "slot": work(slot="x" * 1000),
    "another ward's point": work(point="Chợ Kiến Hưng"),
    "another ward's person": ("13/8/2025", "Sáng", None, "Phạm Tiến Dũng", "0950000004", None, 60),
    "another ward's team": ("13/8/2025", "Sáng", None, None, None, "Tổ chuyển đổi số cộng đồng TDP 1", 60),
}


@pytest.mark.parametrize("row", WORKS.values(), ids=WORKS)
@on_sqlite
def test_impossible_records_are_told_by_row(hoa, row):
    where = send(hoa, make_book(JOURNAL, row), "logs")
    shown = hoa.get(where)
    assert shown.status_code == 200
    assert "cần sửa" in shown.text or "câu hỏi về tệp" in shown.text
    assert hoa.post(f"{where}/apply", data={"vouch": "y"}).status_code == 422


def test_a_formula_vouches_for_nothing(hoa):
    book = openpyxl.Workbook()
    book.active.append(list(ROSTER))
    book.active.append([*person(year="=1900+90"), None])
    target = io.BytesIO()
    book.save(target)
    where = send(hoa, target.getvalue())
    assert "chứa công thức" in hoa.get(where).text
    assert hoa.post(f"{where}/apply").status_code == 422


def test_a_cell_of_100_kb_is_named(hoa):
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("DS")
    sheet.append(list(ROSTER))
    sheet.append([*person(name="x" * 32_000), None])
    target = io.BytesIO()
    book.save(target)
    assert "A2" in send(hoa, target.getvalue(), status=422).text


@on_sqlite
def test_ten_thousand_bad_rows_are_counted_and_the_first_shown(hoa):
    rows = [person(year=1850, phone=str(n)) for n in range(10_000)]
    where = send(hoa, make_book(ROSTER, *rows))
    shown = hoa.get(where).text
    assert "Có 20.000 chỗ cần sửa" in shown
    assert "Đang hiện 200 chỗ đầu trong 20.000" in shown
    assert shown.count("data-label") < 1000
    assert hoa.post(f"{where}/apply").status_code == 422
    assert hoa.get(f"{where}/errors.xlsx").status_code == 200


@on_sqlite
def test_too_many_rows_are_refused_as_a_whole(hoa):
    rows = [person(phone=str(n)) for n in range(10_002)]
    assert "vượt quá dòng" in send(hoa, make_book(ROSTER, *rows), status=422).text


@pytest.mark.parametrize("data", NASTY, ids=lambda data: repr(data[:12]))
@on_sqlite
def test_wrong_json_is_refused_beside_the_field(as_, cast, same_rows, data):
    refused = send(as_(cast.quan), data, "campaign", "x.json", status=422)
    assert "“x.json”" in refused.text


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda d: d.pop("slug"), "slug: "),
        (lambda d: d["campaign"].update(starts_on="9999-01-01"), "campaign.starts_on: "),
        (lambda d: d["assumed"]["scheme"].update(points_per_hour="-1"), "assumed.scheme.points_per_hour: "),
        (lambda d: d["teams"].append("<script>\u202e"), "teams[3]: "),
        (lambda d: d.update(points=[["x"]] * 10), "points[0]: "),
        (lambda d: d.update(teams=[f"Tổ {n}" for n in range(5000)]), "teams: "),
    ],
)
def test_a_wrong_field_of_a_campaign_is_named(as_, cast, same_rows, change, told):
    found = document("vi-thang-2024")
    change(found)
    assert told in send(as_(cast.quan), json.dumps(found).encode(), "campaign", "x.json", status=422).text


@pytest.mark.parametrize("number", ["0", "-1", "999999999999999999999", "2147483648", "x", "1e9"])
def test_ids_that_no_run_has(hoa, number):
    for path in ("", "/errors.xlsx"):
        assert hoa.get(f"/imports/{number}{path}").status_code == 404
    assert hoa.post(f"/imports/{number}/apply").status_code == 404
