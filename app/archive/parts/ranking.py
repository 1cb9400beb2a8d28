"""The frozen ranking on which the round rests, and the scheme that it was made by."""

import json

from sqlalchemy import select

from app.archive.pack import Pack
from app.core.db import db
from app.ranking.models import Ranking, SchemeVersion, Standing

_HEAD = ("id", "checksum", "scheme_version", "note", "published_at", "published_by")


def put_ranking(pack: Pack, head) -> None:
    copy = db.session.execute(
        select(
            Ranking.id,
            Ranking.document,
            Ranking.checksum,
            Ranking.scheme_version,
            Ranking.note,
            Ranking.published_at,
            Ranking.published_by,
            SchemeVersion.document.label("scheme"),
            SchemeVersion.made_at,
        )
        .join(SchemeVersion, SchemeVersion.id == Ranking.scheme_id)
        .where(Ranking.id == head.ranking_id)
    ).one()
    pack.text("ranking/document.json", copy.document)
    pack.json("ranking/ranking.json", {name: getattr(copy, name) for name in _HEAD})
    pack.json("ranking/standings.json", standings_in(head.ranking_id))
    pack.json("scheme/scheme.json", json.loads(copy.scheme))
    pack.json("scheme/version.json", {"version": copy.scheme_version, "made_at": copy.made_at})


def ranking_head(ranking_id: int) -> dict:
    """What there is about a ranking beside its text."""
    columns = (getattr(Ranking, name) for name in _HEAD)
    return db.session.execute(select(*columns).where(Ranking.id == ranking_id)).one()._asdict()


def standings_in(ranking_id: int) -> list[dict]:
    """Both boards in their order, without the addends, which stand in the ranking's own text."""
    columns = ("id", "board", "position", "user_id", "team_id", "name", "team", "place", "eligible", "reason")
    rows = db.session.execute(
        select(*(getattr(Standing, name) for name in columns), Standing.figures)
        .where(Standing.ranking_id == ranking_id)
        .order_by(Standing.board, Standing.position)
    )
    return [{**row._asdict(), "figures": json.loads(row.figures)} for row in rows]
