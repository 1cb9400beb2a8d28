"""Voting: once for each member and line, changeable until the ballot is closed."""

from datetime import date

from sqlalchemy import insert

from app.core.clock import now
from app.core.db import action, db
from app.core.reasons import Refused
from app.council.events import VotesCast
from app.council.models import CouncilVote
from app.council.queries.live import Cast, Live
from app.council.rules.answers import CouncilAnswer
from app.council.rules.ballots import may_vote
from app.council.rules.counting import CHOICES, FOR

from .shared import happened, must, must_favour, taken
from .urn import drop_in


@action
def vote(session_id: int, choices: dict[int, str], by: int, reach, written: bool = False, token: str = "") -> Live:
    """A member's own votes, line -> choice. `written`: as an absent one. `token`: the browser's, for secret ones."""
    live = taken(session_id, reach)
    seat = live.meeting.seat_of(by)
    must_vote(live, seat, choices, written)
    return _cast(live, seat, choices, by, written, token)


def _cast(live: Live, seat, choices: dict[int, str], by: int, written: bool, token: str) -> Live:
    written = written and not seat.here
    if live.settings.secret:
        drop_in(live, seat.member_id, choices, written, token)
        keep(live, seat.member_id, dict.fromkeys(choices, ""), written)
    else:
        _write(live, seat.member_id, choices, written, by)
    after = {"user": by, "lines": len(choices), **({"written": True} if written else {})}
    happened(live, VotesCast, by, after={"ballot_id": live.ballot, **after})
    return live


@action
def vote_on_all(session_id: int, choice: str, by: int, reach, written: bool = False, token: str = "") -> Live:
    """The same vote on everything on which this member may vote and did not yet."""
    live = taken(session_id, reach)
    meeting = live.meeting
    seat = meeting.seat_of(by)
    if live.ballot is None:
        raise Refused(CouncilAnswer.NO_BALLOT)
    if written and seat is not None and not seat.here and seat.member_id in live.attended:
        raise Refused(CouncilAnswer.BEEN_THERE)
    left = [line for line in live.open_lines if seat is None or seat.member_id not in live.cast.get(line.id, {})]
    answers = {
        line.id: may_vote(meeting, seat, live.about(line), False, written, line.item_id in live.paused)
        for line in left
    }
    free = [line_id for line_id, answer in answers.items() if answer is CouncilAnswer.YES]
    if not free:
        raise Refused(next(iter(answers.values()), CouncilAnswer.ALL_CAST))
    must_vote(live, seat, dict.fromkeys(free, choice), written)
    return _cast(live, seat, dict.fromkeys(free, choice), by, written, token)


def must_vote(live: Live, seat, choices: dict[int, str], written: bool) -> None:
    """Refuse all of them where one can't be cast."""
    lines = {line.id: line for line in live.lines}
    if not choices:
        raise Refused(CouncilAnswer.NOT_ON_BALLOT)
    if written and seat is not None and live.ballot is not None and seat.member_id in live.attended:
        raise Refused(CouncilAnswer.BEEN_THERE)
    for line_id, choice in choices.items():
        line = lines.get(line_id)
        if line is None or choice not in CHOICES:
            raise Refused(CouncilAnswer.NOT_ON_BALLOT)
        closed = line.closed_at is not None
        must(may_vote(live.meeting, seat, live.about(line), closed, written, line.item_id in live.paused))
    if not live.settings.secret:
        cast = {line: votes[seat.member_id].choice for line, votes in live.cast.items() if seat.member_id in votes}
        must_favour(live, cast, choices)


def _write(live: Live, member_id: int, choices: dict[int, str], written: bool, by: int) -> None:
    place = {"ward_id": live.session.ward_id, "session_id": live.id, "member_id": member_id, "by": by, "at": now()}
    db.session.execute(
        insert(CouncilVote),
        [
            {**place, "line_id": line_id, "choice": choice, "written": written, "reference": ""}
            # A vote in favour comes last: the one that it takes the place of is written before it.
            for line_id, choice in sorted(choices.items(), key=lambda one: one[1] == FOR)
        ],
    )
    keep(live, member_id, choices, written)


def keep(
    live: Live, member_id: int, choices: dict[int, str], written: bool, reference: str = "", dated: date | None = None
) -> None:
    """What was cast now belongs to the picture that the page draws."""
    for line_id, choice in choices.items():
        live.cast.setdefault(line_id, {})[member_id] = Cast(choice, written, reference, dated)
