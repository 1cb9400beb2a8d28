"""What this room adds to pages about people: asking for a role that decides, and who does not decide yet."""

from flask_login import current_user

from app.core.clock import now
from app.core.pieces import adds, drawn, reads
from app.core.place import ward_here
from app.core.policy import Permission
from app.core.words import kept
from app.powers.forms import RoleForm
from app.powers.queries import on_the_page_of
from app.powers.views.asking import choices


@reads("person")
def with_waits(query):
    return query.add_columns(*on_the_page_of(ward_here(Permission.ROLE_CONSENT)))


@adds("person")
def does_not_decide_yet(person, read) -> str:
    until = read.decides_from
    if until is None or until <= now() or ward_here(Permission.ROLE_CONSENT) is None:
        return ""
    return drawn("powers/_wait.html", person=person, until=until)


@adds("person.roles")
def way_to_ask(person, read) -> str:
    ward_id = ward_here(Permission.PERSON_GRANT)
    roles = choices(ward_id) if ward_id and person.id != current_user.id else []
    if not roles and not read.roles_asked:
        return ""
    form = RoleForm(formdata=None, roles=roles) if roles else None
    return drawn("powers/_ask.html", person=person, form=form, asked=read.roles_asked)


@adds("account")
def i_do_not_decide_yet() -> str:
    return kept("powers/_lines.html", "mine", current_user.why_not_yet()) if current_user.waits else ""


@adds("people")
def what_waits() -> str:
    return kept("powers/_lines.html", "listed") if ward_here(Permission.ROLE_CONSENT) is not None else ""


@adds("people.new")
def somebody_who_decides() -> str:
    ward_id = ward_here(Permission.PERSON_GRANT)
    return kept("powers/_lines.html", "new") if ward_id and choices(ward_id) else ""
