"""The same form with other figures, or a record that was changed meanwhile: both are shown, the person chooses."""

from flask import abort, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.campaigns.here import Here
from app.campaigns.queries import kinds_of
from app.contributions.actions import Differs
from app.contributions.actions.change import standing
from app.contributions.forms import LogForm, new_ref
from app.contributions.queries import detail, writable
from app.contributions.queries.logs import Detail
from app.contributions.rules import EDITABLE, GROUPS, EditAnswer, fingerprint, may_withdraw
from app.core.i18n import language
from app.core.web import page
from app.core.words import long_day, say
from app.core.words import minutes as said_time

# What each of the two forms has of its own; all else that was filled in is carried along.
OWN = ("csrf_token", "client_ref", "seen", "take_back")


def print_of(found: Detail) -> str:
    """The fingerprint of a record as its page shows it."""
    return fingerprint(standing(found.row.Log, {item.kind_id: item.quantity for item in found.items}))


def both_shown(differs: Differs, form: LogForm, place: Here):
    """What stands and what was sent, side by side (409): keep the first, put the new figures in its place where that
    may be, or write them down as a record of their own. Nothing is written by looking at it."""
    found = detail(differs.log_id, writable(current_user), history=False) or abort(404)
    log = found.row.Log
    waits = may_withdraw(current_user.id, log.filed_by, log.state) is EditAnswer.YES
    same_place = "seen" in request.form or _place(form) == (log.shift_id, log.team_id)
    return page(
        "contributions/differs.html",
        parts=("log",),
        status=409,
        why=say(differs.reason),
        log=log,
        rows=_rows(found, form, place),
        sent=[pair for pair in request.form.items(multi=True) if pair[0] not in OWN],
        seen=print_of(found),
        replaces=same_place and (log.state in EDITABLE or waits),
        waits=waits,
        ref=new_ref(),
        again=_door_of_another(log, place),
    )


def _place(form: LogForm) -> tuple:
    return form.shift_id(), form.team.data or None


def _door_of_another(log, place: Here) -> str:
    door = "contributions.create_team_log" if log.user_id is None else "contributions.create"
    return url_for(door, campaign=place.campaign.slug)


def _rows(found: Detail, form: LogForm, place: Here) -> list[tuple[str, str, str]]:
    """Triples (label, what stands, what was sent) of all that is filled in on either side."""
    log, sent, vietnamese = found.row.Log, form.content(), language() == "vi"
    counts = {item.kind_id: item.quantity for item in found.items}
    rows = [
        (_("Day"), long_day(log.day), long_day(sent["day"])),
        (_("Time"), said_time(log.minutes), said_time(sent["minutes"])),
        *(
            (kind.vi if vietnamese else kind.en, str(counts.get(kind.id, 0)), str(sent["counts"].get(kind.id, 0)))
            for kind in kinds_of(place.campaign_id)
        ),
        *((form[name].label.text, str(getattr(log, name)), str(sent["groups"][name])) for name in GROUPS),
        (_("Note"), log.note, sent["note"]),
    ]
    return [row for row in rows if (row[1], row[2]) not in (("0", "0"), ("", ""))]
