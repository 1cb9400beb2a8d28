"""The council's step on the page of an award round."""

from flask import url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.awards.rules import some
from app.core.clock import LOCAL, now
from app.core.pieces import adds, drawn
from app.core.policy import Permission
from app.core.words import kept, plain_day, when
from app.council.queries.rounds import left_out
from app.council.rules.meeting import CLOSED, IN_SESSION
from app.council.rules.settings import SIMPLE
from app.posting.queries import stands_in
from app.posting.rules import PostingAnswer, may_go_on


@adds("round.steps", at=10)
def step(round, here) -> str:
    """Where the round stands with its council: nothing to do under the simplified procedure."""
    at = round.council_ended_at or round.council_meets_at
    day = plain_day(at.astimezone(LOCAL).date()) if at else ""
    return drawn("council/_step.html", round=round, day=day)


@adds("round.next", at=10)
def to_call_or_hold(round, here) -> str:
    """The council's turn: between the locking and the end of its session."""
    if round.locked_at is None or round.closed_at is not None or round.council_procedure == SIMPLE:
        return ""
    if round.council_state == CLOSED:
        return ""
    if may_go_on(stands_in(round), now())[0] is PostingAnswer.NOT_POSTED:
        return ""
    if round.council_id is None:
        mine = current_user.may(Permission.COUNCIL_CALL, round.ward_id)
        link = url_for("council.council", campaign=round.slug)
        what, who, label = _("Call a session of the council."), _("ward leader or clerk"), _("Call the session")
        return kept("awards/_next.html", "turn", what, who, link, label, mine)
    day = when(round.council_meets_at)
    what = (
        _("The council is in session.")
        if round.council_state == IN_SESSION
        else _("The council meets: %(at)s.", at=day)
    )
    link = url_for("council.meeting", meeting_id=round.council_id)
    mine = current_user.may(Permission.COUNCIL_VOTE, round.ward_id)
    who = _("chair, secretary and members of the session")
    return kept("awards/_next.html", "turn", what, who, link, _("Go to the session"), mine)


@adds("round", at=10)
def not_proposed(round, here) -> str:
    """Who stands on the locked list and was not proposed by the council."""
    names = left_out(round.council_id) if round.council_left_out else ()
    return drawn("council/_left_out.html", names=some(names)) if names else ""
