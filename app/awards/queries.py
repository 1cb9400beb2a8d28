"""Reading an award round: its frozen candidates with the last word on each."""

import json
from dataclasses import dataclass

from sqlalchemy import and_, func, select
from sqlalchemy.orm import aliased

from app.awards.models import Choice, Round
from app.awards.rules import CHOSEN, CLEARED, Candidate, Table, table
from app.campaigns.models import Campaign
from app.core.db import db
from app.people.models import User
from app.ranking.models import Hold, Ranking, SchemeVersion, Standing
from app.ranking.rules import Scheme, Shares

BOARDS = ("individuals", "collectives")


def round_in(campaign_id: int):
    """The campaign's round with what it rests on and who opened and locked it; None where there is none."""
    opener, locker, publisher = aliased(User), aliased(User), aliased(User)
    return db.session.execute(
        select(
            Round.id,
            Round.ward_id,
            Round.ranking_id,
            Round.quota_collectives,
            Round.quota_individuals,
            Round.opened_at,
            Round.locked_at,
            opener.name.label("opener"),
            locker.name.label("locker"),
            publisher.name.label("publisher"),
            Ranking.published_at,
            Ranking.checksum,
            Ranking.scheme_version,
            SchemeVersion.document.label("scheme"),
        )
        .join(Ranking, Ranking.id == Round.ranking_id)
        .join(SchemeVersion, SchemeVersion.id == Ranking.scheme_id)
        .outerjoin(opener, opener.id == Round.opened_by)
        .outerjoin(locker, locker.id == Round.locked_by)
        .outerjoin(publisher, publisher.id == Ranking.published_by)
        .where(Round.campaign_id == campaign_id)
    ).one_or_none()


def rounds_elsewhere(ward_id: int, campaign_id: int) -> list:
    """Rows (slug, name, locked_at) of the rounds of the ward's other campaigns, the latest first."""
    return list(
        db.session.execute(
            select(Campaign.slug, Campaign.name, Round.locked_at)
            .join(Round, Round.campaign_id == Campaign.id)
            .where(Campaign.ward_id == ward_id, Campaign.id != campaign_id)
            .order_by(Round.opened_at.desc())
        ).all()
    )


def quotas_of(found) -> dict[str, int]:
    """The places of each board, of a round or a row of one."""
    return {"individuals": found.quota_individuals, "collectives": found.quota_collectives}


@dataclass(frozen=True)
class Boards:
    """Both lists of a round: the rules' tables, and the rows behind them by standing id."""

    tables: dict[str, Table]
    rows: dict[int, object]

    def board_of(self, standing_id: int) -> str | None:
        row = self.rows.get(standing_id)
        return row.board if row else None


def boards_of(round_id: int, ranking_id: int, campaign_id: int, quotas: dict[str, int]) -> Boards:
    """Every candidate of the round in the frozen order, in one statement however many there are."""
    rows = db.session.execute(_candidates(round_id, ranking_id, campaign_id)).all()
    tables = {
        board: table([_candidate(row) for row in rows if row.board == board], quotas[board]) for board in BOARDS
    }
    return Boards(tables, {row.id: row for row in rows})


def _candidate(row) -> Candidate:
    leads = row.board == "individuals" and bool(json.loads(row.figures).get("leader"))
    return Candidate(row.id, row.name, row.place, row.verdict or CLEARED, row.why or "", row.hold is not None, leads)


def shares_of(ranking_id: int) -> Shares:
    """What the scheme of a ranking wants a list to be made of."""
    query = select(SchemeVersion.document).join(Ranking, Ranking.scheme_id == SchemeVersion.id)
    return shares_in(db.session.scalar(query.where(Ranking.id == ranking_id)))


def shares_in(document: str) -> Shares:
    return Scheme.from_json(json.loads(document)).shares


def _candidates(round_id: int, ranking_id: int, campaign_id: int, *more):
    last = (
        select(func.max(Choice.id).label("id"))
        .where(Choice.round_id == round_id)
        .group_by(Choice.standing_id)
        .subquery()
    )
    choice = select(Choice).join(last, last.c.id == Choice.id).subquery()
    return (
        select(
            Standing.id,
            Standing.board,
            Standing.user_id,
            Standing.team_id,
            Standing.name,
            Standing.team,
            Standing.place,
            Standing.reason,
            Standing.figures,
            choice.c.verdict,
            choice.c.reason.label("why"),
            choice.c.at,
            User.name.label("by"),
            Hold.id.label("hold"),
            *more,
        )
        .outerjoin(choice, choice.c.standing_id == Standing.id)
        .outerjoin(User, User.id == choice.c.by)
        .outerjoin(
            Hold,
            and_(Hold.user_id == Standing.user_id, Hold.campaign_id == campaign_id, Hold.lifted_at.is_(None)),
        )
        .where(Standing.ranking_id == ranking_id)
        .order_by(Standing.board, Standing.position)
    )


def chosen_rows(found, campaign_id: int, *more) -> list:
    """The chosen of a round with the addends that made their scores (and ``more`` columns), in the frozen order."""
    query = _candidates(found.id, found.ranking_id, campaign_id, Standing.addends, *more)
    return list(db.session.execute(query.where(_verdict(query) == CHOSEN)))


def _verdict(query):
    return next(column for column in query.selected_columns if column.key == "verdict")


def words_on(round_id: int, standing_id: int) -> list:
    """Everything that was said about one candidate, in the order it was said."""
    return list(
        db.session.execute(
            select(Choice.verdict, Choice.departs, Choice.reason, Choice.at, User.name.label("by"))
            .join(User, User.id == Choice.by)
            .where(Choice.round_id == round_id, Choice.standing_id == standing_id)
            .order_by(Choice.id)
        )
    )
