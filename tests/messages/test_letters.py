"""Letters, whole: what is written, in both languages, and that nothing in it can be more than text."""

import pytest

from app.messages.actions import tell
from app.messages.actions.outbox import take_letters
from app.messages.letters import written

VIETNAMESE = """\
Xin chào Nguyễn Thị Thu Lan,

Trần Văn Minh nhường bạn chỗ ở Điểm lưu động số 1: Thứ Sáu, 15/8/2025, 08:00–11:30.

Trả lời bằng một lần chạm (Tôi sẽ đến · Tôi không đến được):
https://gocua.example.org/inbox/{id}

--
Bạn nhận được thư này vì đang bật thư điện tử cho mục: Nhắc trước ca tôi đã nhận.
Tắt tại: https://gocua.example.org/me/notices
"""
ENGLISH = """\
Dear Nguyễn Thị Thu Lan,

Trần Văn Minh gives you a place at Điểm lưu động số 1: Friday, 15/8/2025, 08:00–11:30.

Answer with one tap (I will be there · I cannot come):
https://gocua.example.org/inbox/{id}

--
You are receiving this letter because e-mail is switched on for: Reminders before what I signed up for.
Switch it off: https://gocua.example.org/me/notices
"""


def letter_to(told):
    tell([told])
    (letter,) = take_letters()
    return letter, written(letter, "Gõ Cửa <gocua@example.org>", "https://gocua.example.org")


@pytest.mark.parametrize(
    ("language", "subject", "text"),
    [
        ("vi", "Ca ngày mai: Thứ Sáu, 15/8/2025, 08:00–11:30", VIETNAMESE),
        ("en", "Duty tomorrow: Friday, 15/8/2025, 08:00–11:30", ENGLISH),
    ],
)
def test_the_whole_letter(mailing, cast, duty, with_address, language, subject, text):
    with_address(cast.lan, "lan@example.org", language=language)
    letter, message = letter_to(duty(cast.lan))
    assert dict(message) == {
        "Subject": subject,
        "From": "Gõ Cửa <gocua@example.org>",
        "To": "lan@example.org",
        "Date": "Thu, 14 Aug 2025 02:00:00 +0000",
        "Message-ID": f"<gocua-{letter.id}-1755136800@gocua.example.org>",
        "Auto-Submitted": "auto-generated",
        "List-Unsubscribe": "<https://gocua.example.org/me/notices>",
        "MIME-Version": "1.0",
        "Content-Type": 'text/plain; charset="utf-8"',
        "Content-Transfer-Encoding": "quoted-printable",
    }
    assert message.get_content() == text.format(id=letter.message_id)


def test_a_letter_without_an_answer_says_where_to_look(mailing, cast, word, with_address):
    with_address(cast.lan)
    letter, message = letter_to(word(cast.lan))
    assert message["Subject"] == "Một lời về Điểm 1"
    assert message.get_content().startswith(
        "Xin chào Nguyễn Thị Thu Lan,\n\nMột lời về Điểm 1\n\nXem tại:\n"
        f"https://gocua.example.org/inbox/{letter.message_id}\n\n--\n"
    )


@pytest.mark.parametrize(
    "text",
    ["<b>&\"'", "x\r\nBcc: all@example.org", "x\nBcc: all@example.org\n\nhello", "{{ 7 * 7 }}", "%(name)s %d %"],
)
def test_what_stands_in_a_letter_is_text(mailing, cast, word, with_address, text):
    with_address(cast.lan)
    _, message = letter_to(word(cast.lan, place=text))
    assert set(message) & {"Bcc", "Cc"} == set()
    assert message["Subject"] == "Một lời về " + text.splitlines()[0]
    assert text.replace("\r\n", "\n") in message.get_content()
    assert message["To"] == f"person{cast.lan.id}@example.org"
    assert b"\nBcc" not in message.as_bytes().partition(b"\n\n")[0]


def test_the_names_are_those_of_today(mailing, cast, duty, with_address):
    with_address(cast.lan)
    with_address(cast.minh, name="Trần Minh")
    _, message = letter_to(duty(cast.lan))
    assert "Trần Minh nhường bạn" in message.get_content()
