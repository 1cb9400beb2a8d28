"""The candidates of a round, each with the last word on them."""

import json
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import aliased

from app.awards.models import Choice, Nomination, NominationHold, ParallelAward, Proposal, Round
from app.awards.queries.beside import commended_elsewhere
from app.awards.queries.naming import name_now, unit_now
from app.awards.queries.rounds import quotas_of
from app.awards.rules import BOARD_OF, BOARDS, CHOSEN, CLEARED, STRUCK, Candidate, Table, table
from app.campaigns.models import Campaign
from app.core.clock import LOCAL, today
from app.core.db import db
from app.core.text import name_sort_key
from app.people.models import User
from app.places.models import Team
from app.ranking.models import Hold, Standing


@dataclass(frozen=True)
class Boards:
    """All lists of a round: the rules' tables, and the rows behind them by nomination id."""

    tables: dict[str, Table]
    rows: dict[int, object]

    def board_of(self, nomination_id: int) -> str | None:
        row = self.rows.get(nomination_id)
        return row.board if row else None


def boards_of(found, of_chosen=()) -> Boards:
    """Every candidate of the round (or a row of one), in one statement however many there are: in the frozen order,
    after them by name who stands in no ranking. ``of_chosen``: columns worked out for the chosen alone."""
    rows = _sorted(db.session.execute(_candidates(found, of_chosen=of_chosen)))
    quotas, day = quotas_of(found), counted_on(found)
    tables = {
        board: table([_candidate(row, day) for row in rows if row.board == board], quotas[board]) for board in BOARDS
    }
    return Boards(tables, {row.id: row for row in rows})


def _sorted(rows) -> list:
    """Collectives, individuals, households: by their position in the ranking; without one by name."""
    return sorted(
        rows,
        key=lambda row: (
            row.board == "households",
            row.board,
            (row.position is None, row.position or 0, name_sort_key(row.name), row.id),
        ),
    )


def counted_on(found) -> date:
    """The day on which a unit must not have been dissolved for the list: the one of its locking, until then today."""
    return found.locked_at.astimezone(LOCAL).date() if found.locked_at else today()


def is_dissolved(row, day: date) -> bool:
    return row.dissolved_on is not None and row.dissolved_on <= day


def _candidate(row, day: date) -> Candidate:
    return Candidate(
        subject_id=row.id,
        name=row.name,
        rank=row.place,
        verdict=row.verdict or CLEARED,
        reason=row.why or "",
        on_hold=row.hold is not None,
        leader=_leads(row),
        proposed=row.proposed,
        apart=row.board == "households",
        dissolved=is_dissolved(row, day),
        elsewhere=row.elsewhere,
    )


def _leads(row) -> bool:
    return row.board == "individuals" and bool(row.figures and json.loads(row.figures).get("leader"))


def on_hold_in(campaign_id: int):
    """A condition on nominations of this campaign's round: on hold now, as a person or as a candidate."""
    person = (
        select(1)
        .where(Hold.user_id == Nomination.user_id, Hold.campaign_id == campaign_id, Hold.lifted_at.is_(None))
        .exists()
    )
    candidate = (
        select(1).where(NominationHold.nomination_id == Nomination.id, NominationHold.lifted_at.is_(None)).exists()
    )
    return person | candidate


def _candidates(found, *more, of_chosen=()):
    last = (
        select(func.max(Choice.id).label("id"))
        .where(Choice.round_id == found.id)
        .group_by(Choice.nomination_id)
        .subquery()
    )
    choice = select(Choice).join(last, last.c.id == Choice.id).subquery()
    on_hold = and_(
        Hold.user_id == Nomination.user_id, Hold.campaign_id == found.campaign_id, Hold.lifted_at.is_(None)
    )
    proposed = select(1).where(Proposal.nomination_id == Nomination.id, Proposal.withdrawn_at.is_(None)).exists()
    parallel = (
        select(1).where(ParallelAward.nomination_id == Nomination.id, ParallelAward.removed_at.is_(None)).exists()
    )
    return (
        select(
            Nomination.id,
            Nomination.subject,
            case(BOARD_OF, value=Nomination.subject).label("board"),
            Nomination.user_id,
            Nomination.team_id,
            name_now().label("name"),
            unit_now().label("unit"),
            Nomination.name.label("listed_name"),
            Nomination.standing_id,
            Standing.position,
            Standing.place,
            Standing.eligible,
            Standing.reason,
            Standing.figures,
            choice.c.verdict,
            choice.c.reason.label("why"),
            choice.c.at,
            User.name.label("by"),
            func.coalesce(Hold.id, NominationHold.id).label("hold"),
            Team.dissolved_on,
            proposed.label("proposed"),
            parallel.label("parallel"),
            commended_elsewhere(Campaign).label("elsewhere"),
            *more,
            *(case((choice.c.verdict == CHOSEN, column)).label(column.key) for column in of_chosen),
        )
        .select_from(Nomination)
        .join(Campaign, Campaign.id == found.campaign_id)
        .outerjoin(Standing, Standing.id == Nomination.standing_id)
        .outerjoin(choice, choice.c.nomination_id == Nomination.id)
        .outerjoin(User, User.id == choice.c.by)
        .outerjoin(Hold, on_hold)
        .outerjoin(
            NominationHold,
            and_(NominationHold.nomination_id == Nomination.id, NominationHold.lifted_at.is_(None)),
        )
        .outerjoin(Team, Team.id == Nomination.team_id)
        .where(Nomination.round_id == found.id)
    )


def chosen_rows(found, *more) -> list:
    """The chosen of a round with the addends that made their scores (and ``more`` columns): collectives,
    individuals, households, each in the frozen order. ``figures`` and ``addends`` are None without a standing."""
    query = _candidates(found, Standing.addends, *more)
    return _sorted(db.session.execute(query.where(_column(query, "verdict") == CHOSEN)))


def rows_of(found, nomination_ids, *more) -> list:
    """The same of these candidates, whatever was said about them."""
    query = _candidates(found, Standing.addends, *more)
    return _sorted(db.session.execute(query.where(Nomination.id.in_(nomination_ids))))


def struck_in(round_id):
    """How many of the round of this column are struck from its list, as a value of a statement."""
    one, later = aliased(Choice), aliased(Choice)
    superseded = select(1).where(
        later.round_id == one.round_id, later.nomination_id == one.nomination_id, later.id > one.id
    )
    count = select(func.count(one.id)).where(one.round_id == round_id, one.verdict == STRUCK, ~superseded.exists())
    return count.correlate(round_id.table).scalar_subquery()


class RoundKey(NamedTuple):
    """All that is asked of a round to read its candidates."""

    id: int
    campaign_id: int


def struck_or(found, nomination_ids) -> list:
    """Who of a round (or its key) is struck, each with ``why``, by whom and when, and these candidates (ids, or a
    query for them), in the frozen order."""
    query = _candidates(found)
    wanted = (_column(query, "verdict") == STRUCK) | Nomination.id.in_(nomination_ids)
    return _sorted(db.session.execute(query.where(wanted)))


def judged_rows(found) -> list:
    """Who was chosen or struck, in the same order."""
    query = _candidates(found)
    return _sorted(db.session.execute(query.where(_column(query, "verdict").in_((CHOSEN, STRUCK)))))


def _column(query, key: str):
    return next(column for column in query.selected_columns if column.key == key)


def candidate_of(found, nomination_id: int, *more):
    """One candidate of the round with the addends of its standing; None where it has no such candidate."""
    query = _candidates(found, Standing.addends, *more)
    return db.session.execute(query.where(Nomination.id == nomination_id)).one_or_none()


def nomination_in(nomination_id: int, reach):
    """Row of a candidate (with campaign_id, locked_at, closed_at of its round) within this reach; None outside."""
    return db.session.execute(
        select(
            Nomination.id,
            Nomination.ward_id,
            Nomination.round_id,
            Nomination.subject,
            Nomination.user_id,
            Nomination.team_id,
            name_now().label("name"),
            unit_now().label("unit"),
            Nomination.standing_id,
            Round.campaign_id,
            Round.locked_at,
            Round.closed_at,
        )
        .join(Round, Round.id == Nomination.round_id)
        .where(Nomination.id == nomination_id, reach.where(Nomination.ward_id))
    ).one_or_none()


def words_on(round_id: int, nomination_id: int) -> list:
    """Everything that was said about one candidate, in the order it was said."""
    return list(
        db.session.execute(
            select(Choice.verdict, Choice.departs, Choice.reason, Choice.at, User.name.label("by"))
            .join(User, User.id == Choice.by)
            .where(Choice.round_id == round_id, Choice.nomination_id == nomination_id)
            .order_by(Choice.id)
        )
    )
