"""Requests of a process take turns; nothing slow takes one, and nobody waits for ever."""

import threading
from io import BytesIO

from app.core import turns
from app.core.turns import AT_ONCE, SMALL, Turns


def asked(body: bytes = b"", **more) -> dict:
    return {"CONTENT_LENGTH": str(len(body)), "wsgi.input": BytesIO(body), **more}


class Busy:
    """An application in which so many are at work."""

    def __init__(self):
        self.inside, self.most, self.go, self.lock = 0, 0, threading.Event(), threading.Lock()
        self.entered = threading.Semaphore(0)

    def __call__(self, environ, start_response):
        with self.lock:
            self.inside += 1
            self.most = max(self.most, self.inside)
        self.entered.release()
        self.go.wait(10)
        with self.lock:
            self.inside -= 1
        return [environ["wsgi.input"].read()]


def together(site, requests) -> list:
    answers = []
    threads = [threading.Thread(target=lambda one=one: answers.append(site(one, None))) for one in requests]
    for thread in threads:
        thread.start()
    return [threads, answers]


def finish(busy, threads):
    busy.go.set()
    for thread in threads:
        thread.join(10)


def test_so_many_are_at_work_at_once_and_all_are_answered(monkeypatch):
    monkeypatch.setattr(turns, "PATIENCE", 10)
    busy = Busy()
    threads, answers = together(Turns(busy), [asked(b"a=%d" % n) for n in range(9)])
    for _ in range(AT_ONCE):
        busy.entered.acquire(timeout=10)
    finish(busy, threads)
    assert busy.most == AT_ONCE
    assert sorted(answers) == [[b"a=%d" % n] for n in range(9)]


def test_who_waited_long_enough_goes_ahead(monkeypatch):
    monkeypatch.setattr(turns, "PATIENCE", 0.01)
    busy = Busy()
    threads, answers = together(Turns(busy), [asked() for _ in range(AT_ONCE + 2)])
    for _ in range(AT_ONCE + 2):
        assert busy.entered.acquire(timeout=10)
    finish(busy, threads)
    assert busy.most == AT_ONCE + 2
    assert len(answers) == AT_ONCE + 2


def test_uploads_take_no_turn_and_are_read_by_the_site_alone(monkeypatch):
    monkeypatch.setattr(turns, "PATIENCE", 10)
    busy = Busy()
    large = [asked(b"x" * (SMALL + 1)), asked(HTTP_TRANSFER_ENCODING="chunked"), asked() | {"CONTENT_LENGTH": "-1"}]
    threads, _ = together(Turns(busy), large)
    for _ in large:
        assert busy.entered.acquire(timeout=10)
    finish(busy, threads)
    assert busy.most == len(large)


def test_a_turn_is_given_back_by_who_fails():
    def broken(environ, start_response):
        raise ValueError

    site = Turns(broken)
    for _ in range(AT_ONCE + 1):
        try:
            site(asked(), None)
        except ValueError:
            continue
    assert site._turns.acquire(blocking=False)
