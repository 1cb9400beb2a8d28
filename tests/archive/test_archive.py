"""The archive: what is in it, what is not, the same bytes again, and what the script makes of it."""

import json
import re
import subprocess
import sys
from hashlib import sha256
from threading import Thread

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from app.archive import making
from app.archive.rules import ABOUT, ELSEWHERE, MANIFEST
from app.core.db import db
from app.core.events import Event
from app.core.policy import Reach
from app.messages.minute import tick
from app.papers import vault
from app.papers.actions.issue import reprint
from app.papers.actions.participation import start_participation
from app.papers.queries.register import certificate_in
from app.results.actions import withdraw_result
from tests.archive.conftest import BASE, all_the_way, archive_of, checked, edited, parts_of
from tests.conftest import on_sqlite, site
from tests.papers.conftest import cancel

EVERYWHERE = Reach(everywhere=True)
# Of these rooms every event must be told apart: it speaks of a round, or it stays with the ward.
ROOMS = (
    "app.names.",
    "app.ranking.",
    "app.awards.",
    "app.posting.",
    "app.commended.",
    "app.council.",
    "app.decisions.",
    "app.papers.",
    "app.results.",
    "app.archive.",
)


@pytest.fixture
def parts(whole):
    return parts_of(whole.data)


def test_a_stranger_unpacks_it_and_everything_fits(whole, parts, tmp_path):
    for name, data in parts.items():
        path = tmp_path / "unpacked" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    (tmp_path / "heads.txt").write_text(whole.heads)
    here = [sys.executable, "-I", "recompute.py", "--heads", str(tmp_path / "heads.txt")]
    run = subprocess.run(here, cwd=tmp_path / "unpacked", capture_output=True, encoding="utf-8")
    assert run.returncode == 0, run.stdout + run.stderr
    assert "MỌI THỨ KHỚP. / EVERYTHING FITS." in run.stdout and "SAI" not in run.stdout
    listed = subprocess.run(
        ["sha256sum", "--check", "--quiet", MANIFEST], cwd=tmp_path / "unpacked", capture_output=True
    )
    assert listed.returncode == 0


def test_what_is_in_it(whole, parts):
    cast = whole.cast
    folders = {name.partition("/")[0] for name in parts if "/" in name}
    assert folders == {
        "ranking",
        "scheme",
        "round",
        "council",
        "decision",
        "papers",
        "result",
        "certificates",
        "trail",
    }
    assert {"README.vi.txt", "README.en.txt", "recompute.py", MANIFEST} <= set(parts)
    assert {
        "papers/quyet-dinh.pdf",
        "papers/quyet-dinh.docx",
        "papers/quyet-dinh.xlsx",
        "papers/to-trinh.pdf",
    } <= set(parts)
    assert {"result/chuong-trinh.pdf", "result/danh-sach-trao.docx"} <= set(parts)
    register = json.loads(parts["certificates/register.json"])
    (kept,) = register["files"]
    assert kept["sha256"] == sha256(parts[kept["file"]]).hexdigest() and parts[kept["file"]][:5] == b"%PDF-"
    assert [one["name"] for one in register["certificates"]] == [cast.team1.name, cast.lan.name]
    ranking = json.loads(parts["ranking/ranking.json"])
    assert sha256(parts["ranking/document.json"]).hexdigest() == ranking["checksum"]
    people = json.loads(parts["round/people.json"])
    assert people[str(cast.son.id)] == cast.son.name
    whole = b"\n".join(parts.values()).decode("utf-8", "replace")
    assert not re.search(r"0950\d{6}", whole) and "password" not in whole.lower().replace("wrote", "")


def test_entries_hold_no_name_and_nothing_of_what_stays_with_the_ward(whole, parts):
    cast = whole.cast
    entries = [json.loads(line) for line in parts["trail/entries.jsonl"].decode().splitlines()]
    told = parts["trail/entries.jsonl"].decode()
    assert cast.lan.name not in told and cast.son.name not in told
    actions = {one["action"] for one in entries}
    assert {"scheme.adopted", "ranking.published", "round.locked", "award.decided", "result.published"} <= actions
    assert not actions & {*ELSEWHERE, "log.approved", "person.added", "grant.given", "session.started"}


def test_every_event_of_these_rooms_is_either_of_a_round_or_of_the_ward():
    def below(kind):
        for one in kind.__subclasses__():
            yield one
            yield from below(one)

    told = [one for actions in ABOUT.values() for one in actions]
    known = {one.action for one in below(Event) if one.__module__.startswith(ROOMS) and one.action}
    assert sorted([*told, *ELSEWHERE]) == sorted(known | set(ABOUT["campaign"]))


@on_sqlite
def test_the_same_state_gives_the_same_bytes_and_another_one_does_not(room, cast, finished):
    first = archive_of(cast)
    assert archive_of(cast) == first
    # What happens elsewhere in the ward is nothing to it.
    from app.people.actions import agree

    agree(cast.binh.id, "board_name")
    assert archive_of(cast) == first
    withdraw_result(cast.campaign.id, "Sai sót", cast.tu.id)
    assert archive_of(cast) != first


@pytest.mark.postgresql
def test_both_databases_give_the_same_bytes(request, copy_of_postgres, tmp_path, monkeypatch):
    template, cast = request.getfixturevalue("_sqlite_template")
    (tmp_path / "s").mkdir()
    (tmp_path / "s" / "gocua.sqlite").write_bytes(template.read_bytes())
    other, _ = request.getfixturevalue("_postgres_template")
    url = copy_of_postgres(other).replace("postgresql://", "postgresql+psycopg://")
    found = []
    for address, home in ((f"sqlite:///{tmp_path / 's' / 'gocua.sqlite'}", "s"), (url, "p")):
        (tmp_path / home).mkdir(exist_ok=True)
        app = site(address, tmp_path / home)
        with app.app_context():
            all_the_way(cast, monkeypatch)
            found.append(archive_of(cast))
            db.session.remove()
            db.engine.dispose()
    assert parts_of(found[0]) == parts_of(found[1])
    assert found[0] == found[1]


@on_sqlite
def test_a_round_that_is_only_open_has_an_archive_too(room, cast, tmp_path, capsys):
    from app.awards.actions import open_round
    from tests.ranking.makers import adopt, campaign_of, some_logs

    adopt(cast)
    some_logs(cast)
    open_round(campaign_of(cast), None, {"individuals": 1, "collectives": 1}, by=cast.son.id)
    parts = parts_of(archive_of(cast))
    assert not any(name.startswith("papers/") for name in parts)
    assert checked(parts, tmp_path, capsys)[0] == 0


@on_sqlite
def test_a_file_that_is_gone_is_told_and_not_hidden(room, cast, finished, tmp_path, capsys):
    (sha,) = db.session.execute(text("SELECT sha256 FROM kept_files")).scalars()
    vault.place_of(sha).unlink()
    status, said = checked(parts_of(archive_of(cast)), tmp_path, capsys)
    assert status == 1 and "giay-khen.pdf is no longer kept" in said


def test_page_file_seal_and_command(app, cast, finished, as_, tmp_path):
    clerk = as_(cast.tu)
    assert "/awards/archive.zip" in clerk.get("/awards/archive").text
    answer = clerk.get("/awards/archive.zip")
    data = answer.data
    answer.close()
    assert (
        answer.headers["Cache-Control"] == "no-store"
        and "luu-tru-cua-nam-2025.zip" in answer.headers["Content-Disposition"]
    )
    assert clerk.post("/awards/archive").status_code == 303
    assert sha256(data).hexdigest() in clerk.get("/awards/archive").text
    again = clerk.get("/awards/archive.zip")
    assert again.data == data, "sealing is no part of what is sealed"
    again.close()
    run = app.test_cli_runner().invoke(args=["archive", "cua-nam-2025", "--output", str(tmp_path / "x.zip")])
    assert run.exit_code == 0 and run.output == f"{sha256(data).hexdigest()}  x.zip\n"
    assert (tmp_path / "x.zip").read_bytes() == data
    for args in (
        ["no-such", "--output", str(tmp_path / "y.zip")],
        ["kien-hung-2025", "--output", str(tmp_path / "y")],
    ):
        assert app.test_cli_runner().invoke(args=["archive", *args]).exit_code == 1
    nowhere = str(tmp_path / "no" / "y.zip")
    assert app.test_cli_runner().invoke(args=["archive", "cua-nam-2025", "--output", nowhere]).exit_code == 1
    with app.app_context():
        for change in ("UPDATE archives SET size = 1", "DELETE FROM archives"):
            with pytest.raises(IntegrityError):
                db.session.execute(text(change))
            db.session.rollback()


def test_who_may(cast, as_, anonymous):
    for address in ("/awards/archive", "/awards/archive.zip"):
        for person in (cast.hoa, cast.mai, cast.lan):
            assert as_(person).get(address).status_code == 403
        assert anonymous.get(address).status_code == 303
    for person in (cast.tu, cast.son, cast.an):
        assert as_(person).get("/awards/archive").status_code == 200
        assert as_(person).get("/awards/archive.zip").status_code == 404, "no round yet"
    assert as_(cast.hoa).post("/awards/archive").status_code == 403


def test_it_is_of_one_instant_whatever_happens_while_it_is_made(app, cast, finished, monkeypatch):
    """Somebody withdraws the result between two of its parts: neither the row nor its entry is in there."""
    parts_before = making.put_papers

    def meanwhile(pack, head):
        def withdraw():
            with app.app_context():
                withdraw_result(cast.campaign.id, "Sai sót", cast.tu.id)
                db.session.remove()

        other = Thread(target=withdraw)
        other.start()
        other.join()
        parts_before(pack, head)

    with app.app_context():
        calm = archive_of(cast)
        monkeypatch.setattr(making, "put_papers", meanwhile)
        assert archive_of(cast) == calm
        monkeypatch.undo()
        assert archive_of(cast) != calm


@on_sqlite
def test_what_happens_to_certificates_later_fits_as_well(room, cast, finished, tmp_path, capsys):
    """One printed again, one award revoked, and certificates of participation for everybody else."""
    row = db.session.execute(text("SELECT id, name, nomination_id FROM certificates ORDER BY id")).all()
    team, lan = row
    reprint(certificate_in(team.id, EVERYWHERE), "Bị rách", cast.tu.id, lambda mark: f"%PDF {mark}".encode())
    cancel(cast, lan.nomination_id)
    start_participation(cast.campaign.id, BASE, cast.tu.id)
    for _minute in range(3):
        tick()
    parts = parts_of(archive_of(cast))
    register = json.loads(parts["certificates/register.json"])
    assert {"full", "reprint", "participation"} == {one["what"] for one in register["files"]}
    assert [one["nomination_id"] for one in json.loads(parts["decision/decision.json"])["lines"] if one["granted"]]
    status, said = checked(parts, tmp_path, capsys)
    assert status == 0, said
    decision = edited(lambda one: one["revocations"].clear())(parts["decision/decision.json"])
    assert checked({**parts, "decision/decision.json": decision}, tmp_path, capsys)[0] == 1
