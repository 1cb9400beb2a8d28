"""The page of the decision, its second step, and the end of an award."""

import re

import pytest

from app.awards.models import Nomination
from app.core.db import db
from app.decisions.models import AwardDecision, AwardLine
from app.ranking.actions import place_hold
from tests.people.conftest import PASSWORD, let_in
from tests.ranking.makers import adopt

PAGE = "/awards/decision"


@pytest.fixture
def ids(app, locked_round):
    """The nominations of the locked round by name."""
    with app.app_context():
        found = {row.name: row.id for row in db.session.query(Nomination.id, Nomination.name)}
        db.session.remove()
    return found


def seen(client) -> dict:
    return {"seen": re.search(r'name="seen" value="(\w+)"', client.get(PAGE).text)[1]}


def decisions(app) -> int:
    with app.app_context():
        count = db.session.query(AwardDecision).count()
        db.session.remove()
    return count


def test_who_sees_the_proposal_and_who_decides(app, as_, cast, ids, anonymous):
    for person in (cast.son, cast.tu, cast.hoa, cast.mai, cast.an):
        text = as_(person).get(PAGE).text
        assert cast.lan.name in text and cast.team1.name in text
        assert ('name="seen"' in text) == (person is cast.son)
    assert as_(cast.lan).get(PAGE).status_code == 403 and anonymous.get(PAGE).status_code == 303
    for person in (cast.tu, cast.hoa, cast.mai, cast.an, cast.lan):
        assert as_(person, proved=True).post(PAGE).status_code == 403
    assert as_(cast.phuc).get(f"{PAGE}?campaign=cua-nam-2025").status_code in (403, 404)
    assert decisions(app) == 0


def test_that_somebody_is_on_hold_is_told_to_those_alone_who_place_holds(app, as_, cast, ids):
    with app.app_context():
        place_hold(cast.cua_nam.id, cast.campaign.id, cast.lan.id, "Có đơn CANARY", cast.son.id)
        db.session.remove()
    for person in (cast.son, cast.hoa, cast.mai, cast.tu, cast.quan):
        text = as_(person).get(PAGE).text
        assert cast.lan.name in text and "CANARY" not in text
        assert ("tạm dừng xét" in text) == (person in (cast.son, cast.hoa)), person.name


def test_before_the_list_is_locked_the_page_says_what_is_missing(app, as_, cast):
    nothing = as_(cast.son).get(PAGE)
    assert (
        nothing.status_code == 200 and "chưa mở đợt khen thưởng" in nothing.text and 'href="/awards"' in nothing.text
    )
    with app.app_context():
        adopt(cast)
        db.session.remove()
    client = as_(cast.son)
    client.post("/awards/rounds", data={"individuals": 1, "collectives": 1, "early": "1"})
    assert "chưa chốt" in client.get(PAGE).text
    assert client.post(PAGE).status_code == 409


def test_the_second_step_asks_for_the_password_and_keeps_what_was_typed(app, as_, cast, ids):
    let_in(app, cast.son)
    client, why = as_(cast.son), f"declined-{ids[cast.lan.name]}"
    data = seen(client) | {why: "Xin rút, vì <đã> được khen"}
    asked = client.post(PAGE, data=data)
    assert asked.status_code == 401 and decisions(app) == 0
    assert "tặng 1 Giấy khen, không tặng 1" in asked.text
    assert f'name="{why}" value="Xin rút, vì &lt;đã&gt; được khen"' in asked.text
    assert client.post(PAGE, data=data | {"own_password": "no"}).status_code == 422 and decisions(app) == 0
    assert client.post(PAGE, data=data | {"own_password": PASSWORD}).location == PAGE
    page = as_(cast.mai).get(PAGE).text
    assert "Xin rút, vì &lt;đã&gt; được khen" in page and cast.son.name in page and "Thu hồi…" not in page
    assert client.post(PAGE, data=data).status_code == 409 and decisions(app) == 1


def test_what_stands_against_it_is_said_before_the_password(app, as_, cast, ids):
    client = as_(cast.son)
    client.post(f"/ranking/individuals/{cast.lan.id}/hold", data={"reason": "Có đơn"})
    sent = client.post(PAGE, data=seen(client))
    assert sent.status_code == 409 and cast.lan.name in sent.text and "đơn" in sent.text
    long = {f"declined-{ids[cast.lan.name]}": "x" * 501}
    assert client.post(PAGE, data=seen(client) | long).status_code == 422
    number = {f"declined-{ids[cast.lan.name]}": "CCCD 012345678901"}
    assert client.post(PAGE, data=seen(client) | number).status_code == 422
    assert as_(cast.son, proved=True).post(PAGE, data={"seen": "0" * 16}).status_code == 409
    assert decisions(app) == 0


def test_the_end_of_an_award_is_told_everywhere(app, as_, cast, ids):
    lan, bound = ids[cast.lan.name], ids[cast.minh.name]
    url, client = f"/awards/candidates/{lan}/revocation", as_(cast.son, proved=True)
    assert client.get(url).status_code == 404, "nothing was decided yet"
    assert client.post(PAGE, data=seen(client)).status_code == 303
    assert "Giấy khen" in client.get(f"/awards/candidates/{lan}").text
    assert client.get(f"/awards/candidates/{bound}/revocation").status_code == 404
    assert "/revocation" in client.get(PAGE).text
    assert as_(cast.tu).post(url, data={"reason": "x"}).status_code == 403
    assert as_(cast.son).post(url, data={"reason": ""}).status_code == 422, "before the password is asked for"
    asked = as_(cast.son).post(url, data={"reason": "Khai sai"})
    assert asked.status_code == 401 and cast.lan.name in asked.text
    assert client.post(url, data={"reason": "Khai sai"}).status_code == 303
    assert client.post(url, data={"reason": "Khai sai"}).status_code == 409
    for page in (PAGE, f"/awards/candidates/{lan}"):
        assert "Khai sai" in as_(cast.mai).get(page).text, page
    with app.app_context():
        assert db.session.query(AwardLine).filter_by(granted=True).count() == 2
        db.session.remove()


def test_the_step_leads_to_the_decision(as_, cast, ids):
    client = as_(cast.son, proved=True)
    page = client.get("/awards").text
    assert f'<li class="now" aria-current="step"><a href="{PAGE}">' in page, "the simplified procedure has no council"
    assert '<a href="/awards/papers">' in page
    client.post(PAGE, data=seen(client))
    step = re.search(r'<li class="done"[^>]*><a href="/awards/decision".*?</li>', client.get("/awards").text, re.S)[0]
    assert "14/8/2025" in step
