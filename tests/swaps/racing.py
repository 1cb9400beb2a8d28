"""A crowd of volunteers, and processes that let them race."""

import json
import subprocess
import sys
from collections import Counter

import pytest
from sqlalchemy import insert

from app.config import ROOT
from app.core import clock
from app.core.db import db
from app.people.models import Grant, User
from tests.cast import STARTS

PROCESSES, THREADS = 2, 4


@pytest.fixture
def crowd(room, cast):
    """Makes so many volunteers of team 01 and returns them."""

    def make(count):
        rows = [
            {"name": f"Người {n:02}", "sort_key": "", "search_key": "", "language": "vi", "created_at": clock.now()}
            for n in range(count)
        ]
        db.session.execute(insert(User), rows)
        found = db.session.query(User).filter(User.name.startswith("Người ")).order_by(User.id).all()
        place = {"ward_id": cast.cua_nam.id, "team_id": cast.team1.id, "role": "volunteer", "title": ""}
        grants = [{**place, "user_id": user.id, "starts_on": STARTS, "granted_at": clock.now()} for user in found]
        db.session.execute(insert(Grant), grants)
        db.session.commit()
        return found

    return make


@pytest.fixture
def race(app, tmp_path):
    """Sends jobs (verb, offer or shift, user) off, dealt to processes that start together; counts how they ended."""
    running = []

    def start(jobs):
        for n in range(PROCESSES):
            process = subprocess.Popen(
                [sys.executable, "-m", "tests.swaps.racer"],
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            running.append(process)
            order = {"home": str(tmp_path), "jobs": jobs[n::PROCESSES], "threads": THREADS}
            order["url"] = app.config["SQLALCHEMY_DATABASE_URI"]
            process.stdin.write(json.dumps(order) + "\n")
            process.stdin.flush()
        for process in running:
            assert process.stdout.readline() == "ready\n"
        for process in running:
            process.stdin.write("go\n")
            process.stdin.flush()
        ends = [json.loads(process.communicate(timeout=60)[0]) for process in running]
        running.clear()
        return Counter(end for part in ends for end in part)

    yield start
    for process in running:
        process.kill()
        process.communicate()
