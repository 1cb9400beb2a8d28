"""Many rows in one statement."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.core.bulk import insert_rows
from app.core.clock import now
from app.core.db import action, db
from app.people.models import Grant, User

ODD = ['Đinh Thị "Hoà"', "O'Hara \\ Nguyễn", "[1, 2]", "null", "{}"]


def _people(names: list[str], first: int = 0) -> list[dict]:
    return [
        {"name": name, "sort_key": "", "search_key": "", "created_at": now(), "phone": f"09521{first + n:05}"}
        | {"birth_year": None if n % 2 else 1990}
        for n, name in enumerate(names)
    ]


def test_every_value_arrives_as_it_was_sent(room, cast):
    rows = _people(ODD)
    found = action(lambda: insert_rows(User.__table__, rows, ("id", "phone")))()
    assert {phone for _, phone in found} == {row["phone"] for row in rows}
    columns = (User.name, User.phone, User.birth_year, User.created_at)
    query = select(*columns).where(User.id.in_([number for number, _ in found])).order_by(User.phone)
    sent = [(row["name"], row["phone"], row["birth_year"], row["created_at"]) for row in rows]
    assert [tuple(row) for row in db.session.execute(query)] == sent


def test_days_and_instants_arrive_as_such(room, cast):
    place = db.session.execute(select(Grant.user_id, Grant.ward_id, Grant.team_id).where(Grant.team_id > 0)).first()
    one = {**place._mapping, "role": "team_leader", "title": "", "granted_by": None, "granted_at": now()}
    days = [(date(2031, 1, 1), date(2031, 2, 1)), (date(2032, 1, 1), None)]
    rows = [{**one, "starts_on": first, "ends_on": end} for first, end in days]
    found = action(lambda: insert_rows(Grant.__table__, rows, ("starts_on", "ends_on", "granted_at")))()
    assert sorted(map(tuple, found)) == [(first, end, one["granted_at"]) for first, end in days]


def test_what_is_there_is_passed_over_or_refuses_all(room, cast):
    twice = _people(["Nguyễn Văn A"])
    write = action(lambda rows, unless=(): insert_rows(User.__table__, rows, ("phone",), unless))
    write(twice)
    with pytest.raises(IntegrityError):
        write([*_people(["Trần Thị B"], 7), *twice])
    assert not db.session.scalar(select(User.id).where(User.phone == "0952100007"))
    assert action(lambda: insert_rows(User.__table__, []))() == []
