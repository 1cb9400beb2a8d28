"""The import pages: who may enter, what they show, what they refuse."""

import io
import json
import re
import time

import pytest
from sqlalchemy import func, select
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from app.campaigns.models import Campaign
from app.contributions.models import Log
from app.core.db import db
from app.exchange import files
from app.exchange.models import ImportRun
from app.people.models import User
from app.places.models import Team, Ward
from app.seeds.files import document
from tests.exchange.conftest import JOURNAL, ROSTER, make_book

TEAM1 = "Tổ chuyển đổi số cộng đồng số 01"
AN = ("Nguyễn Văn An", "Nam", 1990, "0912345678", None, TEAM1)
BAD = ("Trần Thị Bé", "Nữ", 1890, "12", None, TEAM1)
WORK = ("13/8/2025", "Sáng", "Điểm lưu động số 1", "Nguyễn Thị Thu Lan", "0950000001", TEAM1, 210, 10, 5)


def send(client, data, target="people", name="ds.xlsx", status=303):
    # Encoded here, since the client would leave a large body in an open file.
    boundary, body = encode_multipart({"target": target, "file": FileStorage(io.BytesIO(data), name)})
    response = client.post("/imports", data=body, content_type=f"multipart/form-data; boundary={boundary}")
    assert response.status_code == status, response.text
    if status != 303:
        return response
    assert response.location.startswith("/imports/")
    return response.location


@pytest.fixture
def hoa(as_, cast):
    return as_(cast.hoa)


@pytest.fixture
def look(app):
    """``look(select(...))``: one value of the database."""

    def value(query):
        with app.app_context():
            found = db.session.scalar(query)
            db.session.remove()
        return found

    return value


def uploads(app):
    folder = app.config["HOME"] / "uploads"
    return list(folder.iterdir()) if folder.exists() else []


@pytest.mark.parametrize("who", ["lan", "minh", "son", "mai", "tu"])
def test_other_roles_stay_outside(as_, cast, who):
    client = as_(getattr(cast, who))
    assert client.get("/imports").status_code == 403
    send(client, make_book(ROSTER, AN), status=403)
    assert client.get("/imports/1").status_code == 403


def test_strangers_are_asked_to_sign_in(anonymous):
    for answer in (anonymous.get("/imports"), anonymous.post("/imports"), anonymous.post("/imports/1/apply")):
        assert answer.status_code == 303
        assert "/sign-in" in answer.location


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
    assert [row[:2] for row in sheet.rows[3:]] == [(3.0, "Năm sinh"), (3.0, "Số điện thoại")]


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
    assert "Nguyễn Văn An" in hoa.get(where).text
    hoa.post(f"{where}/layout", data={"sheet": "1"})
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


def test_who_vouches_for_paper_approves_it(hoa, look):
    where = send(hoa, make_book(JOURNAL, WORK), "logs")
    assert "Tôi chịu trách nhiệm" in hoa.get(where).text
    hoa.post(f"{where}/apply", data={"vouch": "y"})
    assert look(select(Log.state)) == "approved"


def test_an_administrator_imports_records_and_cannot_approve_them(as_, cast, look):
    an = as_(cast.an)
    where = send(an, make_book(JOURNAL, WORK), "logs")
    assert "Tôi chịu trách nhiệm" not in an.get(where).text
    assert an.post(f"{where}/apply", data={"vouch": "y"}).status_code == 403
    assert look(select(func.count()).select_from(Log)) == 0
    an.post(f"{where}/apply")
    assert look(select(Log.state)) == "sent"


def test_another_wards_files_do_not_exist(hoa, as_, cast, look):
    where = send(hoa, make_book(ROSTER, AN))
    phuc = as_(cast.phuc)
    for answer in (
        phuc.get(where),
        phuc.get(f"{where}/errors.xlsx"),
        phuc.post(f"{where}/layout"),
        phuc.post(f"{where}/apply"),
        phuc.post(f"{where}/drop"),
    ):
        assert answer.status_code == 404
    assert "ds.xlsx" not in phuc.get("/imports").text
    assert look(select(ImportRun.state)) == "previewed"


def test_a_file_can_be_put_aside(hoa, app, look):
    where = send(hoa, make_book(ROSTER, AN))
    assert hoa.post(f"{where}/drop").status_code == 303
    assert uploads(app) == []
    assert "Tệp này đã được bỏ" in hoa.get(where).text
    assert hoa.post(f"{where}/apply").status_code == 409


def test_a_file_that_nobody_applied_is_gone_after_a_day(hoa, as_, cast, app, at, look):
    where = send(hoa, make_book(ROSTER, AN))
    uploads(app)[0].unlink()
    assert "chỉ được giữ một ngày" in hoa.get(where).text
    assert hoa.post(f"{where}/apply").status_code == 409
    with at("2025-08-15T10:00"):
        send(as_(cast.hoa), make_book(ROSTER, AN))
    assert look(select(ImportRun.state).order_by(ImportRun.id)) == "dropped"


def test_old_uploads_are_swept(app, monkeypatch):
    with app.app_context():
        name = files.keep(b"x")
        files.sweep()
        assert files.stored(name) == b"x"
        later = time.time() + files.LIFE + 1
        monkeypatch.setattr(files.time, "time", lambda: later)
        files.sweep()
        assert files.stored(name) is None
        assert files.stored("../secret_key") is None


def test_a_match_changed_meanwhile_is_not_applied_unseen(hoa, app, look):
    from app.core.reasons import Refused
    from app.exchange.actions import ImportAnswer, apply_people
    from app.exchange.rules import Parsed

    send(hoa, make_book(ROSTER, AN))
    with app.app_context():
        run = db.session.scalar(select(ImportRun))
        with pytest.raises(Refused) as caught:
            apply_people(run, db.session.scalar(select(Campaign)), Parsed(), "another", 1, False)
        db.session.remove()
    assert caught.value.reason is ImportAnswer.CHANGED


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
        # Matching a roster takes three statements, a journal ten, besides who asks, where, and the upload itself.
        assert counts[0] == counts[1] <= {"people": 7, "logs": 14}[target]
    with count_sql() as statements:
        hoa.get("/imports")
    assert len(statements) <= 5


# --- campaigns


def doc(**changes) -> bytes:
    return json.dumps(document("vi-thang-2024") | changes).encode()


def test_a_site_administrator_opens_a_new_wards_campaign(as_, cast, look):
    quan = as_(cast.quan)
    where = send(quan, doc(), "campaign", "vi-thang.json")
    assert "xã Vị Thắng" in quan.get(where).text
    assert look(select(func.count()).select_from(Campaign)) == 2
    assert quan.post(f"{where}/apply").location == where
    assert look(select(Ward.name).order_by(Ward.id.desc())) == "xã Vị Thắng"
    assert "Chiến dịch đã được mở" in quan.get(where).text
    again = send(quan, doc(), "campaign", "vi-thang.json")
    assert "không cần làm gì" in quan.get(again).text
    assert quan.post(f"{again}/apply").status_code == 303
    assert "không thay đổi gì" in quan.get(again).text
    assert look(select(func.count()).select_from(Campaign)) == 3
    other = send(quan, doc(source="khác"), "campaign", "vi-thang.json")
    assert "đã có với nội dung khác" in quan.get(other).text
    assert quan.post(f"{other}/apply").status_code == 409


def test_a_ward_administrator_opens_campaigns_of_the_own_ward_only(as_, cast, look):
    an = as_(cast.an)
    refused = send(an, doc(), "campaign", "x.json", status=422)
    assert "chỉ được nạp chiến dịch của phường mình" in refused.text
    own = json.dumps(document("cua-nam-2025") | {"slug": "cua-nam-lan-2"}).encode()
    where = send(an, own, "campaign", "x.json")
    assert an.post(f"{where}/apply").status_code == 303
    slug = select(Campaign.slug).where(Campaign.ward_id == cast.cua_nam.id).order_by(Campaign.id.desc())
    assert look(slug) == "cua-nam-lan-2"


def test_a_secretary_opens_no_campaign(hoa, as_, cast):
    send(hoa, doc(), "campaign", "x.json", status=422)
    an = as_(cast.an)
    where = send(an, json.dumps(document("cua-nam-2025") | {"slug": "abc"}).encode(), "campaign", "kin.json")
    assert hoa.get(where).status_code == 404
    assert hoa.post(f"{where}/apply").status_code == 404
    assert "kin.json" not in hoa.get("/imports").text


def test_the_first_campaign_of_a_new_site(bare):
    from app.core.policy import Role
    from app.people.actions import add_person, grant_role
    from app.people.queries import held_by
    from app.people.sign_in import start_session

    with bare.app_context():
        user = add_person("Lý Văn Quản", by=None, phone="0950000011")
        grant_role(user, Role.ADMINISTRATOR, by=None)
        token = start_session(user, held_by(user.id, user.created_at.date()))
        db.session.remove()
    client = bare.test_client()
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = token, True
    shown = client.get("/imports").text
    assert re.findall(r'type="radio" value="(\w+)"|value="(\w+)"[^>]*type="radio"', shown)
    assert 'value="people"' not in shown
    where = send(client, doc(), "campaign", "x.json")
    assert client.post(f"{where}/apply").status_code == 303
    assert 'value="people"' in client.get("/imports").text
