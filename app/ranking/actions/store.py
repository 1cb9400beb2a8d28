"""A ranking becomes a copy that nothing changes any more."""

from sqlalchemy import insert, literal, select
from sqlalchemy.orm import aliased

from app.campaigns.models import Campaign
from app.core.clock import now
from app.core.db import db
from app.core.events import announce
from app.core.reasons import Refused
from app.ranking.events import RankingPublished
from app.ranking.models import Ranking, Standing
from app.ranking.queries import Live, explained, newest_copy
from app.ranking.rules import canonical, checksum, written
from app.ranking.rules.answers import RankingAnswer


def store(campaign: Campaign, live: Live | None, by: int | None, note: str) -> tuple[Ranking, bool]:
    """A copy of this ranking, unless the newest one holds exactly the same; and whether it is new.

    The rows go in with one statement, whatever their number: the table itself takes them, since the mapped class
    would send one statement for each pattern of empty columns.
    """
    if live is None:
        raise Refused(RankingAnswer.NO_SCHEME)
    document = canonical(live.outcome, live.inputs.scheme)
    ranking = _insert_unless_same(
        {
            "ward_id": campaign.ward_id,
            "campaign_id": campaign.id,
            "scheme_id": live.inputs.scheme_id,
            "scheme_version": live.inputs.scheme.version,
            "document": document,
            "checksum": checksum(document),
            "note": note,
            "published_at": now(),
            "published_by": by,
        }
    )
    if ranking is None:
        return newest_copy(campaign.id), False
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
    return ranking, True


def _insert_unless_same(values: dict) -> Ranking | None:
    """The new row; None where the campaign's newest copy has this checksum."""
    other = aliased(Ranking)
    newest = (
        select(other.checksum)
        .where(other.campaign_id == values["campaign_id"])
        .order_by(other.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    table = Ranking.__table__
    row = select(*(literal(value, table.c[name].type) for name, value in values.items()))
    statement = insert(Ranking).from_select(list(values), row.where(newest.is_distinct_from(values["checksum"])))
    return db.session.scalars(statement.returning(Ranking)).one_or_none()


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
