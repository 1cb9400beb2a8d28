"""Real processes: killed at any moment an import is all there or not at all, and two at once import each person
once."""

import json
import time
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app.audit.queries import broken_links
from app.campaigns.models import Campaign
from app.core.db import db
from app.people.models import Grant, User
from app.places.models import Ward
from app.seeds.files import document
from tests.exchange import racers
from tests.exchange.conftest import ROSTER, make_book
from tests.support.processes import FORKS, at_once

TEAM1 = "Tổ chuyển đổi số cộng đồng số 01"
PEOPLE = 2000


def people_list(series: int, size: int) -> bytes:
    rows = [(f"Người Thứ {chr(65 + n % 26)}", "Nam", 1990, f"09{series:02}{n:06}", None, TEAM1) for n in range(size)]
    return make_book(ROSTER, *rows)


@pytest.fixture
def importer(database, cast, tmp_path):
    """``importer(data, start, answers)``: a process of its own that imports."""
    started = []

    def start(data, barrier, answers):
        args = (barrier, answers, database[0], str(tmp_path), cast.campaign.id, data)
        process = FORKS.Process(target=racers.importing, args=args)
        process.start()
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.join()


def counted() -> tuple[int, int]:
    users, grants = select(func.count()).select_from(User), select(func.count()).select_from(Grant)
    found = db.session.scalar(users), db.session.scalar(grants)
    db.session.rollback()
    return found


def test_killed_at_any_moment_all_or_nothing(room, importer):
    before = counted()
    for series, moment in enumerate((0.05, 0.2, 0.5, 1.2)):
        barrier, answers = FORKS.Barrier(2), FORKS.Queue()
        process = importer(people_list(series, PEOPLE), barrier, answers)
        barrier.wait(60)
        time.sleep(moment)
        process.kill()
        process.join()
        after = counted()
        assert after in (before, (before[0] + PEOPLE, before[1] + PEOPLE))
        before = after
    assert broken_links()[1] == []


def test_two_at_once_import_each_person_once(room, importer):
    users, grants = counted()
    barrier, answers = FORKS.Barrier(2), FORKS.Queue()
    processes = [importer(people_list(40, 200), barrier, answers) for _ in range(2)]
    found = sorted(answers.get(timeout=60) for _ in processes)
    assert found == [0, 200]
    assert counted() == (users + 200, grants + 200)
    assert broken_links()[1] == []


WARDS = 6


@pytest.fixture
def new_wards(tmp_path):
    """Campaign files of wards that are not there yet."""
    files = []
    for n in range(WARDS):
        plan = document("cua-nam-2025")
        plan["slug"], plan["ward"]["name"] = f"ward-{n}", f"Phường Mới {n}"
        # What a campaign is not made of, and the command names: here nothing but the pair is to be told.
        del plan["reported"], plan["targets"]
        for kind in plan["assumed"]["kinds"]:
            del kind["points"]
        files.append(str(tmp_path / f"ward-{n}.json"))
        Path(files[-1]).write_text(json.dumps(plan), "utf-8")
    return files


def test_the_same_new_ward_loaded_twice_at_once_is_there_once_and_the_second_is_told(
    app, database, new_wards, tmp_path
):
    pairs = list(zip(*at_once(racers.loading, *[(database[0], str(tmp_path), new_wards)] * 2), strict=True))
    for pair in pairs:
        assert [(code, err, broken) for code, _said, err, broken in pair] == [(0, "", "None")] * 2
        assert sorted("từ trước" in said for _code, said, _err, _broken in pair) == [False, True], pair
    with app.app_context():
        assert db.session.scalar(select(func.count()).where(Campaign.slug.like("ward-%"))) == WARDS
        assert db.session.scalar(select(func.count()).where(Ward.name.like("Phường Mới %"))) == WARDS
        assert broken_links()[1] == []
