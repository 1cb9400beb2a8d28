"""Commands that let people in, as the first administrator types them."""

import pytest
from sqlalchemy import func, select

from app import cli
from app.contributions.models import Log
from app.core.db import db
from app.core.policy import ROLES_OF_POWER, Role
from app.messages.models import Message
from app.people.actions import add_person
from app.people.models import Grant, User
from app.people.queries import user_by_login

PASSWORD = "mưa nắng gió bão"


@pytest.fixture
def run(app, monkeypatch):
    """``run("create-user", ...)``: what the command answers."""
    monkeypatch.setenv("GOCUA_PASSWORD", PASSWORD)
    return lambda *words: app.test_cli_runner().invoke(args=list(words))


def create(run, role, login="0977000001", *more):
    words = ("create-user", "--campaign", "cua-nam-2025", "--role", role, "--login", login, "--name", "Trần Thị Mới")
    return run(*words, *more)


def count(app, model):
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(model))


@pytest.mark.parametrize("role", list(Role))
def test_every_role_is_given_without_a_team_and_the_person_signs_in(app, run, anonymous, cast, role):
    found = create(run, role.value)
    assert (found.exit_code, found.stderr) == (0, "")
    answer = anonymous.post("/sign-in", data={"login": "+84 977 000 001", "password": PASSWORD})
    assert (answer.status_code, answer.location) == (303, "/")
    assert anonymous.get("/").status_code == 200


@pytest.mark.parametrize("role", list(Role))
def test_of_a_role_that_decides_those_who_decide_are_told(app, run, cast, role):
    create(run, role.value)
    with app.app_context():
        told = db.session.scalars(select(Message.user_id).where(Message.kind == "power.granted")).all()
        new = user_by_login("0977000001").id
        db.session.remove()
    deciding = [cast.hoa.id, cast.son.id, cast.mai.id, cast.tu.id, new]
    assert sorted(told) == (sorted(deciding) if role in ROLES_OF_POWER else [])


def test_a_leader_without_a_team_files_for_any_team_of_the_ward_and_of_no_other(app, run, anonymous, cast):
    create(run, "team_leader")
    anonymous.post("/sign-in", data={"login": "0977000001", "password": PASSWORD})
    form = anonymous.get("/logs/team/new").text
    assert cast.team1.name in form and cast.team2.name in form and cast.other_team.name not in form
    log = {"client_ref": "a-collective-one", "day": "2025-08-13", "minutes": "60", "note": "Phát tờ rơi"}
    assert anonymous.post("/logs/team", data={**log, "team": cast.team2.id}).status_code == 303
    with app.app_context():
        assert db.session.scalars(select(Log.team_id).where(Log.user_id.is_(None))).all() == [cast.team2.id]
    assert anonymous.post("/logs/team", data={**log, "team": cast.other_team.id}).status_code == 422


def test_a_team_is_found_by_its_name_whatever_the_marks(app, run, cast):
    assert create(run, "team_leader", "0977000001", "--team", cast.team1.name.upper()).exit_code == 0
    with app.app_context():
        grant = db.session.scalar(select(Grant).order_by(Grant.id.desc()))
        assert (grant.role, grant.team_id) == ("team_leader", cast.team1.id)


def test_whoever_came_by_a_roster_gets_a_first_password_and_nobody_a_second(app, run, anonymous, cast):
    with app.app_context():
        add_person("Người Trong Danh Sách", by=None, phone="0977000002")
    assert create(run, "volunteer", "0977000002").exit_code == 0
    assert anonymous.post("/sign-in", data={"login": "0977000002", "password": PASSWORD}).status_code == 303
    with app.app_context():
        before = user_by_login("0977000002").password_hash
    again = create(run, "clerk", "0977000002")
    assert again.exit_code == 0 and "stay as they are" in again.stderr
    with app.app_context():
        user = user_by_login("0977000002")
        assert (user.name, user.password_hash) == ("Người Trong Danh Sách", before)


@pytest.mark.parametrize(
    "more",
    [
        ("--campaign", "nowhere"),
        ("--login", "977"),
        ("--name", " "),
        ("--name", "a\x00b"),
        ("--team", "Tổ không có"),
        # Refused only after the person was written: nobody stays behind without a role.
        ("--team", "Tổ chuyển đổi số cộng đồng số 01"),
    ],
)
def test_what_cannot_be_is_said_in_a_line_and_nothing_is_written(app, run, cast, more):
    people, grants = count(app, User), count(app, Grant)
    found = create(run, "clerk", "0977000001", *more)
    assert found.exit_code == 1
    assert len(found.stderr.strip().splitlines()) == 1
    assert "Traceback" not in found.output
    assert (count(app, User), count(app, Grant)) == (people, grants)


def test_a_weak_password_is_refused(app, run, cast, monkeypatch):
    monkeypatch.setenv("GOCUA_PASSWORD", "12345678")
    people = count(app, User)
    assert create(run, "clerk").exit_code == 1
    assert count(app, User) == people


def test_an_administrator_of_the_site_holds_no_ward(app, run):
    assert run("create-admin", "--login", "Admin@Example.vn", "--name", "Lê Quản Trị").exit_code == 0
    with app.app_context():
        grant = db.session.scalar(select(Grant).order_by(Grant.id.desc()))
        assert (grant.role, grant.ward_id) == ("administrator", None)
        assert user_by_login("admin@example.vn").id == grant.user_id


def test_the_chain_is_checked(run, cast):
    found = run("verify-chain")
    assert (found.exit_code, "every link holds" in found.output) == (0, True)


def test_a_database_that_was_never_made_is_one_line(tmp_path, another_site):
    bare = another_site(SQLALCHEMY_DATABASE_URI=f"sqlite:///{tmp_path / 'none.sqlite'}")
    found = bare.test_cli_runner().invoke(args=["verify-chain"])
    assert (found.exit_code, len(found.stderr.strip().splitlines())) == (1, 1)
    assert "db upgrade" in found.stderr


def test_commands_are_the_same_however_many_apps_a_process_makes(app):
    before = [command.callback for command in cli.COMMANDS]
    cli.init_app(app)
    assert [command.callback for command in cli.COMMANDS] == before
