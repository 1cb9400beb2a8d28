"""The inbox: one's own messages and nobody else's; the bell; the choice of notices."""

import re
from datetime import timedelta

import pytest

from app.core import clock
from app.core.db import db
from app.messages.actions import take_back, tell
from app.messages.models import Message
from app.messages.queries import choices_of
from app.messages.views import SIZE
from tests.messages.conftest import change


@pytest.fixture
def told(app, cast, word, duty):
    """Lan has a duty to answer and two words; Bình one. Returns the ids by key."""
    with app.app_context():
        tell([word(cast.lan), word(cast.lan, "word:2", place="<b>Chợ</b>"), duty(cast.lan), word(cast.binh)])
        ids = {(m.user_id, m.key): m.id for m in db.session.query(Message)}
        db.session.remove()
    return ids


def text(answer) -> str:
    return answer.get_data(as_text=True)


def bell(client) -> str:
    return re.search(r'href="/inbox" aria-label="([^"]*)"', text(client.get("/me")))[1]


def messages(html: str) -> list[str]:
    return re.findall(r"<li(?: class=\"unread\")?><p>.*?</li>", html, re.S)


def test_the_inbox_shows_ones_own_messages(as_, cast, told):
    html = text(as_(cast.lan).get("/inbox"))
    assert len(messages(html)) == 3
    assert "Trần Văn Minh nhường bạn chỗ ở Điểm lưu động số 1: Thứ Sáu, 15/8/2025, 08:00–\u206011:30." in html
    assert "Một lời về &lt;b&gt;Chợ&lt;/b&gt;" in html
    assert "Chưa có tin nhắn" in text(as_(cast.minh).get("/inbox"))


def test_a_message_offers_its_answers_with_one_tap(as_, cast, told):
    html = text(as_(cast.lan).get(f"/inbox/{told[cast.lan.id, 'duty:7']}"))
    forms = re.findall(
        r'<form method="post" action="(/duties/7/answer)">.*?name="answer" value="(\w+)".*?</form>', html
    )
    assert forms == [("/duties/7/answer", "yes"), ("/duties/7/answer", "no")]
    assert "Tôi sẽ đến" in html


@pytest.mark.parametrize("person", ["dung", "binh", "hoa", "quan"])
def test_nobody_sees_or_marks_the_messages_of_another(as_, cast, told, person):
    client, mine = as_(getattr(cast, person)), told[cast.lan.id, "duty:7"]
    for answer in (client.get(f"/inbox/{mine}"), client.post(f"/inbox/{mine}/read")):
        assert answer.status_code == 404
        assert "nhường bạn chỗ" not in text(answer)
    client.post("/inbox/read", data={"until": mine})
    assert bell(as_(cast.lan)) == "Hộp thư: 3 tin chưa đọc"


def test_the_inbox_asks_strangers_to_sign_in(anonymous):
    for answer in (anonymous.get("/inbox"), anonymous.post("/inbox/read"), anonymous.get("/me/notices")):
        assert (answer.status_code, answer.location.partition("?")[0]) == (303, "/sign-in")


def test_opening_marks_as_read_and_goes_on(as_, cast, told):
    client = as_(cast.lan)
    assert bell(client) == "Hộp thư: 3 tin chưa đọc"
    client.get("/inbox")
    client.get(f"/inbox/{told[cast.lan.id, 'duty:7']}")
    assert bell(client) == "Hộp thư: 3 tin chưa đọc", "looking writes nothing"
    answer = client.post(f"/inbox/{told[cast.lan.id, 'duty:7']}/read")
    assert (answer.status_code, answer.location) == (303, "/shifts/7")
    answer = client.post(f"/inbox/{told[cast.lan.id, 'word:1']}/read")
    assert (answer.status_code, answer.location) == (303, "/inbox")
    assert bell(client) == "Hộp thư: 1 tin chưa đọc"
    assert [("unread" in one) for one in messages(text(client.get("/inbox")))] == [True, False, False]


def test_all_are_marked_as_read_but_not_what_came_meanwhile(app, as_, cast, told, word):
    client = as_(cast.lan)
    until = re.search(r'name="until" value="(\d+)"', text(client.get("/inbox")))[1]
    with app.app_context():
        tell([word(cast.lan, "meanwhile")])
        db.session.remove()
    answer = client.post("/inbox/read", data={"until": until})
    assert (answer.status_code, answer.location) == (303, "/inbox")
    assert bell(client) == "Hộp thư: 1 tin chưa đọc"
    assert client.post("/inbox/read", data={"until": "9" * 30}).status_code == 303
    assert bell(client) == "Hộp thư"


def test_as_a_part_the_bell_comes_along(as_, cast, told, part):
    client = as_(cast.lan)
    asked = text(client.get("/inbox", headers=part("inbox")))
    assert asked.lstrip().startswith('<div id="inbox"')
    assert "<html" not in asked
    answer = client.post("/inbox/read", data={"until": 2**31 - 1}, headers=part("inbox"))
    assert answer.status_code == 200
    assert text(answer).lstrip().startswith('<div id="inbox"')
    assert 'hx-swap-oob="innerHTML:#bell"><a href="/inbox" aria-label="Hộp thư">' in text(answer)
    assert 'class="unread"' not in text(answer)


def test_what_is_over_is_history(app, as_, cast, told, word):
    client = as_(cast.lan)
    with app.app_context():
        take_back(["duty:7"], cast.lan.id)
        tell([word(cast.lan, "soon over", ends_at=clock.now() + timedelta(hours=1))])
        db.session.remove()
    assert bell(client) == "Hộp thư: 3 tin chưa đọc"
    html = text(client.get(f"/inbox/{told[cast.lan.id, 'duty:7']}"))
    assert "không còn hiệu lực" in html
    assert "/duties/7/answer" not in html
    with clock.at(clock.now() + timedelta(hours=1)):
        assert bell(client) == "Hộp thư: 2 tin chưa đọc"


def test_pages_and_their_statements(app, as_, cast, duty, count_sql):
    counts = []
    for number in (1, 2 * SIZE + 1):
        with app.app_context():
            tell([duty(cast.lan, f"duty:{number}:{n}") for n in range(number)])
            db.session.remove()
        client = as_(cast.lan)
        client.get("/inbox")
        with count_sql() as statements:
            html = text(client.get("/inbox"))
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 5
    assert (len(messages(html)), "page=2" in html) == (SIZE, True)
    last = text(client.get("/inbox?page=3"))
    assert (len(messages(last)), 'rel="next"' in last) == (2, False)
    for odd in ("0", "-1", "x", "9" * 30):
        assert client.get(f"/inbox?page={odd}").status_code == 200


def test_the_bell_costs_no_statement_and_counts_to_a_hundred(app, as_, cast, word, count_sql):
    client = as_(cast.lan)
    client.get("/shifts")
    with count_sql() as before:
        client.get("/shifts")
    with app.app_context():
        tell([word(cast.lan, f"word:{n}") for n in range(120)])
        db.session.remove()
    with count_sql() as after:
        html = text(client.get("/shifts"))
    assert len(after) == len(before)
    assert 'aria-label="Hộp thư: 99+ tin chưa đọc"' in html


def test_marking_takes_few_statements(as_, cast, told, count_sql):
    client = as_(cast.lan)
    client.get("/inbox")
    for url in (f"/inbox/{told[cast.lan.id, 'duty:7']}/read", "/inbox/read", "/me/notices"):
        with count_sql() as statements:
            assert client.post(url, data={"until": 9}).status_code == 303
        assert len(statements) <= 7


def test_notices_are_chosen_by_topic(app, as_, cast, room):
    change(cast.lan, email="lan@example.org")
    client = as_(cast.lan)
    room.config["MAIL_URL"] = "outbox:"
    html = text(client.get("/me/notices"))
    assert "lan@example.org" in html
    assert len(re.findall(r'name="topic" value="\w+" checked', html)) == len(re.findall('name="topic"', html)) > 3
    answer = client.post("/me/notices", data={"topic": ["reminders", "no-such-topic"]})
    assert (answer.status_code, answer.location) == (303, "/me/notices")
    for _again in range(2):
        html = text(client.get("/me/notices"))
        assert re.findall(r'name="topic" value="(\w+)" checked', html) == ["reminders"]
        client.post("/me/notices", data={"topic": "reminders"})
    assert choices_of(cast.lan.id)[1]["changes"] is False
    assert choices_of(cast.minh.id)[1]["changes"] is True
    assert 'href="/me/notices"' in text(client.get("/me"))


def test_the_page_of_notices_says_what_is_missing(app, as_, cast):
    client = as_(cast.lan)
    assert "chưa gửi thư điện tử" in text(client.get("/me/notices"))
    app.config["MAIL_URL"] = "outbox:"
    assert "Chưa có địa chỉ thư điện tử của bạn" in text(client.get("/me/notices"))
