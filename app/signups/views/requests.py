"""What waits for one's answer, in one list: seats that are kept for one, and what higher rooms add (asks to help out,
offers of seats, what one has offered). On one's own shifts, on a page of its own, and on the first page."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from flask import url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.core.clock import now
from app.core.policy import Permission, needs
from app.core.web import page
from app.core.words import hours, long_day, when
from app.signups.models import WAITING
from app.signups.queries import shifts_of

from . import bp


class Choice(NamedTuple):
    """A button under a request: it posts ``answer`` (where there is one) to its address, or leads there by a link."""

    label: str
    address: str
    answer: str = ""
    quiet: bool = False
    disabled: bool = False
    link: bool = False


class Request(NamedTuple):
    """Something about a shift that waits for an answer; ``why``: why it can't be taken."""

    starts_at: datetime
    shift_id: int
    point: str
    when: str
    says: str
    choices: tuple[Choice, ...]
    why: str = ""


_ADDED: list[Callable[..., list[Request]]] = []


def adds_requests(found: Callable[..., list[Request]]) -> Callable[..., list[Request]]:
    """Above a function of a higher room that returns more requests to the reader; it is handed their sign-ups
    (``shifts_of``), and asked only where something waits for them."""
    _ADDED.append(found)
    return found


@bp.get("/my/asks")
@needs(Permission.SHIFT_CLAIM)
def requests():
    return page("signups/requests.html", parts=("requests",), requests=requests_of(shifts_of(current_user.id)))


def requests_of(rows) -> list[Request]:
    """By the start of their shift; ``rows`` are the reader's sign-ups."""
    found = seats_kept(rows)
    if current_user.waiting:
        found += [request for add in _ADDED for request in add(rows)]
    return sorted(found, key=lambda one: (one.starts_at, one.shift_id))


def seats_kept(rows) -> list[Request]:
    """The seats that are kept for the reader now, without a statement."""
    moment = now()
    return [_kept(row) for row in rows if row.state == WAITING and row.offered_until and row.offered_until > moment]


def _kept(row) -> Request:
    take = Choice(_("Take the shift"), url_for("signups.sign_up", shift_id=row.id))
    leave = Choice(_("Don't take it"), url_for("signups.leave_question", shift_id=row.id), quiet=True, link=True)
    return Request(
        starts_at=row.starts_at,
        shift_id=row.id,
        point=row.point,
        when=f"{hours(row.starts_at, row.ends_at)}, {long_day(row.day)}",
        says=_("A seat is kept for you until %(moment)s", moment=when(row.offered_until)),
        choices=(take, leave),
    )
