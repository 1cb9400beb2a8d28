"""A published ranking ranked again from nothing but its own text: what was counted in goes through the rules anew."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.ranking.rules.boards import rank
from app.ranking.rules.canonical import canonical
from app.ranking.rules.scheme import Scheme
from app.ranking.rules.scoring import Credit
from app.ranking.rules.standing import Outcome, Person, Reason, Squad


@dataclass(frozen=True)
class Counted:
    """What a ranking was made of."""

    scheme: Scheme
    credits: tuple[Credit, ...]
    people: tuple[Person, ...]
    squads: tuple[Squad, ...]

    def rank(self) -> Outcome:
        return rank(self.scheme, self.credits, self.people, self.squads)


def counted(document: str, scheme: Mapping | None = None) -> Counted:
    """Logs, people and teams as the canonical text holds them, by its own scheme or by the one given.

    Of the points in the text none is taken over, only quantities, minutes, rosters and holds; the order of equals on
    screen is the order in the text. Raises ValueError, KeyError or TypeError for what is no such text.
    """
    found = json.loads(document)
    scheme = Scheme.from_json(found["scheme"] if scheme is None else scheme)
    logs = {}
    for board in ("individuals", "collectives"):
        for standing in found[board]:
            for addend in standing["addends"]:
                logs[addend["log_id"]] = _credit(addend, scheme)
    return Counted(
        scheme,
        tuple(logs.values()),
        tuple(_person(one, place) for place, one in enumerate(found["individuals"])),
        tuple(_squad(one, place) for place, one in enumerate(found["collectives"])),
    )


def again(document: str, scheme: Mapping | None = None) -> str:
    """The canonical text of the ranking made anew: equal to `document`, byte for byte, where nothing was touched."""
    made_of = counted(document, scheme)
    return canonical(made_of.rank(), made_of.scheme)


def _credit(addend: dict, scheme: Scheme) -> Credit:
    groups = {item["code"]: item["quantity"] for item in addend.get("groups", ())}
    if not groups and addend["vulnerable"]:
        groups = {scheme.vulnerable_groups[0]: addend["vulnerable"]}
    return Credit(
        addend["log_id"],
        addend["user_id"],
        addend["team_id"],
        date.fromisoformat(addend["day"]),
        addend["minutes"],
        groups,
        {item["code"]: item["quantity"] for item in addend["lines"]},
    )


def _person(entry: dict, place: int) -> Person:
    return Person(
        entry["user_id"],
        entry["name"],
        f"{place:09d}",
        None,
        entry["team_id"],
        entry["team"],
        entry["reason"] == Reason.ON_HOLD,
        entry.get("woman", False),
        entry.get("leader", False),
    )


def _squad(entry: dict, place: int) -> Squad:
    active = entry["reason"] != Reason.NOT_ACTIVE_ON_LAST_DAY
    return Squad(entry["team_id"], entry["name"], f"{place:09d}", entry["members"], active, entry.get("women", 0))
