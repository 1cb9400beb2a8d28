"""Proposals and notes about candidates on screen: who sees what, who may do what, and without scripts."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from app.awards.actions import choose, choose_all_above, hold_candidate, lock_list, note_parallel, open_round
from app.awards.models import Nomination, Proposal
from app.core.clock import today
from app.core.db import db
from tests.ranking.makers import adopt, campaign_of, some_logs

GROUNDS = {"criterion": "movement", "grounds": "Trực thay sáu ca đêm bão"}
FAMILY = {"subject": "household", "name": "Hộ ông Nguyễn Văn Tư", "unit": "Tổ dân phố 5", "criterion": "contribution"}
FAMILY |= {"grounds": "Cho mượn nhà làm điểm hỗ trợ"}


@pytest.fixture
def ids(app, cast):
    """An open round; the candidates by the name of the cast, and team 1."""
    with app.app_context():
        adopt(cast)
        some_logs(cast)
        open_round(campaign_of(cast), None, {"individuals": 2, "collectives": 1, "households": 1}, by=cast.son.id)
        rows = db.session.query(Nomination).all()
        found = {name: next(r.id for r in rows if r.user_id == getattr(cast, name).id) for name in ("lan", "hoa")}
        found["team1"] = next(r.id for r in rows if r.team_id == cast.team1.id)
        db.session.remove()
    return found


def test_the_secretary_proposes_a_household_and_the_leader_chooses_it(app, as_, cast, ids):
    hoa, son = as_(cast.hoa), as_(cast.son)
    assert 'href="/proposals"' in hoa.get("/awards").text
    assert hoa.post("/proposals", data={**FAMILY, "name": "Hộ 012345678901"}).status_code == 422
    assert hoa.post("/proposals", data={**FAMILY, "grounds": " "}).status_code == 422
    wrong = hoa.post("/proposals", data={**FAMILY, "criterion": "movement"})
    assert wrong.status_code == 409 and "Tiêu chuẩn này không dành" in wrong.text
    assert hoa.post("/proposals", data=FAMILY).status_code == 303
    again = hoa.post("/proposals", data=FAMILY)
    assert again.status_code == 409 and "đã đề cử ứng viên này rồi" in again.text
    listed = son.get("/awards?board=households").text
    assert FAMILY["name"] in listed and "Được đề cử" in listed and "0/1" in listed and "điểm</span>" not in listed
    with app.app_context():
        family = db.session.query(Nomination.id).filter_by(subject="household").scalar()
    assert FAMILY["grounds"] in as_(cast.mai).get(f"/awards/candidates/{family}").text
    assert son.post(f"/awards/candidates/{family}/choice").status_code == 303
    book = load_workbook(BytesIO(son.get("/awards.xlsx").data))
    assert [cell.value for cell in list(book["Hộ gia đình"])[-1]][1:4] == [
        FAMILY["name"],
        FAMILY["unit"],
        FAMILY["grounds"],
    ]
    assert FAMILY["name"] in [cell.value for cell in list(book["Đề cử"])[-1]]


def test_a_team_leader_proposes_the_own_people_and_sees_no_more(app, as_, cast, ids):
    minh = as_(cast.minh)
    page = minh.get("/proposals").text
    assert cast.lan.name in page and cast.team1.name in page and cast.binh.name not in page
    assert 'href="/awards"' not in page and 'name="name"' not in page
    assert minh.post("/proposals", data=GROUNDS | {"candidate": f"u{cast.binh.id}"}).status_code == 422
    assert minh.post("/proposals", data=FAMILY).status_code == 422, "no name of their own"
    assert minh.post("/proposals", data=GROUNDS | {"candidate": f"t{cast.team1.id}"}).status_code == 303
    assert GROUNDS["grounds"] in minh.get("/proposals").text
    assert minh.get("/awards/proposals").status_code == 403
    assert minh.get(f"/awards/candidates/{ids['team1']}").status_code == 403
    assert minh.post(f"/awards/candidates/{ids['lan']}/proposals", data=GROUNDS).status_code == 403
    secret = as_(cast.hoa)
    assert secret.post(f"/awards/candidates/{ids['lan']}/proposals", data=GROUNDS).status_code == 303
    assert cast.hoa.name not in minh.get("/proposals").text, "proposals of others are not shown"
    with app.app_context():
        one = db.session.query(Proposal.id).filter_by(by=cast.minh.id).scalar()
        other = db.session.query(Proposal.id).filter_by(by=cast.hoa.id).scalar()
    assert minh.post(f"/proposals/{other}/withdrawal").status_code == 409
    assert minh.post(f"/proposals/{one}/withdrawal").status_code == 303
    assert "đã rút" in as_(cast.mai).get(f"/awards/candidates/{ids['team1']}").text


def test_who_may_not_propose_or_write(as_, cast, ids, anonymous):
    for person in (cast.lan, cast.mai, cast.tu, cast.an):
        assert as_(person).get("/proposals").status_code == 403, person.name
        assert as_(person).post("/proposals", data=FAMILY).status_code == 403
    for path in ("achievement", "draft", "parallels", "hold", "hold/end"):
        url = f"/awards/candidates/{ids['lan']}/{path}"
        assert as_(cast.mai).post(url).status_code == 403
        assert as_(cast.phuc).post(url, data={"text": "x", "reason": "x"}).status_code in (403, 404)
    assert as_(cast.tu).post(f"/awards/candidates/{ids['lan']}/hold").status_code == 403
    assert as_(cast.phuc).post("/proposals", data=FAMILY).status_code == 409, "no round in the own ward"
    assert "Chưa mở đợt" in as_(cast.phuc).get("/proposals").text
    assert anonymous.get("/proposals").status_code == 303


def test_the_achievement_is_written_by_the_clerk_and_keeps_its_history(as_, cast, ids):
    client, url = as_(cast.tu), f"/awards/candidates/{ids['lan']}"
    assert "Kết quả cụ thể: hỗ trợ 4 lượt người dân" in client.get(url).text
    assert client.post(f"{url}/achievement", data={"text": "số 012345678901"}).status_code == 422
    assert client.post(f"{url}/achievement", data={"text": "Dòng một.\r\nDòng hai <b>"}).status_code == 303
    page = client.get(url).text
    assert "Dòng một.\nDòng hai &lt;b&gt;" in page and cast.tu.name in page
    assert client.post(f"{url}/draft").status_code == 303
    page = client.get(url).text
    assert "2 bản đã viết" in page and "Bản dự thảo của hệ thống, lập từ" in page
    assert client.post(f"{url}/draft").status_code == 409
    assert client.post("/awards/candidates/99999/draft").status_code == 404


def test_a_hold_shows_to_leaders_alone(app, as_, cast, ids):
    url = f"/awards/candidates/{ids['team1']}"
    assert as_(cast.hoa).post(f"{url}/hold", data={"reason": "Có đơn thư của dân"}).status_code == 303
    with app.app_context():
        hold_candidate(cast.campaign.id, ids["lan"], "Đang xem xét", cast.hoa.id)
    for leader in (cast.hoa, cast.son):
        assert "Có đơn thư của dân" in as_(leader).get(url).text
        assert "tạm dừng xét" in as_(leader).get("/awards?board=collectives").text
    for other in (cast.mai, cast.tu, cast.an):
        for path in (url, "/awards?board=collectives", "/awards"):
            page = as_(other).get(path).text
            assert "đơn thư" not in page and "tạm dừng xét" not in page.lower(), (other.name, path)
    assert as_(cast.son).post(f"{url}/hold/end", data={"reason": "Đã rõ"}).status_code == 303
    assert "tạm dừng xét</span>" not in as_(cast.son).get(url).text


def test_warnings_and_the_make_up_of_the_list(app, as_, cast, ids):
    son, url = as_(cast.son), f"/awards/candidates/{ids['lan']}"
    assert "Cơ cấu danh sách" not in son.get("/awards").text, "nobody is chosen yet"
    assert son.post(f"{url}/parallels", data={"issuer": "Thành đoàn", "day": "5/8/2025"}).status_code == 303
    with app.app_context():
        note_parallel(cast.campaign.id, ids["hoa"], "Quận đoàn", today(), cast.son.id)
        choose(cast.campaign.id, ids["lan"], cast.son.id, "Khen việc khác")
        choose_all_above(cast.campaign.id, "collectives", cast.son.id)
    assert "Đã được Thành đoàn khen thưởng ngày 5/8/2025" in as_(cast.mai).get(url).text
    page = son.get("/awards?show=warned").text
    assert cast.lan.name in page and cast.hoa.name in page and cast.minh.name not in page
    assert "Cơ cấu danh sách" in page and "chưa rõ" in page and "người trực tiếp làm" in page
    with app.app_context():
        lock_list(cast.campaign.id, cast.son.id)
    page = as_(cast.hoa).get("/proposals").text
    assert "Danh sách đã chốt" in page and 'action="/proposals' not in page
    assert as_(cast.hoa).post("/proposals", data=FAMILY).status_code == 409
