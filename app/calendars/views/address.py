"""One's own calendar address: make it, make it anew, end it, say what it tells."""

from urllib.parse import urlsplit

from flask import url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.calendars import actions
from app.calendars.forms import CalendarForm
from app.calendars.queries import address_of
from app.core.policy import signed_in
from app.core.web import done, full_url_for, page

from . import bp


def _show(token: str | None = None, form=None, status: int = 200):
    known = address_of(current_user.id)
    if known is not None and form is None:
        chosen = {"with_line": known.with_line, "alarm": str(known.alarm_minutes or "")}
        form = CalendarForm(formdata=None, data=chosen)
    address = full_url_for("calendars.feed", token=token) if token else ""
    split = urlsplit(address)
    return page(
        "calendars/address.html",
        known=known,
        form=form,
        address=address,
        webcal=f"webcal://{split.netloc}{split.path}",
        status=status,
    )


@bp.get("/me/calendar")
@signed_in
def my_calendar():
    return _show()


@bp.post("/me/calendar")
@signed_in
def issue():
    """The page with the address, and not a redirect: it is told here or nowhere."""
    return _show(actions.issue_address(current_user.id))


@bp.post("/me/calendar/settings")
@signed_in
def settings():
    form = CalendarForm()
    if not form.validate():
        return _show(form=form, status=422)
    kept = actions.set_address(current_user.id, form.with_line.data, form.alarm_minutes)
    if not kept:
        return done(_("You have no calendar address."), url_for("calendars.my_calendar"), kind="warn")
    return done(_("Saved. Your calendar shows it at its next update."), url_for("calendars.my_calendar"))


@bp.post("/me/calendar/revoke")
@signed_in
def revoke():
    if not actions.revoke_address(current_user.id):
        return done(_("You have no calendar address."), url_for("calendars.my_calendar"), kind="warn")
    return done(_("The address no longer works."), url_for("calendars.my_calendar"))
