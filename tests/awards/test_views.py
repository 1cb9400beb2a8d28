"""The pages of the award round, and its workbook."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from app.awards.actions import choose, choose_all_above, lock_list, open_round
from app.awards.models import Nomination
from app.core.db import action, db
from app.people.models import User
from app.ranking.actions import publish
from tests.conftest import on_sqlite
from tests.ranking.makers import adopt, campaign_of, reverse, some_logs

QUOTAS = {"individuals": 2, "collectives": 1}


@pytest.fixture
def logs(app, cast):
    with app.app_context():
        adopt(cast)
        return some_logs(cast)


@pytest.fixture
def ids(app, cast, logs):
    """An open round; the individuals' nominations by the name of the cast."""
    with app.app_context():
        open_round(campaign_of(cast), None, QUOTAS, by=cast.son.id)
        rows = {row.user_id: row.id for row in db.session.query(Nomination).filter_by(subject="individual")}
        return {name: rows[getattr(cast, name).id] for name in ("lan", "minh", "binh", "hoa")}


def test_without_a_round_each_is_told_what_comes_next(app, as_, cast, logs):
    assert "/awards/rounds" in as_(cast.son).get("/awards").text
    assert "/awards/rounds" in as_(cast.an).get("/awards").text
    secretary = as_(cast.hoa).get("/awards").text
    assert "/awards/rounds" not in secretary and "/ranking/publications" in secretary
    with app.app_context():
        publish(campaign_of(cast), by=cast.son.id)
    assert "lãnh đạo phường" in as_(cast.mai).get("/awards").text.lower()


def test_opening_a_round(app, as_, cast, logs):
    data = {"individuals": "2", "collectives": "1", "ranking": ""}
    assert as_(cast.hoa).post("/awards/rounds", data=data).status_code == 403
    assert as_(cast.lan).post("/awards/rounds", data=data).status_code == 403
    client = as_(cast.son)
    assert client.post("/awards/rounds", data={**data, "individuals": "-1"}).status_code == 422
    assert client.post("/awards/rounds", data={**data, "individuals": "9" * 11}).status_code == 422
    assert client.post("/awards/rounds", data={**data, "ranking": "777"}).status_code == 404
    assert client.post("/awards/rounds", data={**data, "ranking": "x"}).status_code == 404
    asked = client.post("/awards/rounds", data=data)
    assert asked.status_code == 409 and "trước khi chiến dịch kết thúc" in asked.text, "the campaign still runs"
    assert 'name="early" value="1"' in asked.text and 'name="individuals"' in asked.text
    data["early"] = "1"
    assert client.post("/awards/rounds", data=data).status_code == 303
    assert "trước ngày chiến dịch kết thúc" in client.get("/awards").text
    assert client.post("/awards/rounds", data=data).status_code == 409
    assert "0/2" in client.get("/awards").text


def test_the_list_shows_line_tie_and_counter(as_, cast, ids):
    client = as_(cast.son)
    text = client.get("/awards").text
    assert "0/2" in text and "Ngưỡng chỉ tiêu: 2 cá nhân" in text
    assert text.count("bằng điểm tại ngưỡng") == 2
    first, second = text.index(cast.binh.name), text.index(cast.minh.name)
    assert text.index("Ngưỡng chỉ tiêu: 2 cá nhân") < first < second < text.index(cast.hoa.name, second)
    assert "0/1" in client.get("/awards?board=collectives").text
    assert client.get("/awards?board=x").status_code == 404
    assert client.get("/awards?show=x").status_code == 404


def test_a_link_to_a_candidate_leads_into_its_campaign(as_, cast, ids):
    quan, url = as_(cast.quan, cast.other_campaign.id), f"/awards/candidates/{ids['lan']}"
    answer = quan.get(url)
    assert (answer.status_code, answer.location) == (303, url)
    assert cast.lan.name in quan.get(url).text
    assert as_(cast.quan, cast.other_campaign.id).get("/awards/candidates/999999").status_code == 404


def test_choosing_in_order_takes_one_tap(as_, cast, ids):
    client = as_(cast.son)
    answer = client.post(f"/awards/candidates/{ids['lan']}/choice")
    assert answer.status_code == 303 and answer.headers["Location"].endswith(f"#c{ids['lan']}")
    text = client.get("/awards").text
    assert "1/2" in text and 'class="seal"' in text
    only = client.get("/awards?show=chosen").text
    assert cast.lan.name in only and cast.hoa.name not in only


def test_out_of_order_takes_a_reason(as_, cast, ids):
    client, url = as_(cast.son), f"/awards/candidates/{ids['hoa']}"
    wrong = client.post(f"{url}/choice", data={"reason": " "})
    assert wrong.status_code == 409 and "ngoài chỉ tiêu theo thứ hạng" in wrong.text
    assert client.post(f"{url}/choice", data={"reason": "số 012345678901"}).status_code == 422
    assert client.post(f"{url}/choice", data={"reason": "x" * 600}).status_code == 422
    assert client.post(f"{url}/choice", data={"reason": "Trực thay sáu ca đêm bão"}).status_code == 303
    text = client.get("/awards").text
    assert "Trực thay sáu ca đêm bão" in text and cast.son.name in text
    assert "Trực thay sáu ca đêm bão" in client.get(url).text


def test_striking_moves_the_line_and_can_be_taken_back(as_, cast, ids):
    client, url = as_(cast.son), f"/awards/candidates/{ids['lan']}"
    assert client.post(f"{url}/strike").status_code == 409
    assert client.post(f"{url}/strike", data={"reason": "declined"}).status_code == 303
    text = client.get("/awards").text
    assert "bằng điểm tại ngưỡng" not in text and "Không đưa vào danh sách" in text
    assert client.post(f"{url}/clearing").status_code == 303
    assert client.get("/awards").text.count("bằng điểm tại ngưỡng") == 2


def test_the_addends_of_a_candidate_are_those_of_the_copy(app, as_, cast, ids, logs):
    with app.app_context():
        reverse(logs["lan1"], by=cast.hoa.id)
    text = as_(cast.mai).get(f"/awards/candidates/{ids['lan']}").text
    assert "4 × 2" in text and cast.hoa.name in text and "12,00" in text


def test_who_may_do_what(as_, cast, ids, anonymous):
    for person in (cast.hoa, cast.mai, cast.tu, cast.an):
        client = as_(person)
        assert client.get("/awards").status_code == 200
        assert "/choice" not in client.get("/awards").text
        assert client.post(f"/awards/candidates/{ids['lan']}/choice").status_code == 403
        assert client.post("/awards/lock").status_code == 403
    for path in ("/awards", "/awards.xlsx", f"/awards/candidates/{ids['lan']}"):
        assert as_(cast.lan).get(path).status_code == 403
        assert anonymous.get(path).status_code == 303
    stranger = as_(cast.phuc)
    assert stranger.get(f"/awards/candidates/{ids['lan']}").status_code == 404
    assert stranger.get("/awards.xlsx").status_code == 404
    assert as_(cast.son).post("/awards/candidates/99999/choice").status_code == 404
    assert as_(cast.son).post("/awards/candidates/99999/clearing").status_code == 404


def test_the_places_are_changed_by_leader_and_administrator(as_, cast, ids):
    data = {"individuals": "3", "collectives": "2"}
    assert as_(cast.hoa).post("/awards/quota", data=data).status_code == 403
    client = as_(cast.an)
    assert client.post("/awards/quota", data={"individuals": "", "collectives": "many"}).status_code == 422
    assert client.post("/awards/quota", data=data).status_code == 303
    assert "0/3" in client.get("/awards").text


def test_choosing_all_and_locking(as_, cast, ids):
    client = as_(cast.son)
    refused = client.post("/awards/lock")
    assert refused.status_code == 409 and cast.lan.name in refused.text and "Chưa chốt được" in refused.text
    assert client.post("/awards/choices?board=individuals").status_code == 303
    assert client.post("/awards/choices?board=collectives").status_code == 303
    assert client.post("/awards/choices?board=collectives").status_code == 409
    assert client.post("/awards/lock").status_code == 303
    text = client.get("/awards").text
    assert "chốt" in text and "/choice" not in text and "/clearing" not in text
    assert client.post(f"/awards/candidates/{ids['minh']}/choice", data={"reason": "x"}).status_code == 409


def _book(client):
    answer = client.get("/awards.xlsx")
    assert answer.status_code == 200
    return load_workbook(BytesIO(answer.data))


def _rows(sheet):
    """The rows as dicts by heading; the heading is the row that has a number column first."""
    rows = [[cell.value for cell in row] for row in sheet]
    top = next(n for n, row in enumerate(rows) if row[0] in ("STT", "Hạng", "Căn cứ"))
    return [dict(zip(rows[top], row, strict=True)) for row in rows[top + 1 :]]


def test_the_book_holds_every_figure_that_made_the_score(app, as_, cast, ids):
    @action
    def rename():
        db.session.get(User, cast.binh.id).name = "=1+1"

    with app.app_context():
        choose_all_above(cast.campaign.id, "individuals", cast.son.id)
        choose_all_above(cast.campaign.id, "collectives", cast.son.id)
        choose(cast.campaign.id, ids["minh"], cast.son.id, "+ leads the team")
    client = as_(cast.hoa)
    draft = _book(client)
    assert [sheet.title for sheet in draft][:2] == ["Tập thể", "Cá nhân"]
    assert any("DỰ THẢO" in str(cell.value) for row in draft.worksheets[0]["A1:A5"] for cell in row)
    lan, minh = _rows(draft["Cá nhân"])
    assert (lan["Hạng"], lan["Họ tên"], lan["Điểm"], lan["Ngày hoạt động"]) == (1, cast.lan.name, 12, 2)
    assert (lan["Lượt người dân được hỗ trợ"], lan["Số phút"], lan["Điểm từ lượt yếu thế"]) == (4, 180, 1)
    assert minh["Lý do chọn"] == "+ leads the team"
    (team,) = _rows(draft["Tập thể"])
    assert (team["Tổng điểm"], team["Thành viên"], team["Điểm bình quân"]) == (41, 2, 20.5)
    records = _rows(draft["Nhật ký của cá nhân"])
    assert len(records) == 3 and records[0]["Người duyệt"] == cast.hoa.name
    with app.app_context():
        lock_list(cast.campaign.id, cast.son.id)
    final = _book(client)
    assert not any("DỰ THẢO" in str(cell.value) for sheet in final for row in sheet for cell in row)
    grounds = {row["Căn cứ"]: row["Nội dung"] for row in _rows(final["Căn cứ"])}
    assert len(grounds["Mã kiểm tra (SHA-256)"]) == 64
    assert cast.son.name in grounds["Danh sách"]
    assert all(cell.data_type != "f" for sheet in final for row in sheet for cell in row)


@pytest.mark.parametrize("name", ["=1+1", "+84", "-2", "@SUM(A1)"])
@on_sqlite
def test_no_name_becomes_a_formula(app, as_, cast, logs, name):
    @action
    def rename():
        db.session.get(User, cast.lan.id).name = name

    with app.app_context():
        rename()
        open_round(campaign_of(cast), None, QUOTAS, by=cast.son.id)
        choose_all_above(cast.campaign.id, "individuals", cast.son.id)
    (lan,) = _rows(_book(as_(cast.son))["Cá nhân"])
    assert lan["Họ tên"] == name


def test_statements_do_not_grow_with_rows(app, as_, cast, ids, count_sql):
    client = as_(cast.son)
    # One of them reads the awards of earlier years.
    for path in ("/awards", "/awards?board=collectives", f"/awards/candidates/{ids['lan']}", "/awards.xlsx"):
        with count_sql() as statements:
            assert client.get(path).status_code == 200
        assert len(statements) <= {f"/awards/candidates/{ids['lan']}": 10, "/awards.xlsx": 6}.get(path, 6), (
            path,
            statements,
        )
    for path, data in (
        (f"/awards/candidates/{ids['lan']}/choice", {}),
        (f"/awards/candidates/{ids['lan']}/clearing", {}),
        ("/awards/choices?board=individuals", {}),
        ("/awards/quota", {"individuals": "1", "collectives": "0"}),
        ("/awards/lock", {}),
    ):
        with count_sql() as statements:
            assert client.post(path, data=data).status_code == 303, path
        # Locking leaves checksums of the list in the trail, and tells whoever has the next step.
        assert len(statements) <= (18 if path == "/awards/lock" else 7), (path, statements)
