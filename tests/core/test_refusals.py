"""What somebody tried and was not let leaves a line, so does a file with people in it; none holds their data."""

import logging
import re

import pytest

SECRETS = ("0950", "Nguyễn", "Lan", "một câu", "C4F7", "csrf")


@pytest.fixture
def lines(caplog):
    """The lines of the log since the last call."""
    caplog.set_level(logging.INFO, logger="gocua")

    def since():
        found = [one.getMessage() for one in caplog.records if one.name == "gocua"]
        caplog.clear()
        for line in found:
            assert not any(word in line for word in SECRETS), line
        return found

    return since


def test_a_refused_verb_is_told_by_ids_and_the_code_of_its_reason(as_, cast, lines):
    as_(cast.hoa, cast.campaign.id).post(f"/people/{cast.hoa.id}/close")
    assert lines() == [
        f"refused: POST people.close_account user_id={cast.hoa.id} by={cast.hoa.id} why=OWN_ACCOUNT status=409"
    ]


def test_a_refusal_that_is_shown_beside_a_field_is_told_too(as_, cast, lines):
    data = {"name": "Nguyễn Mới", "phone": "0950000001", "role": "volunteer", "team": cast.team1.id}
    assert as_(cast.hoa, cast.campaign.id).post("/people/new", data=data).status_code == 422
    assert lines() == [f"refused: POST people.add_person by={cast.hoa.id} why=TAKEN_LOGIN status=422"]


def test_a_form_with_a_mistake_is_no_refusal(as_, cast, lines):
    client = as_(cast.hoa, cast.campaign.id)
    assert client.post("/people/new", data={"name": "Nguyễn Mới"}).status_code == 422
    client.get("/people")
    assert lines() == []


def test_ids_of_another_ward_and_roles_that_are_missing_are_told(as_, cast, lines):
    as_(cast.phuc).get(f"/people/{cast.lan.id}?q=Nguyễn")
    as_(cast.phuc).post(f"/people/{cast.lan.id}/invitation")
    as_(cast.lan).get("/people")
    who, lan = cast.phuc.id, cast.lan.id
    assert lines() == [
        f"refused: GET people.person user_id={lan} by={who} why=- status=404",
        f"refused: POST people.invite user_id={lan} by={who} why=- status=404",
        f"refused: GET people.people by={lan} why=NO_PERMISSION status=403",
    ]


def test_a_forged_form_is_told(another_site, as_, cast, lines):
    app = another_site(WTF_CSRF_ENABLED=True)
    cookie = as_(cast.hoa, cast.campaign.id)
    with cookie.session_transaction() as session:
        kept = dict(session)
    client = app.test_client()
    with client.session_transaction() as session:
        session.update(kept)
    client.get("/people")
    lines()
    client.post(f"/people/{cast.lan.id}/close", data={"csrf_token": "forged một câu"})
    client.post(f"/people/{cast.lan.id}/close", headers={"Sec-Fetch-Site": "cross-site"})
    forged, other = lines()
    wanted = f"refused: POST people.close_account user_id={cast.lan.id} by={cast.hoa.id} why={{}} status={{}}"
    assert forged == wanted.format("FORGED_FORM", 400)
    assert other == wanted.format("FORGED_FORM", 400)
    # With the token of a page of ours, and sent from elsewhere all the same.
    page = client.get("/people/new").text
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]
    lines()
    client.post("/me/consent", data={"csrf_token": token}, headers={"Sec-Fetch-Site": "cross-site"})
    assert lines() == [f"refused: POST people.consent by={cast.hoa.id} why=OTHER_SITE status=403"]


def test_a_wrong_code_is_told_without_the_code_and_an_address_of_nothing_is_not(anonymous, lines):
    anonymous.get("/vao/C4F7-H29K-MX3P")
    assert lines() == ["refused: GET people.invitation by=None why=WRONG status=404"]
    for nothing in ("/nowhere", "/people/1", "/static/none.css"):
        anonymous.get(nothing)
    assert lines() == []


def test_a_file_that_went_out_is_told_and_one_that_did_not_is_not(as_, cast, locked_round, lines):
    client = as_(cast.hoa, cast.campaign.id)
    assert client.get("/ranking.xlsx").status_code == 200
    assert lines() == [f"handed out: GET ranking.ranking_book by={cast.hoa.id}"]
    assert as_(cast.lan).get("/ranking.xlsx").status_code == 403
    assert lines() == [f"refused: GET ranking.ranking_book by={cast.lan.id} why=NO_PERMISSION status=403"]
