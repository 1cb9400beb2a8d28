"""A scheme of points, and why somebody has no place, in sentences."""

from flask_babel import gettext as _

from app.core.i18n import language
from app.core.text import N_
from app.core.words import number
from app.ranking.rules import Scheme, Shares
from app.ranking.rules.scheme import WOMEN_SHARE

FIGURES = {
    "points": N_("points"),
    "vulnerable_turns": N_("vulnerable people helped"),
    "active_days": N_("active days"),
    "women": N_("women first"),
    "score": N_("score"),
    "total": N_("total points"),
    "per_head": N_("points per member"),
    "women_share": N_("enough women first"),
}
GROUP_NAMES = {
    "elderly": N_("elderly people"),
    "disabled": N_("people with a disability"),
    "poor_household": N_("people of poor households"),
}


def kind_name(kind, code: str) -> str:
    """The kind in the reader's language; `kind` is a row or a stored dict, or None for one without words."""
    if kind is None:
        return code
    vi, en = (kind["vi"], kind["en"]) if isinstance(kind, dict) else (kind.vi, kind.en)
    return en if language() == "en" and en else vi


def per_unit(scheme: Scheme, kinds: dict) -> list[tuple[str, str]]:
    """(what, points each) for every kind that counts, the dearest first."""
    found = [(kind_name(kinds.get(code), code), each) for code, each in scheme.points_per_unit.items() if each]
    return [(name, number(each)) for name, each in sorted(found, key=lambda pair: (-pair[1], pair[0]))]


def individual_rules(scheme: Scheme) -> list[str]:
    """How a person's points come about and who may have a place, sentence by sentence."""
    rules = [_("%(n)s points for each hour, minutes counted exactly.", n=number(scheme.points_per_hour))]
    if scheme.points_per_group:
        rules += [
            _(
                "%(n)s more points for each time one of %(who)s is helped.",
                n=number(scheme.points_for(group)),
                who=_(GROUP_NAMES[group]),
            )
            for group in scheme.vulnerable_groups
        ]
    elif scheme.extra_points_per_vulnerable_turn and scheme.vulnerable_groups:
        rules.append(
            _(
                "%(n)s more points for each time one of %(who)s is helped.",
                n=number(scheme.extra_points_per_vulnerable_turn),
                who=", ".join(_(GROUP_NAMES[group]) for group in scheme.vulnerable_groups),
            )
        )
    if scheme.daily_cap_per_person is not None:
        rules.append(
            _(
                "At most %(cap)s points per person and day: above that, the day's records are scaled down alike.",
                cap=number(scheme.daily_cap_per_person),
            )
        )
    if scheme.individual.min_active_days:
        rules.append(_("%(n)s active days are needed for a place.", n=number(scheme.individual.min_active_days)))
    rules.append(_order(scheme.individual.order))
    return rules


def collective_rules(scheme: Scheme) -> list[str]:
    """The same for teams."""
    team = scheme.collective
    rules = [
        _("A team's points: what people earned in it, and the records of the team itself."),
        _(
            "Score: %(total)s%% by total points and %(each)s%% by points per member, compared with the best team.",
            total=number(100 * team.weight_total),
            each=number(100 * team.weight_per_head),
        ),
        _("Members: the team's roster on the campaign's last day, or today while it runs."),
    ]
    if team.active_on_last_day:
        rules.append(_("A team must be active on the last day to get a place."))
    if WOMEN_SHARE in team.order:
        rules.append(_("Enough women: at least %(n)s%% of the roster.", n=number(team.women_percent)))
    rules.append(_order(team.order))
    return rules


def share_rules(shares: Shares) -> list[str]:
    """What a list of the commended should not be made of alone."""
    rules = [
        _("At most %(n)s places for teams whose name begins with “%(begins)s”.", n=unit.most, begins=unit.begins)
        for unit in shares.units
    ]
    if shares.leaders_percent is not None:
        rules.append(_("At most %(n)s%% of the commended people may be leaders.", n=number(shares.leaders_percent)))
    if rules:
        rules.append(
            _("A list beyond this can't be locked.") if shares.binding else _("A list beyond this gets a warning.")
        )
    return rules


def _order(order: tuple[str, ...]) -> str:
    words = ", ".join(_(FIGURES[name]) for name in order)
    return _("Ordered by %(order)s; those equal in all of them share a place.", order=words)


def why_no_place(reason: str, count: int, scheme: Scheme, holds: bool) -> str:
    """Why somebody is listed without a place; a hold is told only to those who may place one (`holds`)."""
    if reason == "on_hold":
        return _("on hold") if holds else _("not considered yet")
    if reason == "too_few_days":
        return _("%(days)s of %(least)s active days", days=number(count), least=scheme.individual.min_active_days)
    if reason == "too_few_members":
        return _("%(n)s of %(least)s members", n=number(count), least=scheme.collective.min_members)
    return _("not active on the last day")
