"""One set of plain values from which every paper is written."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction

from app.papers.rules.bonus import Rate, factor_text, total
from app.papers.rules.numerals import day_words, dong, in_words, number_words, roman

BLANK = "." * 50
SHORT_BLANK = "." * 10


@dataclass(frozen=True)
class Numbered:
    """The number and the day of a paper; both None until the clerk enters them."""

    number: int | None = None
    day: date | None = None


@dataclass(frozen=True)
class Votes:
    nomination_id: int
    for_it: int
    against: int


@dataclass(frozen=True)
class Session:
    """The council's meeting, as far as it was written down: what is empty is left blank, to be filled in by hand."""

    starts: str = ""
    ends: str = ""
    place: str = ""
    chair: str = ""
    secretary: str = ""
    members: str = ""
    present: str = ""
    absent: str = ""
    discussion: str = ""
    ballot: str = ""
    quorum: str = ""
    majority: str = ""
    votes: tuple[Votes, ...] = ()


@dataclass(frozen=True)
class Recipient:
    """Somebody on the locked list, with the frozen figures that put them there."""

    nomination_id: int
    board: str
    name: str
    unit: str
    place: int | None
    points: Fraction
    days: int
    minutes: int
    work: tuple[tuple[str, int], ...]  # (kind in Vietnamese, quantity), the largest first
    born: int | None = None
    gender: str | None = None
    title: str = ""
    note: str = ""


@dataclass(frozen=True)
class Papers:
    """Everything that the papers of one round say."""

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
    collectives: tuple[Recipient, ...]
    individuals: tuple[Recipient, ...]
    session: Session = field(default_factory=Session)

    @property
    def counts(self) -> dict[str, int]:
        return {"collectives": len(self.collectives), "individuals": len(self.individuals)}

    @property
    def total(self) -> int:
        return total(self.rate, self.counts)


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


def achievement(one: Recipient) -> str:
    """The summary drafted from the figures; the .docx is where somebody says it better."""
    time = f", {hours(one.minutes)} giờ" if one.minutes else ""
    parts = [f"{one.days} ngày hoạt động{time}", *(f"{lowered(name)}: {dong(amount)}" for name, amount in one.work)]
    return "; ".join(parts) + "."


def counted(counts: dict[str, int]) -> str:
    """ "27 tập thể và 12 cá nhân"."""
    said = [
        f"{counts[board]:02d} {word}"
        for board, word in (("collectives", "tập thể"), ("individuals", "cá nhân"))
        if counts[board]
    ]
    return " và ".join(said)


def context(papers: Papers) -> dict:
    """The fields of every paper by name: texts, and lists of rows; nothing else."""
    year = (papers.decision.day or papers.ranking_day).year
    texts = {**papers.texts}
    lists = {
        name: texts.pop(name).splitlines() for name in ("bases", "recipients", "addressees", "submission_recipients")
    }
    for name in ("recipients", "submission_recipients"):
        lists[name] = [f"- {one}{'.' if last else ';'}" for one, last in _with_last(lists[name])]
    votes = {one.nomination_id: one for one in papers.session.votes}
    rows = {
        board: [_row(one, number, papers, votes) for number, one in enumerate(chosen, start=1)]
        for board, chosen in (("collectives", papers.collectives), ("individuals", papers.individuals))
    }
    both = bool(rows["collectives"] and rows["individuals"])
    everyone = [
        {**row, "no": f"{number}"} for number, row in enumerate([*rows["collectives"], *rows["individuals"]], 1)
    ]
    rate = papers.rate
    bonuses = [
        f"mỗi {word} {dong(rate.bonus(board))} đồng"
        for board, word in (("collectives", "tập thể"), ("individuals", "cá nhân"))
        if papers.counts[board]
    ]
    return {
        **texts,
        **lists,
        **rows,
        "everyone": everyone,
        "ward": papers.ward,
        "campaign": papers.campaign,
        "first_day": _short(papers.first_day),
        "last_day": _short(papers.last_day),
        "ranking_day": _short(papers.ranking_day),
        "ranking_checksum": papers.checksum,
        "counts": counted(papers.counts),
        "collectives_count": f"{len(papers.collectives)}",
        "individuals_count": f"{len(papers.individuals)}",
        "collectives_appendix": f" {roman(1)}" if both else "",
        "individuals_appendix": f" {roman(2)}" if both else "",
        "base_salary": dong(rate.base_salary),
        "collective_factor": factor_text(rate.collective),
        "individual_factor": factor_text(rate.individual),
        "collective_bonus": dong(rate.bonus("collectives")),
        "individual_bonus": dong(rate.bonus("individuals")),
        "bonus_words": "; ".join(bonuses),
        "rate_source": rate.source or BLANK,
        "total": dong(papers.total),
        "total_words": in_words(papers.total),
        "report_date": f"{texts['place']}, {day_words(None, year)}",
        **_numbered("decision", papers.decision, texts, year),
        **_numbered("submission", papers.submission, texts, year),
        **_numbered("minutes", papers.minutes, texts, year),
        "session": _session(papers.session),
    }


def _with_last(lines: list[str]):
    return [
        (line.strip().removeprefix("-").strip().rstrip(";."), at == len(lines)) for at, line in enumerate(lines, 1)
    ]


def _short(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"


def _numbered(name: str, paper: Numbered, texts: dict, year: int) -> dict:
    number = number_words(paper.number, texts[f"{name}_symbol"])
    return {
        f"{name}_number": number,
        f"{name}_date": f"{texts['place']}, {day_words(paper.day, year)}",
        f"{name}_reference": f"{number} {day_words(paper.day, year)}",
    }


def _session(session: Session) -> dict:
    found = {name: getattr(session, name) or BLANK for name in ("starts", "ends", "place", "chair", "secretary")}
    found |= {
        name: getattr(session, name) or SHORT_BLANK for name in ("members", "present", "absent", "quorum", "majority")
    }
    found |= {name: getattr(session, name) or BLANK for name in ("discussion", "ballot")}
    return found | {"chair_name": session.chair, "secretary_name": session.secretary}


def _row(one: Recipient, number: int, papers: Papers, votes: dict[int, Votes]) -> dict:
    vote, team = votes.get(one.nomination_id), one.board == "collectives"
    unit = "" if team else one.unit
    return {
        "no": f"{number}",
        "name": one.name,
        "unit": unit,
        "unit_upper": (one.name if team else one.unit).upper(),
        "label": "Tên tập thể" if team else "Họ và tên",
        "subject": "tập thể" if team else "cá nhân",
        "title": one.title,
        "born_male": f"{one.born}" if one.born and one.gender == "male" else "",
        "born_female": f"{one.born}" if one.born and one.gender == "female" else "",
        "place": f"{one.place}" if one.place else "–",
        "points": decimal(one.points),
        "days": f"{one.days}",
        "hours": hours(one.minutes),
        "achievement": achievement(one),
        "work": [
            {"no": f"{at}", "name": name, "amount": dong(amount)}
            for at, (name, amount) in enumerate(one.work, start=1)
        ],
        "factor": factor_text(papers.rate.factor(one.board)),
        "bonus": dong(papers.rate.bonus(one.board)),
        "votes_for": f"{vote.for_it}" if vote else "",
        "votes_against": f"{vote.against}" if vote else "",
        "note": one.note,
        "signer": "" if team else one.name,
    }
