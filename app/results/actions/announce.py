"""Telling everybody, and taking that back: each time a row of its own, so that the history stays."""

from app.awards.models import Round
from app.core.clock import now
from app.core.db import action, db, locked
from app.core.events import announce
from app.core.reasons import Refused
from app.papers.rules.answers import PaperAnswer
from app.results.events import ResultPublished, ResultWithdrawn
from app.results.models import PUBLISHED, WITHDRAWN, Announcement
from app.results.queries import holders_of, rule_now
from app.results.rules import ResultAnswer, may_publish, may_withdraw


def round_of(campaign_id: int) -> Round:
    """The campaign's round under its lock; refused where there is none."""
    found = locked(Round, Round.campaign_id == campaign_id)
    if not found:
        raise Refused(PaperAnswer.NO_ROUND)
    return found[0]


@action
def publish_result(campaign_id: int, name_rule: str, by: int) -> None:
    """Open the public page, or change how names stand on it; refused before the decision."""
    found = round_of(campaign_id)
    holders, before = holders_of(found.id), rule_now(found.id)
    answer = may_publish(holders is not None, len(holders or ()), before, name_rule)
    if answer is not ResultAnswer.YES:
        raise Refused(answer)
    _write(found, PUBLISHED, name_rule, "", by)
    announce(
        ResultPublished(
            ward_id=found.ward_id,
            subject_id=found.id,
            by=by,
            before={"name_rule": before} if before else {},
            after={"name_rule": name_rule},
        )
    )


@action
def withdraw_result(campaign_id: int, reason: str, by: int) -> None:
    """Close the public page: from now on its address looks as if it never was."""
    found = round_of(campaign_id)
    answer = may_withdraw(rule_now(found.id), reason)
    if answer is not ResultAnswer.YES:
        raise Refused(answer)
    _write(found, WITHDRAWN, None, reason, by)
    announce(ResultWithdrawn(ward_id=found.ward_id, subject_id=found.id, by=by, reason=reason))


def _write(found: Round, deed: str, name_rule: str | None, reason: str, by: int) -> None:
    row = {"ward_id": found.ward_id, "round_id": found.id, "deed": deed, "name_rule": name_rule}
    db.session.add(Announcement(**row, reason=reason, at=now(), by=by))
    db.session.flush()
