"""The inbox, one message, and which notices are also sent by e-mail. Everybody sees only their own."""

from flask import Blueprint, abort, current_app, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.core.clock import now
from app.core.policy import signed_in
from app.core.web import done, go, page, safe_next
from app.messages import actions
from app.messages.kinds import TOPICS
from app.messages.letters import shown
from app.messages.queries import choices_of, inbox, message_of

bp = Blueprint("messages", __name__)

SIZE = 30


@bp.get("/inbox")
@signed_in
def list_messages(changed=False):
    number = max(1, min(request.args.get("page", 1, type=int), 10_000))
    rows, names, more = inbox(current_user.id, number, SIZE)
    return page(
        "messages/inbox.html",
        parts=("inbox",),
        messages=[shown(row, names, now()) for row in rows],
        newest=max((row.id for row in rows), default=0),
        number=number,
        more=more,
        changed=changed,
    )


@bp.get("/inbox/<id:message_id>")
@signed_in
def message(message_id):
    row, names = message_of(current_user.id, message_id)
    if row is None:
        abort(404)
    return page("messages/message.html", message=shown(row, names, now()))


@bp.post("/inbox/<id:message_id>/read")
@signed_in
def read(message_id):
    """Seen: go on to what it is about."""
    url = actions.read_message(current_user.id, message_id)
    if url is None:
        abort(404)
    return go(safe_next(url, url_for("messages.list_messages")))


@bp.post("/inbox/read")
@signed_in
def read_all():
    until = request.form.get("until", 0, type=int)
    actions.read_all(current_user.id, max(0, min(until, 2**31 - 1)))
    return done(_("All messages are marked as read."), url_for("messages.list_messages"), draw=_drawn_anew)


def _drawn_anew():
    current_user.unread = 0
    return list_messages(changed=True)[0]


@bp.get("/me/notices")
@signed_in
def notices():
    address, wanted = choices_of(current_user.id)
    return page(
        "messages/notices.html",
        topics=TOPICS.values(),
        wanted=wanted,
        address=address,
        mailing=bool(current_app.config["MAIL_URL"]),
    )


@bp.post("/me/notices")
@signed_in
def choose_notices():
    actions.choose_notices(current_user.id, set(request.form.getlist("topic")) & set(TOPICS))
    return done(_("Your choice of notices is saved."), url_for("messages.notices"))
