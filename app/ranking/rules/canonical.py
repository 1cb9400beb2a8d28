"""A ranking as one text that is the same, byte for byte, whenever the same logs are ranked again."""

import json
from fractions import Fraction
from hashlib import sha256

from app.ranking.rules.scheme import WOMEN, WOMEN_SHARE, Scheme
from app.ranking.rules.scoring import Addend, Item
from app.ranking.rules.standing import Outcome, PersonStanding, SquadStanding


def canonical(outcome: Outcome, scheme: Scheme) -> str:
    """JSON with sorted keys and no spaces; fractions are exact, as "n/d" in lowest terms; days as YYYY-MM-DD.

    Phones stay out: they add nothing to a score, and the text outlives their deletion.
    """
    return written(
        {
            "scheme": scheme.to_json(),
            "individuals": [_individual(standing, scheme) for standing in outcome.individuals],
            "collectives": [_collective(standing, scheme) for standing in outcome.collectives],
        }
    )


def entry(standing: PersonStanding | SquadStanding, scheme: Scheme) -> dict:
    """One standing as the canonical text holds it; who is a woman or leads, only where the scheme asks for it."""
    return (_individual if isinstance(standing, PersonStanding) else _collective)(standing, scheme)


def written(content) -> str:
    """JSON with sorted keys and no spaces."""
    return json.dumps(content, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))


def checksum(text: str) -> str:
    """SHA-256 of the UTF-8 text, 64 hexadecimal digits."""
    return sha256(text.encode()).hexdigest()


def _individual(standing: PersonStanding, scheme: Scheme) -> dict:
    more = {}
    if WOMEN in scheme.individual.order:
        more["woman"] = standing.person.woman
    if scheme.shares.leaders_percent is not None:
        more["leader"] = standing.person.leader
    return {
        **more,
        "user_id": standing.person.user_id,
        "name": standing.person.name,
        "team_id": standing.person.team_id,
        "team": standing.person.team,
        "rank": standing.rank,
        "points": _exact(standing.points),
        "vulnerable_turns": standing.vulnerable_turns,
        "active_days": standing.active_days,
        "eligible": standing.eligible,
        "reason": standing.reason,
        "addends": [addend_entry(addend) for addend in standing.addends],
    }


def _collective(standing: SquadStanding, scheme: Scheme) -> dict:
    return {
        **({"women": standing.squad.women} if WOMEN_SHARE in scheme.collective.order else {}),
        "team_id": standing.squad.team_id,
        "name": standing.squad.name,
        "rank": standing.rank,
        "score": _exact(standing.score),
        "total": _exact(standing.total),
        "per_head": _exact(standing.per_head),
        "members": standing.members,
        "vulnerable_turns": standing.vulnerable_turns,
        "eligible": standing.eligible,
        "reason": standing.reason,
        "max_total": _exact(standing.max_total),
        "max_per_head": _exact(standing.max_per_head),
        "addends": [addend_entry(addend) for addend in standing.addends],
    }


def addend_entry(addend: Addend) -> dict:
    """One addend as the canonical text holds it."""
    return {
        "log_id": addend.log_id,
        "user_id": addend.user_id,
        "team_id": addend.team_id,
        "day": addend.day.isoformat(),
        "lines": [_item(item) for item in addend.lines],
        **({"groups": [_item(item) for item in addend.groups]} if addend.groups else {}),
        "minutes": addend.minutes,
        "hour_points": _exact(addend.hour_points),
        "vulnerable": addend.vulnerable,
        "vulnerable_points": _exact(addend.vulnerable_points),
        "raw": _exact(addend.raw),
        "factor": _exact(addend.factor),
        "points": _exact(addend.points),
    }


def _item(item: Item) -> dict:
    return {
        "code": item.code,
        "quantity": item.quantity,
        "points_each": _exact(item.points_each),
        "points": _exact(item.points),
    }


def _exact(value: Fraction) -> str:
    return f"{value.numerator}/{value.denominator}"
