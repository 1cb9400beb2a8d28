"""Heads kept elsewhere: they find what a chain that was computed anew to its end hides."""

import pytest
from sqlalchemy import select, text

from app.audit.models import Entry
from app.audit.queries import COLUMNS, broken_links, heads
from app.audit.rules import FIELDS, GENESIS, KeptError, link, read_heads
from app.core.db import action, db
from app.core.events import announce
from app.people.events import PersonChanged


@pytest.fixture
def run(app):
    return lambda *words: app.test_cli_runner().invoke(args=["verify-chain", *map(str, words)])


@pytest.fixture
def kept(run, tmp_path, cast):
    """What ``--heads`` printed before anything happened."""
    file = tmp_path / "heads.txt"
    file.write_text(run("--heads").stdout, "utf-8")
    return file


@action
def _say(ward_id, n):
    announce(PersonChanged(ward_id=ward_id, subject_id=n, by=None, after={"rows": n}))


def _loosen():
    for table, name in (("audit_entries", "no_update"), ("audit_entries", "no_delete"), ("audit_heads", "forward")):
        on = "" if db.engine.dialect.name == "sqlite" else f" ON {table}"
        db.session.execute(text(f"DROP TRIGGER {table}_{name}{on}"))


def test_the_print_names_every_chain_its_entries_and_its_hash(app, run, cast):
    found = run("--heads")
    lines = {line.split(" ", 3)[0]: line.split(" ", 3)[1:] for line in found.stdout.splitlines()}
    assert found.exit_code == 0
    with app.app_context():
        last = db.session.scalars(
            select(Entry).where(Entry.chain == cast.cua_nam.id).order_by(Entry.seq.desc()).limit(1)
        ).one()
        assert lines[str(cast.cua_nam.id)] == [str(last.seq), last.hash, cast.cua_nam.name]
        assert len(lines) == len(heads())
        db.session.remove()


def test_a_trail_that_went_on_is_sound(app, run, cast, kept):
    with app.app_context():
        _say(cast.cua_nam.id, 1)
        _say(None, 2)
        db.session.remove()
    found = run("--against", kept)
    assert (found.exit_code, "every link holds" in found.output) == (0, True)


def test_a_chain_computed_anew_to_its_end_looks_sound_and_is_named(app, run, cast, kept):
    with app.app_context():
        _rewrite(cast.cua_nam.id)
        assert broken_links()[1] == []
        db.session.remove()
    assert run().exit_code == 0
    found = run("--against", kept)
    assert found.exit_code == 1
    assert f"chain {cast.cua_nam.id} ({cast.cua_nam.name}): rewritten" in found.output


def test_a_chain_cut_off_with_its_head_is_named(app, run, cast, kept):
    with app.app_context():
        _cut(cast.cua_nam.id)
        assert broken_links()[1] == []
        db.session.remove()
    found = run("--against", kept)
    assert found.exit_code == 1
    assert f"chain {cast.cua_nam.id} ({cast.cua_nam.name}): cut off" in found.output


@pytest.mark.parametrize("content", [b"", b"nothing of the kind\n", b"1 2 abc x\n", b"\xff\xfe", b"1 2\n"])
def test_another_file_is_one_line(run, cast, tmp_path, content):
    file = tmp_path / "other.txt"
    file.write_bytes(content)
    found = run("--against", file)
    assert (found.exit_code, len(found.stderr.strip().splitlines())) == (1, 1)


def test_a_print_reads_back_as_it_was_written(app, cast):
    with app.app_context():
        assert read_heads("\ufeff" + "\r\n".join(head.line() for head in heads()) + "\n\n") == heads()
        db.session.remove()
    with pytest.raises(KeptError, match="line 2"):
        read_heads(f"1 2 {GENESIS} x\n1 2 x\n")


def _rewrite(chain):
    """What the owner of the database could do: change an entry and compute everything after it anew."""
    _loosen()
    db.session.execute(text("UPDATE audit_entries SET reason = 'x' WHERE chain = :c AND seq = 2"), {"c": chain})
    db.session.commit()
    prev = GENESIS
    for entry in db.session.execute(select(Entry.id, *COLUMNS).where(Entry.chain == chain).order_by(Entry.seq)).all():
        fields = [entry.at.isoformat() if name == "at" else getattr(entry, name) for name in FIELDS]
        new = link(prev, *fields)
        place = {"p": prev, "h": new, "i": entry.id}
        db.session.execute(text("UPDATE audit_entries SET prev_hash = :p, hash = :h WHERE id = :i"), place)
        prev = new
    db.session.execute(text("UPDATE audit_heads SET hash = :h WHERE chain = :c"), {"h": prev, "c": chain})
    db.session.commit()


def _cut(chain):
    _loosen()
    of = {"c": chain}
    db.session.execute(
        text(
            "DELETE FROM audit_entries WHERE chain = :c AND seq = "
            "(SELECT max(seq) FROM audit_entries WHERE chain = :c)"
        ),
        of,
    )
    db.session.execute(
        text(
            "UPDATE audit_heads SET (seq, hash) = (SELECT seq, hash FROM audit_entries WHERE chain = :c "
            "ORDER BY seq DESC LIMIT 1) WHERE chain = :c"
        ),
        of,
    )
    db.session.commit()
