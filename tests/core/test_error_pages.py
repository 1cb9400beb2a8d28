"""A page that tells an error asks nothing of its request: whatever the address asks for besides, whoever asks, it is
the whole page with its status."""

import re

import pytest
from flask import abort

from app.config import ROOT
from app.core.isolated import ChildFailed, TookTooLong
from app.core.policy import public
from tests.conftest import on_sqlite

CODES = (400, 401, 403, 404, 405, 409, 413, 415, 422, 429, 500, 503)
BROKEN = {"raised": RuntimeError("inside"), "ended": TookTooLong("inside"), "child": ChildFailed("inside")}
ASKED = re.compile(r"request\.(?:args|values)\.get(?:list)?\(\s*\"(\w+)\"")
FIELDS = sorted({name for path in (ROOT / "app").rglob("*.py") for name in ASKED.findall(path.read_text())})
# What is not there, what no number is, what no column takes, and what is no text at all.
VALUES = ("khong-co", "0", "99999999999999999999", "x" * 300, "%00", "%ED%A0%80", "%FF", "..%2F..", "")


def test_the_fields_are_those_that_the_site_reads():
    assert len(FIELDS) > 15 and {"campaign", "day", "page", "team", "q", "next", "show"} <= set(FIELDS)


@pytest.fixture
def breaking(another_site):
    """The site with doors that end in each error, and the check of tokens switched on."""
    app = another_site(WTF_CSRF_ENABLED=True)

    @public
    def fail(code):
        abort(code)

    @public
    def broken(how):
        raise BROKEN[how]

    app.add_url_rule("/fail/<int:code>", "fail", fail)
    app.add_url_rule("/broken/<how>", "broken", broken)
    return app


@pytest.fixture
def visitors(breaking, as_, cast):
    """A stranger, and somebody who is signed in."""
    stranger, hoa = breaking.test_client(), breaking.test_client()
    with as_(cast.hoa).session_transaction() as session:
        token = session["_user_id"]
    with hoa.session_transaction() as session:
        session["_user_id"] = token
    return {None: stranger, cast.hoa.name: hoa}


def check(answer, code: int, name: str | None, partial: bool, where: str) -> None:
    assert answer.status_code == code, where
    assert answer.mimetype == "text/html", where
    if partial:
        assert "hx-swap-oob" in answer.text and "<html" not in answer.text, where
        return
    assert answer.text.rstrip().endswith("</html>") and 'id="main"' in answer.text, where
    assert 'id="choose-language"' in answer.text and (name or "") in answer.text, f"{where}: the frame"


def queries():
    yield ""
    yield "?" + "&".join(f"{field}=khong-co" for field in FIELDS)
    for number, field in enumerate(FIELDS):
        yield f"?{field}={VALUES[number % len(VALUES)]}"
    for value in VALUES:
        yield f"?campaign={value}"


# Refused before any view: the text of the address is none.
UNREADABLE = "%00"


@pytest.mark.parametrize("partial", [False, True], ids=["page", "part"])
@pytest.mark.parametrize("code", CODES)
@on_sqlite
def test_every_error_is_a_whole_page_whatever_its_address_asks_for(visitors, part, code, partial):
    for name, client in visitors.items():
        # A part is a sentence, drawn without the frame: some of them are enough.
        for query in list(queries())[:: 4 if partial else 1]:
            found = client.get(f"/fail/{code}{query}", headers=part("main") if partial else {})
            expected = 400 if UNREADABLE in query else code
            check(found, expected, name, partial, f"/fail/{code}{query}")


@pytest.mark.parametrize("partial", [False, True], ids=["page", "part"])
def test_real_errors_are_whole_pages_as_well(visitors, part, partial):
    headers = part("main") if partial else {}
    for name, client in visitors.items():
        for query in ("", "?campaign=khong-co", "?campaign=" + "x" * 300, "?day=x&team=y"):
            for how, code in (("raised", 500), ("ended", 503), ("child", 500)):
                check(client.get(f"/broken/{how}{query}", headers=headers), code, name, partial, f"{how} {query}")
            check(client.get(f"/nowhere{query}", headers=headers), 404, name, partial, f"nowhere {query}")
            check(client.get(f"/sign-out{query}", headers=headers), 405, name, partial, f"method {query}")
            check(client.post(f"/sign-in{query}", headers=headers), 400, name, partial, f"token {query}")


def test_a_campaign_that_is_not_there_is_a_page_and_changes_nothing(as_, cast):
    client = as_(cast.hoa)
    for path in ("/", "/shifts", "/approvals", "/people", "/ranking"):
        answer = client.get(f"{path}?campaign=khong-co")
        assert (answer.status_code, "</html>" in answer.text) == (404, True), path
    assert client.get("/shifts").status_code == 200


def test_another_wards_campaign_looks_like_none(as_, cast):
    answer = as_(cast.hoa).get("/shifts?campaign=kien-hung-2025")
    assert answer.status_code == 404 and "</html>" in answer.text and cast.hoa.name in answer.text


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_name_that_is_not_the_sites_gets_a_whole_page(another_site, method):
    client = another_site(TRUSTED_HOSTS=["gocua.example"]).test_client()
    answer = getattr(client, method)(
        "/sign-in", base_url="http://evil.example", headers={"Referer": "http://evil.example/"}
    )
    assert answer.status_code == 400 and "</html>" in answer.text
    assert "evil.example" not in answer.text
