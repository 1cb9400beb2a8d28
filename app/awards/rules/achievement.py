"""The achievement of a candidate in words that a ward sends to its council, drafted from the frozen figures.

Always in Vietnamese: it goes into the State's papers.
"""

import re
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from app.awards.rules.boards import COLLECTIVE

# What is done to so many of a unit: "cài đặt eTax Mobile cho 257 tài khoản".
VERBS = ("cài đặt", "kích hoạt", "đăng ký", "hướng dẫn", "hỗ trợ", "cấp", "mở", "tạo")
# What joins what was helped and how: "Lượt người dân được hỗ trợ".
_WAS = " được "

# In a list: so many results, so many letters.
MOST_RESULTS = 2
LONGEST_IN_LIST = 160
_SENTENCE = re.compile(r"[.!?…](?=\s|$)")

# The law's vulnerable groups, as the records count them together.
VULNERABLE = "lượt người cao tuổi, người khuyết tật, người thuộc hộ nghèo"


@dataclass(frozen=True)
class Done:
    """What was done of one kind: its code, its Vietnamese name, the unit it is counted in ("" where not known)."""

    code: str
    name: str
    unit: str
    count: int


@dataclass(frozen=True)
class Work:
    """The frozen figures of one candidate."""

    subject: str
    campaign: str
    first_day: date
    last_day: date
    unit: str = ""
    members: int = 0
    leader: bool = False
    days: int = 0
    minutes: int = 0
    done: tuple[Done, ...] = ()
    people_code: str = ""  # the kind that counts the people helped; the vulnerable are among them
    vulnerable: int = 0
    place: int | None = None
    points: Fraction = Fraction(0)


def drafted(work: Work) -> str:
    """Two or three sentences: how long, what came of it, which place."""
    sentences = [_taking_part(work)]
    if work.done or work.vulnerable:
        sentences.append(_results(work))
    if work.place:
        board = "tập thể" if work.subject == COLLECTIVE else "cá nhân"
        sentences.append(
            f"Xếp thứ {work.place} trên bảng xếp hạng {board} của phường với {_decimal(work.points)} điểm."
        )
    return " ".join(sentences)


def in_short(work: Work) -> str:
    """The same for a list: how long, the most of what came of it, which place."""
    time = f" ({_hours(work.minutes)} giờ)" if work.minutes else ""
    place = [f"xếp thứ {work.place}"] if work.place else []
    results = [_amount(one) for one in _by_weight(work)[:MOST_RESULTS]]
    return "; ".join([f"{_number(work.days)} ngày{time}", *results, *place]) + "."


def shortened(text: str) -> str:
    """As many whole sentences from the beginning of a text as a list has room for; of a longer one its beginning."""
    text = " ".join(text.split())
    if len(text) <= LONGEST_IN_LIST:
        return text
    ends = [at.end() for at in _SENTENCE.finditer(text) if at.end() <= LONGEST_IN_LIST]
    if ends:
        return text[: ends[-1]].rstrip()
    return text[:LONGEST_IN_LIST].rpartition(" ")[0].rstrip(",;:") + "…"


def _by_weight(work: Work) -> list[Done]:
    """People helped, then the largest first."""
    return sorted(work.done, key=lambda one: (one.code != work.people_code, -one.count, one.name))


def _taking_part(work: Work) -> str:
    campaign = f"trong chiến dịch “{work.campaign}” (từ ngày {_day(work.first_day)} đến ngày {_day(work.last_day)})"
    days = f"{_number(work.days)} ngày"
    if work.subject == COLLECTIVE:
        who = f"Tập thể gồm {work.members} thành viên, đã hoạt động" if work.members else "Tập thể đã hoạt động"
        time = f" (tổng cộng {_hours(work.minutes)} giờ)" if work.minutes else ""
    else:
        part = "người phụ trách" if work.leader else "thành viên"
        who = f"Là {part} {work.unit}, đã tham gia hoạt động" if work.unit else "Đã tham gia hoạt động"
        time = f" ({_hours(work.minutes)} giờ)" if work.minutes else ""
    return f"{who} {days}{time} {campaign}."


def _results(work: Work) -> str:
    """The largest first; of the people helped, how many belong to vulnerable groups."""
    among = f", trong đó có {_number(work.vulnerable)} {VULNERABLE}" if work.vulnerable else ""
    parts, told = [], False
    for one in _by_weight(work):
        helped = one.code == work.people_code
        parts.append(_amount(one) + (among if helped else ""))
        told = told or helped
    if among and not told:
        parts.insert(0, f"hỗ trợ {_number(work.vulnerable)} {VULNERABLE}")
    return f"Kết quả cụ thể: {'; '.join(parts)}."


def _amount(one: Done) -> str:
    """What was done, as a sentence tells it: "hỗ trợ 1.412 lượt người dân" of "Lượt người dân được hỗ trợ", "cài đặt
    VNeID mức 2 cho 120 tài khoản", "84 hồ sơ dịch vụ công trực tuyến", else "tin bài: 3 tin"."""
    name, count = lowered(one.name), _number(one.count)
    what, was, verb = name.partition(_WAS)
    if was and one.unit and what.lower().startswith(one.unit.lower()):
        return f"{lowered(verb)} {count} {what}"
    if one.unit and name.lower().startswith(one.unit.lower()):
        return f"{count} {name}"
    if one.unit and name.lower().startswith(VERBS):
        return f"{name} cho {count} {one.unit}"
    return f"{name}: {count} {one.unit}".rstrip()


def lowered(name: str) -> str:
    """A kind's name within a sentence: "VNeID" stays, "Lượt người" becomes "lượt người"."""
    return name if name[1:2].isupper() or name[1:2].isdigit() else name[:1].lower() + name[1:]


def _number(value: int) -> str:
    return f"{value:,}".replace(",", ".")


def _hours(minutes: int) -> str:
    """ "62,5": to a tenth of an hour, half up."""
    tenths = (minutes + 3) // 6
    return f"{_number(tenths // 10)},{tenths % 10}".removesuffix(",0")


def _decimal(value: Fraction) -> str:
    """At most two places, half up, without zeros at the end."""
    cents = (value * 100 + Fraction(1, 2)).__floor__()
    whole, rest = _number(cents // 100), f"{cents % 100:02d}".rstrip("0")
    return f"{whole},{rest}" if rest else whole


def _day(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"
