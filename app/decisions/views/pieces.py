"""What the decision adds to the pages of the awards room."""

from flask import g, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.awards.rules import BOARD_WORDS, PAPERS_ORDER, some
from app.core.clock import LOCAL, now
from app.core.pieces import adds, drawn
from app.core.policy import Permission
from app.core.words import kept, plain_day
from app.council.rules.meeting import CLOSED
from app.council.rules.settings import SIMPLE
from app.decisions.queries import award_in, awards_of
from app.posting.queries import stands_in
from app.posting.rules import PostingAnswer, may_go_on


@adds("round.steps", at=20)
def step(round, here) -> str:
    """Where the round stands with its decision: the leader's turn comes once the council has ended its session."""
    link = "/awards/decision" if round.locked_at is not None else None
    if round.closed_at is not None:
        day = plain_day(round.closed_at.astimezone(LOCAL).date())
        return kept("awards/_step.html", "step", _("Decision"), "done", link, day)
    turn = link is not None and (round.council_state == "closed" or round.council_procedure == SIMPLE)
    return kept("awards/_step.html", "step", _("Decision"), "now" if turn else "todo", link)


@adds("round.next", at=20)
def to_decide(round, here) -> str:
    """The leader's turn: once there is a proposal."""
    if round.locked_at is None or round.closed_at is not None:
        return ""
    if round.council_state != CLOSED and round.council_procedure != SIMPLE:
        return ""
    if may_go_on(stands_in(round), now())[0] is not PostingAnswer.YES:
        return ""
    mine = current_user.may(Permission.DECISION_MAKE, round.ward_id)
    link = url_for("decisions.decision", campaign=round.slug)
    label = _("See and decide") if mine else _("See the proposal")
    what = _("Decide on the proposal of the council.")
    if round.council_procedure == SIMPLE:
        what = _("Decide on the locked list.")
    return kept("awards/_next.html", "turn", what, _("ward leader"), link, label, mine)


@adds("candidate")
def award(round, row) -> str:
    """What was decided on a candidate, and that it was revoked."""
    found = award_in(row.id, current_user.reach(Permission.AWARD_READ)) if round.closed_at is not None else None
    return drawn("decisions/_award.html", award=found) if found else ""


def _awards_here(round_id: int) -> list:
    """The lines of the decision, read once for a page."""
    if "awards_here" not in g:
        g.awards_here = awards_of(round_id)
    return g.awards_here


@adds("round.row")
def granted_or_not(round, row) -> str:
    """What the decision says of a row of the list."""
    if round.closed_at is None:
        return ""
    found = next((one for one in _awards_here(round.id) if one.nomination_id == row.id), None)
    if found is None:
        return ""
    return kept("decisions/_marks.html", "mark", found.granted, found.revoked_at is not None)


@adds("round", at=15)
def granted(round, here) -> str:
    """Who was granted, board by board, on top of the page of a decided round."""
    if round.closed_at is None:
        return ""
    rows = [one for one in _awards_here(round.id) if one.granted and not one.revoked_at]
    found = [
        (
            _(BOARD_WORDS[board]),
            tuple((one.nomination_id, one.name, one.unit or "") for one in rows if one.board == board),
        )
        for board in PAPERS_ORDER
    ]
    link = url_for("decisions.decision", campaign=round.slug)
    return kept("decisions/_marks.html", "granted", tuple(one for one in found if one[1]), len(rows), link)


@adds("round", at=20)
def beyond_the_list(round, here) -> str:
    """Who stands on the locked list, and was declined or lost the award since: the list itself stays as it was."""
    if not round.not_granted:
        return ""
    rows = _awards_here(round.id)
    declined = [one.name for one in rows if not one.granted]
    ended = [one.name for one in rows if one.revoked_at]
    return drawn("decisions/_beyond.html", declined=some(declined), ended=some(ended))
