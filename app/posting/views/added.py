"""What this room adds to the page of a round: its step, and how far the posting is."""

from flask import url_for
from flask_babel import gettext as _
from flask_login import current_user
from markupsafe import Markup

from app.core.clock import now
from app.core.pieces import adds, drawn
from app.core.policy import Permission
from app.core.words import kept, plain_day, say
from app.posting.queries import stands_in
from app.posting.rules import NONE, PostingAnswer, may_go_on


@adds("round.steps", at=5)
def step(round, here) -> str:
    """Only where the ward posts its lists, or posted this one."""
    stands = stands_in(round)
    if stands.scope is None:
        if stands.rule == NONE:
            return ""
        state = "now" if round.locked_at is not None else "todo"
        return kept("awards/_step.html", "step", _("Posting"), state, "/awards/posting")
    over = not stands.running(now()) and not stands.waiting
    day = plain_day(stands.last_day)
    return kept("awards/_step.html", "step", _("Posting"), "done" if over else "now", "/awards/posting", day)


@adds("round.next", at=5)
def to_post_or_answer(round, here) -> str:
    """The posting's turn: until the list was posted, its time is over and all objections are answered."""
    if round.locked_at is None or round.closed_at is not None:
        return ""
    answer, facts = may_go_on(stands_in(round), now())
    if answer is PostingAnswer.YES:
        return ""
    mine = current_user.may(Permission.COUNCIL_CALL, round.ward_id)
    link = url_for("posting.office", campaign=round.slug)
    who = _("ward leader, clerk, and whoever answers the objections")
    return kept("awards/_next.html", "turn", say(answer, **facts), who, link, _("Posting and objections"), mine)


@adds("round", at=5)
def stands_here(round, here) -> str:
    if round.locked_at is None or round.closed_at is not None:
        return ""
    return shown(stands_in(round), here.campaign.slug)


def shown(stands, slug: str) -> Markup:
    """How far a round is with its posting, with the way to its page."""
    return drawn("posting/_stands.html", stands=stands, now=now(), slug=slug)
