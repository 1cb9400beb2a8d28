"""A sheet in the browser: its preview, the match of its columns, all of it or nothing."""

import io

import pytest
from sqlalchemy import func, select

from app.contributions.models import Log
from app.people.models import User
from app.places.models import Team
from tests.exchange.conftest import JOURNAL, ROSTER, make_book
from tests.exchange.sending import AN, BAD, TEAM1, WORK, send, uploads


def test_a_list_is_seen_first_and_then_imported_once(hoa, app, look):
    where = send(hoa, make_book(ROSTER, AN))
    shown = hoa.get(where).text
    assert "Nhập 1 người" in shown
    assert "Nguyễn Văn An" in shown
    assert look(select(User.id).where(User.phone == "0912345678")) is None
    assert len(uploads(app)) == 1
    assert hoa.post(f"{where}/apply").location == where
    assert look(select(User.name).where(User.phone == "0912345678")) == "Nguyễn Văn An"
    assert uploads(app) == []
    told = hoa.get(where).text
    assert "1 người mới" in told
    assert "/people/invitations" in told
    again = hoa.post(f"{where}/apply")
    assert again.status_code == 409
    assert "đã được nhập rồi" in again.text
    assert hoa.post(f"{where}/drop").status_code == 409
    assert "1 mới" in hoa.get("/imports").text


def test_wrong_rows_are_listed_and_keep_the_button_shut(hoa, look):
    where = send(hoa, make_book(ROSTER, AN, BAD))
    shown = hoa.get(where).text
    assert "Có 2 chỗ cần sửa" in shown
    assert "Năm sinh 1890 không nằm trong khoảng" in shown
    assert '<button class="btn" type="button" disabled>' in shown
    refused = hoa.post(f"{where}/apply")
    assert refused.status_code == 422
    assert "Có 2 chỗ cần sửa" in refused.text
    assert look(select(User.id).where(User.phone == "0912345678")) is None


def test_the_errors_come_as_a_workbook(hoa):
    from app.core.sheets import read_sheets

    where = send(hoa, make_book(ROSTER, AN, BAD))
    answer = hoa.get(f"{where}/errors.xlsx")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    [sheet] = read_sheets(answer.data, "x")
    assert [row[:3] for row in sheet.rows[3:]] == [(None, 3.0, "Năm sinh"), (None, 3.0, "Số điện thoại")]


def test_columns_are_matched_anew_by_hand(hoa, part):
    data = make_book(("Ai đấy", "Gọi số", "Ở đâu"), ("Nguyễn Văn An", "0912345678", TEAM1))
    where = send(hoa, data)
    assert "Chưa có cột nào được ghép" in hoa.get(where).text
    chosen = {"sheet": "0", "column-0": "name", "column-1": "phone", "column-2": "team"}
    drawn = hoa.post(f"{where}/layout", data=chosen, headers=part("preview"))
    assert drawn.status_code == 200
    assert drawn.text.lstrip().startswith('<div id="preview">')
    assert "Nhập 1 người" in drawn.text
    assert hoa.post(f"{where}/layout", data=chosen).location == where
    assert "Nhập 1 người" in hoa.get(where).text


@pytest.mark.parametrize(
    "chosen", [{"column-0": "password_hash"}, {"column-0": "kind:vneid"}, {"sheet": "7"}, {"header_row": "9"}]
)
def test_only_fields_and_sheets_that_exist_are_taken(hoa, chosen):
    where = send(hoa, make_book(ROSTER, AN))
    assert hoa.post(f"{where}/layout", data=chosen).status_code == 400


def test_the_row_of_the_headings_can_be_said(hoa):
    data = make_book(("Họ và tên", "Điện thoại"), (None,), ("Tên gọi", "Số"), ("Nguyễn Văn An", "0912345678"))
    where = send(hoa, data)
    hoa.post(f"{where}/layout", data={"header_row": "3"})
    shown = hoa.get(where).text
    assert '<th scope="row">Số</th>' in shown
    hoa.post(f"{where}/layout", data={"header_row": "0"})
    assert '<th scope="row">A</th>' in hoa.get(where).text


def test_another_sheet_of_the_book_can_be_chosen(hoa):
    from app.core.sheets import Column, Table, write_book

    target = io.BytesIO()
    headings = [Column(heading) for heading in ROSTER]
    rows = [[(*AN, None)], [("Lê Thị Hai", "Nữ", 1991, "0912345679", None, TEAM1, None)]]
    write_book(target, [Table(f"Trang {n}", headings, some) for n, some in enumerate(rows)])
    where = send(hoa, target.getvalue())
    both = hoa.get(where).text
    assert "dòng 2 (Trang 0)" in both
    assert "dòng 2 (Trang 1)" in both
    hoa.post(f"{where}/reading", data={"read": "1"})
    shown = hoa.get(where).text
    assert "Lê Thị Hai" in shown
    assert "Nguyễn Văn An" not in shown


def test_new_teams_need_a_tick(hoa, look):
    where = send(hoa, make_book(ROSTER, (*AN[:5], "Tổ mới toanh")))
    shown = hoa.get(where).text
    assert "1 tổ chưa có trong phường" in shown
    refused = hoa.post(f"{where}/apply")
    assert refused.status_code == 422
    assert "Phường chưa có tổ “Tổ mới toanh”" in refused.text
    assert hoa.post(f"{where}/apply", data={"create_teams": "y"}).status_code == 303
    assert look(select(func.count()).select_from(Team).where(Team.name == "Tổ mới toanh")) == 1


def test_whoever_brings_paper_records_in_does_not_approve_them(hoa, as_, cast, look):
    where = send(hoa, make_book(JOURNAL, WORK), "logs")
    shown = hoa.get(where).text
    assert "không phải người nhập" in shown and "chưa có ai khác duyệt nhật ký" in shown
    hoa.post(f"{where}/apply", data={"vouch": "y"})
    assert look(select(Log.state)) == "sent"
    assert "chưa có ai khác duyệt nhật ký" in hoa.get(where).text
    log = look(select(Log.id))
    for address in (f"/approvals/{log}", "/approvals/decisions"):
        hoa.post(address, data={"verdict": "approved", "log": log, "seen": "x"})
    assert look(select(Log.state)) == "sent"
    assert f"/approvals/{log}" not in hoa.get("/approvals").text


def test_a_secretary_approves_what_an_administrator_brought_in_and_sees_what_is_unusual(as_, cast, hoa, look):
    an = as_(cast.an)
    where = send(an, make_book(JOURNAL, (*WORK[:6], 700, *WORK[7:])), "logs")
    assert "chưa có ai khác duyệt nhật ký" not in an.get(where).text
    an.post(f"{where}/apply")
    assert look(select(Log.state)) == "sent"
    assert "Hơn 10 giờ" in hoa.get("/approvals").text


def test_the_number_of_statements_is_the_same_for_any_number_of_rows(hoa, count_sql):
    pages = {"people": (ROSTER, lambda n: (f"Người {chr(65 + n % 26)}x", None, None, f"09{n:08}", None, TEAM1))}
    pages["logs"] = (JOURNAL, lambda n: (*WORK[:2], None, *WORK[3:6], 1 + n, n))
    for target, (headings, row) in pages.items():
        counts = []
        for size in (1, 40):
            where = send(hoa, make_book(headings, *map(row, range(size))), target)
            with count_sql() as statements:
                assert hoa.get(where).status_code == 200
            counts.append(len(statements))
        # Matching a roster takes three statements, a journal seven, besides who asks, where, and the upload itself.
        assert counts[0] == counts[1] <= {"people": 7, "logs": 11}[target]
    with count_sql() as statements:
        hoa.get("/imports")
    assert len(statements) <= 5


# --- campaigns


def test_after_an_import_the_page_says_what_waits_for_approval(hoa, as_, cast):
    an = as_(cast.an)
    where = send(an, make_book(JOURNAL, WORK), "logs")
    assert an.post(f"{where}/apply").status_code == 303
    shown = hoa.get(where).text
    assert "1 nhật ký đang chờ duyệt" in shown
    assert f'href="/approvals?campaign={cast.campaign.name}"' in shown and "Duyệt 1 nhật ký đang chờ" in shown
    an = an.get(where).text
    assert "1 nhật ký đang chờ duyệt" in an and "Bí thư của phường, xã sẽ duyệt" in an and "/approvals" not in an


def test_where_no_row_can_be_written_none_is_shown_as_if_it_would_be(hoa):
    stranger = (*WORK[:3], "Nguyễn Văn Không Ai", "0987654321", *WORK[5:])
    shown = hoa.get(send(hoa, make_book(JOURNAL, stranger), "logs")).text
    assert "Có 1 chỗ cần sửa" in shown
    assert "sẽ không nhập gì" in shown
    assert "<b>Nguyễn Văn Không Ai</b>" not in shown
    both = hoa.get(send(hoa, make_book(JOURNAL, stranger, WORK), "logs")).text
    assert "<b>Nguyễn Thị Thu Lan</b>" in both and "sẽ không nhập gì" not in both


def test_rows_that_wait_for_an_answer_are_not_shown_yet(hoa):
    near = (*WORK[:2], "Điểm lưu động số 1 cũ", *WORK[3:])
    shown = hoa.get(send(hoa, make_book(JOURNAL, near), "logs")).text
    assert "Các dòng sẽ hiện ở đây khi đã trả lời" in shown
