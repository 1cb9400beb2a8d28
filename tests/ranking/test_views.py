"""The pages of the ranking: who sees which names, what opens, and what a copy shows."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from app.contributions.models import Log
from app.core.db import action, db
from app.people.actions import agree
from app.people.models import User
from app.ranking.actions import place_hold, publish
from app.ranking.models import Standing
from tests.conftest import on_sqlite
from tests.ranking.makers import adopt, approved, campaign_of, reverse, some_logs


@pytest.fixture
def logs(app, cast):
    """A scheme and some approved logs."""
    with app.app_context():
        adopt(cast)
        return some_logs(cast)


@pytest.fixture
def copy(app, cast, logs):
    """The id of a published copy."""
    with app.app_context():
        return publish(campaign_of(cast), by=cast.son.id, note="first").id


def test_staff_see_names_and_volunteers_see_their_own(as_, cast, logs):
    staff = as_(cast.son).get("/ranking").text
    assert cast.lan.name in staff and cast.binh.name in staff and "12,00" in staff
    own = as_(cast.lan).get("/ranking").text
    assert cast.lan.name in own
    assert cast.binh.name not in own and cast.minh.name not in own
    assert f"Thành viên, {cast.team2.name}" in own


def test_who_agreed_is_named_to_all(app, as_, cast, logs):
    with app.app_context():
        agree(cast.binh.id, "board_name")
    text = as_(cast.lan).get("/ranking").text
    assert cast.binh.name in text and cast.minh.name not in text


def test_the_boards_draw_the_line_and_the_formula(as_, cast, logs):
    client = as_(cast.son)
    people = client.get("/ranking").text
    assert "Ngưỡng chỉ tiêu: 3 cá nhân" in people and "12,00" in people
    assert "60" in people and "Lượt người dân được hỗ trợ" in people
    teams = client.get("/ranking?board=collectives").text
    assert cast.team1.name in teams and "2 thành viên" in teams
    assert client.get("/ranking?board=moons").status_code == 404


def test_equals_at_the_line_are_marked(app, as_, cast, logs):
    @action
    def narrow():
        campaign_of(cast).quota_individuals = 2

    with app.app_context():
        narrow()
    text = as_(cast.son).get("/ranking").text
    cutoff = "Chỉ tiêu 2: 2 bằng điểm tại ngưỡng, còn 1 chỗ"
    assert cutoff in text
    assert text.replace(cutoff, "").count("bằng điểm tại ngưỡng") == 2


def test_a_search_knows_no_marks_and_finds_no_hidden_name(as_, cast, logs, part):
    text = as_(cast.son).get("/ranking?q=thu+lan").text
    assert cast.lan.name in text and cast.binh.name not in text
    hidden = as_(cast.lan).get("/ranking?q=thanh+binh").text
    assert f"Thành viên, {cast.team2.name}" not in hidden
    drawn = as_(cast.son).get("/ranking?q=lan", headers=part("board"))
    assert drawn.text.lstrip().startswith('<div id="board"') and "<html" not in drawn.text


def test_a_row_opens_into_every_addend(as_, cast, logs, part):
    client = as_(cast.son)
    page = client.get(f"/ranking/individuals/{cast.lan.id}").text
    assert f'href="/logs/{logs["lan1"]}"' in page
    assert "4 × 2" in page and "8,00" in page and cast.hoa.name in page and "<html" in page
    drawn = client.get(f"/ranking/individuals/{cast.lan.id}", headers=part("")).text
    assert "4 × 2" in drawn and "<html" not in drawn and drawn.strip() in page
    team = client.get(f"/ranking/collectives/{cast.team1.id}").text
    assert "1 × 20" in team and cast.lan.name in team and "cả tổ" in team


def test_the_cap_is_said_in_words(app, as_, cast, logs):
    with app.app_context():
        approved(cast, cast.binh, cast.team2, day=6, minutes=60, support_turn=58)
    text = as_(cast.son).get(f"/ranking/individuals/{cast.binh.id}").text
    assert "ngày này 117,00, vượt trần 60: 117,00 nhân 0,51" in text


def test_only_those_who_may_read_a_log_get_its_link(as_, cast, logs):
    other = as_(cast.binh).get(f"/ranking/individuals/{cast.lan.id}").text
    assert "/logs/" not in other.split("<main")[1] and cast.lan.name not in other
    own = as_(cast.lan).get(f"/ranking/individuals/{cast.lan.id}").text
    assert f'href="/logs/{logs["lan1"]}"' in own


def test_strangers_and_nobody(as_, cast, logs, anonymous, copy):
    stranger = as_(cast.dung)
    assert stranger.get(f"/ranking/individuals/{cast.lan.id}").status_code == 404
    assert stranger.get(f"/ranking/{copy}").status_code == 404
    assert cast.lan.name not in stranger.get("/ranking").text
    assert as_(cast.phuc).get(f"/ranking/{copy}").status_code == 404
    assert as_(cast.son).get("/ranking/individuals/99999").status_code == 404
    assert as_(cast.son).get("/ranking/collectives/99999").status_code == 404
    assert anonymous.get("/ranking").status_code == 303


def test_without_a_scheme_the_page_says_what_to_do(as_, cast):
    assert "/ranking/scheme" in as_(cast.an).get("/ranking").text.split("<main")[1]
    assert as_(cast.lan).get("/ranking").status_code == 200


def test_the_reason_of_a_hold_is_for_leaders_and_the_secretary(app, as_, cast, logs):
    with app.app_context():
        place_hold(cast.cua_nam.id, cast.campaign.id, cast.lan.id, "complaint 12", by=cast.son.id)
    url = f"/ranking/individuals/{cast.lan.id}"
    assert "complaint 12" in as_(cast.hoa).get(url).text
    for person in (cast.mai, cast.an, cast.lan, cast.tu):
        client = as_(person)
        assert "complaint 12" not in client.get(url).text
        assert "chưa xét" in client.get("/ranking").text


def test_placing_and_lifting_a_hold(as_, cast, logs):
    url = f"/ranking/individuals/{cast.lan.id}/hold"
    assert as_(cast.lan).post(url, data={"reason": "x"}).status_code == 403
    assert as_(cast.phuc).post(url, data={"reason": "x"}).status_code == 404
    client = as_(cast.son)
    wrong = client.post(url, data={"reason": ""})
    assert wrong.status_code == 422 and cast.lan.name in wrong.text
    assert client.post(url, data={"reason": "012345678901"}).status_code == 422
    assert client.post(url, data={"reason": "a complaint"}).status_code == 303
    assert client.post(url, data={"reason": "again"}).status_code == 409
    assert "a complaint" in client.get(f"/ranking/individuals/{cast.lan.id}").text
    assert client.post(f"{url}/end", data={"reason": "settled"}).status_code == 303
    assert client.post(f"{url}/end", data={"reason": "settled"}).status_code == 409


def test_a_second_tap_on_publishing_opens_the_same_copy_and_says_so(as_, cast, logs):
    client = as_(cast.son)
    first = client.post("/ranking/publications", data={"note": "for the council"})
    again = client.post("/ranking/publications", data={"note": "for the council"})
    assert (again.status_code, again.location) == (303, first.location)
    assert "không tạo thêm bản thứ hai" in client.get(again.location).text
    assert client.get("/ranking/publications").text.count('class="row-link"') == 1


def test_publishing_and_reading_the_copy(app, as_, cast, logs):
    assert as_(cast.lan).post("/ranking/publications").status_code == 403
    answer = as_(cast.hoa).post("/ranking/publications", data={"note": "for the council"})
    assert answer.status_code == 303
    address = answer.headers["Location"]
    with app.app_context():
        reverse(logs["lan1"], by=cast.hoa.id)
        reverse(logs["lan2"], by=cast.hoa.id)
    client = as_(cast.son)
    text = client.get(address).text
    assert "12,00" in text and "for the council" in text and cast.lan.name in text
    assert "12,00" not in client.get("/ranking").text
    assert address in client.get("/ranking/publications").text
    with app.app_context():
        row = db.session.query(Standing).filter_by(user_id=cast.lan.id).one().id
    opened = client.get(f"{address}/standings/{row}").text
    assert "4 × 2" in opened and cast.hoa.name in opened
    assert client.get(f"{address}/standings/99999").status_code == 404
    assert cast.binh.name not in as_(cast.lan).get(address).text


def test_a_copy_can_be_checked(app, as_, cast, copy):
    from tests.ranking.test_actions import _free

    client = as_(cast.son)
    assert "Đã kiểm tra" in client.get(f"/ranking/{copy}?check=1").text
    with app.app_context():
        _free("rankings")
        db.session.execute(db.text("UPDATE rankings SET document = replace(document, '12/1', '13/1')"))
        db.session.commit()
    assert "document" in client.get(f"/ranking/{copy}?check=1").text


def test_the_book_has_both_boards_and_no_formulas(app, as_, cast, logs):
    @action
    def rename():
        db.session.get(User, cast.lan.id).name = "=HYPERLINK(1)"

    with app.app_context():
        rename()
    assert as_(cast.lan).get("/ranking.xlsx").status_code == 403
    answer = as_(cast.son).get("/ranking.xlsx")
    book = load_workbook(BytesIO(answer.data))
    assert [sheet.title for sheet in book] == ["Cá nhân", "Tập thể"]
    cells = {cell.value: cell.data_type for row in book.worksheets[0] for cell in row}
    assert cells["=HYPERLINK(1)"] == "s"
    assert all(cell.data_type != "f" for sheet in book for row in sheet for cell in row)


@pytest.mark.parametrize(
    "path",
    [
        "/ranking",
        "/ranking?board=collectives",
        "/ranking/individuals/{lan}",
        "/ranking/collectives/{team}",
        "/ranking/publications",
        "/ranking/{copy}",
        "/ranking/{copy}/standings/{row}",
        "/ranking/scheme",
    ],
)
@on_sqlite
def test_no_page_takes_more_than_five_statements(app, as_, cast, copy, count_sql, path):
    with app.app_context():
        row = db.session.query(Standing).filter_by(user_id=cast.lan.id).one().id
        assert db.session.query(Log).count() == 6
    url = path.format(lan=cast.lan.id, team=cast.team1.id, copy=copy, row=row)
    for person in (cast.lan, cast.son):
        client = as_(person)
        with count_sql() as statements:
            assert client.get(url).status_code == 200
        assert len(statements) <= 5, statements


def test_a_hold_takes_at_most_seven_statements_and_publishing_twelve(as_, cast, logs, count_sql):
    client = as_(cast.son)
    with count_sql() as statements:
        client.post(f"/ranking/individuals/{cast.lan.id}/hold", data={"reason": "a complaint"})
    assert len(statements) <= 7, statements
    with count_sql() as statements:
        client.post("/ranking/publications", data={"note": ""})
    assert len(statements) <= 12, statements
