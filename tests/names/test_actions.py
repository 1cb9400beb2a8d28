"""Correcting names: at once, by two, and what the database itself holds to."""

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from app.audit.models import Entry
from app.awards.actions import Who, open_round, propose_new
from app.awards.models import Round
from app.awards.queries import boards_of, corrected_in
from app.core.db import db
from app.core.reasons import Refused
from app.messages.models import Message
from app.names.models import NameCorrection, NameRequest
from app.names.rules import NameAnswer
from app.people.actions import change_person
from app.people.models import User
from app.people.rules import GrantAnswer
from app.places.models import Team
from app.ranking.models import Ranking, Standing
from tests.names.conftest import WHY, confirm, mend
from tests.papers.conftest import papers_of
from tests.ranking.makers import adopt, campaign_of, some_logs


def refused(verb, *args, **kwargs):
    with pytest.raises(Refused) as caught:
        verb(*args, **kwargs)
    db.session.rollback()
    return caught.value.reason


@pytest.fixture
def ranked(room, locked_round):
    """A room where the list is locked."""


def test_a_slip_is_mended_after_the_freeze_and_the_frozen_copy_stays_to_the_byte(ranked, room, cast):
    def frozen():
        return db.session.execute(select(Ranking.document, Ranking.checksum)).one(), [
            tuple(row) for row in db.session.execute(select(Standing.name, Standing.team, Standing.figures))
        ]

    before = frozen()
    lan, right = db.session.get(User, cast.lan.id), cast.lan.name.replace("Lan", "Lân")
    assert refused(change_person, lan, None, name=right) is GrantAnswer.NAME_STANDS
    made = mend(cast, "person", cast.lan.id, right)
    assert isinstance(made, NameCorrection) and (made.old_name, made.new_name) == (cast.lan.name, right)
    assert frozen() == before
    assert right in [one.name for one in papers_of(cast.campaign.id, "summary").recipients]
    found = db.session.scalars(select(Round)).one()
    assert right in [row.name for row in boards_of(found).rows.values()]
    assert [row[0].new_name for row in corrected_in(found.id)] == [right]
    (entry,) = db.session.scalars(select(Entry).where(Entry.action == "name.corrected"))
    assert "Lân" not in f"{entry.before}{entry.after}{entry.reason}" and WHY not in f"{entry.after}{entry.reason}"
    (told,) = db.session.scalars(select(Message).where(Message.kind == "name.corrected"))
    assert told.user_id == cast.lan.id


def test_a_team_is_mended_on_papers_and_as_the_unit_of_its_people(ranked, room, cast):
    right = cast.team1.name.replace("Tổ", "Tồ")
    mend(cast, "team", cast.team1.id, right)
    papers = papers_of(cast.campaign.id, "summary")
    assert [one.name for one in papers.recipients if one.board == "collectives"] == [right]
    assert {one.unit for one in papers.recipients if one.board == "individuals"} == {right}
    with pytest.raises(IntegrityError, match="corrected with a reason"):
        db.session.execute(text("UPDATE teams SET name = 'Khác' WHERE id = :id"), {"id": cast.team1.id})
    db.session.rollback()
    assert refused(mend, cast, "team", cast.team1.id, cast.team2.name) is NameAnswer.TAKEN


def test_another_person_is_not_made_of_one_alone(ranked, room, cast):
    asked = mend(cast, "person", cast.lan.id, "Trần Văn Cháu")
    assert isinstance(asked, NameRequest) and db.session.get(User, cast.lan.id).name == cast.lan.name
    assert mend(cast, "person", cast.lan.id, "Trần Văn Cháu").id == asked.id, "a double tap asks once"
    assert refused(confirm, asked, cast.tu) is NameAnswer.NOT_ALONE
    assert confirm(asked, cast.phuc) is None, "of another ward"
    waiting = db.session.scalars(select(Message.user_id).where(Message.kind == "name.asked")).all()
    assert cast.son.id in waiting and cast.tu.id not in waiting and cast.phuc.id not in waiting
    confirm(asked, cast.son)
    assert db.session.get(User, cast.lan.id).name == "Trần Văn Cháu"
    assert db.session.scalars(select(NameCorrection)).one().confirmed_by == cast.son.id
    assert refused(confirm, asked, cast.hoa) is NameAnswer.ANSWERED
    assert all(one.ends_at for one in db.session.scalars(select(Message).where(Message.kind == "name.asked")))


def test_a_request_is_declined_and_one_that_was_overtaken_says_so(ranked, room, cast):
    asked = mend(cast, "person", cast.lan.id, "Trần Văn Cháu")
    other = mend(cast, "person", cast.lan.id, "Trần Văn Khác")
    confirm(asked, cast.son, granted=False)
    assert db.session.get(User, cast.lan.id).name == cast.lan.name
    mend(cast, "person", cast.lan.id, cast.lan.name.replace("Lan", "Lân"))
    assert refused(confirm, other, cast.son) is NameAnswer.MOVED
    with pytest.raises(IntegrityError, match="answered once"):
        db.session.execute(text("UPDATE name_requests SET granted = TRUE WHERE id = :id"), {"id": asked.id})
    db.session.rollback()


def test_nobody_mends_their_own_name_alone(ranked, room, cast):
    asked = mend(cast, "person", cast.hoa.id, cast.hoa.name.replace("Hoa", "Hòa"), by=cast.hoa)
    assert isinstance(asked, NameRequest)
    assert refused(confirm, asked, cast.hoa) is NameAnswer.NOT_ALONE


def test_a_namesake_takes_a_second_person(ranked, room, cast):
    change_person(db.session.get(User, cast.mai.id), None, name=cast.lan.name.replace("Lan", "Lân"))
    assert isinstance(mend(cast, "person", cast.lan.id, cast.lan.name.replace("Lan", "Lân")), NameRequest)


def test_a_household_is_mended_in_a_locked_list_as_well(room, cast):
    adopt(cast)
    some_logs(cast)
    open_round(campaign_of(cast), None, {"individuals": 1, "collectives": 1, "households": 1}, by=cast.son.id)
    who = Who("household", "Hộ ông Nguyên Văn Tư", "Tổ dân phố số 5")
    home = propose_new(cast.campaign.id, who, "contribution", "Cho mượn nhà làm điểm.", by=cast.hoa.id).id
    mend(cast, "candidate", home, "Hộ ông Nguyễn Văn Tư")
    found = db.session.scalars(select(Round)).one()
    assert boards_of(found).rows[home].name == "Hộ ông Nguyễn Văn Tư"
    again_found = Who("household", "Hộ ông Nguyễn Văn Tư", "Tổ dân phố số 5")
    assert propose_new(cast.campaign.id, again_found, "contribution", "Nữa.", by=cast.son.id).id == home
    told = db.session.scalars(select(Message.user_id).where(Message.kind == "name.other")).all()
    assert told == [cast.hoa.id]


def test_a_reason_is_wanted_and_the_same_name_is_no_correction(ranked, room, cast):
    assert refused(mend, cast, "person", cast.lan.id, "X", why="") is NameAnswer.NO_REASON
    assert refused(mend, cast, "person", cast.lan.id, cast.lan.name) is NameAnswer.SAME


def test_a_name_that_stands_nowhere_is_changed_plainly(room, cast):
    change_person(db.session.get(User, cast.lan.id), None, name="Tên Mới")
    db.session.execute(text("UPDATE teams SET name = 'Tổ mới' WHERE id = :id"), {"id": cast.team1.id})
    assert db.session.get(Team, cast.team1.id, populate_existing=True).name == "Tổ mới"


INSERT = (
    'INSERT INTO name_corrections (ward_id, user_id, old_name, new_name, reason, "by", confirmed_by, at) '
    "VALUES (:ward, :user, :old, 'Giả', :reason, :by, :second, '2025-08-14 00:00:00')"
)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"old": "Người Khác"}, "another one by now"),
        ({"reason": ""}, "reason"),
        ({"by": "lan"}, "own"),
        ({"second": "tu"}, "second"),
        ({"second": "lan"}, "second"),
    ],
)
def test_what_the_database_refuses(ranked, room, cast, changes, said):
    facts = {"old": cast.lan.name, "reason": WHY, "by": "tu", "second": None, **changes}
    facts |= {key: getattr(cast, facts[key]).id for key in ("by", "second") if facts[key]}
    with pytest.raises(IntegrityError, match=said):
        db.session.execute(text(INSERT), {**facts, "ward": cast.cua_nam.id, "user": cast.lan.id})
    db.session.rollback()


def test_corrections_are_only_added(ranked, room, cast):
    mend(cast, "person", cast.lan.id, cast.lan.name.replace("Lan", "Lân"))
    for change in ("UPDATE name_corrections SET new_name = 'x'", "DELETE FROM name_corrections"):
        with pytest.raises(IntegrityError, match="only ever added"):
            db.session.execute(text(change))
        db.session.rollback()
    with pytest.raises(IntegrityError, match="corrected with a reason"):
        db.session.execute(text("UPDATE users SET name = 'x' WHERE id = :id"), {"id": cast.lan.id})
    db.session.rollback()
