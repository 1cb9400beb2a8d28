"""A campaign as somebody filled it in on screen, and the plan that it becomes."""

import re
from collections.abc import Container
from dataclasses import dataclass
from datetime import date

from app.campaigns.rules import CampaignPlan, KindPlan, LinePlan, SlotPlan
from app.core.text import fold

LONGEST_CODE, LONGEST_SLUG = 40, 60
_KIND_OF_WARD = re.compile(r"^(phuong|xa|dac khu|thi tran) ")


@dataclass(frozen=True)
class Draft:
    """``points``: (name, address); ``scheme``: the document of a scheme of points for these kinds."""

    name: str
    motto: str
    starts_on: date
    ends_on: date
    points: tuple[tuple[str, str], ...]
    slots: tuple[SlotPlan, ...]
    kinds: tuple[KindPlan, ...]
    scheme: dict
    shift_min: int
    shift_max: int
    shift_leads: int
    quota_collectives: int
    quota_individuals: int
    lines: tuple[LinePlan, ...] = ()


def plan_of(draft: Draft, slug: str) -> CampaignPlan:
    """The plan of the draft, of no ward: it is opened in one that is known."""
    return CampaignPlan(
        slug=slug,
        source="",
        ward="",
        province="",
        name=draft.name,
        motto=draft.motto,
        starts_on=draft.starts_on,
        ends_on=draft.ends_on,
        teams=(),
        points=tuple(name for name, _ in draft.points),
        lines=draft.lines,
        slots=draft.slots,
        kinds=draft.kinds,
        shift_min=draft.shift_min,
        shift_max=draft.shift_max,
        shift_leads=draft.shift_leads,
        quota_collectives=draft.quota_collectives,
        quota_individuals=draft.quota_individuals,
        addresses=tuple(address for _, address in draft.points),
    )


def slug_base(ward: str, year: int) -> str:
    """How the addresses of a ward's campaigns of a year begin: "cua-nam-2026"."""
    words = re.sub(r"[^a-z0-9]+", "-", _KIND_OF_WARD.sub("", fold(ward))).strip("-")
    return f"{words[: LONGEST_SLUG - 10].strip('-') or 'chien-dich'}-{year}"


def free_slug(base: str, taken: Container[str]) -> str:
    """The first of "base", "base-2", "base-3" that is not taken."""
    n, slug = 1, base
    while slug in taken:
        n += 1
        slug = f"{base}-{n}"
    return slug


def code_for(name: str, taken: Container[str]) -> str:
    """A code for a kind of work that somebody named: "ho_tro_zalo"."""
    words = re.sub(r"[^a-z0-9]+", "_", fold(name)).strip("_")
    base = words if words[:1].isalpha() else f"kind_{words}".rstrip("_")
    base = base[: LONGEST_CODE - 4].rstrip("_")
    n, code = 1, base
    while code in taken:
        n += 1
        code = f"{base}_{n}"
    return code
