"""One standing opened: every record that counts in it, and how its points came about."""

from datetime import date, datetime
from fractions import Fraction
from typing import NamedTuple

from flask_babel import gettext as _
from flask_login import current_user

from app.core.clock import today
from app.core.policy import Permission
from app.core.words import minutes, moment, number, points
from app.ranking.rules import Credit, Scheme, addend_entry, addends_of
from app.ranking.views.rows import Names
from app.ranking.words import GROUP_NAMES, kind_name


class Part(NamedTuple):
    what: str
    times: str
    points: str


class Record(NamedTuple):
    """One approved log; `href` None where the reader may not open it."""

    href: str | None
    day: date
    who: str
    approved: str
    parts: list[Part]
    scaled: str
    points: str


def records(figures: dict, provenance: dict, scheme: Scheme, names: Names, ward_id: int) -> list[Record]:
    """The addends of a standing in the order of their days; `who` only where it is a team's."""
    reads_all = current_user.may(Permission.LOG_READ, ward_id)
    team = "members" in figures
    found = []
    for addend in provenance["addends"]:
        approved = provenance["approved"][str(addend["log_id"])]
        own = addend["user_id"] == current_user.id
        who = ""
        if team and addend["user_id"] is None:
            who = _("the team together")
        elif team:
            who = names.of(addend["user_id"], provenance["names"][str(addend["user_id"])], "")
        found.append(
            Record(
                f"/logs/{addend['log_id']}" if reads_all or own else None,
                date.fromisoformat(addend["day"]),
                who,
                _approval(approved),
                _parts(addend, provenance["kinds"], scheme),
                _scaled(addend, scheme),
                points(Fraction(addend["points"])),
            )
        )
    return found


def _approval(approved: dict) -> str:
    at = moment(datetime.fromisoformat(approved["at"]))
    return _("approved by %(name)s, %(at)s", name=approved["name"], at=at) if approved["name"] else at


def _parts(addend: dict, kinds: dict, scheme: Scheme) -> list[Part]:
    parts = [
        Part(
            kind_name(kinds.get(line["code"]), line["code"]),
            f"{number(line['quantity'])} × {number(Fraction(line['points_each']))}",
            points(Fraction(line["points"])),
        )
        for line in addend["lines"]
    ]
    if addend["minutes"]:
        times = f"{minutes(addend['minutes'])} × {number(scheme.points_per_hour)}"
        parts.append(Part(_("Hours"), times, points(Fraction(addend["hour_points"]))))
    if "groups" in addend:
        for item in addend["groups"]:
            times = f"{number(item['quantity'])} × {number(Fraction(item['points_each']))}"
            what = _("Extra for %(who)s", who=_(GROUP_NAMES[item["code"]]))
            parts.append(Part(what, times, points(Fraction(item["points"]))))
    elif addend["vulnerable"]:
        times = f"{number(addend['vulnerable'])} × {number(scheme.extra_points_per_vulnerable_turn)}"
        parts.append(Part(_("Vulnerable people helped"), times, points(Fraction(addend["vulnerable_points"]))))
    return parts


def example(scheme: Scheme, kinds: dict) -> Record | None:
    """One day of an invented person, counted by the very rules; None where no kind of work counts."""
    codes = [code for code in kinds if scheme.points_per_unit.get(code)][:2]
    if not codes:
        return None
    counts = dict(zip(codes, (6, 3), strict=False))
    credit = Credit(0, 1, None, today(), 210, dict.fromkeys(scheme.vulnerable_groups[:1], 2), counts)
    addend = addend_entry(addends_of(scheme, [credit])[0])
    parts, scaled = _parts(addend, kinds, scheme), _scaled(addend, scheme)
    return Record(None, credit.day, "", "", parts, scaled, points(Fraction(addend["points"])))


def _scaled(addend: dict, scheme: Scheme) -> str:
    factor = Fraction(addend["factor"])
    if factor == 1:
        return ""
    return _(
        "this day comes to %(day)s, above the cap of %(cap)s: %(raw)s times %(factor)s",
        day=points(scheme.daily_cap_per_person / factor),
        cap=number(scheme.daily_cap_per_person),
        raw=points(Fraction(addend["raw"])),
        factor=points(factor),
    )


def steps(figures: dict, scheme: Scheme) -> list[tuple[str, str]]:
    """How a team's score came about, (what, figures) step by step; for a person the sums alone."""
    if "members" not in figures:
        return [
            (_("Points"), points(Fraction(figures["points"]))),
            (_("Vulnerable people helped"), number(figures["vulnerable_turns"])),
            (_("Active days"), number(figures["active_days"])),
        ]
    total, each = Fraction(figures["total"]), Fraction(figures["per_head"])
    best, best_each = Fraction(figures["max_total"]), Fraction(figures["max_per_head"])
    return [
        (_("Total points"), points(total)),
        (_("Points per member"), f"{points(total)} / {number(figures['members'])} = {points(each)}"),
        (
            _("Score"),
            f"100 × ({number(scheme.collective.weight_total)} × {points(total)} / {points(best)}"
            f" + {number(scheme.collective.weight_per_head)} × {points(each)} / {points(best_each)})"
            f" = {points(Fraction(figures['score']))}",
        ),
        (_("Vulnerable people helped"), number(figures["vulnerable_turns"])),
    ]
