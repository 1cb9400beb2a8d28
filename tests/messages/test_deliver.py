"""Letters leave: each once, however many workers there are; a server that is down delays and loses none."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.core import clock
from app.core.db import db
from app.messages import deliver as posting
from app.messages.actions import outbox, take_back, tell
from app.messages.deliver import deliver
from app.messages.models import Delivery
from app.messages.rules import GIVE_UP, KEPT, LEASE, wait_after
from tests.conftest import on_sqlite
from tests.messages import sender
from tests.support.processes import at_once


def states() -> dict[str, int]:
    db.session.rollback()
    return dict(db.session.execute(select(Delivery.state, func.count()).group_by(Delivery.state)).all())


@pytest.fixture
def waiting(mailing, cast, word, with_address):
    """25 letters to Lan wait."""
    with_address(cast.lan, "lan@example.org")
    tell([word(cast.lan, f"word:{n}") for n in range(25)])
    return mailing


def test_each_letter_leaves_once(waiting):
    assert deliver() == 25
    assert deliver() == 0
    assert states() == {"sent": 25}
    assert len(set(waiting.ids)) == len(waiting.letters) == 25
    assert {to for to, _ in waiting.letters} == {"lan@example.org"}
    assert waiting.letters[0][1].get_content().startswith("Xin chào Nguyễn Thị Thu Lan,\r\n")


@on_sqlite
def test_a_server_that_is_down_delays_and_loses_none(waiting):
    waiting.stop()
    assert deliver() == 0
    assert states() == {"waiting": 25}
    later = clock.now()
    for tries in range(1, 12):
        assert deliver() == 0
        later += wait_after(tries)
        with clock.at(later):
            deliver()
    with clock.at(clock.now() + timedelta(days=3)):
        assert deliver() == 0
        waiting.start()
        assert deliver() == 15, "the ten that were tried just now wait a little"
    with clock.at(clock.now() + timedelta(days=3, hours=1)):
        assert deliver() == 10
    assert states() == {"sent": 25}
    assert len(set(waiting.ids)) == len(waiting.ids) == 25


def test_the_waits_grow_to_an_hour():
    waits = [wait_after(tries) for tries in range(1, 20)]
    assert waits == sorted(waits)
    assert (waits[0], waits[-1]) == (timedelta(minutes=1), timedelta(hours=1))


def test_an_address_that_is_refused_holds_up_nobody(waiting, cast, word, with_address):
    with_address(cast.binh, "binh@example.org")
    waiting.refusals["binh@example.org"] = 550
    tell([word(cast.binh)])
    assert deliver() == 25
    assert states() == {"sent": 25, "waiting": 1}
    with clock.at(clock.now() + GIVE_UP):
        assert deliver() == 0
    assert states() == {"sent": 25, "dropped": 1}


def test_a_refusal_for_now_is_never_given_up(mailing, cast, word, with_address):
    with_address(cast.binh, "binh@example.org")
    mailing.refusals["binh@example.org"] = 451
    tell([word(cast.binh)])
    for days in range(3):
        with clock.at(clock.now() + timedelta(days=days)):
            assert deliver() == 0
    assert states() == {"waiting": 1}


@pytest.mark.parametrize("why", ["closed", "taken back", "over", "switched off", "no address any more"])
def test_what_is_of_no_use_any_more_is_not_sent(mailing, cast, word, with_address, as_, why):
    with_address(cast.lan, "lan@example.org")
    tell([word(cast.lan, ends_at=clock.now() + timedelta(hours=1))])
    if why == "closed":
        with_address(cast.lan, "lan@example.org", disabled_at=clock.now())
    elif why == "taken back":
        take_back(["word:1"])
    elif why == "switched off":
        as_(cast.lan).post("/me/notices", data={})
    elif why == "no address any more":
        with_address(cast.lan, email=None)
    with clock.at(clock.now() + timedelta(hours=1 if why == "over" else 0)):
        assert deliver() == 0
    assert (states(), mailing.letters) == ({"dropped": 1}, [])


def test_a_worker_that_died_loses_nothing_and_its_repeat_is_known(mailing, cast, word, with_address, monkeypatch):
    with_address(cast.lan, "lan@example.org")
    tell([word(cast.lan)])

    def die(letter):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(posting, "note_sent", die)
        with pytest.raises(KeyboardInterrupt):
            deliver()
    assert (states(), deliver()) == ({"sending": 1}, 0), "somebody may still be at it"
    with clock.at(clock.now() + LEASE):
        assert deliver() == 1
    assert len(mailing.ids) == 2
    assert len(set(mailing.ids)) == 1


def test_who_comes_back_too_late_changes_nothing(mailing, cast, word, with_address):
    with_address(cast.lan, "lan@example.org")
    tell([word(cast.lan)])
    (late,) = outbox.take_letters()
    with clock.at(clock.now() + LEASE):
        (mine,) = outbox.take_letters()
        assert not outbox.put_back(late, "too late")
        assert not outbox.note_sent(late)
        assert outbox.note_sent(mine)
    assert states() == {"sent": 1}


def test_a_letter_that_cannot_be_written_holds_up_nobody(waiting, cast, word):
    told = word(cast.lan, "odd")
    told.data["town"] = told.data.pop("place")
    tell([told])
    assert deliver() == 25
    assert states() == {"sent": 25, "waiting": 1}


def test_into_a_folder_to_look_at(waiting, app, tmp_path):
    app.config["MAIL_URL"] = "outbox:"
    assert deliver() == 25
    files = sorted((tmp_path / "outbox").glob("*.eml"))
    assert len(files) == 25
    assert b"To: lan@example.org" in files[0].read_bytes()


def test_messages_are_kept_for_a_time(waiting, cast, word, monkeypatch):
    deliver()
    monkeypatch.setattr(outbox, "FORGOTTEN", 20)
    with clock.at(clock.now() + KEPT):
        assert outbox.forget_old() == 0
    with clock.at(clock.now() + KEPT + timedelta(seconds=1)):
        tell([word(cast.lan, "new")])
        assert [outbox.forget_old() for _ in range(3)] == [20, 5, 0]
    assert states() == {"waiting": 1}


def workers(waiting, database, tmp_path, claimed=True) -> None:
    """Two processes that send at the same moment."""
    waiting.slowness = 0.02
    waiting.stop()
    waiting.start()
    at_once(sender.send, *[(database[0], str(tmp_path), waiting.url, claimed)] * 2)


@pytest.mark.race
def test_two_workers_never_send_the_same_letter(waiting, database, tmp_path):
    db.session.rollback()
    workers(waiting, database, tmp_path)
    assert sorted(waiting.ids) == sorted(set(waiting.ids))
    assert states() == {"sent": 25}


@pytest.mark.race
def test_without_the_claim_they_would(waiting, database, tmp_path):
    """The control run: the same two workers, who only look at what waits."""
    db.session.rollback()
    workers(waiting, database, tmp_path, claimed=False)
    assert len(waiting.ids) > len(set(waiting.ids)) == 25
