"""Work in a process of its own: answers come back, and whatever goes wrong ends in time and in words."""

import logging
import os
import sys
import threading
import time
from datetime import UTC, date, datetime, timedelta
from datetime import time as hour

import pytest

from app.core import isolated
from app.core.isolated import MB, ChildFailed, Limits, OutOfMemory, TookTooLong, run
from app.core.plain import pack, unpack
from app.core.sheets.limits import SheetCode, SheetProblem
from app.core.turns import Turns

WORK = "tests.core.isolated_work:"
SHORT = Limits(seconds=1, memory=128 * MB)
ROOMY = Limits(seconds=20, memory=128 * MB)
only_linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="limits of memory are Linux's")


def test_plain_values_come_back_as_they_went():
    value = {
        "text": "Tổ dân phố số 7 \ud800 \0",
        "bytes": [b"", b"\0\xff" * 1000, {"inside": b"x"}],
        "numbers": [0, -1, 1.5, 10**30, True, None],
        "days": [
            date(2025, 8, 20),
            datetime(2025, 8, 20, 7, tzinfo=UTC),
            hour(7, 30),
            timedelta(hours=30, seconds=1),
        ],
    }
    assert unpack(pack(value)) == value
    assert unpack(pack((1, (2, 3)))) == [1, [2, 3]]


@pytest.mark.parametrize("odd", [object(), {1, 2}, 1j, [lambda: 1]])
def test_what_is_not_plain_is_not_packed(odd):
    with pytest.raises(TypeError):
        pack(odd)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0" * 8,
        b"\xff" * 40,
        pack([1])[:-1],
        pack([1]) + b"x",
        pack([b"abc"])[:-1],
        b"\0\0\0\0\0\0\0\x1c" + b'{"\\u0000kind":["unknown",1]}',
        b"\0\0\0\0\0\0\0\x1c" + b'{"\\u0000kind":["date","x"]}   ',
        b"\0\0\0\0\0\0\x9c\x40" + b"[" * 40_000,
    ],
)
def test_other_bytes_are_refused(data):
    with pytest.raises(ValueError, match="no packed value"):
        unpack(data)


def test_arguments_and_the_answer_travel():
    assert run(WORK + "echo", "Đỗ", b"\0\xff", 7, [date(2025, 8, 20)], limits=ROOMY) == [
        "Đỗ", b"\0\xff", 7, [date(2025, 8, 20)],
    ]  # fmt: skip


def test_a_megabyte_each_way_travels():
    data = os.urandom(5 * MB)
    assert run(WORK + "echo", data, limits=ROOMY) == [data]


def test_the_site_and_its_secrets_stay_at_home(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "x" * 40)
    monkeypatch.setenv("DATABASE_URL", "postgresql://somebody:secret@localhost/x")
    assert not {"flask", "sqlalchemy", "app.wiring", "app.config"} & set(run(WORK + "loaded", limits=ROOMY))
    assert not {"SECRET_KEY", "DATABASE_URL"} & set(run(WORK + "environment", limits=ROOMY))


def test_what_is_printed_is_not_the_answer():
    assert run(WORK + "chatter", limits=ROOMY) == "the answer"


@pytest.mark.parametrize(("work", "arguments"), [("sleep", [60]), ("spin", []), ("hang_in_native_code", [])])
def test_what_takes_too_long_is_ended(work, arguments):
    began = time.monotonic()
    with pytest.raises(TookTooLong):
        run(WORK + work, *arguments, limits=SHORT)
    assert time.monotonic() - began < 5


@only_linux
def test_processor_time_is_limited_as_well():
    began = time.monotonic()
    with pytest.raises(TookTooLong):
        run(WORK + "spin", limits=Limits(seconds=60, memory=128 * MB, processor=1))
    assert time.monotonic() - began < 30


@only_linux
def test_nothing_that_it_started_outlives_it():
    began = time.monotonic()
    with pytest.raises((TookTooLong, ChildFailed)):
        run(WORK + "leave_a_process_behind", limits=SHORT)
    assert time.monotonic() - began < 5


@only_linux
@pytest.mark.parametrize("work", ["grow", "grow_and_hide_it"])
def test_memory_is_limited_whatever_is_made_of_it(work):
    with pytest.raises(OutOfMemory):
        run(WORK + work, limits=ROOMY, raises=(SheetProblem,))


@pytest.mark.parametrize("how", ["interpreter", "system", "loader", "other loader", "libxml2", "expat"])
def test_a_lack_of_memory_is_known_by_whatever_says_so(how):
    with pytest.raises(OutOfMemory):
        run(WORK + "say_that_memory_is_short", how, limits=ROOMY, raises=(SheetProblem,))


def test_a_refusal_that_is_expected_comes_back_as_it_was():
    with pytest.raises(SheetProblem) as refused:
        run(WORK + "refuse", limits=ROOMY, raises=(SheetProblem,))
    assert refused.value.code is SheetCode.TOO_MANY_ROWS
    assert refused.value.facts == {"sheet": "Trang 1", "limit": 7}


@pytest.mark.parametrize("work", ["refuse", "break_down", "no_such_function", "crash"])
def test_whatever_else_goes_wrong_is_a_failure_with_its_trace_in_the_log(work, caplog):
    with caplog.at_level(logging.ERROR, "gocua"), pytest.raises(ChildFailed):
        run(WORK + work, limits=ROOMY)
    assert "isolated" in caplog.text


@only_linux
@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"garbage",
        pack([1, 2]),
        pack({"refused": ["app.core.sheets.limits:SheetProblem", ["os", "system", "x"], {}]}),
        pack({"refused": ["builtins:SystemExit", ["app.core.sheets.limits", "SheetCode", "EMPTY"], {}]}),
        pack({"refused": 7}),
    ],
)
def test_an_answer_of_its_own_making_does_nothing_here(text):
    with pytest.raises(ChildFailed):
        run(WORK + "lie", text, limits=ROOMY, raises=(SheetProblem,))


@only_linux
def test_an_answer_without_end_is_not_taken_in(monkeypatch):
    monkeypatch.setattr(isolated, "MAX_ANSWER", MB)
    with pytest.raises(OutOfMemory):
        run(WORK + "flood", limits=ROOMY)


def test_no_more_than_so_many_run_at_once(monkeypatch):
    monkeypatch.setattr(isolated, "_places", threading.BoundedSemaphore(1))
    first = threading.Thread(target=lambda: run(WORK + "sleep", 2, limits=ROOMY))
    first.start()
    time.sleep(0.2)
    with pytest.raises(TookTooLong, match="no place"):
        run(WORK + "echo", limits=Limits(seconds=0.3, memory=128 * MB))
    first.join()
    assert run(WORK + "echo", limits=ROOMY) == []


def test_a_thread_that_waits_for_it_gives_its_turn_to_others():
    site = Turns(lambda environ, start: run(WORK + environ["work"], *environ["with"], limits=ROOMY))
    slow = [threading.Thread(target=site, args=({"work": "sleep", "with": [1.5]}, None)) for _ in range(2)]
    for thread in slow:
        thread.start()
    time.sleep(0.2)
    free = site._turns.acquire(timeout=0.01)
    assert free, "both turns are free while both wait"
    site._turns.release()
    for thread in slow:
        thread.join()
    assert site._turns._value == 2, "and they are given back once each"


def test_no_thread_stays():
    before = threading.active_count()
    run(WORK + "echo", limits=ROOMY)
    assert threading.active_count() == before
