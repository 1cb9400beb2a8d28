"""Whether anything of swaps is open for somebody, as part of the statement that every page begins with."""

from sqlalchemy import exists, or_

from app.people.models import User
from app.swaps.models import OPEN, SwapOffer

_offers, _users = SwapOffer.__table__.c, User.__table__.c
# Two conditions, each with an index of its own.
SWAPS_WAIT = or_(
    exists().where(_offers.state == OPEN, _offers.user_id == _users.id),
    exists().where(_offers.state == OPEN, _offers.to_user_id == _users.id),
)
