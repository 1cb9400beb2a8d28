"""What was sent after the session had ended stands there again for its writer, and for nobody else."""

import io
import re
from html import unescape

import pytest

from app.contributions.models import Log
from app.core import unsent
from app.core.clock import now
from app.core.db import action, db
from app.people.models import SignIn
from app.people.sign_in import hashed
from tests.people.conftest import PASSWORD

NOTE = "Bà cụ nhà số 5 hẹn thứ Sáu <quay lại> & mang sổ"


@pytest.fixture
def browser(another_site, as_, give_password):
    """``browser(cast.lan)``: a client of the site with its tokens checked, signed in, who can sign in again."""
    site = another_site(WTF_CSRF_ENABLED=True)

    def signed_in(person):
        give_password(person)
        client = site.test_client()
        with as_(person).session_transaction() as known, client.session_transaction() as session:
            session.update(known)
        return client

    signed_in.site = site
    return signed_in


@pytest.fixture
def form():
    """What the browser sends for a new record, without its token."""
    return lambda **more: {"client_ref": "abcdefgh12345678", "day": "2025-08-13", "minutes": 60, **more}


def token_in(page: str) -> str:
    return re.search(r'name="csrf_token" value="([^"]+)"', page)[1]


def kept_in(page: str) -> str:
    found = re.search(r'name="unsent_form" value="([^"]+)"', page)
    return unescape(found[1]) if found else ""


def end_session(site, client):
    @action
    def end(token):
        db.session.query(SignIn).filter_by(token_hash=hashed(token)).update({"ended_at": now()})

    with client.session_transaction() as session:
        token = session["_user_id"]
    with site.app_context():
        end(token)
        db.session.remove()


def lose_cookie(site, client):
    client.delete_cookie("gocua")


ENDS = pytest.mark.parametrize("ends", [end_session, lose_cookie])


def sign_in(client, page: str, phone: str, password=PASSWORD, **more):
    sent = {"login": phone, "password": password, "csrf_token": token_in(page), "unsent_form": kept_in(page)}
    return client.post("/sign-in", data=sent, **more)


def logs(site) -> int:
    with site.app_context():
        count = db.session.query(Log).count()
        db.session.remove()
    return count


@ENDS
def test_the_form_stands_there_with_its_text_and_is_sent_by_a_tap(browser, cast, form, ends):
    lan, site = browser(cast.lan), browser.site
    token = token_in(lan.get("/logs/new").text)
    ends(site, lan)
    asked = lan.post("/logs", data=form(minutes=95, note=NOTE, csrf_token=token))
    assert asked.status_code == 401 and "vừa gửi vẫn còn" in asked.text and logs(site) == 0
    wrong = sign_in(lan, asked.text, "0950000001", "not this one")
    assert wrong.status_code == 422 and kept_in(wrong.text) == kept_in(asked.text)
    shown = sign_in(lan, wrong.text, "0950000001")
    assert shown.status_code == 200 and logs(site) == 0
    assert "Nội dung này chưa được gửi" in shown.text and NOTE in unescape(shown.text)
    assert re.search(r'name="minutes"[^>]*value="95"', shown.text) and PASSWORD not in shown.text
    again = form(minutes=95, note=NOTE, csrf_token=token_in(shown.text))
    assert lan.post("/logs", data=again).status_code == 303 and logs(site) == 1


def test_it_stands_there_again_when_the_page_is_loaded_anew(browser, cast, form):
    lan, site = browser(cast.lan), browser.site
    token = token_in(lan.get("/logs/new").text)
    lose_cookie(site, lan)
    asked = lan.post("/logs?campaign=cua-nam-2025", data=form(note=NOTE, csrf_token=token))
    for _tap in range(3):
        shown = sign_in(lan, asked.text, "0950000001")
        assert shown.status_code == 200 and NOTE in unescape(shown.text) and logs(site) == 0
    assert 'action="/logs?campaign=cua-nam-2025"' in shown.text
    assert lan.get("/me").status_code == 200


def test_the_campaign_in_which_one_stood_is_the_same(browser, cast, form):
    quan, site = browser(cast.quan), browser.site
    quan.get("/shifts?campaign=kien-hung-2025")
    token = token_in(quan.get("/me").text)
    end_session(site, quan)
    asked = quan.post("/me/consent", data={"x": "Chợ mới", "csrf_token": token})
    assert asked.status_code == 401
    sign_in(quan, asked.text, "0950000011")
    with quan.session_transaction() as session:
        assert session["campaign"] == cast.other_campaign.id


def test_somebody_else_sees_nothing_of_it(browser, cast, form):
    lan, site = browser(cast.lan), browser.site
    token = token_in(lan.get("/logs/new").text)
    lose_cookie(site, lan)
    asked = lan.post("/logs", data=form(note=NOTE, csrf_token=token))
    browser(cast.minh)
    assert NOTE not in unescape(asked.text), "nor does it stand there in words"
    other = sign_in(lan, asked.text, "0950000002")
    assert (other.status_code, other.location) == (303, "/")
    for shown in (lan.get("/"), sign_in(lan, asked.text, "0950000002", follow_redirects=True)):
        assert NOTE not in unescape(shown.text)
    assert logs(site) == 0


def test_who_signed_in_in_another_tab_sees_the_form_at_once(browser, cast, form):
    lan, site = browser(cast.lan), browser.site
    token = token_in(lan.get("/logs/new").text)
    lose_cookie(site, lan)
    sign_in(lan, lan.get("/sign-in").text, "0950000001")
    shown = lan.post("/logs", data=form(note=NOTE, csrf_token=token))
    assert shown.status_code == 200 and NOTE in unescape(shown.text) and logs(site) == 0
    again = form(note=NOTE, csrf_token=token_in(shown.text))
    assert lan.post("/logs", data=again).status_code == 303


def test_a_form_of_somebody_else_is_neither_sent_nor_shown(browser, cast, form):
    lan, site = browser(cast.lan), browser.site
    token = token_in(lan.get("/logs/new").text)
    lose_cookie(site, lan)
    browser(cast.minh)
    sign_in(lan, lan.get("/sign-in").text, "0950000002")
    answer = lan.post("/logs", data=form(note=NOTE, csrf_token=token), follow_redirects=True)
    assert NOTE not in unescape(answer.text) and logs(site) == 0


def test_a_part_is_sent_once_more_as_a_page(browser, cast, form, part):
    lan, site = browser(cast.lan), browser.site
    token = token_in(lan.get("/logs/new").text)
    for ends in (end_session, lose_cookie):
        ends(site, lan)
        answer = lan.post("/logs", data=form(csrf_token=token), headers=part("log"))
        assert answer.status_code == 401 and answer.headers["Gocua-Send-As-Page"] == "1"
        assert "HX-Redirect" not in answer.headers


def test_no_password_is_carried_and_no_file(browser, cast):
    an, site = browser(cast.an), browser.site
    token = token_in(an.get("/me").text)
    lose_cookie(site, an)
    sent = {"old": "an old secret", "password": "a new secret", "own_password": "secret", "csrf_token": token}
    kept = kept_in(an.post("/me/password", data={**sent, "x": "y"}).text)
    with site.test_request_context():
        assert unsent.unpacked(kept).fields == [["x", "y"]]


def test_a_file_is_told_to_be_chosen_again(browser, cast):
    hoa, site = browser(cast.hoa), browser.site
    token = token_in(hoa.get("/imports").text)
    lose_cookie(site, hoa)
    file = (io.BytesIO(b"PK rows"), "danh sách.xlsx")
    asked = hoa.post("/imports", data={"csrf_token": token, "kind": "people", "file": file})
    shown = sign_in(hoa, asked.text, "0950000005")
    assert "danh sách.xlsx" in shown.text and "hãy chọn lại" in shown.text.lower()


@pytest.mark.parametrize("text", ["", "x", "e30.aaaa", "A" * 5000])
def test_what_nobody_signed_is_no_kept_form(browser, cast, text):
    lan, site = browser(cast.lan), browser.site
    lose_cookie(site, lan)
    page = lan.get("/sign-in").text
    sent = {"login": "0950000001", "password": PASSWORD, "csrf_token": token_in(page), "unsent_form": text}
    answer = lan.post("/sign-in", data=sent)
    assert (answer.status_code, answer.location) == (303, "/")


def test_a_stranger_with_a_token_of_no_one_is_only_asked_to_sign_in(browser, form):
    stranger = browser.site.test_client()
    token = token_in(stranger.get("/sign-in").text)
    answer = stranger.post("/logs", data=form(note=NOTE, csrf_token=token))
    assert answer.status_code == 303 and "/sign-in" in answer.location


def test_what_is_too_long_to_carry_is_not_carried(browser, cast, form):
    lan, site = browser(cast.lan), browser.site
    token = token_in(lan.get("/logs/new").text)
    lose_cookie(site, lan)
    asked = lan.post("/logs", data=form(note="o" * unsent.MOST_KEPT, csrf_token=token))
    assert asked.status_code == 401 and not kept_in(asked.text) and "quá dài" in asked.text


def test_a_bare_button_leads_back_to_its_page(browser, cast):
    lan, site = browser(cast.lan), browser.site
    token = token_in(lan.get("/logs/new").text)
    lose_cookie(site, lan)
    asked = lan.post("/inbox/read", data={"csrf_token": token}, headers={"Referer": "http://localhost/inbox"})
    back = sign_in(lan, asked.text, "0950000001")
    assert (back.status_code, back.location) == (303, "/inbox")
