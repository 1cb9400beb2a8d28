"""Commands: thin, they call the same verbs as the site."""

import os
import sys
from functools import wraps

import click
from flask.cli import with_appcontext
from flask_migrate.cli import db as migrations
from sqlalchemy.exc import OperationalError, ProgrammingError

from app.archive.cli import COMMANDS as archive
from app.audit.cli import COMMANDS as audit
from app.campaigns.queries import campaign_by_slug
from app.core.clock import today
from app.core.db import action
from app.core.isolated import Isolated
from app.core.policy import Role
from app.core.reasons import Refused
from app.core.text import TextProblem, clean_name, normalise_email, normalise_phone
from app.core.words import say
from app.exchange.cli import COMMANDS as exchange
from app.messages.cli import COMMANDS as messages
from app.people.actions import add_person, grant_role, set_first_password
from app.people.passwords import hash_password
from app.people.queries import user_by_login
from app.people.rules import PasswordAnswer, may_use_password
from app.places.queries import team_called
from app.powers.notices import tell_of_command
from app.ranking.cli import COMMANDS as ranking
from app.seeds.cli import COMMANDS as demo


def fail(message: str):
    """End with one line on standard error and status 1."""
    click.echo(message, err=True)
    sys.exit(1)


def the_campaign(slug: str):
    campaign = campaign_by_slug(slug)
    return campaign or fail(f"no campaign has the slug {slug}")


def _password() -> str:
    return os.environ.get("GOCUA_PASSWORD") or click.prompt("Password", hide_input=True, confirmation_prompt=True)


@action
def _let_in(login: str, name: str, password: str, role: Role, ward_id: int | None = None, **place):
    """The person with this login, new or known, and the role: both or neither. Whoever is known keeps name and
    password, but gets this password where there was none. Raises Refused."""
    user = user_by_login(login)
    if user is None:
        user = _new_person(login, name, password, ward_id)
    elif not set_first_password(user, password, by=None):
        click.echo(f"{user.name} has an account with this login; name and password stay as they are", err=True)
    tell_of_command(grant_role(user, role, by=None, ward_id=ward_id, **place))
    return user


def _new_person(login: str, name: str, password: str, ward_id: int | None):
    phone = normalise_phone(login) if "@" not in login else None
    email = normalise_email(login) if "@" in login else None
    if not phone and not email:
        fail(f"{login} is neither a phone number nor an e-mail address")
    try:
        name = clean_name(name, 200)
    except TextProblem as problem:
        fail(f"the name can't be used: {say(problem.code, **problem.facts)}")
    if not name:
        fail("a name is needed")
    answer = may_use_password(password, (phone or "", email or "", name))
    if answer is not PasswordAnswer.YES:
        fail(say(answer))
    return add_person(name, by=None, phone=phone, email=email, password_hash=hash_password(password), ward_id=ward_id)


@click.command("create-user")
@click.option("--campaign", "slug", required=True, help="Slug of a campaign of the ward.")
@click.option("--role", required=True, type=click.Choice([role.value for role in Role]))
@click.option("--login", required=True, help="Phone number or e-mail address.")
@click.option("--name", required=True)
@click.option("--team", default="", help="Team of the ward; a team leader without one leads all of its teams.")
@with_appcontext
def create_user(slug, role, login, name, team):
    """Add a person with a role in a campaign's ward (password from GOCUA_PASSWORD, else prompted)."""
    campaign = the_campaign(slug)
    team_id = None
    if team:
        found = team_called(campaign.ward_id, team)
        team_id = found.id if found else fail(f"the ward has no team named {team}")
    starts = min(campaign.starts_on, today())
    try:
        user = _let_in(login, name, _password(), Role(role), campaign.ward_id, team_id=team_id, starts_on=starts)
    except Refused as refused:
        fail(say(refused.reason, **refused.facts))
    click.echo(f"{user.name} is {role} in {slug}")


@click.command("create-admin")
@click.option("--login", required=True, prompt=True, help="Phone number or e-mail address.")
@click.option("--name", required=True, prompt=True)
@with_appcontext
def create_admin(login, name):
    """Add the first administrator of the site (password from GOCUA_PASSWORD, else prompted)."""
    try:
        user = _let_in(login, name, _password(), Role.ADMINISTRATOR)
    except Refused as refused:
        fail(say(refused.reason, **refused.facts))
    click.echo(f"{user.name} is administrator of the site")


def plainly(command, hint="has flask db upgrade been run?"):
    """A database that is gone or was never made is one line and status 1, no page of Python."""

    @wraps(command)
    def run(*args, **kwargs):
        try:
            return command(*args, **kwargs)
        except (OperationalError, ProgrammingError) as error:
            told = " ".join(str(error.orig).split())
            fail(f"the database does not answer as it should ({told}): {hint}")
        except Isolated as error:
            fail(f"what ran in a process of its own gave no answer ({error})")

    return run


COMMANDS = (create_user, create_admin, *archive, *audit, *exchange, *messages, *ranking, *demo)
# Once and here: the commands are shared by all apps of a process.
for _command in COMMANDS:
    _command.callback = plainly(_command.callback)
for _command in migrations.commands.values():
    _command.callback = plainly(_command.callback, "look at DATABASE_URL and GOCUA_HOME")


def init_app(app) -> None:
    for command in COMMANDS:
        app.cli.add_command(command)
