"""Who is on the list of a round: chosen, struck, taken back. Each is a row; the last one of a candidate counts."""

from app.awards.actions.rounds import open_round_of
from app.awards.events import CandidateJudged
from app.awards.models import Choice, Round
from app.awards.queries import boards_of
from app.awards.rules import CHOSEN, CLEARED, STRUCK, AwardAnswer, departs, may_choose, may_choose_all, may_strike
from app.core.clock import now
from app.core.db import action, db
from app.core.events import announce_all
from app.core.reasons import Refused


@action
def choose(campaign_id: int, nomination_id: int, by: int, reason: str = "") -> str | None:
    """Put a candidate on the list; returns the board. Out of order it takes a reason. None: no such candidate."""
    return _judge(campaign_id, nomination_id, by, CHOSEN, reason, may_choose)


@action
def strike(campaign_id: int, nomination_id: int, by: int, reason: str = "") -> str | None:
    """Leave a candidate out: the line moves down. Who would have had a place is struck with a reason."""
    return _judge(campaign_id, nomination_id, by, STRUCK, reason, may_strike)


@action
def clear(campaign_id: int, nomination_id: int, by: int) -> str | None:
    """Take back what was said about a candidate."""
    return _judge(campaign_id, nomination_id, by, CLEARED, "", None)


def _judge(campaign_id: int, nomination_id: int, by: int, verdict: str, reason: str, rule) -> str | None:
    found = open_round_of(campaign_id)
    boards = boards_of(found)
    board = boards.board_of(nomination_id)
    if board is None:
        return None
    table = boards.tables[board]
    now_is = table.of(nomination_id).candidate
    if now_is.verdict == verdict and reason in ("", now_is.reason):
        return board
    if rule is not None:
        answer = rule(table, nomination_id, reason)
        if answer is not AwardAnswer.YES:
            raise Refused(answer, quota=table.quota)
    against = verdict != CLEARED and departs(table, nomination_id, verdict)
    _write(found, [(nomination_id, now_is.verdict, against)], verdict, reason, by)
    return board


@action
def choose_all_above(campaign_id: int, board: str, by: int) -> int:
    """Choose in one act everybody above the line about whom nothing was said; returns how many."""
    found = open_round_of(campaign_id)
    table = boards_of(found).tables[board]
    answer = may_choose_all(table)
    if answer is not AwardAnswer.YES:
        raise Refused(answer, waiting=len(table.waiting), free=table.free)
    judged = [(one.candidate.subject_id, CLEARED, False) for one in table.waiting]
    _write(found, judged, CHOSEN, "", by)
    return len(judged)


def _write(found: Round, judged: list[tuple[int, str, bool]], verdict: str, reason: str, by: int) -> None:
    at = now()
    db.session.execute(
        Choice.__table__.insert(),
        [
            {
                "ward_id": found.ward_id,
                "round_id": found.id,
                "nomination_id": nomination_id,
                "verdict": verdict,
                "departs": against,
                "reason": reason,
                "by": by,
                "at": at,
            }
            for nomination_id, _, against in judged
        ],
    )
    announce_all(
        [
            CandidateJudged(
                ward_id=found.ward_id,
                subject_id=found.id,
                by=by,
                before={"nomination": nomination_id, "verdict": before},
                after={"nomination": nomination_id, "verdict": verdict, "departs": against},
                reason=reason,
            )
            for nomination_id, before, against in judged
        ]
    )
