"""The format of a campaign's file, field by field, and a sample of it.

``tests/exchange/test_format.py`` compares what is described here with what the reader asks for.
"""

import json
from dataclasses import dataclass
from pathlib import Path

from app.campaigns.rules.answers import MOST_DAYS
from app.campaigns.rules.document import (
    MOST_HEADS,
    MOST_KINDS,
    MOST_LINES,
    MOST_POINTS,
    MOST_QUOTA,
    MOST_SLOTS,
    MOST_TEAMS,
    ZONE,
)
from app.contributions.rules import GROUPS
from app.core.text import N_, fold
from app.ranking.rules.fields import LARGEST, LONGEST_TEXT, MOST_PLACES
from app.ranking.rules.scheme import COLLECTIVE_KEYS, INDIVIDUAL_KEYS
from app.ranking.rules.shares import MOST_UNITS

SAMPLE = Path(__file__).with_name("sample.json")

TEXT = N_("text, at most %(most)s characters")
NAMES = N_("list of at most %(most)s different texts of 200 characters")
WHOLE = N_("whole number from %(least)s to %(most)s")
DAY = N_("day as 2026-08-14, from 2000 to 2100")
TIME = N_("time as 08:00")
OBJECT = N_("object with the fields below")
LIST = N_("list of at most %(most)s objects with the fields below")
LIST_OF_ONE = N_("list of 1 to %(most)s objects with the fields below")
CHOICE = N_("one of: %(choices)s")
WORDS = N_("list without repeats, of: %(choices)s")
AMOUNT = N_('number in quotes as "0.5", from 0 to %(most)s, at most %(places)s places')
CODE = N_("up to 40 small letters, digits and underscores, first a letter")
FLAG = N_("true or false")


@dataclass(frozen=True)
class Described:
    """A field: its path ("[]": of each in a list, "CODE": of each kind), what may stand in it (``form`` with its
    ``facts``), what it says, and whether it may be left out."""

    path: str
    form: str
    says: str
    facts: tuple[tuple[str, object], ...] = ()
    optional: bool = False


def _field(path: str, form: str, says: str, optional: bool = False, **facts) -> Described:
    return Described(path, form, says, tuple(facts.items()), optional)


_DUTY, _KIND, _SLOT = "assumed.duties[].", "assumed.kinds[].", "assumed.slots[]."
_SCHEME = "assumed.scheme."
_AMOUNT = {"most": LARGEST, "places": MOST_PLACES}

FIELDS = (
    _field(
        "slug",
        N_("3 to 60 small letters and digits, with single dashes between"),
        N_("The campaign's short name in addresses. No two campaigns of the site have the same."),
    ),
    _field("source", TEXT, N_("Where the plan comes from."), True, most=300),
    _field("ward", OBJECT, N_("The ward. It is added if the site does not know it.")),
    _field("ward.name", TEXT, N_("Its name, as in all papers."), most=120),
    _field("ward.province", TEXT, N_("Its province or city."), most=120),
    _field("ward.timezone", CHOICE, N_("Its time zone."), choices=(ZONE,)),
    _field("campaign", OBJECT, N_("Name and days.")),
    _field("campaign.name", TEXT, N_("The name of the campaign."), most=200),
    _field("campaign.motto", TEXT, N_("Its motto."), True, most=200),
    _field("campaign.starts_on", DAY, N_("The first day.")),
    _field(
        "campaign.ends_on",
        N_("day as 2026-08-14, at most %(most)s days from the first on"),
        N_("The last day, itself counted."),
        most=MOST_DAYS,
    ),
    _field("teams", NAMES, N_("Teams. Those that the ward has already are taken as they are."), most=MOST_TEAMS),
    _field("points", NAMES, N_("Points where people meet, in their order."), most=MOST_POINTS),
    _field("award_round", OBJECT, N_("Quotas of commendation.")),
    _field("award_round.collectives", WHOLE, N_("Collectives to be commended."), least=0, most=MOST_QUOTA),
    _field("award_round.individuals", WHOLE, N_("Individuals to be commended."), least=0, most=MOST_QUOTA),
    _field("assumed", OBJECT, N_("How the work is organised.")),
    _field("assumed.slots", LIST_OF_ONE, N_("The parts of a day in which points are open."), most=MOST_SLOTS),
    _field(_SLOT + "name", TEXT, N_("Its name; no two are alike."), most=40),
    _field(_SLOT + "start", TIME, N_("Its beginning.")),
    _field(_SLOT + "end", TIME, N_("Its end, later than the beginning.")),
    _field("assumed.shift_size", OBJECT, N_("How many people a shift needs and takes.")),
    _field("assumed.shift_size.min", WHOLE, N_("Fewest, not above the most."), least=0, most=MOST_HEADS),
    _field("assumed.shift_size.max", WHOLE, N_("Most."), least=1, most=MOST_HEADS),
    _field(
        "assumed.shift_size.leads",
        WHOLE,
        N_("How many of them lead. Left out: none."),
        True,
        least=0,
        most=MOST_HEADS,
    ),
    _field(
        "assumed.duties",
        LIST,
        N_("Services that are staffed round the clock, such as a hotline."),
        True,
        most=MOST_LINES,
    ),
    _field(_DUTY + "name", TEXT, N_("Its name; no point has the same."), most=200),
    _field(_DUTY + "kind", CHOICE, N_("What is staffed."), choices=("rapid_response", "hotline", "weekly")),
    _field(
        _DUTY + "coverage",
        CHOICE,
        N_("24/7 becomes a line; weekly duties are planned as shifts later."),
        choices=("24/7", "weekly"),
    ),
    _field(_DUTY + "min", WHOLE, N_("People needed at any time."), least=1, most=MOST_HEADS),
    _field("assumed.kinds", LIST_OF_ONE, N_("What is counted."), most=MOST_KINDS),
    _field(
        _KIND + "code",
        CODE,
        N_("Its code in schemes and files; no two are alike. support_turn counts the people helped."),
    ),
    _field(_KIND + "vi", TEXT, N_("Its name in Vietnamese."), most=120),
    _field(_KIND + "en", TEXT, N_("Its name in English."), most=120),
    _field(_KIND + "unit", TEXT, N_("What one of it is called."), most=40),
    _field(
        _KIND + "logged_by",
        CHOICE,
        N_("Who records it. Left out: both."),
        True,
        choices=("both", "individual", "collective"),
    ),
    _field("assumed.scheme", OBJECT, N_("The scheme of points.")),
    _field(_SCHEME + "name", TEXT, N_("The name of the scheme."), most=LONGEST_TEXT),
    _field(
        _SCHEME + "version", WHOLE, N_("May stand here; what is loaded is version 1."), True, least=1, most=1_000_000
    ),
    _field(_SCHEME + "points_per_unit", OBJECT, N_("Points by the code of a kind.")),
    _field(
        _SCHEME + "points_per_unit.CODE",
        AMOUNT,
        N_("What one of the kind is worth; the code stands among the kinds."),
        **_AMOUNT,
    ),
    _field(_SCHEME + "points_per_hour", AMOUNT, N_("What an hour of duty is worth."), **_AMOUNT),
    _field(
        _SCHEME + "extra_points_per_vulnerable_turn",
        AMOUNT,
        N_("What a turn for somebody of a vulnerable group adds."),
        **_AMOUNT,
    ),
    _field(_SCHEME + "points_per_group", OBJECT, N_("The same for single groups, where it differs."), True),
    _field(_SCHEME + "points_per_group.CODE", AMOUNT, N_("What a turn for this group adds."), True, **_AMOUNT),
    _field(_SCHEME + "vulnerable_groups", WORDS, N_("Which groups count as vulnerable."), choices=GROUPS),
    _field(
        _SCHEME + "daily_cap_per_person",
        N_('number in quotes as "60", or null'),
        N_("The most points per person and day; null: no limit."),
    ),
    _field(_SCHEME + "individual", OBJECT, N_("The board of individuals.")),
    _field(_SCHEME + "individual.eligible", OBJECT, N_("Who gets a place.")),
    _field(
        _SCHEME + "individual.eligible.min_active_days",
        WHOLE,
        N_("Active days that a place needs."),
        least=0,
        most=366,
    ),
    _field(_SCHEME + "individual.eligible.not_on_hold", FLAG, N_("Whether somebody on hold gets none.")),
    _field(
        _SCHEME + "individual.order",
        WORDS,
        N_("By what places are given, the most important first."),
        choices=INDIVIDUAL_KEYS,
    ),
    _field(_SCHEME + "collective", OBJECT, N_("The board of teams.")),
    _field(_SCHEME + "collective.weight_total", AMOUNT, N_("Weight of a team's points in all."), **_AMOUNT),
    _field(_SCHEME + "collective.weight_per_head", AMOUNT, N_("Weight of a team's points a member."), **_AMOUNT),
    _field(_SCHEME + "collective.eligible", OBJECT, N_("Which teams get a place.")),
    _field(
        _SCHEME + "collective.eligible.active_on_last_day",
        FLAG,
        N_("Whether a team must still be there on the last day."),
    ),
    _field(
        _SCHEME + "collective.eligible.min_members",
        WHOLE,
        N_("Fewest members of a team with a place."),
        least=0,
        most=100_000,
    ),
    _field(
        _SCHEME + "collective.order",
        WORDS,
        N_("By what places are given, the most important first."),
        choices=COLLECTIVE_KEYS,
    ),
    _field(
        _SCHEME + "collective.women_percent",
        WHOLE,
        N_("From what share of women on a team is preferred, if the order says women_share. Left out: 70."),
        True,
        least=0,
        most=100,
    ),
    _field(
        _SCHEME + "collective.score",
        TEXT,
        N_("How the score is made, in words, for display."),
        True,
        most=LONGEST_TEXT,
    ),
    _field(
        _SCHEME + "collective.per_head",
        TEXT,
        N_("What a member's share is, in words, for display."),
        True,
        most=LONGEST_TEXT,
    ),
    _field(
        _SCHEME + "collective.total",
        TEXT,
        N_("What a team's total is, in words, for display."),
        True,
        most=LONGEST_TEXT,
    ),
    _field(_SCHEME + "shares", OBJECT, N_("Of whom a list should not be made alone."), True),
    _field(_SCHEME + "shares.binding", FLAG, N_("Whether a list beyond a share can't be locked.")),
    _field(
        _SCHEME + "shares.leaders_percent",
        N_("whole number from 0 to 100, or null"),
        N_("The largest share of leaders; null: none."),
    ),
    _field(_SCHEME + "shares.units", LIST, N_("Most places for kinds of units."), most=MOST_UNITS),
    _field(_SCHEME + "shares.units[].begins", TEXT, N_("How the names of these teams begin."), most=LONGEST_TEXT),
    _field(_SCHEME + "shares.units[].most", WHOLE, N_("Most of them on a list."), least=0, most=1000),
    _field(
        _SCHEME + "ties", TEXT, N_("What happens with equal places, in words, for display."), True, most=LONGEST_TEXT
    ),
    _field(_SCHEME + "arithmetic", TEXT, N_("How it is counted, in words, for display."), True, most=LONGEST_TEXT),
)


def sample_document(ward: str = "", province: str = "") -> dict:
    """The sample, for the given ward where there is one: then it can be loaded there unchanged."""
    found = json.loads(SAMPLE.read_text(encoding="utf-8"))
    if ward:
        found["ward"] |= {"name": ward, "province": province}
        words = "-".join(fold(ward).split())[:40].strip("-")
        found["slug"] = f"mau-{words}" if words.isascii() and words else found["slug"]
    return found


def unread(document: object) -> list[str]:
    """The paths of a document, as described above, that no reader asks for: what stands there is not loaded. Of
    several below each other the first."""
    known = {field.path for field in FIELDS}
    codes = {path.removesuffix(".CODE") for path in known if path.endswith(".CODE")}
    found: dict[str, None] = {}

    def look(value, path: str) -> None:
        if isinstance(value, list):
            for one in value:
                look(one, f"{path}[]")
        elif isinstance(value, dict) and path not in codes:
            for name, below in value.items():
                at = f"{path}.{name}" if path else name
                if at in known:
                    look(below, at)
                else:
                    found[at] = None

    look(document, "")
    return list(found)
