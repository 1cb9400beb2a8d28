"""The two boards: from approved logs to individuals and collectives with their places."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from app.ranking.rules.scheme import CollectiveRules, IndividualRules, Scheme
from app.ranking.rules.scoring import NOTHING, Addend, Credit, addends_of
from app.ranking.rules.standing import (
    Outcome,
    Person,
    PersonStanding,
    Reason,
    Squad,
    SquadStanding,
)


def rank(scheme: Scheme, credits: Iterable[Credit], people: Iterable[Person], squads: Iterable[Squad]) -> Outcome:
    """The ranking of a campaign from its approved logs.

    A team's total is what was earned in it, also by people of other teams, plus its own logs; what somebody earned
    outside of any team counts for that person alone. Raises ValueError, naming the id, where a log points to a
    person or team that is not given (its points would vanish unseen), and where a person, team or log comes twice.
    """
    people = _by_id("person", ((person.user_id, person) for person in people))
    squads = _by_id("team", ((squad.team_id, squad) for squad in squads))
    of_person, of_team = defaultdict(list), defaultdict(list)
    for addend in addends_of(scheme, credits):
        if addend.team_id is not None:
            if addend.team_id not in squads:
                raise ValueError(f"log {addend.log_id}: team {addend.team_id} is not in this ranking")
            of_team[addend.team_id].append(addend)
        if addend.user_id is None:
            continue
        if addend.user_id not in people:
            raise ValueError(f"log {addend.log_id}: person {addend.user_id} is not in this ranking")
        of_person[addend.user_id].append(addend)
    individuals = [_individual(scheme.individual, person, of_person[key]) for key, person in people.items()]
    collectives = [_collective(scheme.collective, squad, of_team[key]) for key, squad in squads.items()]
    return _outcome(scheme, individuals, collectives)


def rank_changed(
    scheme: Scheme,
    before: Outcome,
    people: Mapping[Person, Sequence[Addend]],
    squads: Mapping[Squad, Sequence[Addend]],
) -> Outcome:
    """What `before`, made by this scheme, becomes once these people and teams have these addends, whether they were
    listed or not; the others keep theirs. The same as `rank` on all of it, several times as fast."""
    individuals = [_individual(scheme.individual, *one) for one in people.items()]
    collectives = [_collective(scheme.collective, *one) for one in squads.items()]
    new = {one.subject_id for one in individuals}, {one.subject_id for one in collectives}
    return _outcome(
        scheme,
        individuals + [_unplaced(one) for one in before.individuals if one.subject_id not in new[0]],
        collectives + [_unplaced(one) for one in before.collectives if one.subject_id not in new[1]],
    )


def _unplaced(standing):
    return replace(standing, rank=None)


def _outcome(scheme: Scheme, individuals: list[PersonStanding], collectives: list[SquadStanding]) -> Outcome:
    return Outcome(
        individuals=_placed(individuals, scheme.individual.order),
        collectives=_placed(scored(scheme.collective, collectives), scheme.collective.order),
    )


def _by_id(what: str, pairs) -> dict:
    found = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f"{what} {key} is given twice")
        found[key] = value
    return found


def _individual(rules: IndividualRules, person: Person, addends: Sequence[Addend]) -> PersonStanding:
    days = len({addend.day for addend in addends})
    reason = None
    if rules.not_on_hold and person.on_hold:
        reason = Reason.ON_HOLD
    elif days < rules.min_active_days:
        reason = Reason.TOO_FEW_DAYS
    return PersonStanding(
        person=person,
        rank=None,
        points=_sum(addends),
        vulnerable_turns=sum(addend.vulnerable for addend in addends),
        active_days=days,
        eligible=reason is None,
        reason=reason,
        addends=tuple(addends),
    )


def _collective(rules: CollectiveRules, squad: Squad, addends: Sequence[Addend]) -> SquadStanding:
    reason = None
    if rules.active_on_last_day and not squad.active:
        reason = Reason.NOT_ACTIVE_ON_LAST_DAY
    elif squad.members < rules.min_members:
        reason = Reason.TOO_FEW_MEMBERS
    total = _sum(addends)
    return SquadStanding(
        squad=squad,
        rank=None,
        score=NOTHING,
        total=total,
        per_head=total / squad.members if squad.members > 0 else NOTHING,
        members=squad.members,
        vulnerable_turns=sum(addend.vulnerable for addend in addends),
        eligible=reason is None,
        reason=reason,
        max_total=NOTHING,
        max_per_head=NOTHING,
        addends=tuple(addends),
        women_share=int(squad.members > 0 and 100 * squad.women >= rules.women_percent * squad.members),
    )


def scored(rules: CollectiveRules, standings: list[SquadStanding]) -> list[SquadStanding]:
    """The scheme's formula, each part measured against the best eligible team.

    Only eligible teams set the maxima: a dissolved team, or one with a single member left, must not press down the
    scores of those it does not compete with. Its own score may therefore be above 100.
    """
    eligible = [standing for standing in standings if standing.eligible]
    max_total = max((standing.total for standing in eligible), default=NOTHING)
    max_per_head = max((standing.per_head for standing in eligible), default=NOTHING)

    def score(standing: SquadStanding) -> Fraction:
        return 100 * (
            rules.weight_total * _share(standing.total, max_total)
            + rules.weight_per_head * _share(standing.per_head, max_per_head)
        )

    return [
        replace(standing, score=score(standing), max_total=max_total, max_per_head=max_per_head)
        for standing in standings
    ]


def _share(part: Fraction, most: Fraction) -> Fraction:
    return part / most if most else NOTHING


def _sum(addends: Sequence[Addend]) -> Fraction:
    return sum((addend.points for addend in addends), NOTHING)


def _placed(standings: list, order: tuple[str, ...]) -> tuple:
    """In display order; equal in all of `order` share a rank, and the next rank counts them all (1-2-2-4)."""

    def figures(standing) -> tuple:
        return tuple(-getattr(standing, name) for name in order)

    def shown(standing) -> tuple:
        return not standing.eligible, figures(standing), standing.sort_key, standing.subject_id

    placed, place, last = [], 0, None
    for position, standing in enumerate(sorted(standings, key=shown), start=1):
        if standing.eligible:
            if figures(standing) != last:
                place, last = position, figures(standing)
            standing = replace(standing, rank=place)
        placed.append(standing)
    return tuple(placed)
