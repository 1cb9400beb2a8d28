"""On a machine that has too much to do the bench says what it did not measure, and goes on."""

import socket
import sqlite3
import threading
from contextlib import contextmanager, suppress

import pytest
from sqlalchemy.exc import OperationalError

from app.core.isolated import TookTooLong
from bench import __main__ as bench
from bench import servers
from bench.servers import NotMeasured, drive, processor_seconds, request, serving

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
ASKED = [request("GET", "/")] * 6


@contextmanager
def listening(serve):
    """A server that treats each connection so; its port."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def treat(connection):
            with connection, suppress(OSError):
                serve(connection)

        def accept():
            with suppress(OSError):
                while True:
                    connection, _ = server.accept()
                    threading.Thread(target=treat, args=(connection,), daemon=True).start()

        threading.Thread(target=accept, daemon=True).start()
        yield server.getsockname()[1]


def answers(connection):
    while connection.recv(65536):
        connection.sendall(ANSWER)


def closes_what_is_idle(connection):
    """As a server with a short patience: after its first two answers it hangs up."""
    for _ in range(2):
        connection.recv(65536)
        connection.sendall(ANSWER)
    connection.settimeout(0.2)
    while connection.recv(65536):
        connection.sendall(ANSWER)


def is_silent(connection):
    while connection.recv(65536):
        continue


def hangs_up(connection):
    connection.recv(65536)


def test_all_answers_are_counted():
    with listening(answers) as port:
        wall, statuses = drive(port, ASKED, 2)
    assert statuses == {200: 6} and wall > 0


def test_a_connection_that_is_done_may_be_closed_by_the_server():
    slow = threading.Event()

    def one_is_slow(connection):
        if slow.is_set():
            closes_what_is_idle(connection)
        else:
            slow.set()
            connection.recv(65536)
            threading.Event().wait(1)
            connection.sendall(ANSWER)
            answers(connection)

    with listening(one_is_slow) as port:
        assert drive(port, ASKED[:3], 2)[1] == {200: 3}


@pytest.mark.parametrize(("serve", "words"), [(is_silent, "no answer came"), (hangs_up, "a connection broke")])
def test_a_server_that_does_not_answer_is_told(monkeypatch, serve, words):
    monkeypatch.setattr(servers, "PATIENCE", 0.5)
    with listening(serve) as port, pytest.raises(NotMeasured, match=words):
        drive(port, ASKED, 2)


def test_a_server_that_is_not_there_is_told():
    with pytest.raises(NotMeasured, match="a connection broke"):
        drive(servers.free_port(), ASKED, 2)


def test_a_server_that_does_not_start_is_told():
    with pytest.raises(NotMeasured, match="ended with status"), serving("bench.nothing:app", 1, {}):
        pass


def test_a_server_that_takes_too_long_to_start_is_told(monkeypatch):
    monkeypatch.setattr(servers, "START", 0)
    with pytest.raises(NotMeasured, match="took no connection"), serving("bench.floor:app", 1, {}):
        pass


def test_a_worker_that_is_gone_is_told():
    class Gone:
        pid = 2**22 + 1

    with pytest.raises(NotMeasured, match="worker"):
        processor_seconds(Gone)


ERRORS = (
    NotMeasured("no answer came"),
    TookTooLong("more than 40 seconds"),
    OperationalError("x", None, sqlite3.OperationalError("database is locked")),
    ConnectionResetError(104, "Connection reset by peer"),
    TimeoutError(),
    ZeroDivisionError("float division by zero"),
)


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_what_is_not_measured_is_named_and_the_rest_goes_on(monkeypatch, capsys, error):
    def fails():
        raise error

    monkeypatch.setattr(bench, "MISSING", [])
    bench.measured("sqlite", "day board", fails)
    bench.measured("sqlite", "my shifts", lambda: print("my shifts 0.61"))
    with pytest.raises(SystemExit) as ended:
        bench.tell_missing()
    told = capsys.readouterr().out
    assert "day board" in told and "was not measured" in told and "my shifts 0.61" in told
    assert "Not measured: day board (sqlite)" in told and ended.value.code == 3


def test_nothing_is_compared_with_a_page_that_breaks():
    bench.no_faults({"ours": {200: 5, 409: 1}, "the bare page": {303: 6}})
    with pytest.raises(NotMeasured, match=r"the bare page answered \{500: 6\}"):
        bench.no_faults({"ours": {200: 6}, "the bare page": {500: 6}})


def test_the_bare_page_takes_seats(tmp_path):
    """On SQLite its insert has a transaction of its own, as ours has: the figure compares what works."""
    url = f"sqlite:///{tmp_path / 'floor.sqlite'}"
    with sqlite3.connect(tmp_path / "floor.sqlite") as made:
        made.execute("CREATE TABLE floor_shifts (id INTEGER PRIMARY KEY, seats INTEGER)")
        made.execute("CREATE TABLE floor_seats (shift_id INTEGER, user_id INTEGER)")
        made.execute("INSERT INTO floor_shifts VALUES (1, 3)")
    made.close()
    with serving("bench.floor:app", 1, {"FLOOR_URL": url}) as (port, _):
        asked = [request("POST", "/shifts/1/take", "", f"user={n}") for n in range(5)]
        assert drive(port, asked, 5)[1] == {303: 3, 409: 2}


def test_a_fault_of_the_bench_itself_is_none_of_the_machines(monkeypatch):
    def fails():
        raise KeyError("roomy")

    monkeypatch.setattr(bench, "MISSING", [])
    with pytest.raises(KeyError):
        bench.measured("sqlite", "day board", fails)
    bench.tell_missing()


def test_a_busy_machine_is_told_before_the_figures(monkeypatch, capsys):
    monkeypatch.setattr("os.getloadavg", lambda: (99.0, 0, 0))
    bench.tell_load()
    assert "busy already (load 99.0" in capsys.readouterr().out
    monkeypatch.setattr("os.getloadavg", lambda: (0.0, 0, 0))
    bench.tell_load()
    assert capsys.readouterr().out == ""
