"""The candidates of a round, each with the last word on them."""

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import NamedTuple

from sqlalchemy import and_, bindparam, case, func, select
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
    chosen = _column("verdict") == CHOSEN
    query = _candidates().add_columns(*(case((chosen, column)).label(column.key) for column in of_chosen))
    rows = _read(query, found)
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


# Building it costs more than reading by it, and it never differs.
@cache
def _candidates():
    """Every candidate of the round ``:round_id`` of the campaign ``:campaign_id``."""
    round_id, campaign_id = bindparam("round_id"), bindparam("campaign_id")
    last = (
        select(func.max(Choice.id).label("id"))
        .where(Choice.round_id == round_id)
        .group_by(Choice.nomination_id)
        .subquery()
    )
    choice = select(Choice).join(last, last.c.id == Choice.id).subquery()
    on_hold = and_(Hold.user_id == Nomination.user_id, Hold.campaign_id == campaign_id, Hold.lifted_at.is_(None))
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
            commended_elsewhere().label("elsewhere"),
            Standing.addends,
        )
        .select_from(Nomination)
        .join(Campaign, Campaign.id == campaign_id)
        .outerjoin(Standing, Standing.id == Nomination.standing_id)
        .outerjoin(choice, choice.c.nomination_id == Nomination.id)
        .outerjoin(User, User.id == choice.c.by)
        .outerjoin(Hold, on_hold)
        .outerjoin(
            NominationHold,
            and_(NominationHold.nomination_id == Nomination.id, NominationHold.lifted_at.is_(None)),
        )
        .outerjoin(Team, Team.id == Nomination.team_id)
        .where(Nomination.round_id == round_id)
    )


@cache
def _column(key: str):
    """A column of ``_candidates`` to ask by."""
    return next(column for column in _candidates().selected_columns if column.key == key)


def _read(query, found) -> list:
    """Rows of candidates of a round (or its key), in the frozen order."""
    return _sorted(db.session.execute(query, {"round_id": found.id, "campaign_id": found.campaign_id}))


def chosen_rows(found, *more) -> list:
    """The chosen of a round with the addends that made their scores (and ``more`` columns): collectives,
    individuals, households, each in the frozen order. ``figures`` and ``addends`` are None without a standing."""
    return _read(_candidates().add_columns(*more).where(_column("verdict") == CHOSEN), found)


def rows_of(found, nomination_ids, *more) -> list:
    """The same of these candidates, whatever was said about them."""
    return _read(_candidates().add_columns(*more).where(Nomination.id.in_(nomination_ids)), found)


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
    wanted = (_column("verdict") == STRUCK) | Nomination.id.in_(nomination_ids)
    return _read(_candidates().where(wanted), found)


def judged_rows(found) -> list:
    """Who was chosen or struck, in the same order."""
    return _read(_candidates().where(_column("verdict").in_((CHOSEN, STRUCK))), found)


def candidate_of(found, nomination_id: int, *more):
    """One candidate of the round with the addends of its standing; None where it has no such candidate."""
    rows = _read(_candidates().add_columns(*more).where(Nomination.id == nomination_id), found)
    return rows[0] if rows else None


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
