"""Reading published rankings: only what was stored, whatever happened to the logs since."""

import json

from sqlalchemy import select

from app.audit.models import Entry
from app.campaigns.models import Campaign
from app.core.db import db
from app.people.models import User
from app.ranking.events import RankingPublished
from app.ranking.models import Freeze, Ranking, SchemeVersion, Standing
from app.ranking.queries.freezing import counting_in
from app.ranking.rules import checksum

_HEADS = (
    Ranking.id,
    Ranking.ward_id,
    Ranking.campaign_id,
    Ranking.scheme_version,
    Ranking.checksum,
    Ranking.note,
    Ranking.published_at,
    User.name.label("publisher"),
)
_FREEZE = (Freeze.kind.label("freeze"), Freeze.until, Freeze.reason)


def copies_of(campaign_id: int) -> list:
    """The published rankings of a campaign without their documents, the newest first; `freeze` ("moment", "again" or
    None) with its `until` and `reason` tells which of them counted or count."""
    return list(
        db.session.execute(
            select(*_HEADS, *_FREEZE)
            .outerjoin(User, User.id == Ranking.published_by)
            .outerjoin(Freeze, Freeze.ranking_id == Ranking.id)
            .where(Ranking.campaign_id == campaign_id)
            .order_by(Ranking.id.desc())
        )
    )


def copy_of(campaign_id: int, ranking_id: int | None) -> Ranking | None:
    """This published ranking, if it is one of the campaign's."""
    return db.session.scalar(select(Ranking).where(Ranking.id == ranking_id, Ranking.campaign_id == campaign_id))


def newest_copy(campaign_id: int) -> Ranking | None:
    """The ranking of a campaign that was published last."""
    return db.session.scalar(
        select(Ranking).where(Ranking.campaign_id == campaign_id).order_by(Ranking.id.desc()).limit(1)
    )


def copy_in(ranking_id: int, reach):
    """One published ranking inside this reach, with its campaign's quotas and its scheme's document (`scheme`), which
    never changes either; `counting` is the copy that counts in the campaign since a freeze."""
    return db.session.execute(
        select(
            *_HEADS,
            *_FREEZE,
            counting_in(Ranking.campaign_id).label("counting"),
            SchemeVersion.document.label("scheme"),
            Campaign.quota_individuals,
            Campaign.quota_collectives,
        )
        .join(SchemeVersion, SchemeVersion.id == Ranking.scheme_id)
        .join(Campaign, Campaign.id == Ranking.campaign_id)
        .outerjoin(User, User.id == Ranking.published_by)
        .outerjoin(Freeze, Freeze.ranking_id == Ranking.id)
        .where(Ranking.id == ranking_id, reach.where(Ranking.ward_id))
    ).one_or_none()


def copy_rows(ranking_id: int, board: str) -> list:
    """The standings of one board in their order, without their addends."""
    return list(
        db.session.execute(
            select(
                Standing.id,
                Standing.user_id,
                Standing.team_id,
                Standing.name,
                Standing.team,
                Standing.place,
                Standing.eligible,
                Standing.reason,
                Standing.figures,
            )
            .where(Standing.ranking_id == ranking_id, Standing.board == board)
            .order_by(Standing.position)
        )
    )


def standing_of(ranking_id: int, standing_id: int) -> Standing | None:
    return db.session.scalar(select(Standing).where(Standing.ranking_id == ranking_id, Standing.id == standing_id))


def standing_id_of(ranking_id: int, board: str, subject_id: int) -> int | None:
    """The row of this person or team on a board of a published ranking."""
    whose = Standing.user_id if board == "individuals" else Standing.team_id
    return db.session.scalar(
        select(Standing.id).where(Standing.ranking_id == ranking_id, Standing.board == board, whose == subject_id)
    )


def faults_in(ranking_id: int) -> list[str]:
    """What no longer fits in a published ranking: `document` and `checksum` against each other and against the
    trail, which cannot be rewritten; `standing N` where a stored row differs from the document. Empty: all fits.
    """
    return checked(ranking_id)[0]


def checked(ranking_id: int) -> tuple[list[str], list[Standing]]:
    """The same with the standings of all boards that were read for it, in their order; two statements."""
    told = select(Entry.after).where(
        Entry.subject == "ranking", Entry.subject_id == ranking_id, Entry.action == RankingPublished.action
    )
    ranking = db.session.execute(
        select(Ranking.document, Ranking.checksum, told.scalar_subquery().label("told")).where(
            Ranking.id == ranking_id
        )
    ).one()
    faults = []
    if checksum(ranking.document) != ranking.checksum:
        faults.append("document")
    if ranking.told is None or json.loads(ranking.told).get("checksum") != ranking.checksum:
        faults.append("checksum")
    query = select(Standing).where(Standing.ranking_id == ranking_id).order_by(Standing.board, Standing.position)
    rows = list(db.session.scalars(query.execution_options(populate_existing=True)))
    return faults + _changed_standings(ranking.document, rows), rows


def _changed_standings(document: str, rows: list[Standing]) -> list[str]:
    try:
        found = json.loads(document)
        written = {board: found[board] for board in ("individuals", "collectives")}
    except (ValueError, KeyError, TypeError):
        return []
    faults = []
    for board, entries in written.items():
        stored = [row for row in rows if row.board == board]
        if len(entries) != len(stored):
            faults.append(board)
        for place, (entry, row) in enumerate(zip(entries, stored, strict=False), start=1):
            if row.position != place or not _says(row, entry):
                faults.append(f"standing {row.id}")
    return faults


def _says(row: Standing, entry: dict) -> bool:
    """Whether a stored row is this entry of the document, in its columns as well."""
    try:
        same = whole(row) == entry
    except (ValueError, KeyError, TypeError):
        return False
    columns = {
        "user_id": entry.get("user_id"),
        "team_id": entry["team_id"],
        "name": entry["name"],
        "team": entry.get("team", ""),
        "place": entry["rank"],
        "eligible": entry["eligible"],
        "reason": entry["reason"] or "",
    }
    return same and all(getattr(row, name) == value for name, value in columns.items())


def whole(row: Standing) -> dict:
    """A stored row as the document holds it."""
    return {**json.loads(row.figures), "addends": json.loads(row.addends)["addends"]}
