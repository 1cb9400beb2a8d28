"""The pages: the board, who can cover, and answering; as page, part and plain form, for each role."""

import re

import pytest
from sqlalchemy import text

from app.core.db import db, write_tx
from app.cover.actions import ask
from app.cover.models import Ask
from app.shifts.models import Shift
from app.signups.actions import put_on, sign_up
from tests.shifts.makers import make_shifts


def plain(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True)))


def test_the_board_says_in_words_and_marks_where_people_are_missing(app, as_, cast, shift, inside, count_sql):
    inside(sign_up, cast.lan.id, shift)
    client = as_(cast.hoa)
    with count_sql() as sent:
        answer = client.get("/coverage?from=all")
    assert answer.status_code == 200
    assert len(sent) <= 5
    html = answer.get_data(as_text=True)
    assert "Chiều: 1/4 chỗ có người, cần ít nhất 2, cần thêm ít nhất 1" in html
    assert f'href="/shifts?day=2025-08-15&amp;point={cast.point1.id}"' in html
    assert f'href="/shifts/{shift}/cover"' in html
    assert "1 ca thiếu người trong 7 ngày tới, thiếu tổng cộng 1 người" in plain(answer)
    assert '<g class="short">' in html
    assert html.count("<th scope=") >= 45 + 1


@pytest.mark.parametrize("name", ["minh", "son", "mai", "tu", "an", "quan"])
def test_leaders_and_staff_see_the_board(as_, cast, shift, name):
    assert as_(getattr(cast, name), cast.campaign.id).get("/coverage").status_code == 200


def test_volunteers_do_not(as_, cast, shift):
    assert as_(cast.lan).get("/coverage").status_code == 403
    assert as_(cast.lan).get(f"/shifts/{shift}/cover").status_code == 403
    assert as_(cast.lan).post(f"/shifts/{shift}/cover", data={"person": cast.binh.id}).status_code == 403


def test_filters_stand_in_the_address(as_, cast, shift, inside, part):
    inside(make_shifts, cast, cast.point2, least=0)
    client = as_(cast.hoa)
    short = client.get("/coverage?short=1").get_data(as_text=True)
    assert '<th scope="row">Điểm lưu động số 1</th>' in short
    assert '<th scope="row">Điểm lưu động số 2</th>' not in short
    only = client.get(f"/coverage?point={cast.point2.id}").get_data(as_text=True)
    assert '<th scope="row">Điểm lưu động số 1</th>' not in only
    assert f'<option value="{cast.point2.id}" selected>' in only
    for address, days in (("/coverage", 31), ("/coverage?from=today", 31), ("/coverage?from=all", 45)):
        later = client.get(address).get_data(as_text=True)
        assert "day=2025-08-15" in later
        assert later.count('<th scope="col"') == days, address
    piece = client.get("/coverage?kind=training", headers=part("coverage")).get_data(as_text=True)
    assert piece.startswith('\n\n<div id="coverage">') or piece.lstrip().startswith('<div id="coverage">')
    assert "<html" not in piece


@pytest.mark.parametrize("query", ["from=x", "from=2020-01-01", "point=x", "kind=x", "point=99999999999"])
def test_an_address_that_can_not_be_is_not_there(as_, cast, shift, query):
    assert as_(cast.hoa).get(f"/coverage?{query}").status_code == 404


def test_a_long_campaign_is_shown_in_pieces(app, as_, cast, shift):
    with app.app_context(), write_tx():
        db.session.execute(text("UPDATE campaigns SET ends_on = '2025-12-31'"))
    html = as_(cast.hoa).get("/coverage").get_data(as_text=True)
    assert html.count('<th scope="col"') == 49
    assert "/coverage?from=2025-10-02" in html
    empty = as_(cast.hoa).get("/coverage?from=2025-12-20").get_data(as_text=True)
    assert "Những ngày này không có ca" in empty or "Chưa có ca" in empty
    assert "/coverage?from=2025-11-01" in empty, "a way back"


def test_who_can_cover_and_asking_three_at_once(app, as_, cast, shift, count_sql):
    client = as_(cast.hoa)
    with count_sql() as sent:
        answer = client.get(f"/shifts/{shift}/cover")
    assert answer.status_code == 200
    assert len(sent) <= 5
    boxes = re.findall(r'name="person" value="(\d+)"', answer.get_data(as_text=True))
    assert [int(box) for box in boxes] == [cast.binh.id, cast.lan.id, cast.minh.id]
    assert "Đó là bạn: hãy tự nhận ca." in plain(answer)
    with count_sql() as sent:
        sent_on = client.post(f"/shifts/{shift}/cover", data={"person": boxes})
    assert (sent_on.status_code, sent_on.location) == (303, f"/shifts/{shift}/cover")
    assert len(sent) <= 7
    after = client.get(f"/shifts/{shift}/cover")
    assert "Đã nhờ 3 người." in plain(after)
    assert plain(after).count("chưa trả lời") == 3
    again = client.post(f"/shifts/{shift}/cover", data={"person": boxes[0]})
    assert again.status_code == 409
    assert "Đã được nhờ, chưa trả lời." in plain(again)


def test_the_answers_come_by_themselves_as_a_part(as_, cast, shift, inside, part):
    inside(ask, shift, [cast.lan.id], cast.hoa.id)
    piece = as_(cast.hoa).get(f"/shifts/{shift}/cover", headers=part("asked")).get_data(as_text=True)
    assert piece.lstrip().startswith('<section id="asked"')
    assert 'hx-trigger="every 30s"' in piece
    assert "<html" not in piece


def test_a_leader_finds_the_own_team_alone(as_, cast, shift):
    client = as_(cast.minh)
    html = client.get(f"/shifts/{shift}/cover").get_data(as_text=True)
    assert cast.lan.name in html
    assert cast.binh.name not in html
    assert client.post(f"/shifts/{shift}/cover", data={"person": cast.binh.id}).status_code == 409
    assert client.post(f"/shifts/{shift}/cover", data={"person": cast.lan.id}).status_code == 303


def test_another_ward_finds_nothing(as_, cast, shift):
    client = as_(cast.phuc)
    assert client.get(f"/shifts/{shift}/cover").status_code == 404
    assert client.post(f"/shifts/{shift}/cover", data={"person": cast.dung.id}).status_code == 404
    assert as_(cast.dung).post(f"/shifts/{shift}/answer", data={"answer": "yes"}).status_code == 404
    assert as_(cast.dung).post(f"/shifts/{shift}/cannot-come").status_code == 404


@pytest.mark.parametrize("person", ["", "x", "-1", "99999999999"])
def test_nobody_or_nonsense_is_asked(app, as_, cast, shift, person):
    data = {"person": person} if person else {}
    assert as_(cast.hoa).post(f"/shifts/{shift}/cover", data=data).status_code in (409, 422)
    with app.app_context():
        assert db.session.query(Ask).count() == 0
        db.session.remove()


def test_being_asked_and_saying_yes(app, as_, cast, shift, inside, part, count_sql):
    inside(ask, shift, [cast.lan.id], cast.hoa.id)
    client = as_(cast.lan)
    with count_sql() as sent:
        shown = client.get("/my/asks")
    assert len(sent) <= 5
    assert f"{cast.hoa.name} nhờ bạn" in plain(shown)
    assert f'formaction="/shifts/{shift}/answer"' in client.get("/my/shifts").get_data(as_text=True)
    assert 'hx-get="/my/asks"' in client.get("/").get_data(as_text=True)
    piece = client.get("/my/asks", headers=part("requests")).get_data(as_text=True)
    assert piece.lstrip().startswith("<section") and 'id="requests"' in piece and "<html" not in piece
    assert f'formaction="/shifts/{shift}/answer"' in piece
    with count_sql() as sent:
        answer = client.post(f"/shifts/{shift}/answer", data={"answer": "yes", "next": "/my/shifts"})
    assert (answer.status_code, answer.location) == (303, "/my/shifts")
    assert len(sent) <= 7
    with app.app_context():
        assert db.session.get(Shift, shift).seats_taken == 1
        db.session.remove()
    empty = client.get("/my/asks", headers=part("requests")).get_data(as_text=True)
    assert 'id="requests" hidden' in empty


def test_somebody_elses_question_is_not_there(as_, cast, shift, inside):
    inside(ask, shift, [cast.lan.id], cast.hoa.id)
    assert as_(cast.binh).post(f"/shifts/{shift}/answer", data={"answer": "yes"}).status_code == 404
    assert as_(cast.binh).get("/my/asks").get_data(as_text=True).count("/answer") == 0
    assert as_(cast.son).post(f"/shifts/{shift}/answer", data={"answer": "yes"}).status_code == 403


def test_full_meanwhile_the_line_is_offered(as_, cast, inside):
    (shift,) = inside(make_shifts, cast, least=1, most=1)
    inside(ask, shift, [cast.lan.id], cast.hoa.id)
    inside(sign_up, cast.binh.id, shift)
    client = as_(cast.lan)
    html = client.get("/my/asks").get_data(as_text=True)
    assert 'value="line"' in html
    assert 'value="yes"' not in html
    refused = client.post(f"/shifts/{shift}/answer", data={"answer": "yes"})
    assert refused.status_code == 409
    assert "vừa đủ người. Bạn có thể xếp hàng chờ" in plain(refused)
    assert client.post(f"/shifts/{shift}/answer", data={"answer": "line"}).status_code == 303


def test_i_cannot_come_once_leaving_is_too_late(app, as_, cast, shift, inside, at):
    inside(put_on, cast.lan.id, shift, "Thay người", cast.hoa.id)
    with app.app_context(), write_tx():
        db.session.execute(text("UPDATE campaigns SET leave_minutes = 1440"))
    client = as_(cast.lan)
    assert "/cannot-come" not in client.get(f"/shifts/{shift}").get_data(as_text=True)
    with at("2025-08-15T12:00:00"):
        assert "/cannot-come" in client.get(f"/shifts/{shift}").get_data(as_text=True)
        assert client.post(f"/shifts/{shift}/cannot-come").location == "/my/shifts"
        assert client.post(f"/shifts/{shift}/cannot-come").status_code == 409
        board = as_(cast.hoa).get("/coverage")
    assert "vừa có người rút khỏi ca sát giờ" in plain(board)


def test_ways_lead_there(as_, cast, shift):
    hoa = as_(cast.hoa)
    for page in ("/shifts", "/shifts?day=all", "/"):
        assert 'href="/coverage"' in hoa.get(page).get_data(as_text=True), page
    for page in ("/", f"/shifts/{shift}"):
        assert f'href="/shifts/{shift}/cover"' in hoa.get(page).get_data(as_text=True), page
    assert f"/shifts/{shift}/cover" not in as_(cast.lan).get(f"/shifts/{shift}").get_data(as_text=True)
    assert f"/shifts/{shift}/cover" in as_(cast.minh).get(f"/shifts/{shift}").get_data(as_text=True)


def test_days_that_are_over_lack_nobody_and_stand_there_when_asked_for(as_, cast, shift, at):
    with at("2025-08-16T09:00:00"):
        assert "day=2025-08-15" not in as_(cast.hoa).get("/coverage").get_data(as_text=True)
        whole = as_(cast.hoa).get("/coverage?from=all").get_data(as_text=True)
    cell = re.search(r'<a href="/shifts\?day=2025-08-15&amp;point=\d+">.*?</a>', whole, re.S)[0]
    assert "0/4 chỗ có người" in cell
    assert "thiếu" not in cell
    with at("2025-12-01T09:00:00"):
        assert "day=2025-08-15" in as_(cast.hoa).get("/coverage").get_data(as_text=True), "a campaign that is over"


def test_the_way_back_from_who_can_cover_names_the_point_of_the_shift(as_, cast, shift):
    page = as_(cast.hoa).get(f"/shifts/{shift}/cover").get_data(as_text=True)
    back = re.search(r'<a class="back" href="([^"]+)">(.*?)</a>', page, re.S)
    assert back[1] == f"/shifts/{shift}"
    assert cast.point1.name in back[2]
