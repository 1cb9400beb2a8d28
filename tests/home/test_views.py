"""The first page and the two questions of a monitor."""


def test_nobody_signed_in_is_sent_to_the_door(anonymous):
    answer = anonymous.get("/")
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/sign-in"


def test_a_volunteer_sees_today(as_, cast):
    answer = as_(cast.lan).get("/")
    assert answer.status_code == 200
    assert "phường Cửa Nam" in answer.text


def test_the_site_says_it_is_ready(anonymous):
    assert anonymous.get("/healthz").json == {"status": "ok"}
    assert anonymous.get("/readyz").json["status"] == "ok"
