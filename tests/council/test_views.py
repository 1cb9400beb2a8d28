"""The doors of a session: as page and as part, without scripts, to strangers and to other roles."""

import re

import pytest

from app.core.db import db
from app.council.models import BallotPaper, CouncilMember, CouncilSession
from app.council.rules.settings import Settings
from tests.campaigns.test_here import another_campaign, follows


@pytest.fixture
def engine_name():
    """Each of these pages is opened on PostgreSQL as well by tests/house/test_statements.py."""
    return "sqlite"


def voted(app):
    with app.app_context():
        found = sorted(row.choice for row in db.session.query(BallotPaper))
        db.session.remove()
    return found


def lines_on(page) -> list[str]:
    return sorted(set(re.findall(r'name="(line-\d+)"', page.text)))


def test_a_whole_session_without_scripts(app, as_, cast, held):
    council = held(individuals=1)
    at = f"/council/{council.id}"
    son, tu, mai = as_(cast.son), as_(cast.tu), as_(cast.mai)
    members = [son, tu, mai, *map(as_, council.others)]
    assert f'href="{at}"' in mai.get("/council/mine").text and f'href="{at}"' in mai.get("/council").text
    for client in members[:3]:
        assert client.post(f"{at}/attendance", data={"word": "present"}).status_code == 303
    answer = son.post(f"{at}/opening")
    assert answer.status_code == 409 and "Có mặt 3/5" in answer.text
    for client in members[3:]:
        client.post(f"{at}/attendance", data={"word": "present"})
    assert son.post(f"{at}/opening").location == f"{at}/chair"
    assert "#ballot" not in mai.get(at).text
    son.post(f"{at}/ballots")
    page = mai.get(at)
    assert len(lines_on(page)) == 2 and "Đồng ý cả 2 đề nghị còn lại" in page.text
    for client in members[:4]:
        client.post(f"{at}/votes", data={"all": "for"})
    answer = members[4].post(f"{at}/votes", data={lines_on(page)[0]: "against"})
    assert answer.status_code == 303 and "#line-" in answer.location
    assert f"{council.others[1].name} <span" in son.get(f"{at}/chair").text.replace("\n", ""), "who is missing"
    son.post(f"{at}/count")
    answer = members[4].post(f"{at}/votes", data={lines_on(page)[0]: "for"})
    assert answer.status_code == 409 and "đã kiểm phiếu" in answer.text
    tu.post(f"{at}/discussion", data={"text": "Nhất trí cao"})
    assert son.post(f"{at}/closing").location == f"{at}/minutes"
    minutes = mai.get(f"{at}/minutes").text
    assert "Nhất trí cao" in minutes and council.others[1].name in minutes and "đề nghị khen" in minutes
    for path in (at, f"{at}/chair", "/council", "/awards"):
        assert son.get(path).status_code == 200
    assert "every 3s" not in mai.get(at).text, "nothing changes any more"


def test_a_page_that_asks_again_and_missed_nothing_costs_two_statements(as_, cast, held, part, count_sql):
    council = held("balloted")
    at, mai, son = f"/council/{council.id}", as_(cast.mai), as_(cast.son)
    seen = re.search(r'hx-get="([^"]+seen=\d+)"', mai.get(at).text)[1]
    with count_sql() as statements:
        answer = mai.get(seen, headers=part("live"))
    assert (answer.status_code, answer.data, len(statements)) == (204, b"", 2)
    assert mai.get(seen).status_code == 200, "without scripts the address is the page"
    son.post(f"{at}/votes", data={"all": "for"})
    news = mai.get(seen, headers=part("live"))
    assert news.status_code == 200 and news.text.lstrip().startswith('<div id="live"') and "1/5" in news.text
    desk = re.search(r'hx-get="([^"]+chair\?seen=\d+)"', son.get(f"{at}/chair").text)[1]
    assert son.get(desk, headers=part("desk")).status_code == 204
    mai.post(f"{at}/votes", data={"all": "for"})
    assert son.get(desk, headers=part("desk")).text.lstrip().startswith('<div id="desk"')


def test_a_vote_by_htmx_draws_the_part_with_the_choice(as_, cast, held, part):
    council = held("balloted")
    at, mai = f"/council/{council.id}", as_(cast.mai)
    line = lines_on(mai.get(at))[0]
    answer = mai.post(f"{at}/votes", data={line: "against"}, headers=part("live"))
    assert answer.status_code == 200 and answer.text.lstrip().startswith('<div id="live"')
    assert f'name="{line}" value="against" aria-pressed="true"' in answer.text


def test_the_key_to_a_secret_vote_is_in_the_browser_alone(app, as_, cast, held):
    council = held("balloted", Settings(ballot="secret"), individuals=1)
    at, phone, laptop = f"/council/{council.id}", as_(cast.mai), as_(cast.mai)
    page = phone.get(at)
    line = lines_on(page)[0]
    phone.post(f"{at}/votes", data={line: "for"})
    assert 'aria-pressed="true"' not in phone.get(at).text and "Đã bỏ phiếu kín" in phone.get(at).text
    answer = laptop.post(f"{at}/votes", data={line: "against"})
    assert answer.status_code == 409 and voted(app) == ["for"]
    assert phone.post(f"{at}/votes", data={line: "against"}).status_code == 303
    assert voted(app) == ["against"]
    son = as_(cast.son)
    assert "against" not in re.sub(r'value="against"', "", son.get(f"{at}/chair").text)
    phone.post("/sign-out")
    with phone.session_transaction() as cookie:
        assert "urns" not in cookie


def test_an_absent_member_votes_in_writing_from_a_page_that_says_so(as_, cast, held):
    council = held("without_one", individuals=1)
    at, away = f"/council/{council.id}", as_(council.others[0])
    assert lines_on(away.get(at)) == [] and "written=1" in away.get(at).text
    page = away.get(f"{at}?written=1")
    assert lines_on(page) and 'name="written" value="1"' in page.text
    assert away.post(f"{at}/votes", data={"all": "for"}).status_code == 409
    assert away.post(f"{at}/votes", data={"all": "for", "written": "1"}).status_code == 303
    assert "bằng văn bản" in away.get(f"{at}?written=1").text


def test_roles_and_strangers(as_, cast, held):
    council = held("balloted")
    at = f"/council/{council.id}"
    for person in (cast.lan, cast.minh):
        for path in (at, "/council", f"{at}/chair", f"{at}/minutes", "/council/mine"):
            assert as_(person).get(path).status_code == 403, path
    phuc = as_(cast.phuc)
    for path in (at, f"{at}/chair", f"{at}/minutes", f"{at}/conflicts", f"{at}/call"):
        assert phuc.get(path).status_code in (403, 404), path
    for verb in ("votes", "attendance", "opening", "ballots", "count", "closing", "failure", "discussion"):
        answer = phuc.post(f"{at}/{verb}", data={"all": "for", "word": "present", "text": ""})
        assert answer.status_code == 404, f"{verb}: a session of another ward is not there"
    an, hoa = as_(cast.an), as_(cast.hoa)
    assert an.get(at).status_code == 200 and "không thuộc thành phần" in an.get(at).text
    assert an.get(f"{at}/chair").status_code == 403 and an.post(f"{at}/votes", data={"all": "for"}).status_code == 403
    assert hoa.post(f"{at}/votes", data={"all": "for"}).status_code == 409, "of the ward, but not of the session"
    assert hoa.get(f"{at}/conflicts").status_code == 403
    assert as_(cast.mai).get(f"{at}/chair").status_code == 403
    assert as_(cast.mai).post(f"{at}/ballots").status_code == 409
    assert as_(cast.mai).post("/council/settings").status_code == 403
    assert as_(cast.mai).get(f"{at}/minutes").status_code == 404, "no minutes before the end"


def test_odd_votes_change_nothing(as_, cast, held):
    council = held("balloted")
    at, mai = f"/council/{council.id}", as_(cast.mai)
    line = lines_on(mai.get(at))[0]
    for data, status in (
        ({}, 409),
        ({line: "yes"}, 409),
        ({"line-x": "for"}, 409),
        ({"line-99999999999999": "for"}, 409),
        ({"all": "maybe"}, 400),
    ):
        assert mai.post(f"{at}/votes", data=data).status_code == status, data
    assert mai.post(f"{at}/attendance", data={"word": "here"}).status_code == 400
    assert mai.post(f"{at}/answers", data={"question": "1", "related": "perhaps"}).status_code == 400
    assert mai.post(f"{at}/answers", data={"question": "1", "related": "yes"}).status_code == 404
    assert mai.post(f"{at}/conflicts", data={"item": "999", "reason": "x"}).status_code == 404
    assert mai.post(f"{at}/conflicts", data={"item": "1", "reason": "số 012345678901"}).status_code == 422


def test_a_form_that_calls_keeps_what_was_typed(app, as_, cast, held):
    council = held()
    tu = as_(cast.tu)
    page = tu.get(f"/council/{council.id}/call").text
    assert 'value="Phòng họp số 1"' in page and 'value="09:00"' in page and page.count(" checked") == 5
    form = {
        "day": "15/8/2025",
        "at": "14h30",
        "place": "<b>Hội trường</b>",
        "chair": cast.son.id,
        "secretary": cast.tu.id,
    }
    answer = tu.post(f"/council/{council.id}/call", data=form)
    assert answer.status_code == 409 and "ít nhất 3" in answer.text and "&lt;b&gt;Hội trường" in answer.text
    form |= {f"member_{cast.mai.id}": "y", f"post_{cast.mai.id}": "Chủ tịch Hội Phụ nữ"}
    assert tu.post(f"/council/{council.id}/call", data=form).status_code == 303
    with app.app_context():
        assert db.session.query(CouncilMember).filter_by(post="Chủ tịch Hội Phụ nữ").count() == 1
        assert db.session.query(CouncilSession).one().place == "<b>Hội trường</b>"
        db.session.remove()
    assert "<b>Hội trường" not in as_(cast.mai).get(f"/council/{council.id}").text


def test_the_first_page_leads_members_to_their_session(as_, cast, held, part):
    council = held()
    assert 'hx-get="/council/mine"' in as_(cast.mai).get("/").text
    found = as_(cast.mai).get("/council/mine", headers=part("council"))
    assert f'href="/council/{council.id}"' in found.text and "hidden" not in found.text.partition(">")[0]
    nothing = as_(cast.hoa).get("/council/mine", headers=part("council"))
    assert "Việc tiếp theo" in nothing.text and "primary" in nothing.text, "who is no member sees whose turn it is"
    assert "/council/mine" not in as_(cast.lan).get("/").text


def test_the_chairs_screen_says_what_stands_between_here_and_the_result(as_, cast, held):
    council = held("balloted")
    at, son, tu, mai = f"/council/{council.id}", as_(cast.son), as_(cast.tu), as_(cast.mai)
    members = [son, tu, mai, *map(as_, council.others)]
    members[4].post(f"{at}/attendance", data={"word": "left"})
    assert 'id="opinions"' not in tu.get(f"{at}/chair?opinion=1").text, "who was in this ballot votes in person"
    lan = next(card for card in mai.get(at).text.split('<li id="line-') if cast.lan.name in card).partition('"')[0]
    for client in members[:4]:
        client.post(f"{at}/votes", data={f"line-{lan}": "against"})
        client.post(f"{at}/votes", data={"all": "for"})
    desk = son.get(f"{at}/chair").text
    assert "Kết thúc biểu quyết và kiểm phiếu" in desk and "Kết thúc phiên họp…" not in desk
    son.post(f"{at}/count")
    desk = son.get(f"{at}/chair").text
    assert "Khác thứ tự điểm: " + cast.lan.name in desk
    refused = son.post(f"{at}/closing")
    assert refused.status_code == 409 and "Ngoài thứ tự mà chưa ghi lý do" in refused.text
    assert "bằng phiếu" not in refused.text, "two passed for the two places that are left"
    item = re.search(r'name="item" value="(\d+)"', desk)[1]
    assert son.post(f"{at}/departures", data={"item": item, "reason": "Vắng nhiều buổi"}).status_code == 303
    assert son.post(f"{at}/closing").location == f"{at}/minutes"
    assert "Vắng nhiều buổi" in mai.get(f"{at}/minutes").text


def test_a_run_off_is_offered_to_the_chair_and_named_on_the_phones(as_, cast, held):
    council = held("balloted")
    at, son, mai = f"/council/{council.id}", as_(cast.son), as_(cast.mai)
    for person in council.people:
        as_(person).post(f"{at}/votes", data={"all": "for"})
    son.post(f"{at}/count")
    desk = son.get(f"{at}/chair").text
    assert 'name="board" value="individuals"' in desk and "chương trình không tự chọn" in desk.lower()
    son.post(f"{at}/ballots", data={"board": "individuals"})
    page = mai.get(at)
    assert "Biểu quyết lại giữa những đề nghị bằng phiếu" in page.text and len(lines_on(page)) == 2
    assert son.post(f"{at}/ballots", data={"board": "nobody"}).status_code == 404


def test_a_list_that_fell_as_a_whole_is_offered_name_by_name(as_, cast, held):
    council = held("balloted", Settings(vote_by="list"), individuals=1)
    at, son = f"/council/{council.id}", as_(cast.son)
    for person in council.people:
        as_(person).post(f"{at}/votes", data={"all": "against"})
    son.post(f"{at}/count")
    assert "Biểu quyết từng tên" in son.get(f"{at}/chair").text
    assert "Biểu quyết từng tên" not in as_(cast.tu).get(f"{at}/chair").text
    assert son.post(f"{at}/ballots", data={"alone": "1"}).status_code == 303
    assert len(lines_on(as_(cast.mai).get(at))) == 2


def test_a_sessions_page_leads_on_within_its_own_campaign(app, as_, cast, held):
    council = held("opened", individuals=1)
    with app.app_context():
        other = another_campaign(cast)
        db.session.remove()
    mai = as_(cast.mai)
    mai.post(f"/campaigns/{other}/choose")
    assert "Chiến dịch sau" in mai.get("/council").text
    follows(mai, f"/council/{council.id}")
    assert "Chiến dịch sau" not in mai.get("/council").text
