"""A round that went all the way: decided, numbered, certificates issued, announced; and its archive."""

import importlib.util
import io
import json
import random
import zipfile
from hashlib import sha256
from types import SimpleNamespace

import pytest

from app.archive.making import make_archive
from app.archive.rules import MANIFEST, SCRIPT, manifest
from app.audit.queries import heads
from app.core import clock
from app.core.db import db
from app.papers.actions import issue
from app.papers.actions.clerk import set_numbers
from app.papers.actions.issue import issue_certificates, keep_file
from app.papers.printing import merit_pdf
from app.papers.queries.heads import head_of
from app.results.actions import plan_ceremony, publish_result
from tests.cast import MORNING
from tests.conftest import site
from tests.papers.conftest import DECISION, NOTHING, decide_a_round

BASE = "https://gocua.example"


def _load():
    spec = importlib.util.spec_from_file_location("recompute", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


script = _load()


def all_the_way(cast, monkeypatch) -> None:
    """With codes that come out alike every time."""
    dice = random.Random(7)
    monkeypatch.setattr(issue, "new_code", lambda: "".join(dice.choices("ABCDEFGHJK", k=10)))
    decide_a_round(cast)
    set_numbers(cast.campaign.id, {"decision": DECISION, "submission": NOTHING, "minutes": NOTHING}, cast.tu.id)
    head, _ = issue_certificates(cast.campaign.id, cast.tu.id)
    keep_file(head_of(cast.campaign.id), "full", "giay-khen.pdf", merit_pdf(head, BASE), cast.tu.id)
    publish_result(cast.campaign.id, "initials", cast.tu.id)
    plan_ceremony(cast.campaign.id, None, "Hội trường", None, None, by=cast.tu.id)
    db.session.remove()


def archive_of(cast) -> bytes:
    target = io.BytesIO()
    make_archive(cast.campaign.id, target)
    return target.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def packed(parts: dict[str, bytes], honest: bool = False) -> io.BytesIO:
    """A .zip of these parts; unless ``honest``, MANIFEST is written anew, as somebody who cheats would."""
    if not honest:
        sums = [(name, sha256(data).hexdigest()) for name, data in parts.items() if name != MANIFEST]
        parts = {**parts, MANIFEST: manifest(sums).encode()}
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return target


def checked(parts, tmp_path, capsys, *more, honest=False) -> tuple[int, str]:
    (tmp_path / "a.zip").write_bytes(packed(parts, honest).getvalue())
    status = script.main([str(tmp_path / "a.zip"), *more])
    return status, capsys.readouterr().out


def edited(change):
    """Change a JSON file as a value."""

    def run(data: bytes) -> bytes:
        value = json.loads(data)
        change(value)
        return json.dumps(value, ensure_ascii=False).encode()

    return run


@pytest.fixture(scope="session")
def whole(_sqlite_template, tmp_path_factory):
    """Such an archive as its bytes, made once: what both databases make of it is the same (test_archive.py)."""
    template, cast = _sqlite_template
    home = tmp_path_factory.mktemp("archive")
    (home / "gocua.sqlite").write_bytes(template.read_bytes())
    app = site(f"sqlite:///{home / 'gocua.sqlite'}", home)
    with pytest.MonkeyPatch.context() as patch, app.app_context(), clock.at(MORNING):
        all_the_way(cast, patch)
        made = SimpleNamespace(data=archive_of(cast), cast=cast, heads="".join(f"{one.line()}\n" for one in heads()))
        db.session.remove()
        db.engine.dispose()
    return made


@pytest.fixture
def finished(app, cast, monkeypatch):
    with app.app_context():
        all_the_way(cast, monkeypatch)
