"""What was changed in the rules of a round after its list was locked."""

from json import loads

from sqlalchemy import select

from app.core.db import db
from app.council.models import CouncilRuleChange
from app.council.rules.minutes import RuleChange
from app.people.models import User


def rule_changes_of(round_id: int) -> tuple[RuleChange, ...]:
    """The first one first."""
    rows = db.session.execute(
        select(CouncilRuleChange, User.name)
        .join(User, User.id == CouncilRuleChange.by)
        .where(CouncilRuleChange.round_id == round_id)
        .order_by(CouncilRuleChange.id)
    )
    return tuple(RuleChange(row.at, name, row.reason, _what(row)) for row, name in rows)


def _what(row: CouncilRuleChange) -> tuple:
    before, after = loads(row.before), loads(row.after)
    return tuple((name, before[name], after[name]) for name in after)
