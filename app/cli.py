"""Commands: thin, they call the same verbs as the site."""

import os
import sys

import click
from flask.cli import with_appcontext

from app.audit.queries import broken_links
from app.campaigns.queries import campaign_by_slug
from app.core.clock import today
from app.core.policy import Role
from app.core.reasons import Refused
from app.core.text import TextProblem, clean_text, fold, normalise_email, normalise_phone
from app.core.words import say
from app.exchange.cli import COMMANDS as exchange
from app.people.actions import add_person, grant_role
from app.people.passwords import hash_password
from app.people.queries import user_by_login
from app.people.rules import PasswordAnswer, may_use_password
from app.places.queries import team_by_key
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


def _new_person(login: str, name: str, password: str, ward_id: int | None):
    phone = normalise_phone(login) if "@" not in login else None
    email = normalise_email(login) if "@" in login else None
    if not phone and not email:
        fail(f"{login} is neither a phone number nor an e-mail address")
    try:
        name = clean_text(name, 200)
    except TextProblem as problem:
        fail(f"the name can't be used: {problem}")
    if not name:
        fail("a name is needed")
    user = user_by_login(login)
    if user is not None:
        return user
    answer = may_use_password(password, (phone or "", email or "", name))
    if answer is not PasswordAnswer.YES:
        fail(say(answer))
    return add_person(name, by=None, phone=phone, email=email, password_hash=hash_password(password), ward_id=ward_id)


@click.command("create-user")
@click.option("--campaign", "slug", required=True, help="Slug of a campaign of the ward.")
@click.option("--role", required=True, type=click.Choice([role.value for role in Role]))
@click.option("--login", required=True, help="Phone number or e-mail address.")
@click.option("--name", required=True)
@click.option("--team", default="", help="Team of the ward; a team leader needs one.")
@with_appcontext
def create_user(slug, role, login, name, team):
    """Add a person with a role in a campaign's ward (password from GOCUA_PASSWORD, else prompted)."""
    campaign = the_campaign(slug)
    team_id = None
    if team:
        found = team_by_key(campaign.ward_id).get(fold(team))
        team_id = found.id if found else fail(f"the ward has no team named {team}")
    starts = min(campaign.starts_on, today())
    try:
        user = _new_person(login, name, _password(), campaign.ward_id)
        grant_role(user, Role(role), by=None, ward_id=campaign.ward_id, team_id=team_id, starts_on=starts)
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
        user = _new_person(login, name, _password(), None)
        grant_role(user, Role.ADMINISTRATOR, by=None)
    except Refused as refused:
        fail(say(refused.reason, **refused.facts))
    click.echo(f"{user.name} is administrator of the site")


@click.command("verify-chain")
@with_appcontext
def verify_chain():
    """Check the audit trail; names the first broken link of each chain and ends with status 1."""
    count, breaks = broken_links()
    for one in breaks:
        click.echo(f"chain {one.chain}: entry {one.seq}: {one.why}")
    if breaks:
        sys.exit(1)
    click.echo(f"{count} entries, every link holds")


COMMANDS = (create_user, create_admin, verify_chain, *exchange, *ranking, *demo)


def init_app(app) -> None:
    for command in COMMANDS:
        app.cli.add_command(command)
