"""Those whom a paper names, with the frozen figures that put them there; and everybody else who worked."""

import json
from datetime import datetime
from fractions import Fraction

from sqlalchemy import select
from sqlalchemy.orm import aliased

from app.awards.models import Nomination
from app.awards.queries import chosen_rows, name_at, name_now, rows_of, unit_at, unit_now
from app.awards.rules import PAPERS_ORDER
from app.core.db import db
from app.decisions.queries import granted
from app.papers.rules.data import Recipient, work_of
from app.people.models import Grant, User
from app.ranking.models import Standing


def recipients_of(head, nomination_ids: tuple[int, ...] | None) -> list[Recipient]:
    """These candidates in the order of the papers (None: the locked list), with the names of now; one statement."""
    person = aliased(User)
    born = select(person.birth_year).where(person.id == Nomination.user_id).scalar_subquery()
    gender = select(person.gender).where(person.id == Nomination.user_id).scalar_subquery()
    title = (
        select(Grant.title)
        .where(Grant.user_id == Nomination.user_id, Grant.team_id == Standing.team_id, Grant.title != "")
        .order_by(Grant.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    more = (born.label("born"), gender.label("gender"), title.label("title"))
    if nomination_ids is None:
        return [_recipient(row, head.ward) for row in chosen_rows(head, *more)]
    at = {nomination_id: place for place, nomination_id in enumerate(nomination_ids)}
    rows = sorted(rows_of(head, nomination_ids, *more), key=lambda row: (PAPERS_ORDER.index(row.board), at[row.id]))
    return [_recipient(row, head.ward) for row in rows]


def _recipient(row, ward: str) -> Recipient:
    unit = ward if row.board == "collectives" else row.unit
    named = {"nomination_id": row.id, "board": row.board, "name": row.name, "unit": unit, "note": row.why or ""}
    known = {"born": row.born, "gender": row.gender, "title": row.title or ""}
    if row.figures is None:
        return Recipient(**named, **known)
    figures, stored = json.loads(row.figures), json.loads(row.addends)
    days, minutes, work = work_of(stored["addends"], stored["kinds"])
    points = Fraction(figures.get("points") or figures["score"])
    return Recipient(**named, **known, place=row.place, points=points, days=days, minutes=minutes, work=work)


def called_at(round_id: int, at: datetime) -> dict[int, tuple[str, str]]:
    """Name and unit of a round's candidates as they were at a moment, by nomination."""
    rows = db.session.execute(select(Nomination.id, name_at(at), unit_at(at)).where(Nomination.round_id == round_id))
    return {nomination_id: (name, unit) for nomination_id, name, unit in rows}


def helpers_of(head) -> list:
    """Rows (id, name, unit, addends) of everybody with an approved day who was not commended, in their order."""
    commended = set(granted(head.id) or ())
    rows = db.session.execute(
        select(Nomination.id, name_now().label("name"), unit_now().label("unit"), Standing.addends)
        .join(Standing, Standing.id == Nomination.standing_id)
        .where(Nomination.round_id == head.id, Nomination.subject == "individual")
        .order_by(Standing.position)
    )
    return [row for row in rows if row.id not in commended and json.loads(row.addends)["addends"]]
