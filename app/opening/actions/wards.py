"""A ward with the secretary who then opens its campaign."""

from app.core.again import asked_again
from app.core.clock import today
from app.core.db import action
from app.core.policy import Held, Role
from app.core.reasons import Refused
from app.opening.queries import ward_like
from app.opening.rules import OpeningAnswer
from app.people.actions import add_person, grant_role, invite
from app.people.models import User
from app.people.queries import held_from, user_by_login
from app.places.actions import add_ward


@asked_again
@action
def add_ward_with_secretary(
    ward: str, province: str, name: str, phone: str | None, email: str | None, by: int, own: tuple[Held, ...]
) -> tuple[User, str | None]:
    """The ward, its secretary (new, or known by phone or e-mail while they work nowhere yet), and a sign-in slip:
    (the secretary, the code; None where they have a password already).

    Sent again with the same ward and secretary it makes no second ward, and a new slip in place of the first one.
    Refused: WARD_THERE, LOGIN_ELSEWHERE, and what ``invite`` refuses.
    """
    there, user = ward_like(ward, province), user_by_login(phone or email or "")
    held = held_from(user.id, today()) if user else ()
    if there is not None:
        if Held(Role.SECRETARY, there.id) not in held:
            raise Refused(OpeningAnswer.WARD_THERE)
        ward_id = there.id
    else:
        if held:
            raise Refused(OpeningAnswer.LOGIN_ELSEWHERE)
        ward_id = add_ward(ward, province, by).id
        if user is None:
            user = add_person(name, by=by, phone=phone, email=email, ward_id=ward_id)
        grant_role(user, Role.SECRETARY, by, ward_id, own=own)
    return user, None if user.password_hash else invite(user, by, own, ward_id)
