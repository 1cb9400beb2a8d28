"""What a decision says once it has its number, as one text: written with the number, read by every paper since."""

import json
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from fractions import Fraction

from app.papers.rules.bonus import Rate
from app.papers.rules.data import Numbered, Papers, Recipient

# What is no part of it: papers beside it with their own numbers, the session, what is known from elsewhere.
_APART = (
    *("decision", "submission", "minutes", "session", "genders", "passed_over", "draft", "secret", "notes"),
    *("stands", "posted", "declined"),
)
_DAYS = ("first_day", "last_day", "ranking_day", "decided_on")


@dataclass(frozen=True)
class Frozen:
    """``granted``: what the decision and its lists say; ``proposed``: what the papers before it say, None where they
    name nobody."""

    granted: Papers | None
    proposed: Papers | None

    def of(self, paper: str, after: tuple[str, ...]) -> Papers | None:
        return self.granted if paper in after else self.proposed


def document_of(frozen: Frozen) -> str:
    """JSON with sorted keys; fractions as "n/d", days and instants in ISO 8601: one text for the same values."""
    found = {name: _said(value) for name, value in (("granted", frozen.granted), ("proposed", frozen.proposed))}
    return json.dumps(found, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read(document: str) -> Frozen:
    found = json.loads(document)
    return Frozen(_read(found["granted"]), _read(found["proposed"]))


def numbered(values: Papers, head) -> Papers:
    """The same with number and day of each paper of the round."""
    return replace(
        values,
        decision=Numbered(head.decision_no, head.decision_day),
        submission=Numbered(head.submission_no, head.submission_day),
        minutes=Numbered(head.minutes_no, head.minutes_day),
    )


def _said(papers: Papers | None) -> dict | None:
    if papers is None:
        return None
    found = {name: getattr(papers, name) for name in Papers.__dataclass_fields__ if name not in _APART}
    found["recipients"] = [_recipient(one) for one in papers.recipients]
    found["rate"] = {**asdict(papers.rate), "starts_on": papers.rate.starts_on.isoformat()}
    for name in (*_DAYS, "locked_at"):
        found[name] = found[name].isoformat() if found[name] else None
    return found


def _recipient(one: Recipient) -> dict:
    points = None if one.points is None else f"{one.points.numerator}/{one.points.denominator}"
    return {**asdict(one), "points": points}


def _read(found: dict | None) -> Papers | None:
    if found is None:
        return None
    days = {name: date.fromisoformat(found[name]) if found[name] else None for name in _DAYS}
    recipients = tuple(
        Recipient(
            **{
                **one,
                "points": None if one["points"] is None else Fraction(one["points"]),
                "work": tuple((name, amount) for name, amount in one["work"]),
            }
        )
        for one in found["recipients"]
    )
    rate = Rate(**{**found["rate"], "starts_on": date.fromisoformat(found["rate"]["starts_on"])})
    none = Numbered()
    return Papers(
        **{
            **found,
            **days,
            "locked_at": datetime.fromisoformat(found["locked_at"]),
            "rate": rate,
            "recipients": recipients,
            "decision": none,
            "submission": none,
            "minutes": none,
        }
    )
