"""Taking seats for a team, and giving them back."""

from sqlalchemy import insert, update

from app.claims.events import SeatsClaimed, SeatsGivenBack
from app.claims.models import TeamClaim
from app.claims.queries import claim_by_id, facts, has_claim
from app.claims.rules import ClaimAnswer, may_claim, may_name, naming_ends
from app.core.again import asked_again
from app.core.clock import now
from app.core.db import action, db
from app.core.events import announce, announce_all
from app.core.policy import Reach
from app.core.reasons import Refused
from app.signups.actions.line import free_of, move_up
from app.signups.actions.sign_up import EVERYWHERE, found


@asked_again
@action
def claim(team_id: int, shift_id: int, seats: int, by: int, reach: Reach = EVERYWHERE) -> int:
    """Take so many seats (1 or more) for a team, or so many more. Returns the claim's id. Refused with a ClaimAnswer;
    LookupError for a shift or a team outside of the reach."""
    where = found(shift_id, by, EVERYWHERE)
    turn = where.turn
    before = has_claim(turn, team_id)
    if before is None or not reach.covers(turn.ward_id, team_id):
        raise LookupError(f"team {team_id}")
    answer = may_claim(turn, where.limits, seats, now())
    if answer is not ClaimAnswer.YES:
        raise Refused(answer, **facts(answer, where))
    until = naming_ends(turn, where.limits)
    if turn.team_seats and turn.team_until != until:
        _all_until(shift_id, until)
    if before.id is None:
        values = {"ward_id": turn.ward_id, "shift_id": shift_id, "team_id": team_id, "made_at": now(), "made_by": by}
        values |= {"seats": seats, "unnamed": seats, "until": until}
        claim_id = db.session.scalar(insert(TeamClaim.__table__).values(values).returning(TeamClaim.__table__.c.id))
    else:
        claim_id = before.id
        change(claim_id, seats, seats, until=until)
    after = {"shift": shift_id, "team": team_id, "seats": seats}
    announce(SeatsClaimed(ward_id=turn.ward_id, subject_id=claim_id, by=by, after=after))
    return claim_id


def _all_until(shift_id: int, until) -> None:
    """The campaign's setting has changed since somebody claimed: the teams' seats of a shift fall back together, as
    the shift's row has one instant for all of them."""
    changed = update(TeamClaim).where(TeamClaim.shift_id == shift_id).values(until=until)
    db.session.execute(changed, execution_options={"synchronize_session": False})


def change(claim_id: int, seats: int = 0, unnamed: int = 0, **values) -> None:
    """So many more (or less) of each. Refused: NONE_LEFT, where fewer unnamed seats are left than go away."""
    changed = (
        update(TeamClaim)
        .where(TeamClaim.id == claim_id, TeamClaim.unnamed + unnamed >= 0)
        .values(seats=TeamClaim.seats + seats, unnamed=TeamClaim.unnamed + unnamed, **values)
        .execution_options(synchronize_session=False)
    )
    if db.session.execute(changed).rowcount != 1:
        raise Refused(ClaimAnswer.NONE_LEFT)


def locked(claim_id: int, by: int, reach: Reach):
    """(the claim, the shift with its facts, locked). Raises LookupError outside of the reach."""
    found_claim = claim_by_id(claim_id)
    if found_claim is None or not reach.covers(found_claim.ward_id, found_claim.team_id):
        raise LookupError(f"claim {claim_id}")
    return found_claim, found(found_claim.shift_id, by, EVERYWHERE)


@asked_again
@action
def give_back(claim_id: int, seats: int, by: int, reach: Reach = EVERYWHERE) -> None:
    """Let everyone have so many of the team's unnamed seats; the line moves up. Refused with a ClaimAnswer."""
    one, where = locked(claim_id, by, reach)
    turn = where.turn
    answer = may_name(turn, seats, one.until, now())
    if answer is not ClaimAnswer.YES:
        raise Refused(answer, **facts(answer, where))
    change(claim_id, -seats, -seats)
    after = {"shift": turn.id, "team": one.team_id, "seats": seats}
    events = [SeatsGivenBack(ward_id=turn.ward_id, subject_id=claim_id, by=by, after=after)]
    if turn.in_line:
        free = free_of(turn)[0] + seats
        events += move_up(turn, where.limits, free, min(free, max(0, turn.lead_seats - turn.leads_taken)))
    announce_all(events)
