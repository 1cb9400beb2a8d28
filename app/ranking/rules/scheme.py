"""The points scheme of a campaign, as its JSON file writes it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from app.contributions.rules import GROUPS
from app.ranking.rules.decimals import plain
from app.ranking.rules.fields import Fields, Flaw, SchemeError
from app.ranking.rules.shares import NO_SHARES, Shares, read_shares

# The law's preference among those who qualify: women, and collectives with at least 70% of them.
WOMEN, WOMEN_SHARE, WOMEN_PERCENT = "women", "women_share", 70
INDIVIDUAL_KEYS = ("points", "vulnerable_turns", "active_days", WOMEN)
COLLECTIVE_KEYS = ("score", "total", "per_head", "vulnerable_turns", WOMEN_SHARE)


@dataclass(frozen=True)
class IndividualRules:
    """Who may be ranked as an individual, and by which figures, largest first."""

    min_active_days: int
    not_on_hold: bool
    order: tuple[str, ...]


@dataclass(frozen=True)
class CollectiveRules:
    """How teams are scored and which may be ranked; `score`, `per_head` and `total` are texts for display."""

    weight_total: Fraction
    weight_per_head: Fraction
    active_on_last_day: bool
    min_members: int
    order: tuple[str, ...]
    score: str = ""
    per_head: str = ""
    total: str = ""
    women_percent: int = WOMEN_PERCENT


@dataclass(frozen=True)
class Scheme:
    """All amounts in points, exact. `daily_cap_per_person` None means no cap.

    `points_per_group` holds only the groups whose extra points differ from `extra_points_per_vulnerable_turn`. What
    schemes could not say at first (these, the preference for women, `shares`) stands in the JSON only where it is
    said, so that the text of an older scheme, and of a ranking by it, stays as it was.
    """

    name: str
    version: int
    points_per_unit: Mapping[str, Fraction] = field(hash=False)
    points_per_hour: Fraction
    extra_points_per_vulnerable_turn: Fraction
    vulnerable_groups: tuple[str, ...]
    daily_cap_per_person: Fraction | None
    individual: IndividualRules
    collective: CollectiveRules
    ties: str = ""
    arithmetic: str = ""
    points_per_group: Mapping[str, Fraction] = field(default_factory=dict, hash=False)
    shares: Shares = NO_SHARES

    def points_for(self, group: str) -> Fraction:
        """What one turn for somebody of this group adds."""
        return self.points_per_group.get(group, self.extra_points_per_vulnerable_turn)

    @classmethod
    def from_json(cls, data: object) -> "Scheme":
        """The scheme in `data`. Raises `SchemeError` naming the first field that is wrong.

        Amounts are decimal strings or whole numbers from 0 to 1,000,000 with at most 6 places.
        """
        top = Fields(data)
        return cls(
            name=top.text("name"),
            version=top.whole("version", least=1, most=1_000_000),
            points_per_unit=top.decimals_by_code("points_per_unit"),
            points_per_hour=top.decimal("points_per_hour"),
            extra_points_per_vulnerable_turn=top.decimal("extra_points_per_vulnerable_turn"),
            vulnerable_groups=top.words("vulnerable_groups", GROUPS, Flaw.UNKNOWN_GROUP),
            daily_cap_per_person=(
                None if top.is_null("daily_cap_per_person") else top.decimal("daily_cap_per_person")
            ),
            individual=_individual(top.part("individual")),
            collective=_collective(top.part("collective")),
            ties=top.note("ties"),
            arithmetic=top.note("arithmetic"),
            points_per_group=_groups(top),
            shares=read_shares(top.part("shares")) if "shares" in top.data else NO_SHARES,
        )

    def to_json(self) -> dict:
        """The same shape again, amounts as decimal strings; `from_json` of it equals this scheme."""
        cap = self.daily_cap_per_person
        person, team = self.individual, self.collective
        more = {}
        if self.points_per_group:
            more["points_per_group"] = {group: plain(each) for group, each in self.points_per_group.items()}
        if self.shares != NO_SHARES:
            more["shares"] = self.shares.to_json()
        return {
            "name": self.name,
            "version": self.version,
            "points_per_unit": {code: plain(each) for code, each in self.points_per_unit.items()},
            "points_per_hour": plain(self.points_per_hour),
            "extra_points_per_vulnerable_turn": plain(self.extra_points_per_vulnerable_turn),
            "vulnerable_groups": list(self.vulnerable_groups),
            "daily_cap_per_person": None if cap is None else plain(cap),
            "individual": {
                "eligible": {"min_active_days": person.min_active_days, "not_on_hold": person.not_on_hold},
                "order": list(person.order),
            },
            "collective": {
                "score": team.score,
                "weight_total": plain(team.weight_total),
                "weight_per_head": plain(team.weight_per_head),
                "per_head": team.per_head,
                "total": team.total,
                "eligible": {"active_on_last_day": team.active_on_last_day, "min_members": team.min_members},
                "order": list(team.order),
                **({"women_percent": team.women_percent} if WOMEN_SHARE in team.order else {}),
            },
            "ties": self.ties,
            "arithmetic": self.arithmetic,
            **more,
        }


def adds_up(scheme: Scheme) -> bool:
    """Whether a team's two weights make one whole: asked of what is to count, not of what counted before."""
    return scheme.collective.weight_total + scheme.collective.weight_per_head == 1


def takes_consent(version: int, starts_on: date, today: date) -> bool:
    """Whether replacing this version (0: there is none) takes a reason and the leader's consent: people have worked
    by it since the campaign began."""
    return version > 0 and today >= starts_on


def _individual(part: Fields) -> IndividualRules:
    eligible = part.part("eligible")
    return IndividualRules(
        min_active_days=eligible.whole("min_active_days", most=366),
        not_on_hold=eligible.flag("not_on_hold"),
        order=_order(part, INDIVIDUAL_KEYS),
    )


def _collective(part: Fields) -> CollectiveRules:
    eligible = part.part("eligible")
    return CollectiveRules(
        weight_total=part.decimal("weight_total"),
        weight_per_head=part.decimal("weight_per_head"),
        active_on_last_day=eligible.flag("active_on_last_day"),
        min_members=eligible.whole("min_members", most=100_000),
        order=_order(part, COLLECTIVE_KEYS),
        score=part.note("score"),
        per_head=part.note("per_head"),
        total=part.note("total"),
        women_percent=part.whole("women_percent", most=100) if "women_percent" in part.data else WOMEN_PERCENT,
    )


def _groups(top: Fields) -> dict[str, Fraction]:
    if "points_per_group" not in top.data:
        return {}
    found = top.decimals_by_code("points_per_group")
    for group in found:
        if group not in GROUPS:
            raise SchemeError(f"points_per_group.{group}", Flaw.UNKNOWN_GROUP)
    return found


def _order(part: Fields, known: tuple[str, ...]) -> tuple[str, ...]:
    order = part.words("order", known, Flaw.UNKNOWN_ORDER)
    if not order:
        raise SchemeError(f"{part.path}.order", Flaw.MISSING)
    return order


def blank_scheme() -> Scheme:
    """Where a campaign without a scheme starts on screen: the terms of the 2025 campaigns, and no kind counts yet."""
    return Scheme(
        name="Thang điểm chiến dịch",
        version=1,
        points_per_unit={},
        points_per_hour=Fraction(1),
        extra_points_per_vulnerable_turn=Fraction(1),
        vulnerable_groups=GROUPS,
        daily_cap_per_person=Fraction(60),
        individual=IndividualRules(3, True, ("points", "vulnerable_turns", "active_days")),
        collective=CollectiveRules(Fraction(1, 2), Fraction(1, 2), True, 1, ("score", "total", "vulnerable_turns")),
    )
