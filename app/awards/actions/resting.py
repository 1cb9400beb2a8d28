"""A round that is not locked yet rests on the ranking that counts by now."""

from sqlalchemy import case, insert, select, update

from app.awards.actions.rounds import nominate_the_ranked, open_round_of
from app.awards.events import RoundRested
from app.awards.models import Nomination, Rest, Round
from app.awards.rules import COLLECTIVE, INDIVIDUAL, AwardAnswer, may_rest_on
from app.core.clock import now
from app.core.db import action, db
from app.core.events import announce
from app.core.reasons import Refused
from app.ranking.models import Ranking, Standing
from app.ranking.queries import counting_copy


@action
def rest_on(campaign_id: int, ranking: Ranking, by: int, reason: str) -> Round:
    """Let the campaign's open round rest on this copy, the one that counts, for a written reason.

    Candidates stay, with all that was said of them; their places are those of the new copy, and whether a choice
    departs from the order follows from these. Whoever is new in it becomes a candidate; whoever is not in it any more
    stands in no ranking. Refused (AwardAnswer) once the list is locked.
    """
    found = open_round_of(campaign_id)
    counting = counting_copy(campaign_id)
    answer = may_rest_on(ranking.id, found.ranking_id, counting.id if counting else None, reason)
    if answer is not AwardAnswer.YES:
        raise Refused(answer)
    before, at = found.ranking_id, now()
    facts = {"ward_id": found.ward_id, "round_id": found.id, "before_id": before, "ranking_id": ranking.id}
    db.session.execute(insert(Rest).values(**facts, reason=reason, by=by, at=at))
    found.ranking_id = ranking.id
    db.session.flush()
    _place_anew(found)
    nominate_the_ranked(found, at, by)
    announce(
        RoundRested(
            ward_id=found.ward_id,
            subject_id=found.id,
            by=by,
            before={"ranking": before},
            after={"ranking": ranking.id, "checksum": ranking.checksum},
            reason=reason,
        )
    )
    return found


def _place_anew(found: Round) -> None:
    """Every candidate's row in the ranking on which the round rests now; none for who does not stand in it."""

    def row(board, same):
        return select(Standing.id).where(Standing.ranking_id == found.ranking_id, Standing.board == board, same)

    person = row("individuals", Standing.user_id == Nomination.user_id).correlate(Nomination).scalar_subquery()
    team = row("collectives", Standing.team_id == Nomination.team_id).correlate(Nomination).scalar_subquery()
    db.session.execute(
        update(Nomination)
        .where(Nomination.round_id == found.id)
        .values(standing_id=case({INDIVIDUAL: person, COLLECTIVE: team}, value=Nomination.subject))
        .execution_options(synchronize_session=False)
    )
