"""``./run bench [sqlite] [postgresql] [--quick]``: prints ratios against the floor, measured in the same run;
``./run bench papers`` measures the papers of a commendation instead, ``./run bench sheets`` the sheets that come in.

A ratio of 0.40 means: where the bare page serves 100 requests with so much processor time, ours serves 40.
"""

import os
import statistics
import sys
import tempfile
from contextlib import contextmanager
from functools import partial
from http.client import HTTPException
from pathlib import Path

from flask_migrate import upgrade
from sqlalchemy.exc import OperationalError

from app import create_app
from app.core import clock
from app.core.db import db
from app.core.isolated import Isolated
from bench import data, papers, sheets
from bench.servers import NotMeasured, drive, processor_seconds, request, serving
from tests.support import postgres_server

CLIENTS, WORKERS = 16, 2
SECRET = "only-for-measuring-" * 3


class Bench:
    """One database, filled, with both sites on it."""

    def __init__(self, url: str, home: Path, quick: bool):
        self.url, self.home, self.rounds, self.size = url, home, 3 if quick else 7, 160 if quick else 400
        self.environ = {
            "DATABASE_URL": url,
            "FLOOR_URL": url.replace("postgresql://", "postgresql+psycopg://"),
            "GOCUA_HOME": str(home),
            "SECRET_KEY": SECRET,
            "GOCUA_TODAY": "2025-08-19T09:00",
        }
        os.environ.update(self.environ)
        self.app = create_app()
        with self.app.app_context(), clock.at(data.NOW):
            upgrade()
            self.ward = data.fill()
            data.cookies(self.app, self.ward)
            data.floor_tables(self.ward.roomy_shift_ids)
            db.session.remove()
            db.engine.dispose()

    @property
    def engine(self) -> str:
        return self.url.partition(":")[0]

    def pair(self, name: str, ours, bare, aim: float | None) -> None:
        """Drive both in turn; print the median ratio of processor time a request, or that it was not measured."""
        measured(self.engine, name, lambda: self._pair(name, ours, bare, aim))

    def _pair(self, name: str, ours, bare, aim: float | None) -> None:
        ratios, walls, statuses = [], [], {}
        with (
            serving("wsgi:app", WORKERS, self.environ) as (our_port, our_server),
            serving("bench.floor:app", WORKERS, self.environ) as (floor_port, floor_server),
        ):
            for turn in range(self.rounds + 1):
                mine, wall, found = self._cost(our_port, our_server, ours(turn))
                theirs, _, floor_found = self._cost(floor_port, floor_server, bare(turn))
                no_faults({"ours": found, "the bare page": floor_found})
                statuses.update(found)
                if turn:  # the first turn warms both up
                    ratios.append(theirs / mine)
                    walls.append((1000 * mine, 1000 * theirs, 1 / wall))
        cost, floor_cost, rate = (statistics.median(column) for column in zip(*walls, strict=True))
        low, high = min(ratios), max(ratios)
        goal = f"  aim {aim:.2f}" if aim else ""
        print(
            f"{self.engine:11} {name:34} {statistics.median(ratios):5.2f}  ({low:.2f}-{high:.2f}){goal}"
            f"   {cost:6.2f} ms against {floor_cost:5.2f} ms, {rate:5.0f}/s, answers {statuses}"
        )

    def _cost(self, port, server, requests):
        before = processor_seconds(server)
        wall, statuses = drive(port, requests, CLIENTS)
        return (processor_seconds(server) - before) / len(requests), wall / len(requests), statuses

    def reads(self) -> None:
        ward, people = self.ward, self.ward.volunteers
        count = self.size

        def get(path, jar=ward.cookies, whole=None):
            return [request("GET", path, jar[people[n % len(people)]]) for n in range(whole or count)]

        def bare(path, whole=None):
            return [request("GET", path.format(user=people[n % len(people)])) for n in range(whole or count)]

        day = f"/day?campaign={ward.campaign_id}&day=2025-08-20"
        everything = f"/all?campaign={ward.campaign_id}"
        self.pair("day board", lambda _: get("/shifts?day=2025-08-20"), lambda _: bare(day), 0.40)
        self.pair("my shifts", lambda _: get("/my/shifts"), lambda _: bare("/mine?user={user}"), 0.40)
        few = max(40, count // 6)
        self.pair(
            "whole campaign, 810 shifts",
            lambda _: get("/shifts?day=all", whole=few),
            lambda _: bare(everything, whole=few),
            0.50,
        )
        secretary = ward.cookies[ward.secretary]
        some = max(60, count // 4)

        def staff(path):
            return [request("GET", path, secretary) for _ in range(some)]

        self.pair("approvals, 1,000 waiting", lambda _: staff("/approvals"), lambda _: bare(day, whole=some), None)
        self.pair("ranking of the campaign", lambda _: staff("/ranking"), lambda _: bare(day, whole=some), None)

    def sign_ups(self) -> None:
        """Each request takes another seat; shifts of one slot never overlap, so all succeed."""
        ward = self.ward
        free = [(user, shift) for shift in ward.roomy_shift_ids[1:] for user in ward.volunteers[:75]]

        def ours(turn):
            body = f"csrf_token={ward.token}"
            mine = free[turn * self.size // 2 : (turn + 1) * self.size // 2]
            return [request("POST", f"/shifts/{s}/sign-up", ward.roomy_cookies[u], body) for u, s in mine]

        def bare(turn):
            mine = free[turn * self.size // 2 : (turn + 1) * self.size // 2]
            return [request("POST", f"/shifts/{s}/take", "", f"user={u}") for u, s in mine]

        self.pair("sign-up", ours, bare, 0.35)

    def refusals(self) -> None:
        """What a refused sign-up costs beside one that succeeds, both ours."""
        ward = self.ward
        full = ward.roomy_shift_ids[0]
        seated = ward.volunteers[:RUSH]
        body = f"csrf_token={ward.token}"
        with serving("wsgi:app", WORKERS, self.environ) as (port, server):
            tail = [(u, s) for s in reversed(ward.roomy_shift_ids[-4:]) for u in seated]
            drive(port, [request("GET", "/healthz")] * 50, CLIENTS)
            yes, _, taken = self._cost(
                port, server, [request("POST", f"/shifts/{s}/sign-up", ward.roomy_cookies[u], body) for u, s in tail]
            )
            late = ward.volunteers[RUSH:] * 2
            no, _, refused = self._cost(
                port, server, [request("POST", f"/shifts/{full}/sign-up", ward.roomy_cookies[u], body) for u in late]
            )
        print(
            f"{self.engine:11} {'a refusal beside a success':34} {no / yes:5.2f}  aim at most 1.00"
            f"   {1000 * no:.2f} ms against {1000 * yes:.2f} ms, answers {refused} against {taken}"
        )

    def rush_rounds(self) -> None:
        """200 people at once for 20 seats, 20 times, on two workers: how many were stored, and what was answered."""
        shift, body = self.ward.roomy_shift_ids[1], f"csrf_token={self.ward.token}"
        asked = [
            request("POST", f"/shifts/{shift}/sign-up", self.ward.roomy_cookies[u], body)
            for u in self.ward.volunteers[:200]
        ]
        stored, answers, walls = [], {}, []
        with serving("wsgi:app", WORKERS, self.environ) as (port, _):
            for _ in range(ROUNDS):
                with self.app.app_context():
                    db.session.execute(EMPTY, {"s": shift})
                    db.session.execute(db.text("UPDATE shifts SET max_heads=20 WHERE id=:s"), {"s": shift})
                    db.session.commit()
                wall, statuses = drive(port, asked, 200)
                walls.append(wall)
                for status, count in statuses.items():
                    answers[status] = answers.get(status, 0) + count
                with self.app.app_context():
                    found = "SELECT count(*) FROM sign_ups WHERE shift_id=:s AND state='seated'"
                    stored.append(db.session.scalar(db.text(found), {"s": shift}))
                    db.session.remove()
                    db.engine.dispose()
        print(
            f"{self.engine:11} {'20 rounds of 200 for 20 seats':34} {statistics.median(walls):5.2f} s a round"
            f"   stored {sorted(set(stored))}, answers {answers}"
        )

    def rush(self, workers: int) -> None:
        """200 people at once for 80 seats."""
        shift = self.ward.roomy_shift_ids[0]
        body = f"csrf_token={self.ward.token}"
        with self.app.app_context():
            db.session.execute(EMPTY, {"s": shift})
            db.session.commit()
        asked = [
            request("POST", f"/shifts/{shift}/sign-up", self.ward.roomy_cookies[u], body)
            for u in self.ward.volunteers[:200]
        ]
        with serving("wsgi:app", workers, {**self.environ, "GOCUA_POOL": "4"}) as (port, _):
            drive(port, [request("GET", "/healthz")] * 20 * workers, 2 * workers)
            wall, statuses = drive(port, asked, 200)
        with self.app.app_context():
            stored = db.session.scalar(
                db.text("SELECT count(*) FROM sign_ups WHERE shift_id=:s AND state='seated'"), {"s": shift}
            )
            db.session.remove()
            db.engine.dispose()
        print(
            f"{self.engine:11} {f'rush: 200 for 80 seats, {workers} workers':34} {wall:5.2f} s  aim 0.70 s"
            f"   {stored} stored, answers {statuses}"
        )


RUSH, ROUNDS = 80, 20
EMPTY = db.text("UPDATE sign_ups SET state='left', left_at=joined_at WHERE shift_id=:s AND state <> 'left'")


@contextmanager
def databases(names: list[str]):
    """Addresses of empty databases: a file, and a throw-away PostgreSQL server."""
    folder = Path(tempfile.mkdtemp(prefix="gocua-bench-"))
    found = []
    if "sqlite" in names:
        found.append(f"sqlite:///{folder / 'bench.sqlite'}")
    server = None
    if "postgresql" in names:
        binaries = postgres_server.find_binaries()
        if binaries is None:
            print("postgresql: not installed here (apt-get install postgresql)")
        else:
            server = Path(tempfile.mkdtemp(prefix="gocua-bench-postgresql-"))
            found.append(postgres_server.start(binaries, server, os.getpid()).create("bench"))
    try:
        yield folder, found
    finally:
        if server:
            postgres_server.stop(server)


def main(words: list[str]) -> None:
    only_papers, only_sheets = "papers" in words, "sheets" in words
    names = [word for word in words if word in ("sqlite", "postgresql")] or ["sqlite", "postgresql"]
    if only_papers:
        with databases(names) as (folder, urls):
            addresses = [url.replace("postgresql://", "postgresql+psycopg://") for url in urls]
            measured("both", "papers", partial(papers.measure, addresses, folder))
        tell_missing()
        return
    if only_sheets:
        with databases(names) as (folder, urls):
            for url in urls:
                bench = Bench(url, folder / url.partition(":")[0], True)
                measured(bench.engine, "sheets", partial(sheets.measure, bench))
        tell_missing()
        return
    print("ratio of processor time a request: the bare page's over ours, median (least-most) of the turns")
    tell_load()
    with databases(names) as (folder, urls):
        for url in urls:
            bench = Bench(url, folder / url.partition(":")[0], "--quick" in words)
            bench.reads()
            bench.sign_ups()
            for workers in (2, 4, 10):
                measured(bench.engine, f"rush, {workers} workers", partial(bench.rush, workers))
            measured(bench.engine, "rounds of a rush", bench.rush_rounds)
            measured(bench.engine, "a refusal beside a success", bench.refusals)
    tell_missing()


MISSING: list[str] = []


def no_faults(answers: dict[str, dict[int, int]]) -> None:
    """A page that breaks is quick or slow for reasons of its own: nothing is compared with it."""
    for whose, statuses in answers.items():
        broken = {status: count for status, count in statuses.items() if status >= 500}
        if broken:
            raise NotMeasured(f"{whose} answered {statuses}")


def tell_load() -> None:
    """Before the figures: whether they will say more about others' work than about ours."""
    load, cores = os.getloadavg()[0], os.cpu_count() or 1
    if load > cores / 2:
        print(
            f"This machine is busy already (load {load:.1f} on {cores} cores): ratios move less than seconds, "
            "and what gets no answer in time is left out."
        )


def measured(engine: str, name: str, measure) -> None:
    """Measure, or say in words that this was not, and go on with the next."""
    try:
        measure()
    except (NotMeasured, Isolated, OperationalError, OSError, HTTPException, ZeroDivisionError) as error:
        why = " ".join(str(getattr(error, "orig", error)).split()) or type(error).__name__
        print(f"{engine:11} {name:34} was not measured: the machine is too busy, or this broke ({why})", flush=True)
        MISSING.append(f"{name} ({engine})")


def tell_missing() -> None:
    """The end: status 3 where a figure is missing."""
    if MISSING:
        print(f"Not measured: {', '.join(MISSING)}. Run it again when the machine has less to do.")
        sys.exit(3)


if __name__ == "__main__":
    main(sys.argv[1:])
