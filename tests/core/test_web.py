"""What every answer carries, and what no request gets past."""

import pytest

from app.config import from_environment
from app.core.web import safe_next
from tests.test_config import PRODUCTION

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


@pytest.fixture
def engine_name():
    """Nothing here depends on the database."""
    return "sqlite"


@pytest.mark.parametrize(
    ("method", "url", "status"),
    [
        ("GET", "/sign-in", 200),
        ("HEAD", "/sign-in", 200),
        ("GET", "/", 303),
        ("GET", "/nowhere", 404),
        ("GET", "/static/nothing.css", 404),
        ("GET", "/static/css/app.css", 200),
        ("PUT", "/sign-in", 405),
        ("GET", "/sign-out", 405),
        ("TRACE", "/sign-in", 405),
        ("GET", "/?x=%00", 400),
        ("GET", "/healthz", 200),
        ("OPTIONS", "/sign-in", 200),
    ],
)
def test_every_answer_carries_the_headers(anonymous, method, url, status):
    answer = anonymous.open(url, method=method)
    assert answer.status_code == status
    for name, value in HEADERS.items():
        assert answer.headers[name] == value
    policy = answer.headers["Content-Security-Policy"]
    assert "unsafe" not in policy and "default-src 'self'" in policy and "frame-ancestors 'none'" in policy
    assert answer.headers["Cache-Control"] == ("no-cache" if url == "/static/css/app.css" else "no-store")
    if answer.mimetype == "text/html":
        assert {"Cookie", "HX-Request", "HX-Request-Type"} <= {part.strip() for part in answer.vary.as_set(True)}


def test_pages_of_people_are_kept_by_nobody(as_, cast):
    answer = as_(cast.hoa).get("/people")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in as_(cast.hoa).get("/static/css/app.css").headers


def test_production_asks_for_https_and_a_host_bound_cookie(another_site, cast, tmp_path):
    settings = from_environment(PRODUCTION | {"GOCUA_HOME": str(tmp_path)})
    wanted = {"PRODUCTION", "SESSION_COOKIE_NAME", "SESSION_COOKIE_SECURE"}
    app = another_site(**{key: settings[key] for key in wanted})
    answer = app.test_client().get("/sign-in", base_url="https://localhost")
    assert "max-age=31536000" in answer.headers["Strict-Transport-Security"]
    cookie = next(c for c in answer.headers.getlist("Set-Cookie") if "gocua" in c)
    assert cookie.startswith("__Host-gocua=") and "Secure" in cookie and "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie and "Path=/" in cookie and "Domain" not in cookie


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "localhost.evil.example",
        "localhost@evil.example",
        "127.0.0.1",
        "evil.example:80",
        "",
        "a b",
        "[::1",
    ],
)
def test_a_wrong_host_is_refused_everywhere(another_site, host):
    app = another_site(TRUSTED_HOSTS=["localhost"])
    for url in ("/", "/sign-in", "/vao/x", "/static/css/app.css", "/nowhere"):
        answer = app.test_client().get(url, headers={"Host": host})
        assert answer.status_code == 400, url
        assert "evil.example" not in answer.text
    assert app.test_client().get("/sign-in").status_code == 200


@pytest.mark.parametrize("query", ["?q=%00", "?%00=1", "?q=a%00b&x=1", "?q=%ed%a0%80", "/%00", "?next=%00"])
def test_a_nul_in_an_address_is_a_wrong_request(as_, cast, query):
    assert as_(cast.hoa).get("/people" + query).status_code in (200, 400, 404)
    assert as_(cast.hoa).get("/sign-in" + query).status_code in (303, 400, 404)


@pytest.mark.parametrize("tail", ["0", "-1", "99999999999999999999", "2147483648", "1e3", "1%20", "٣", "x"])
def test_ids_beyond_the_database_are_not_there(as_, cast, tail):
    assert as_(cast.hoa).get(f"/people/{tail}").status_code == 404


@pytest.mark.parametrize("page", ["99999999999999999999999", "-5", "0", "x", "", "1.5"])
def test_odd_page_numbers_are_answered(as_, cast, page):
    assert as_(cast.hoa).get(f"/people?page={page}&team={page}").status_code == 200


def test_posts_from_other_sites_are_refused_even_with_a_token(as_, cast):
    answer = as_(cast.lan).post("/sign-out", headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert as_(cast.lan).post("/sign-out", headers={"Sec-Fetch-Site": "same-origin"}).status_code == 303


def test_a_part_that_needs_signing_in_leads_to_the_door(anonymous, part):
    answer = anonymous.get("/people", headers=part("roster"))
    assert answer.status_code == 401
    assert answer.headers["HX-Redirect"] == "/sign-in"


@pytest.mark.parametrize(
    ("target", "to"),
    [(None, "/"), ("", "/"), ("/a", "/a"), ("/a?b=//c", "/a?b=//c"), ("//a", "/"), ("/a\\b", "/"), ("/[", "/[")],
)
def test_safe_next(target, to):
    assert safe_next(target) == to
