"""The archive: what is in it, what is not, the same bytes again, and what the script makes of it."""

import json
import re
import subprocess
import sys
import zipfile
from hashlib import sha256
from threading import Thread

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from app.archive import making
from app.archive.rules import ABOUT, ELSEWHERE, MANIFEST
from app.core.db import db
from app.core.events import Event
from app.papers import vault
from app.results.actions import withdraw_result
from tests.archive.conftest import all_the_way, archive_of, checked, edited, parts_of, script
from tests.conftest import site

# Of these rooms every event must be told apart: it speaks of a round, or it stays with the ward.
ROOMS = (
    "app.ranking.",
    "app.awards.",
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


def test_a_round_that_is_only_open_has_an_archive_too(room, cast, tmp_path, capsys):
    from app.awards.actions import open_round
    from tests.ranking.makers import adopt, campaign_of, some_logs

    adopt(cast)
    some_logs(cast)
    open_round(campaign_of(cast), None, {"individuals": 1, "collectives": 1}, by=cast.son.id)
    parts = parts_of(archive_of(cast))
    assert not any(name.startswith("papers/") for name in parts)
    assert checked(parts, tmp_path, capsys)[0] == 0


def swap(old: bytes, new: bytes):
    def change(data: bytes) -> bytes:
        assert old in data, old
        return data.replace(old, new, 1)

    return change


def first_line(data: bytes) -> bytes:
    return data.split(b"\n", 1)[1]


# What somebody changes who writes MANIFEST anew: found all the same.
CLEVER = {
    "a record in the ranking": ("ranking/document.json", swap(b'"minutes":60', b'"minutes":61')),
    "a name in the ranking": ("ranking/document.json", swap(b"Lan", "Lân".encode())),
    "the checksum": ("ranking/ranking.json", edited(lambda one: one.update(checksum="0" * 64))),
    "a place": ("ranking/standings.json", edited(lambda one: one[-1]["figures"].update(rank=1, points="99/1"))),
    "a row left out": ("ranking/standings.json", edited(lambda one: one.pop())),
    "the scheme": ("scheme/scheme.json", edited(lambda one: one.update(points_per_hour="7"))),
    "a candidate": ("round/nominations.json", edited(lambda one: one[0].update(name="Người Khác"))),
    "a choice": ("round/nominations.json", edited(lambda one: [each.update(choices=[]) for each in one])),
    "the list": ("round/round.json", edited(lambda one: one["list"].pop())),
    "the ranking it rests on": ("round/round.json", edited(lambda one: one["round"].update(ranking_id=99))),
    "a line of the decision": ("decision/decision.json", edited(lambda one: one["lines"][0].update(granted=False))),
    "a line left out": ("decision/decision.json", edited(lambda one: one["lines"].pop())),
    "the number": ("decision/decision.json", edited(lambda one: one["numbers"].update(decision_no=8))),
    "a certificate more": (
        "certificates/register.json",
        edited(
            lambda one: one["certificates"].append(dict(one["certificates"][0], nomination_id=999, register_no=9))
        ),
    ),
    "a file left out": ("certificates/register.json", edited(lambda one: one["files"].pop())),
    "an entry of the trail": ("trail/entries.jsonl", swap(b'"by": 6', b'"by": 7')),
    "an entry left out": ("trail/entries.jsonl", first_line),
    "the last hash": ("trail/hashes.txt", lambda data: data[:-65] + b"f" * 64 + b"\n"),
    "the list of hashes cut": ("trail/hashes.txt", first_line),
    "the end of the trail": ("trail/trail.json", edited(lambda one: one.update(last=3))),
}


def test_what_is_changed_is_found_even_where_manifest_was_written_anew(whole, parts, tmp_path, capsys):
    assert checked(parts, tmp_path, capsys)[0] == 0
    for what, (name, change) in CLEVER.items():
        if what == "an entry of the trail":
            change = swap(f'"by": {whole.cast.son.id}'.encode(), b'"by": 999')
        status, said = checked({**parts, name: change(parts[name])}, tmp_path, capsys)
        assert status == 1 and "[SAI / WRONG]" in said, what
    (kept,) = json.loads(parts["certificates/register.json"])["files"]
    status, said = checked({**parts, kept["file"]: b"%PDF-forged"}, tmp_path, capsys)
    assert status == 1 and kept["file"] in said


def test_manifest_finds_every_kind_of_file_changed_missing_or_added(parts, tmp_path, capsys):
    for name, data in parts.items():
        if name == MANIFEST:
            continue
        status, said = checked({**parts, name: data + b" "}, tmp_path, capsys, honest=True)
        assert status == 1 and f"File {name} was changed." in said, name
    for name in ("README.vi.txt", "papers/quyet-dinh.pdf", "council/council.json"):
        rest = {key: value for key, value in parts.items() if key != name}
        status, said = checked(rest, tmp_path, capsys, honest=True)
        assert status == 1 and f"File {name} is missing." in said, name
    status, said = checked({**parts, "papers/them.pdf": b"x"}, tmp_path, capsys, honest=True)
    assert status == 1 and "File papers/them.pdf is not in MANIFEST." in said
    for line in (b"no line of it\n", b"0" * 64 + b"  ../outside\n"):
        status, said = checked({**parts, MANIFEST: parts[MANIFEST] + line}, tmp_path, capsys, honest=True)
        assert status == 1 and "can't be read" in said


def test_a_rewritten_trail_is_found_against_a_kept_head(parts, tmp_path, capsys):
    about = json.loads(parts["trail/trail.json"])
    kept = tmp_path / "heads.txt"
    for line, status, word in (
        (f"{about['chain']} {about['last']} {about['hash']} phường", 0, "kept elsewhere"),
        (f"{about['chain']} {about['last']} {'0' * 64} phường", 1, "rewritten"),
        (f"{about['chain']} {about['last'] + 9} {'0' * 64} phường", 0, "later than"),
        (f"{about['chain'] + 1} 5 {'0' * 64} other", 0, "EVERYTHING FITS"),
    ):
        kept.write_text(line + "\n")
        found, said = checked(parts, tmp_path, capsys, "--heads", str(kept))
        assert (found, word in said) == (status, True), line


def test_what_is_no_archive_is_said(tmp_path, capsys):
    for data in (b"", b"no zip"):
        (tmp_path / "x.zip").write_bytes(data)
        with pytest.raises((OSError, zipfile.BadZipFile)):
            script.main([str(tmp_path / "x.zip")])
    (tmp_path / "empty").mkdir()
    assert script.main([str(tmp_path / "empty")]) == 1


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
