"""Freezing a ranking."""

from sqlalchemy import insert

from app.campaigns.models import Campaign
from app.core.clock import now
from app.core.db import action, db, lock
from app.core.events import announce
from app.core.reasons import Refused
from app.ranking.events import RankingPublished
from app.ranking.models import Ranking, Standing
from app.ranking.queries import Live, explained, live_ranking
from app.ranking.rules import canonical, checksum, written
from app.ranking.rules.answers import RankingAnswer


@action
def publish(campaign: Campaign, by: int | None, note: str = "") -> Ranking:
    """Store the ranking as it stands now, every addend included; nothing that happens later changes the copy.

    Refused where there is no scheme. The rows go in with one statement, whatever their number: the table itself
    takes them, since the mapped class would send one statement for each pattern of empty columns.
    """
    lock(campaign)
    live = live_ranking(campaign.id, campaign.ward_id, campaign.starts_on, campaign.ends_on)
    if live is None:
        raise Refused(RankingAnswer.NO_SCHEME)
    document = canonical(live.outcome, live.inputs.scheme)
    ranking = Ranking(
        ward_id=campaign.ward_id,
        campaign_id=campaign.id,
        scheme_id=live.inputs.scheme_id,
        scheme_version=live.inputs.scheme.version,
        document=document,
        checksum=checksum(document),
        note=note,
        published_at=now(),
        published_by=by,
    )
    db.session.add(ranking)
    db.session.flush()
    rows = list(_rows(live))
    if rows:
        place = {"ward_id": campaign.ward_id, "ranking_id": ranking.id}
        db.session.execute(insert(Standing.__table__), [{**place, **row} for row in rows])
    announce(
        RankingPublished(
            ward_id=campaign.ward_id,
            subject_id=ranking.id,
            by=by,
            after={
                "campaign": campaign.id,
                "scheme": ranking.scheme_version,
                "checksum": ranking.checksum,
                "rows": len(rows),
            },
        )
    )
    return ranking


def _rows(live: Live):
    boards = {"individuals": live.outcome.individuals, "collectives": live.outcome.collectives}
    for board, standings in boards.items():
        for position, standing in enumerate(standings, start=1):
            figures, addends = explained(live, standing)
            yield {
                "board": board,
                "position": position,
                "user_id": figures.get("user_id"),
                "team_id": figures["team_id"],
                "name": figures["name"],
                "team": figures.get("team", ""),
                "place": figures["rank"],
                "eligible": figures["eligible"],
                "reason": figures["reason"] or "",
                "figures": written(figures),
                "addends": written(addends),
            }
