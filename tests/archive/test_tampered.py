"""Whatever somebody changes in an archive is found: by MANIFEST, most of it even where that is written anew."""

import json
import zipfile

import pytest

from app.archive.rules import MANIFEST
from tests.archive.conftest import checked, edited, parts_of, script


@pytest.fixture
def parts(whole):
    return parts_of(whole.data)


def swap(old: bytes, new: bytes):
    def change(data: bytes) -> bytes:
        assert old in data, old
        return data.replace(old, new, 1)

    return change


def first_line(data: bytes) -> bytes:
    return data.split(b"\n", 1)[1]


def _chosen(nominations: list) -> dict:
    return next(one for one in nominations if one["choices"])


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
    "a name in the register": (
        "certificates/register.json",
        edited(lambda one: one["certificates"][0].update(name="Người Khác")),
    ),
    "who chose": ("round/nominations.json", edited(lambda one: _chosen(one)["choices"][0].update(by=1))),
    "a place of the round": ("round/round.json", edited(lambda one: one["round"].update(quota_individuals=2))),
    "the hall": ("result/ceremony.json", edited(lambda one: one.update(place="Nơi khác"))),
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
