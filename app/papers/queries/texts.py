"""What a round's papers say in words and figures of the ward: as they are now, or as its decision fixed them."""

import json
from datetime import date

from sqlalchemy import select

from app.core.clock import LOCAL
from app.core.db import db
from app.papers.models import BonusRate
from app.papers.rules.bonus import Rate, rate_on
from app.papers.rules.frozen import Frozen, read
from app.papers.rules.sheet import Places
from app.papers.wording import SUBJECTS, default_texts

PLACES = "places"
# Texts of certificates, which no decision says.
ON_CERTIFICATES = ("certificate_merit", "participation_merit")


def local_day(instant) -> date:
    return instant.astimezone(LOCAL).date()


def own_texts(head) -> dict:
    """What the ward wrote for this round; where it wrote nothing yet, what it wrote for the one before."""
    return json.loads(head.texts or head.earlier or "{}")


def usual_texts(head, households: bool | None = None) -> dict[str, str]:
    """Ours. They speak of ``households``; where it is not known whether there are any, as if the places for some were
    all taken."""
    some = bool(head.quota_households) if households is None else households
    subjects = f"{SUBJECTS}, hộ gia đình" if some else SUBJECTS
    return default_texts(head.ward, head.campaign, head.ends_on.year, subjects)


def frozen_of(head) -> Frozen | None:
    """What the decision of the round said when it got its number; None until then."""
    return read(head.frozen) if head.frozen else None


def texts_now(head, households: bool | None = None) -> dict[str, str]:
    """Every text of the round's papers as the ward says it now, whatever was signed before."""
    default = usual_texts(head, households)
    own = own_texts(head)
    return {key: own.get(key, text) for key, text in default.items()}


def texts_of(head, households: bool | None = None) -> dict[str, str]:
    """Every text of the round's papers. Those of a decision with its number are the texts of then; what certificates
    say is fixed with them, and stays open until they are issued."""
    now, frozen = texts_now(head, households), frozen_of(head)
    if frozen is None:
        return now
    return {**now, **frozen.granted.texts, **{key: now[key] for key in ON_CERTIFICATES}}


def places_of(head) -> Places:
    return Places(**own_texts(head).get(PLACES, {}))


def rates_of(ward_id: int) -> tuple[Rate, ...]:
    """The rows that the ward wrote down itself, in the order it did."""
    rows = db.session.execute(
        select(
            BonusRate.starts_on,
            BonusRate.base_salary,
            BonusRate.collective,
            BonusRate.individual,
            BonusRate.household,
            BonusRate.round_up_to,
            BonusRate.source,
        )
        .where(BonusRate.ward_id == ward_id)
        .order_by(BonusRate.id)
    )
    return tuple(Rate(*row) for row in rows)


def rate_of(head) -> Rate:
    """The figures in force on the day of the decision, for good once it has its number; until then on the day on
    which the list was locked."""
    frozen = frozen_of(head)
    if frozen is not None:
        return frozen.granted.rate
    return rate_on(head.decision_day or local_day(head.locked_at), rates_of(head.ward_id) if head.rates else ())
