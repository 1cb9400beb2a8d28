"""Proposals, holds, words and warnings: what is written down about candidates."""

from datetime import timedelta

import pytest
from sqlalchemy import text, update
from sqlalchemy.exc import IntegrityError

from app.audit.models import Entry
from app.awards.actions import (
    NotYet,
    Who,
    choose,
    choose_all_above,
    clear,
    hold_candidate,
    lift_candidate,
    lock_list,
    note_parallel,
    open_round,
    propose,
    propose_new,
    remove_parallel,
    set_quota,
    strike,
    withdraw,
    write_achievement,
)
from app.awards.models import Achievement, Nomination, Proposal, Round
from app.awards.queries import achievements_of, boards_of, chosen_rows, elsewhere_in, put_forward
from app.awards.rules import HOUSEHOLD, INDIVIDUAL, AwardAnswer, elsewhere_of
from app.campaigns.models import Campaign
from app.core.clock import now, today
from app.core.db import action, db
from app.core.reasons import Refused
from app.places.models import Team
from app.ranking.actions import adopt_scheme
from app.ranking.models import Hold
from tests.ranking.makers import adopt, campaign_of, scheme_document, some_logs

QUOTAS = {"individuals": 2, "collectives": 1, "households": 1}
GROUNDS = "Cho mượn nhà làm điểm hỗ trợ suốt chiến dịch"
FAMILY = Who(HOUSEHOLD, "Hộ ông Nguyễn Văn Tư", "Tổ dân phố 5")


@pytest.fixture
def opened(room, cast):
    """Lan above the line of two, Minh and Bình equal across it, Hoa below; team 1 the only collective in order."""
    adopt(cast)
    some_logs(cast)
    return open_round(campaign_of(cast), None, QUOTAS, by=cast.son.id)


def nominated(person) -> int:
    return db.session.query(Nomination.id).filter_by(user_id=person.id).scalar()


def team_nomination(team) -> int:
    return db.session.query(Nomination.id).filter_by(team_id=team.id).scalar()


def refused(verb, *args) -> AwardAnswer:
    with pytest.raises(Refused) as caught:
        verb(*args)
    return caught.value.reason


def judged(found, nomination_id):
    boards = boards_of(found)
    return boards.tables[boards.board_of(nomination_id)].of(nomination_id)


def test_a_household_is_proposed_chosen_and_put_forward(opened, cast):
    at = cast.campaign.id
    assert refused(propose_new, at, FAMILY, "movement", GROUNDS, cast.hoa.id) is AwardAnswer.MISFIT
    assert db.session.query(Nomination).filter_by(subject=HOUSEHOLD).count() == 0, "refused whole"
    family = propose_new(at, FAMILY, "contribution", GROUNDS, cast.hoa.id).id
    again = Who(HOUSEHOLD, "hộ ông NGUYỄN VĂN TƯ", "tổ dân phố 5")
    assert propose_new(at, again, "contribution", GROUNDS, cast.son.id).id == family, "known without regard to case"
    other = propose_new(at, FAMILY._replace(name="Hộ bà Đỗ Thị An"), "contribution", GROUNDS, cast.hoa.id).id
    board = boards_of(opened).tables["households"]
    assert [one.candidate.subject_id for one in board.lines] == [other, family], "by name, An before Tư"
    assert choose(at, family, cast.son.id) == "households"
    assert not judged(opened, family).departs, "there is no order to depart from"
    assert refused(choose, at, other, cast.son.id) is AwardAnswer.FULL
    assert refused(strike, at, other, cast.son.id) is AwardAnswer.REASON_DECLINED
    strike(at, other, cast.son.id, "Đề nghị xét đợt sau")
    row = chosen_rows(opened)[-1]
    assert (row.board, row.name, row.figures, row.place) == ("households", FAMILY.name, None, None)
    for one in ("individuals", "collectives"):
        choose_all_above(at, one, cast.son.id)
    forward = put_forward(lock_list(at, cast.son.id))
    assert [one.board for one in forward] == [
        "collectives",
        "individuals",
        "individuals",
        "individuals",
        "households",
    ]
    assert forward[-1].chosen and forward[-1].figures is None and forward[-1].proposed


def test_who_stands_in_no_ranking_is_chosen_with_a_reason_while_proposed(opened, cast):
    at, stranger = cast.campaign.id, Who(INDIVIDUAL, "Cao Thị Vân", "Viễn thông Hà Nội")
    van = propose_new(at, stranger, "field", GROUNDS, cast.hoa.id).id
    assert refused(choose, at, van, cast.son.id) is AwardAnswer.REASON_PROPOSED
    choose(at, van, cast.son.id, "Trực đường truyền ba đêm bão")
    assert judged(opened, van).departs
    proposal = db.session.query(Proposal).filter_by(nomination_id=van).one()
    assert refused(withdraw, at, proposal.id, cast.son.id) is AwardAnswer.NOT_YOURS
    withdraw(at, proposal.id, cast.hoa.id)
    assert refused(withdraw, at, proposal.id, cast.hoa.id) is AwardAnswer.WITHDRAWN
    with pytest.raises(NotYet) as caught:
        lock_list(at, cast.son.id)
    assert AwardAnswer.UNPROPOSED in [reason for reason, _ in caught.value.obstacles]
    clear(at, van, cast.son.id)
    assert refused(choose, at, van, cast.son.id, "x") is AwardAnswer.NOT_ELIGIBLE
    propose(at, van, "field", GROUNDS, cast.hoa.id)
    assert db.session.query(Proposal).filter_by(nomination_id=van).count() == 2, "both are kept"


def test_a_proposal_of_somebody_ranked_attaches_to_their_nomination(opened, cast):
    at, lan = cast.campaign.id, nominated(cast.lan)
    assert propose_new(at, Who(INDIVIDUAL, "nguyễn thị thu LAN"), "movement", GROUNDS, cast.hoa.id).id == lan
    assert refused(propose, at, lan, "field", GROUNDS, cast.hoa.id) is AwardAnswer.PROPOSED_ALREADY
    who = Who(INDIVIDUAL, cast.lan.name, cast.team1.name, user_id=cast.lan.id)
    assert propose_new(at, who, "movement", GROUNDS, cast.minh.id, cast.team1.id).id == lan
    other = Who(INDIVIDUAL, cast.binh.name, cast.team2.name, user_id=cast.binh.id)
    beyond = (propose_new, at, other, "movement", GROUNDS, cast.minh.id, cast.team1.id)
    assert refused(*beyond) is AwardAnswer.OTHER_TEAM, "Bình is in team 2"
    assert propose(at, 99999, "movement", GROUNDS, cast.hoa.id) is None
    for unit in ("Tổ A", "Tổ B"):
        propose_new(at, Who(INDIVIDUAL, "Lê Văn Ba", unit), "field", GROUNDS, cast.hoa.id)
    assert (
        refused(propose_new, at, Who(INDIVIDUAL, "Lê Văn Ba"), "field", GROUNDS, cast.son.id) is AwardAnswer.SEVERAL
    )
    entry = db.session.query(Entry).filter_by(action="proposal.made").order_by(Entry.id).first()
    assert GROUNDS not in entry.after and cast.lan.name not in entry.after


def test_the_text_is_drafted_edited_and_taken_back_until_the_round_is_closed(opened, cast):
    at, lan = cast.campaign.id, nominated(cast.lan)
    family = propose_new(at, FAMILY, "contribution", GROUNDS, cast.hoa.id).id
    draft = achievements_of(opened.id)
    assert "hỗ trợ 4 lượt người dân, trong đó có 1 lượt" in draft[lan] and draft[family] == GROUNDS
    assert draft[team_nomination(cast.team1)].startswith("Tập thể gồm 2 thành viên, đã hoạt động 3 ngày")
    assert write_achievement(at, lan, "Nói cách khác", cast.tu.id)
    assert refused(write_achievement, at, lan, "Nói cách khác", cast.tu.id) is AwardAnswer.SAME_TEXT
    assert achievements_of(opened.id)[lan] == "Nói cách khác"
    assert write_achievement(at, lan, "", cast.hoa.id) and achievements_of(opened.id) == draft
    for board in ("individuals", "collectives"):
        choose_all_above(at, board, cast.son.id)
    lock_list(at, cast.son.id)
    assert write_achievement(at, lan, "Sau khi chốt", cast.tu.id), "until the decision"
    close(opened)
    assert refused(write_achievement, at, lan, "x", cast.tu.id) is AwardAnswer.CLOSED
    for statement in (
        Achievement.__table__.delete(),
        Achievement.__table__.update().values(text="x"),
        update(Round).values(closed_at=None),
        text(
            "INSERT INTO achievements (ward_id, nomination_id, text, by, at) "
            "SELECT ward_id, nomination_id, 'late', by, at FROM achievements"
        ),
    ):
        with pytest.raises(IntegrityError):
            db.session.execute(statement)
        db.session.rollback()
    assert not write_achievement(cast.other_campaign.id, lan, "x", cast.phuc.id)


def test_anybody_can_be_held_and_who_is_held_is_not_chosen(opened, cast):
    at, team, lan = cast.campaign.id, team_nomination(cast.team1), nominated(cast.lan)
    for candidate in (team, lan):
        assert hold_candidate(at, candidate, "Có đơn thư", cast.hoa.id)
        assert refused(choose, at, candidate, cast.son.id) is AwardAnswer.ON_HOLD
    assert refused(hold_candidate, at, team, "Lần nữa", cast.hoa.id) is AwardAnswer.HELD_ALREADY
    assert db.session.query(Hold).filter_by(user_id=cast.lan.id).count() == 1, "the ranking holds people"
    for candidate in (team, lan):
        assert lift_candidate(at, candidate, "Đã rõ", cast.son.id)
        assert choose(at, candidate, cast.son.id)
    assert refused(lift_candidate, at, team, "x", cast.son.id) is AwardAnswer.NOT_HELD
    hold_candidate(at, team, "Có đơn thư mới", cast.hoa.id)
    with pytest.raises(NotYet) as caught:
        lock_list(at, cast.son.id)
    assert AwardAnswer.HELD in [reason for reason, _ in caught.value.obstacles]
    entry = db.session.query(Entry).filter_by(action="nomination_hold.placed").first()
    assert "đơn" not in entry.after + entry.reason, "the reason is for leaders alone"


@action
def close(found) -> None:
    """What the room of decisions does when one is made."""
    db.session.execute(update(Round).where(Round.id == found.id).values(closed_at=now()))


@action
def dissolve(team, day) -> None:
    db.session.execute(update(Team).where(Team.id == team.id).values(dissolved_on=day))


def test_a_dissolved_unit_is_passed_over(opened, cast):
    at, team = cast.campaign.id, team_nomination(cast.team1)
    choose(at, team, cast.son.id)
    dissolve(cast.team1, today() + timedelta(days=1))
    assert not judged(opened, team).candidate.dissolved, "tomorrow is not today"
    dissolve(cast.team1, today())
    with pytest.raises(NotYet) as caught:
        lock_list(at, cast.son.id)
    assert AwardAnswer.GONE in [reason for reason, _ in caught.value.obstacles]
    clear(at, team, cast.son.id)
    assert refused(choose, at, team, cast.son.id, "x") is AwardAnswer.DISSOLVED
    assert refused(propose, at, team, "movement", GROUNDS, cast.hoa.id) is AwardAnswer.DISSOLVED
    choose_all_above(at, "individuals", cast.son.id)
    assert not judged(opened, team).open, "the line moves past it"
    assert choose_all_above(at, "collectives", cast.son.id) == 1, "team 2 has the place"
    assert lock_list(at, cast.son.id).locked_at


@action
def another_round(cast, **changes) -> Round:
    """A second campaign of the ward on the same days, with its own round."""
    first = campaign_of(cast)
    same = {"name": "Đợt hai", "starts_on": first.starts_on, "ends_on": first.ends_on, **changes}
    new = Campaign(ward_id=first.ward_id, slug="dot-hai", created_at=now(), **same)
    db.session.add(new)
    db.session.flush()
    adopt_for(new, cast)
    return open_round(new, None, QUOTAS, by=cast.son.id)


def adopt_for(campaign, cast) -> None:
    adopt_scheme(campaign, scheme_document(points_per_unit={}), by=cast.an.id)


@pytest.mark.parametrize("days, found", [(0, True), (100, False)])
def test_the_same_achievement_on_two_lists_is_flagged(opened, cast, days, found):
    first = campaign_of(cast)
    later = {"starts_on": first.starts_on + timedelta(days=days), "ends_on": first.ends_on + timedelta(days=days)}
    second = another_round(cast, **later)
    for campaign_id in (first.id, second.campaign_id):
        for who in (FAMILY, Who(INDIVIDUAL, cast.lan.name, cast.team1.name, cast.lan.id)):
            criterion = "contribution" if who.subject == HOUSEHOLD else "movement"
            candidate = propose_new(campaign_id, who, criterion, GROUNDS, cast.hoa.id).id
            if campaign_id == second.campaign_id:
                choose(campaign_id, candidate, cast.son.id, "vì sao")
    others = elsewhere_in(first.ward_id, first.id, first.starts_on, first.ends_on)
    flagged = elsewhere_of(boards_of(opened).rows.values(), others)
    family = db.session.query(Nomination.id).filter_by(round_id=opened.id, subject=HOUSEHOLD).scalar()
    lan = db.session.query(Nomination.id).filter_by(round_id=opened.id, user_id=cast.lan.id).scalar()
    assert set(flagged) == ({family, lan} if found else set())


def test_an_award_of_somebody_else_is_noted_and_taken_off(opened, cast):
    at, lan = cast.campaign.id, nominated(cast.lan)
    note_parallel(at, lan, "Thành đoàn Hà Nội", today(), cast.tu.id)
    assert boards_of(opened).rows[lan].parallel
    noted = db.session.scalar(text("SELECT id FROM parallel_awards"))
    assert not remove_parallel(at, nominated(cast.minh), noted, cast.tu.id), "of another candidate"
    assert remove_parallel(at, lan, noted, cast.tu.id) and not remove_parallel(at, lan, noted, cast.tu.id)
    assert not boards_of(opened).rows[lan].parallel


@pytest.mark.parametrize("half", ["lifted_at = placed_at", "removed_by = 1"])
def test_what_ended_tells_when_and_by_whom(opened, cast, half):
    at, team = cast.campaign.id, team_nomination(cast.team1)
    hold_candidate(at, team, "Có đơn thư", cast.hoa.id)
    note_parallel(at, team, "Thành đoàn Hà Nội", today(), cast.tu.id)
    table = "nomination_holds" if half.startswith("lifted") else "parallel_awards"
    with pytest.raises(IntegrityError, match="told together"):
        db.session.execute(text(f"UPDATE {table} SET {half}"))
    db.session.rollback()


def test_what_was_proposed_stays_as_it_was_said(opened, cast):
    at = cast.campaign.id
    propose(at, nominated(cast.lan), "movement", GROUNDS, cast.hoa.id)
    for statement in (
        "DELETE FROM proposals",
        "UPDATE proposals SET grounds = 'x'",
        'UPDATE proposals SET "by" = 1',
    ):
        with pytest.raises(IntegrityError):
            db.session.execute(text(statement))
        db.session.rollback()
    set_quota(at, {"individuals": 1, "collectives": 1, "households": 0}, cast.son.id)
    for board in ("individuals", "collectives"):
        choose_all_above(at, board, cast.son.id)
    lock_list(at, cast.son.id)
    proposal = db.session.query(Proposal).one().id
    assert refused(withdraw, at, proposal, cast.hoa.id) is AwardAnswer.LOCKED
    assert refused(propose_new, at, FAMILY, "contribution", GROUNDS, cast.hoa.id) is AwardAnswer.LOCKED
    with pytest.raises(IntegrityError):
        db.session.execute(update(Proposal).values(withdrawn_at=now(), withdrawn_by=cast.hoa.id))
    db.session.rollback()


def test_a_household_of_this_name_in_another_ward_is_another_one(opened, cast):
    there = db.session.get(Campaign, cast.other_campaign.id)
    adopt_scheme(there, scheme_document(1), by=None)
    open_round(there, None, QUOTAS, by=cast.phuc.id)
    choose(there.id, propose_new(there.id, FAMILY, "contribution", GROUNDS, cast.phuc.id).id, cast.phuc.id)
    family = propose_new(cast.campaign.id, FAMILY, "contribution", GROUNDS, cast.hoa.id).id
    assert not judged(opened, family).candidate.elsewhere
    choose(cast.campaign.id, family, cast.son.id)
