"""A scheme of points, and why somebody has no place, in sentences."""

from flask_babel import gettext as _

from app.core.i18n import language
from app.core.words import number
from app.ranking.rules import Scheme


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
    if scheme.extra_points_per_vulnerable_turn and scheme.vulnerable_groups:
        rules.append(
            _(
                "%(n)s points more for each turn for somebody elderly, disabled or of a poor household.",
                n=number(scheme.extra_points_per_vulnerable_turn),
            )
        )
    if scheme.daily_cap_per_person is not None:
        rules.append(
            _(
                "At most %(cap)s points a person and day: above it, the day's records are scaled down alike.",
                cap=number(scheme.daily_cap_per_person),
            )
        )
    if scheme.individual.min_active_days:
        rules.append(_("A place needs %(n)s active days.", n=number(scheme.individual.min_active_days)))
    rules.append(_order(scheme.individual.order))
    return rules


def collective_rules(scheme: Scheme) -> list[str]:
    """The same for teams."""
    team = scheme.collective
    rules = [
        _("A team's points: what people earned in it, and the records of the team itself."),
        _(
            "Score: %(total)s%% by the points in all and %(each)s%% by the points a member, compared with the best.",
            total=number(100 * team.weight_total),
            each=number(100 * team.weight_per_head),
        ),
        _("Members: the team's roster on the campaign's last day, or today while it runs."),
    ]
    if team.active_on_last_day:
        rules.append(_("A place needs a team that is active on the last day."))
    rules.append(_order(team.order))
    return rules


def _order(order: tuple[str, ...]) -> str:
    words = {
        "points": _("points"),
        "vulnerable_turns": _("turns for vulnerable people"),
        "active_days": _("active days"),
        "score": _("score"),
        "total": _("points in all"),
        "per_head": _("points a member"),
    }
    return _(
        "Ordered by %(order)s; equal in all of them share a place.", order=", ".join(words[name] for name in order)
    )


def why_no_place(reason: str, count: int, scheme: Scheme, holds: bool) -> str:
    """Why somebody is listed without a place; a hold is told only to those who may place one (`holds`)."""
    if reason == "on_hold":
        return _("on hold") if holds else _("not weighed yet")
    if reason == "too_few_days":
        return _("%(days)s of %(least)s active days", days=number(count), least=scheme.individual.min_active_days)
    if reason == "too_few_members":
        return _("%(n)s of %(least)s members", n=number(count), least=scheme.collective.min_members)
    return _("not active on the last day")
