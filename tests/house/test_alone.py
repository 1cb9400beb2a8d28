"""No path by which fewer than two people change who is on a locked list, decide, or change what was decided.

Each role sends, as the one account that it is, every form of the site against a locked list about which the council
is called, and against a decision that has its number. What stands afterwards is what stood before.
"""

import re
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from app.core.db import action, db
from app.core.policy import Role
from app.people.models import User
from tests.conftest import on_sqlite
from tests.house.alone import PLAYERS, Alone
from tests.people.conftest import HASH

DOCS = Path(__file__).parents[2] / "docs/security.md"
# A role decides what is let in, the database what it lets happen: each role once, whoever may most on both.
MOST_POWER = (Role.SECRETARY, Role.WARD_LEADER, Role.CLERK)
CASES = [
    *(("sqlite", role) for role in PLAYERS),
    *(pytest.param("postgresql", role, marks=pytest.mark.postgresql) for role in MOST_POWER),
]


@action
def _with_a_password(user_id: int) -> None:
    db.session.get(User, user_id).password_hash = HASH


def alone(app, cast, as_, role, **more) -> Alone:
    person = getattr(cast, PLAYERS[role])
    with app.app_context():
        _with_a_password(person.id)
        db.session.remove()
    return Alone(app, cast, as_(person, proved=True), **more)


def _nothing_alone(app, cast, as_, role) -> Alone:
    tried = alone(app, cast, as_, role)
    tried.go()
    assert tried.found == [], f"{role} alone: {tried.found}"
    doors = {("POST", rule.rule) for rule in app.url_map.iter_rules() if "POST" in rule.methods}
    assert set(tried.paths) == doors
    return tried


@pytest.mark.parametrize(("engine_name", "role"), CASES)
def test_of_a_locked_list_nobody_alone_changes_who_is_commended_or_decides(app, cast, as_, role, listed_round):
    _nothing_alone(app, cast, as_, role)


# Those whose work a decision still is once it has its number, and who could give themselves such a role.
AFTER = [*MOST_POWER, Role.ADMINISTRATOR]


@pytest.mark.parametrize(("engine_name", "role"), [("sqlite", role) for role in AFTER])
def test_of_a_numbered_decision_nobody_alone_changes_what_it_says(app, cast, as_, role, numbered_round):
    _nothing_alone(app, cast, as_, role)


def test_forms_are_all_that_changes_anything(app):
    assert {verb for rule in app.url_map.iter_rules() for verb in rule.methods} == {"GET", "HEAD", "OPTIONS", "POST"}


@on_sqlite
def test_a_guard_that_is_missing_is_found(app, cast, as_, listed_round, monkeypatch):
    """The control: where one alone may leave out the council, its rule and its trigger gone, the leader decides."""
    monkeypatch.setattr(sys.modules["app.council.actions.settings"], "takes_two", lambda *facts: False)
    with app.app_context(), db.engine.begin() as connection:
        for (name,) in connection.execute(text("SELECT name FROM sqlite_master WHERE tbl_name = 'council_settings'")):
            if name in GUARDS:
                connection.execute(text(f"DROP TRIGGER {name}"))
    one = alone(app, cast, as_, Role.WARD_LEADER)
    one.go(turns=1)
    assert {"award_decisions", "award_lines", "rounds"} <= {
        name for _url, _form, names in one.found for name in names
    }


GUARDS = ("council_settings_second_insert", "council_settings_second_update")
HEAD = "## Alone: every form that one account can send"


def _list(app) -> str:
    """What the page on security says was tried: each address that takes a form, by who may enter."""
    doors: dict[str, list[str]] = {}
    for rule in app.url_map.iter_rules():
        if "POST" in rule.methods:
            doors.setdefault(str(app.view_functions[rule.endpoint].access), []).append(rule.rule)
    number = sum(map(len, doors.values()))
    lines = [
        f"{number} addresses take a form; each of {len(PLAYERS)} accounts sent all of them, against a locked list:",
        "",
    ]
    lines += ["| who may enter | addresses |", "|---|---|"]
    for access in sorted(doors):
        lines.append(f"| `{access}` | {', '.join(f'`{address}`' for address in sorted(doors[access]))} |")
    return "\n".join(lines)


@on_sqlite
def test_the_page_on_security_lists_what_was_tried(app):
    """Printed where it differs, to be put there."""
    part = re.search(rf"{re.escape(HEAD)}\n(.*?)(?=\n## |\Z)", DOCS.read_text(), re.S)
    assert part and _list(app) in part[1], f"in {DOCS.name}, under {HEAD!r}:\n\n{_list(app)}"
