"""A session as everybody in the room sees it, and what stands beside its agenda."""

from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select

from app.awards.queries import RoundKey, elsewhere_in, parallels_of, struck_or
from app.awards.rules import BOARD_WORDS, STRUCK, elsewhere_of
from app.core.policy import Permission, needs
from app.core.web import page
from app.core.words import plain_day
from app.council.models import CouncilItem
from app.council.queries.live import Live

from . import bp
from .cards import progress
from .counts import results
from .shared import STATE_WORDS, live_or_404, nothing_new


@bp.get("/council/<id:meeting_id>/wall")
@needs(Permission.COUNCIL_READ)
def wall(meeting_id):
    """Agenda, quorum and result in large letters, without a menu: nothing on it tells who voted how."""
    if nothing_new(meeting_id):
        return "", 204
    live = live_or_404(meeting_id)
    return page(
        "council/wall.html",
        parts=("wall",),
        live=live,
        session=live.session,
        meeting=live.meeting,
        state=STATE_WORDS[live.session.state],
        progress=progress(live),
        results=results(live),
        board_words=BOARD_WORDS,
    )


@bp.get("/council/<id:meeting_id>/beside")
@needs(Permission.COUNCIL_READ)
def beside(meeting_id):
    """Who was struck from the list and why, and what others commended those on the agenda for."""
    live = live_or_404(meeting_id)
    head = live.head
    agenda = select(CouncilItem.nomination_id).where(CouncilItem.session_id == live.id)
    rows = struck_or(RoundKey(head.round_id, head.campaign_id), agenda)
    return page(
        "council/beside.html",
        live=live,
        session=live.session,
        struck=[row for row in rows if row.verdict == STRUCK],
        elsewhere=_elsewhere(live, [row for row in rows if row.verdict != STRUCK]),
        reads=current_user.may(Permission.AWARD_READ, live.session.ward_id),
        board_words=BOARD_WORDS,
    )


def _elsewhere(live: Live, rows: list) -> list[tuple]:
    """Of those on the agenda whom somebody else commends too: the row, and by whom, in words."""
    head = live.head
    others = elsewhere_of(rows, elsewhere_in(head.ward_id, head.campaign_id, head.starts_on, head.ends_on))
    noted = parallels_of(head.round_id)
    found = []
    for row in rows:
        said = [
            _("On the list of “%(campaign)s”", campaign=one.campaign)
            + (f", {plain_day(one.locked_on)}" if one.locked_on else f" ({_('not locked yet')})")
            for one in others.get(row.id, ())
        ]
        said += [f"{one.issuer}, {plain_day(one.day)}" for one in noted.get(row.id, ())]
        if said:
            found.append((row, said))
    return found
