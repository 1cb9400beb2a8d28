"""Who does not vote on whom: found, asked about, declared; kept out of the count and in the minutes."""

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from app.audit.models import Entry
from app.awards.actions import choose, propose_new
from app.awards.actions.proposals import Who, WhoIsMeant
from app.awards.rules import somebody_else
from app.core.db import action, db
from app.core.reasons import Refused
from app.council.models import CouncilConflict, CouncilVote
from app.council.queries import minutes_of
from app.council.rules.answers import CouncilAnswer as Answer
from app.council.rules.settings import Settings
from tests.council.conftest import DAY, MEETS, PLACE, refused


def test_recusal_of_oneself_and_ones_team_is_automatic_and_minuted(council, cast):
    """Hoa stands in team 02 and is a candidate herself; both are on the list."""
    held = council(individuals=4, collectives=2, third=cast.hoa).balloted()
    found = {(row.kind, row.word) for row in held.live.conflicts}
    assert found == {("oneself", "recused"), ("own_team", "recused")}
    line = held.line(cast.hoa.name)
    assert refused(held.do, "vote", {line: "for"}, by=cast.hoa) is Answer.RECUSED
    with pytest.raises(IntegrityError):
        place = {
            "ward_id": cast.cua_nam.id,
            "session_id": held.id,
            "line_id": line,
            "member_id": held.member(cast.hoa),
        }
        db.session.execute(
            insert(CouncilVote).values(**place, choice="for", written=False, reference="", by=cast.hoa.id, at=MEETS)
        )
    db.session.rollback()
    for person in held.people:
        held.vote(person, everything="for")
    held.do("close_ballot")
    tally = next(one.CouncilTally for one in held.live.lines if one.id == line)
    assert (tally.in_favour, tally.denominator, tally.not_voted) == (4, 4, 0)
    held.do("close_session")
    kinds = {(one.member, one.candidate): one.kind for one in minutes_of(held.round.id).recusals}
    assert kinds == {(cast.hoa.name, cast.hoa.name): "oneself", (cast.hoa.name, cast.team2.name): "own_team"}


def test_recusal_a_household_of_ones_name_and_ones_own_proposal_are_asked_about(council, cast):
    """Mai's family name is Bùi; Hoa proposed the household."""

    def propose():
        who = Who("household", "Hộ gia đình bà Bùi Thị Tơ", "Tổ dân phố 3")
        household = propose_new(cast.campaign.id, who, "contribution", "Cho mượn nhà làm điểm hướng dẫn", cast.hoa.id)
        choose(cast.campaign.id, household.id, cast.son.id, "Đóng góp cụ thể")

    held = council(third=cast.hoa, households=1, before_locking=propose)
    members = [(cast.son.id, "", "chair"), (cast.hoa.id, "", "secretary"), (cast.mai.id, "", "member")]
    held.do("change_session", MEETS, PLACE, members, by=cast.tu)
    held.come(cast.son, cast.hoa, cast.mai)
    held.do("open_session")
    item = held.item("Bùi Thị Tơ")
    found = {row.member_id: (row.kind, row.word) for row in held.live.conflicts if row.item_id == item}
    assert found == {held.member(cast.mai): ("same_name", "asked"), held.member(cast.hoa): ("proposed", "asked")}


def test_recusal_who_was_proposed_by_a_typed_name_that_is_a_members_is_asked_about(council, cast, as_):
    """Mai has no place in the ranking: somebody proposed her by her name, as a person of another unit."""

    def propose():
        who = Who("individual", cast.mai.name.upper(), "Hội Phụ nữ phường")
        work = "Vận động 200 hộ dân"
        with pytest.raises(WhoIsMeant):
            propose_new(cast.campaign.id, who, "movement", work, cast.hoa.id)
        meant = somebody_else(who.name)
        typed = propose_new(cast.campaign.id, who, "movement", work, cast.hoa.id, meant=meant)
        choose(cast.campaign.id, typed.id, cast.son.id, "Đóng góp cụ thể")

    held = council(individuals=5, before_locking=propose).opened()
    item = held.item(cast.mai.name.upper())
    assert [(row.member_id, row.kind, row.word) for row in held.live.conflicts if row.item_id == item] == [
        (held.member(cast.mai), "oneself", "asked")
    ]
    held.do("open_ballot")
    vote = {held.line(cast.mai.name.upper()): "for"}
    assert refused(held.do, "vote", vote, by=cast.mai) is Answer.ANSWER_FIRST
    db.session.rollback()
    assert "trùng họ tên với bạn" in as_(cast.mai).get(f"/council/{held.id}").text
    question = next(row.id for row in held.live.conflicts if row.item_id == item)
    held.do("answer", question, True, by=cast.mai)
    assert held.live.words[held.member(cast.mai), item].word == "recused"


def test_recusal_declared_after_voting_takes_the_vote_out_of_the_count(council, cast):
    held = council(Settings(recused_leave=False), individuals=1).balloted()
    for person in held.people:
        held.vote(person, everything="for")
    item = held.item(cast.lan.name)
    assert refused(held.do, "declare", item, "", by=cast.mai) is Answer.NO_REASON
    held.do("declare", item, "Em họ", by=cast.mai)
    assert refused(held.do, "declare", item, "Em họ", by=cast.mai) is Answer.RECUSED_ALREADY
    assert refused(held.do, "declare", item, "x", by=cast.hoa) is Answer.NOT_MEMBER
    held.do("close_ballot")
    tally = next(line.CouncilTally for line in held.live.lines if line.item_id == item)
    assert (tally.in_favour, tally.denominator) == (4, 5), "counted like no vote where the recused do not leave"
    assert refused(held.do, "declare", item, "x", by=cast.son) is Answer.COUNTED
    entry = db.session.query(Entry).filter_by(action="council.conflict_declared").one()
    assert "Em họ" not in f"{entry.before}{entry.after}{entry.reason}", "grounds may speak of a family"


def test_recusal_question_is_answered_by_the_member_or_the_chair(council, cast):
    held = council().opened()
    item = held.item(cast.lan.name)
    asked = _ask(held, cast, cast.mai, item)
    held.do("open_ballot")
    assert refused(held.vote, cast.mai, lan="for") is Answer.ANSWER_FIRST
    assert refused(held.do, "close_ballot") is Answer.QUESTIONS
    assert refused(held.do, "answer", asked, False, by=held.others[0]) is Answer.NOT_CHAIR
    held.do("answer", asked, False, by=cast.mai)
    assert refused(held.do, "answer", asked, True, by=cast.mai) is Answer.QUESTION_OVER
    held.vote(cast.mai, lan="for")
    other = _ask(held, cast, held.others[0], item)
    assert refused(held.do, "answer", other, True) is Answer.ANSWERS_THEMSELVES, "the chair, for somebody present"
    held.do("answer", other, True, by=held.others[0])
    assert refused(held.vote, held.others[0], lan="for") is Answer.RECUSED
    held.do("close_ballot")


@action
def _ask(held, cast, person, item):
    row = CouncilConflict(
        ward_id=cast.cua_nam.id,
        session_id=held.id,
        member_id=held.member(person),
        item_id=item,
        kind="same_name",
        word="asked",
        at=MEETS,
    )
    db.session.add(row)
    db.session.flush()
    return row.id


def test_recusal_keeps_an_opinion_in_writing_out_and_tells_which_name(council, cast):
    held = council(individuals=1)
    held.come(*(one for one in held.people if one.id != cast.mai.id))
    held.do("open_session")
    held.do("declare", held.item(cast.lan.name), "Em họ", by=cast.mai)
    held.do("open_ballot")
    every = {line.id: "for" for line in held.live.open_lines}
    with pytest.raises(Refused) as found:
        held.do("enter_written", held.member(cast.mai), every, "CV 12", DAY, by=cast.tu)
    assert found.value.reason is Answer.WRITER_RECUSED and found.value.facts == {"names": cast.lan.name}
    del every[held.line(cast.lan.name)]
    held.do("enter_written", held.member(cast.mai), every, "CV 12", DAY, by=cast.tu)
