"""On which single log a place above the line hangs: without it, its owner would not be above. Exact fractions."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from app.ranking.rules.again import Counted
from app.ranking.rules.boards import scored
from app.ranking.rules.scheme import CollectiveRules
from app.ranking.rules.scoring import NOTHING, Credit, addends_of
from app.ranking.rules.standing import Outcome, PersonStanding, SquadStanding


@dataclass(frozen=True, slots=True)
class Hanging:
    """The smallest log that decides a place, what it adds (points), and how many logs decide it by themselves."""

    log_id: int
    day: date
    points: Fraction
    count: int


def hangs_on(
    made_of: Counted, outcome: Outcome, board: str, quota: int, subject_ids: Iterable[int]
) -> dict[int, Hanging]:
    """Of those above the line, who would fall below it, or into a tie across it, if one log did not count."""
    asked = set(subject_ids)
    rules = made_of.scheme.individual if board == "individuals" else made_of.scheme.collective
    days = defaultdict(list)
    for credit in made_of.credits:
        days[credit.user_id, credit.day].append(credit)
    standings, found = [one for one in getattr(outcome, board) if one.eligible], {}
    sorted_figures = sorted(_figures(one, rules.order) for one in standings)
    for standing in standings:
        if standing.subject_id not in asked:
            continue
        deciding = []
        for addend in standing.addends:
            if board == "individuals":
                alone = _person_without(made_of, standing, addend, days)
                # The old figures are still among all, at or above the new ones: they stand for the new ones.
                mine = _figures(alone, rules.order)
                stays = alone.eligible and len(standings) - bisect_left(sorted_figures, mine) <= quota
            else:
                stays = _team_stays(
                    _teams_without(made_of, standings, standing, addend, days), standing, rules, quota
                )
            if not stays:
                deciding.append(addend)
        if deciding:
            least = min(deciding, key=lambda addend: (addend.points, addend.log_id))
            found[standing.subject_id] = Hanging(least.log_id, least.day, least.points, len(deciding))
    return found


def _figures(standing, order: tuple[str, ...]) -> tuple:
    return tuple(getattr(standing, name) for name in order)


def _team_stays(standings: list, standing: SquadStanding, rules: CollectiveRules, quota: int) -> bool:
    figures = {one.subject_id: _figures(one, rules.order) for one in standings}
    mine = figures[standing.subject_id]
    return sum(other >= mine for other in figures.values()) <= quota


def _without(made_of: Counted, addend, days) -> tuple[list[Credit], dict[int, Fraction]]:
    """The other logs of that person and day, and what each adds once the log is gone: the cap divides anew."""
    if addend.user_id is None:
        return [], {}
    others = [one for one in days[addend.user_id, addend.day] if one.log_id != addend.log_id]
    return others, {one.log_id: one.points for one in addends_of(made_of.scheme, others)}


def _person_without(made_of: Counted, standing: PersonStanding, addend, days) -> PersonStanding:
    others, points = _without(made_of, addend, days)
    kept = sum((one.points for one in standing.addends if one.day != addend.day), NOTHING)
    active = standing.active_days - (not others)
    return replace(
        standing,
        points=kept + sum(points.values(), NOTHING),
        vulnerable_turns=standing.vulnerable_turns - addend.vulnerable,
        active_days=active,
        eligible=active >= made_of.scheme.individual.min_active_days,
    )


def _teams_without(made_of: Counted, standings, standing: SquadStanding, addend, days) -> list:
    others, points = _without(made_of, addend, days)
    delta = defaultdict(Fraction)
    delta[addend.team_id] -= addend.points
    if others:
        before = {one.log_id: one for one in addends_of(made_of.scheme, [*others, _credit(days, addend)])}
        for credit in others:
            delta[credit.team_id] += points[credit.log_id] - before[credit.log_id].points
    changed = []
    for one in standings:
        if one is standing or delta.get(one.subject_id):
            total = one.total + delta[one.subject_id]
            turns = one.vulnerable_turns - (addend.vulnerable if one is standing else 0)
            each = total / one.members if one.members else NOTHING
            one = replace(one, total=total, per_head=each, vulnerable_turns=turns)
        changed.append(one)
    return scored(made_of.scheme.collective, changed)


def _credit(days, addend) -> Credit:
    return next(one for one in days[addend.user_id, addend.day] if one.log_id == addend.log_id)
