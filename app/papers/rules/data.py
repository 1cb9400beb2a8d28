"""One set of plain values from which every paper is written."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction

from app.awards.rules import PAPERS_ORDER
from app.awards.rules.achievement import MOST_RESULTS, shortened
from app.council.rules.minutes import Minutes
from app.papers.rules.bonus import Rate
from app.papers.rules.numerals import dong
from app.papers.rules.posting import Posted
from app.posting.rules import Stands

BLANK = "." * 50
SHORT_BLANK = "." * 10


@dataclass(frozen=True)
class Numbered:
    """The number and the day of a paper; both None until the clerk enters them."""

    number: int | None = None
    day: date | None = None


@dataclass(frozen=True)
class Recipient:
    """Somebody commended or proposed, with the frozen figures that put them there; who is in no ranking has none.

    ``told``: their achievement as it was edited, a paragraph a line; empty: what is drafted from the figures.
    ``short``: the same for a list. ``amount``: the bonus in VND where a correction gave another one.
    """

    nomination_id: int
    board: str
    name: str
    unit: str
    place: int | None = None
    points: Fraction | None = None
    days: int = 0
    minutes: int = 0
    work: tuple[tuple[str, int], ...] = ()  # (kind in Vietnamese, quantity), the largest first
    born: int | None = None
    gender: str | None = None
    title: str = ""
    note: str = ""
    told: str = ""
    short: str = ""
    amount: int | None = None


@dataclass(frozen=True)
class Passed:
    """A candidate of the round who was not voted on, and why: struck from the list, or on hold when the session was
    opened (``held``)."""

    nomination_id: int
    board: str
    name: str
    unit: str
    place: int | None
    why: str
    held: bool = False


@dataclass(frozen=True)
class Papers:
    """Everything that one paper of a round says: whom it names depends on how far the round is.

    ``draft``: what the paper rests on is not settled yet. ``session``: the minutes of the council's session, None
    before it has ended; ``simple``: there is none, since the round follows the simplified procedure, which
    ``legal_ground`` allows. ``secret``: its ballots are; ``genders``: of its members, by user; ``passed_over``: who
    was not put before it. ``stands``: how the list was posted; ``posted``: the posting whose notice this is.
    ``declined``: who does not want the award.
    ``notes``: why the sum of the bonus is not that of the decision.
    """

    ward: str
    campaign: str
    first_day: date
    last_day: date
    locked_at: datetime
    ranking_day: date
    checksum: str
    rate: Rate
    texts: dict[str, str]
    decision: Numbered
    submission: Numbered
    minutes: Numbered
    recipients: tuple[Recipient, ...]
    session: Minutes | None = None
    simple: bool = False
    legal_ground: str = ""
    secret: bool = False
    genders: dict[int, str] = field(default_factory=dict)
    passed_over: tuple[Passed, ...] = ()
    draft: bool = False
    decided_on: date | None = None
    stands: Stands | None = None
    posted: Posted | None = None
    declined: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def of(self, board: str) -> tuple[Recipient, ...]:
        return tuple(one for one in self.recipients if one.board == board)

    @property
    def counts(self) -> dict[str, int]:
        return {board: len(self.of(board)) for board in PAPERS_ORDER}

    def bonus_of(self, one: Recipient) -> int:
        return self.rate.bonus(one.board) if one.amount is None else one.amount

    def total_of(self, board: str) -> int:
        return sum(self.bonus_of(one) for one in self.of(board))

    @property
    def total(self) -> int:
        return sum(self.total_of(board) for board in PAPERS_ORDER)


def work_of(addends: list[dict], kinds: dict[str, dict]) -> tuple[int, int, tuple[tuple[str, int], ...]]:
    """(days, minutes, what was done) of a row's frozen addends."""
    found = Counter()
    for addend in addends:
        for line in addend["lines"]:
            found[line["code"]] += line["quantity"]
    named = [((kinds.get(code) or {}).get("vi") or code, quantity) for code, quantity in found.items() if quantity]
    days = len({addend["day"] for addend in addends})
    minutes = sum(addend["minutes"] for addend in addends)
    return days, minutes, tuple(sorted(named, key=lambda pair: (-pair[1], pair[0])))


def hours(minutes: int) -> str:
    """ "62,5": to a tenth of an hour, half up."""
    tenths = (minutes + 3) // 6
    return f"{dong(tenths // 10)},{tenths % 10}".removesuffix(",0")


def decimal(value: Fraction) -> str:
    cents = (value * 100 + Fraction(1, 2)).__floor__()
    return f"{dong(cents // 100)},{cents % 100:02d}"


def lowered(name: str) -> str:
    """A kind's name within a sentence: "VNeID" stays, "Lượt người" becomes "lượt người"."""
    return name if name[1:2].isupper() or name[1:2].isdigit() else name[:1].lower() + name[1:]


def told_lines(one: Recipient) -> list[str]:
    """The achievement as it was edited, a paragraph each."""
    return [line.strip() for line in one.told.splitlines() if line.strip()]


def achievement(one: Recipient) -> str:
    """The same in short, for lists; where nothing was edited, drafted from the figures."""
    told = told_lines(one)
    if one.short or told or one.points is None:
        return one.short or shortened(" ".join(told))
    time = f" ({hours(one.minutes)} giờ)" if one.minutes else ""
    work = [f"{lowered(name)}: {dong(amount)}" for name, amount in one.work[:MOST_RESULTS]]
    return "; ".join([f"{one.days} ngày{time}", *work]) + "."


_FORMS = {"male": "Ông", "female": "Bà"}


def addressed(name: str, gender: str | None) -> str:
    """ "Bà Nguyễn Thị Lan"; of whom it is not known which: "Ông/Bà"."""
    return f"{_FORMS.get(gender or '', 'Ông/Bà')} {name}"


WORDS = {"collectives": "tập thể", "individuals": "cá nhân", "households": "hộ gia đình"}


def listed(parts: list[str]) -> str:
    """ "27 tập thể, 12 cá nhân và 03 hộ gia đình"."""
    return " và ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def counted(counts: dict[str, int]) -> str:
    return listed([f"{counts[board]:02d} {WORDS[board]}" for board in PAPERS_ORDER if counts[board]])
