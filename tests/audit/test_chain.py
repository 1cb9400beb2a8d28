"""The trail: every event one entry, each holding the hash of the one before, and nothing ever changed."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from app.audit.actions import MANY
from app.audit.models import Entry
from app.audit.queries import broken_links
from app.core.db import action, db
from app.core.events import announce, announce_all
from app.people.events import PersonChanged


@action
def _say(ward_id, *numbers):
    announce_all([PersonChanged(ward_id=ward_id, subject_id=n, by=None, after={"rows": n}) for n in numbers])


def test_the_cast_moved_in_and_every_link_holds(room, cast):
    count, breaks = broken_links()
    assert count > 20
    assert breaks == []


def test_many_events_at_once_and_one_by_one_make_the_same_kind_of_chain(room, cast):
    _say(cast.cua_nam.id, 1, 2, 3)
    _say(cast.cua_nam.id, 4)
    assert broken_links()[1] == []


def test_a_verb_with_many_events_writes_them_in_one_statement(room, cast, count_sql):
    """Their hashes are told behind the locked heads, of chains that have one and of one that has none yet."""
    awkward = 'Tổ "số 1" \\ \n\t {} ’ 🏠 %s :x'
    wards = [cast.cua_nam.id, None, cast.kien_hung.id]
    told = [
        PersonChanged(ward_id=wards[n % 3], subject_id=n, by=None, after={"address": awkward}, reason=awkward)
        for n in range(3 * MANY)
    ]
    with count_sql() as statements:
        action(announce_all)(told)
    assert sum("INSERT INTO audit_entries" in one for one in statements) == 1
    _say(cast.cua_nam.id, 1)
    assert broken_links()[1] == []
    rows = db.session.query(Entry).filter_by(chain=cast.kien_hung.id).order_by(Entry.seq).all()[-MANY:]
    assert [row.subject_id for row in rows] == [n for n in range(3 * MANY) if n % 3 == 2]
    assert {row.reason for row in rows} == {awkward}


@pytest.mark.parametrize(
    ("second", "why"), [((2, "b"), None), ((3, "b"), "gap"), ((1, "b"), "twice"), ((2, "x"), "not linked")]
)
def test_the_database_looks_at_each_of_several_entries(room, cast, second, why):
    """One statement, two entries: the first follows the head."""
    head = "FROM audit_heads WHERE chain = :chain"
    chain, same = {"chain": cast.cua_nam.id}, "CAST('2025-01-01' AS timestamp), 'x', 'x', '{}', '{}', ''"
    if db.engine.dialect.name == "sqlite":
        same = same.replace("CAST('2025-01-01' AS timestamp)", "'2025-01-01'")
    statement = text(
        "INSERT INTO audit_entries (chain, at, action, subject, before, after, reason, seq, prev_hash, hash) "
        f"SELECT chain, {same}, seq + 1, hash, 'b' {head} UNION ALL SELECT chain, {same}, seq + :n, :prev, 'c' {head}"
    )
    found = chain | {"n": second[0], "prev": second[1]}
    if why is None:
        before = db.session.scalar(text(f"SELECT seq {head}"), chain)
        db.session.execute(statement, found)
        assert tuple(db.session.execute(text(f"SELECT seq, hash {head}"), chain).one()) == (before + 2, "c")
    else:
        with pytest.raises(IntegrityError):
            db.session.execute(statement, found)


def test_what_the_database_hashes_is_what_the_check_hashes(room, cast):
    awkward = 'Tổ "số 1" \\ \n\t {} ’ 🏠 %s :x'
    told = PersonChanged(ward_id=cast.cua_nam.id, subject_id=1, by=None, before={"address": awkward}, reason=awkward)
    action(announce)(told)
    assert broken_links()[1] == []
    assert db.session.query(Entry).order_by(Entry.id.desc()).first().reason == awkward


def test_verbs_inside_a_verb_are_written_down_once_at_its_end(room, cast, count_sql):
    @action
    def outer(fails):
        _say(cast.cua_nam.id, 1)
        _say(None, 2)
        _say(cast.cua_nam.id, 3)
        if fails:
            raise KeyError

    with pytest.raises(KeyError):
        outer(True)
    before = db.session.query(Entry).count()
    with count_sql() as statements:
        outer(False)
    assert sum("audit_entries" in one for one in statements) == 1
    rows = db.session.query(Entry).order_by(Entry.id).all()[before:]
    assert [row.subject_id for row in rows if row.chain] == [1, 3]
    assert [row.subject_id for row in rows if not row.chain] == [2]
    assert broken_links()[1] == []


def test_an_event_outside_a_ward_has_a_chain_of_its_own(room):
    before = db.session.query(Entry).filter_by(chain=0).count()
    _say(None, 1)
    assert db.session.query(Entry).filter_by(chain=0).count() == before + 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entries SET reason = 'x' WHERE id = 1",
        "DELETE FROM audit_entries WHERE id = 1",
        "DELETE FROM audit_heads",
        "UPDATE audit_heads SET seq = 0",
        "UPDATE audit_heads SET seq = seq + 1, hash = 'x'",
        "INSERT INTO audit_entries (chain, seq, at, action, subject, before, after, reason, prev_hash, hash) "
        "VALUES (0, 999, '2025-01-01', 'x', 'x', '{}', '{}', '', 'x', 'x')",
    ],
)
def test_the_database_refuses_to_rewrite_the_trail(room, statement):
    with pytest.raises(IntegrityError):
        db.session.execute(text(statement))


def test_replacing_a_row_is_no_way_round_the_triggers(room, cast):
    """SQLite's own INSERT OR REPLACE deletes first; PostgreSQL knows no such words."""
    place = {"w": cast.cua_nam.id, "c": cast.campaign.id}
    columns = "ward_id, campaign_id, version, document, made_at"
    db.session.execute(text(f"INSERT INTO schemes ({columns}) VALUES (:w, :c, 1, '{{}}', '2025-08-14')"), place)
    db.session.commit()
    with pytest.raises(DBAPIError):
        db.session.execute(
            text(f"INSERT OR REPLACE INTO schemes ({columns}) VALUES (:w, :c, 1, 'changed', '2025-08-14')"), place
        )
    db.session.rollback()
    assert db.session.scalar(text("SELECT document FROM schemes")) == "{}"


def test_an_entry_changed_behind_the_triggers_is_found(room, cast):
    _without_triggers('UPDATE audit_entries SET after = \'{"name":"x"}\' WHERE seq = 3 AND chain = :chain', cast)
    assert [(b.seq, b.why) for b in broken_links()[1]] == [(3, "changed")]


def test_a_trail_cut_off_at_its_end_is_found(room, cast):
    _without_triggers(
        "DELETE FROM audit_entries WHERE chain = :chain AND seq = "
        "(SELECT max(seq) FROM audit_entries WHERE chain = :chain)",
        cast,
    )
    assert broken_links()[1][0].why == "cut off at the end"


def test_the_command_names_the_first_broken_link(app, cast):
    with app.app_context():
        assert "every link holds" in app.test_cli_runner().invoke(args=["verify-chain"]).output
        _without_triggers("UPDATE audit_entries SET reason = 'x' WHERE seq = 2 AND chain = :chain", cast)
        result = app.test_cli_runner().invoke(args=["verify-chain"])
    assert result.exit_code == 1
    assert f"chain {cast.cua_nam.id}: entry 2: changed" in result.output


def test_what_is_announced_outside_of_a_verb_is_lost_with_its_transaction(room):
    announce(PersonChanged(ward_id=None, subject_id=77, by=None))
    db.session.rollback()
    assert db.session.query(Entry).filter_by(subject_id=77, subject="person").count() == 0


def _without_triggers(statement, cast):
    """What somebody with the database's own key could do."""
    for verb in ("update", "delete"):
        if db.engine.dialect.name == "sqlite":
            db.session.execute(text(f"DROP TRIGGER audit_entries_no_{verb}"))
        else:
            db.session.execute(text(f"DROP TRIGGER audit_entries_no_{verb} ON audit_entries"))
    db.session.execute(text(statement), {"chain": cast.cua_nam.id})
    db.session.commit()
