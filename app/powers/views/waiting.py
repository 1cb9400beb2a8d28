"""What waits for a second person, and their answers."""

from flask import abort, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.core.clock import now, today
from app.core.place import ward_for
from app.core.policy import Permission, needs
from app.core.web import done, page
from app.people.queries import person_in_reach
from app.people.rules import roles_to_ask
from app.people.views.words import role_names
from app.powers import actions
from app.powers.queries import holders_in, requests_in, waits_in
from app.powers.rules import ConfirmAnswer, ConsentAnswer, is_late, may_agree, may_answer, may_confirm
from app.powers.views import bp


@bp.get("/roles/requests")
@needs(Permission.ROLE_CONSENT)
def requests():
    ward_id, me = ward_for(Permission.ROLE_CONSENT), current_user
    rows, holders = requests_in(ward_id), holders_in({ward_id}, today())
    waiting = [row for row in rows if row[0].answer is None and not is_late(row[0].at, now())]

    def agree(row) -> ConsentAnswer:
        left = bool(holders - {row.by, row.user_id})
        return may_agree(me.id, me.held, ward_id, row.by, row.user_id, left)

    def declines(row) -> bool:
        left = bool(holders - {row.by, row.user_id})
        return me.id == row.by or may_answer(me.held, ward_id, left) is ConsentAnswer.YES

    def confirms(one) -> ConfirmAnswer:
        left = bool(holders - one["issuers"] - {one["id"]})
        return may_confirm(me.id, me.held, {ward_id}, one["id"], one["issuers"], left)

    return page(
        "powers/requests.html",
        waiting=[(row, agree(row[0]), declines(row[0])) for row in waiting],
        answered=[row for row in rows if row[0].answer is not None],
        waits=[(one, confirms(one)) for one in waits_in(ward_id, today())],
        role_names=role_names(),
        may_read=me.may(Permission.PERSON_READ, ward_id),
        may_ask=me.may(Permission.PERSON_GRANT, ward_id) and bool(roles_to_ask(me.held, ward_id)),
    )


def _answer(ask_id: int, granted: bool, said: str):
    reach = current_user.reach(Permission.ROLE_CONSENT)
    row = actions.answer(ask_id, reach, granted, current_user.id, current_user.held)
    if row is None:
        abort(404)
    return done(said, url_for("powers.requests"))


@bp.post("/roles/requests/<id:ask_id>/consent")
@needs(Permission.ROLE_CONSENT)
def consent(ask_id):
    return _answer(ask_id, True, _("You agreed. The role counts from today on; all who decide here are told."))


@bp.post("/roles/requests/<id:ask_id>/refusal")
@needs(Permission.ROLE_CONSENT)
def refuse(ask_id):
    return _answer(ask_id, False, _("The role is not given."))


@bp.post("/people/<id:user_id>/password-confirmation")
@needs(Permission.ROLE_CONSENT)
def confirm(user_id):
    user = person_in_reach(user_id, current_user.reach(Permission.ROLE_CONSENT)) or abort(404)
    actions.confirm(user, current_user.id, current_user.held)
    return done(_("Confirmed. %(name)s decides again.", name=user.name), url_for("powers.requests"))
