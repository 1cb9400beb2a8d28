"""A round rests on the frozen ranking, and moves onto another copy for a written reason until its list is locked."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.audit.models import Entry
from app.awards.actions import NotYet, choose, choose_all_above, lock_list, open_round, rest_on
from app.awards.models import Choice, Nomination, Rest, Round
from app.awards.queries import boards_of, round_in
from app.awards.rules import AwardAnswer, Where
from app.core import clock
from app.core.db import db
from app.core.policy import Role
from app.core.reasons import Refused
from app.people.actions import add_person, grant_role
from app.ranking.actions import freeze, publish, publish_once, set_moment
from app.ranking.models import Ranking, Standing
from tests.ranking.makers import adopt, approved, campaign_of, reverse, some_logs

MOMENT = datetime(2025, 8, 20, 17, 0, tzinfo=clock.LOCAL)
REASON = "Phiếu giấy của tổ 2 nộp đúng hạn"
QUOTAS = {"individuals": 1, "collectives": 1}


def begin(cast):
    """A copy that was published, and then the moment set; one more log was approved before it came."""
    adopt(cast)
    logs = some_logs(cast)
    copy = publish(campaign_of(cast), cast.son.id)
    set_moment(campaign_of(cast), MOMENT, cast.son.id)
    approved(cast, cast.binh, cast.team2, day=6, minutes=30)
    return copy, logs


def go_on(cast, logs):
    """The round rests on the frozen copy, Lan is chosen, the first of all; then another copy is made, in which Hoa is
    first, Lan has lost a record, and somebody is new: (frozen copy, another, who is new)."""
    with clock.at(MOMENT):
        frozen = freeze(cast.campaign.id)
        open_round(campaign_of(cast), None, QUOTAS, by=cast.son.id)
        choose_all_above(cast.campaign.id, "individuals", cast.son.id)
    with clock.at(MOMENT + timedelta(hours=1)):
        approved(cast, cast.hoa, cast.team2, day=5, minutes=60, support_turn=20, by=cast.an.id)
        reverse(logs["lan1"], by=cast.hoa.id)
        new = add_person("Mới", by=None, phone="0950000099")
        grant_role(new, Role.VOLUNTEER, None, cast.cua_nam.id, cast.team2.id, starts_on=campaign_of(cast).starts_on)
    with clock.at(MOMENT + timedelta(hours=2)):
        return frozen, publish_once(campaign_of(cast), cast.son.id, reason=REASON)[0], new.id


@pytest.fixture
def older(room, cast):
    return begin(cast)


@pytest.fixture
def chosen(older, cast):
    made = go_on(cast, older[1])
    with clock.at(MOMENT + timedelta(hours=3)):
        yield made


def judged(cast, person):
    boards = boards_of(round_in(cast.campaign.id))
    row = next(row for row in boards.rows.values() if row.user_id == person.id)
    return boards.tables["individuals"].of(row.id), row


def refused(answer, verb, *args):
    with pytest.raises(Refused) as error:
        verb(*args)
    assert error.value.reason is answer
    db.session.rollback()


def test_once_frozen_a_round_is_opened_on_the_frozen_copy_only(older, cast):
    copy, _ = older
    with clock.at(MOMENT):
        frozen = freeze(cast.campaign.id)
        refused(AwardAnswer.NOT_COUNTING, open_round, campaign_of(cast), copy, QUOTAS, cast.son.id)
        assert open_round(campaign_of(cast), None, QUOTAS, cast.son.id).ranking_id == frozen.id


def test_a_round_opened_before_the_job_ran_rests_on_what_the_job_would_have_made(older, cast):
    with clock.at(MOMENT + timedelta(minutes=1)):
        approved(cast, cast.binh, cast.team2, day=7, minutes=30)
        opened = open_round(campaign_of(cast), None, QUOTAS, cast.son.id)
        assert freeze(cast.campaign.id) is None
        assert '"day":"2025-08-06"' not in db.session.get(Ranking, opened.ranking_id).document, "the late log"


def test_candidates_keep_their_ids_and_choices_and_stand_where_the_new_copy_puts_them(chosen, cast):
    frozen, again, new = chosen
    before = {row.user_id: row.id for row in db.session.query(Nomination).filter(Nomination.user_id.is_not(None))}
    assert judged(cast, cast.lan)[0].where is Where.ABOVE and not judged(cast, cast.lan)[0].departs
    rest_on(cast.campaign.id, again, cast.son.id, REASON)
    after = {row.user_id: row.id for row in db.session.query(Nomination).filter(Nomination.user_id.is_not(None))}
    assert {key: after[key] for key in before} == before and set(after) - set(before) == {new}
    lan, row = judged(cast, cast.lan)
    assert (lan.verdict, lan.where, lan.departs) == ("chosen", Where.BELOW, True)
    assert (
        row.standing_id == db.session.query(Standing.id).filter_by(ranking_id=again.id, user_id=cast.lan.id).scalar()
    )
    assert judged(cast, cast.hoa)[0].where is Where.ABOVE
    assert db.session.query(Choice).count() == 1
    team = db.session.query(Nomination).filter_by(team_id=cast.team1.id).one()
    standing = db.session.get(Standing, team.standing_id)
    assert (standing.ranking_id, standing.board, standing.team_id) == (again.id, "collectives", cast.team1.id)
    row = db.session.query(Rest).one()
    assert (row.before_id, row.ranking_id, row.reason, row.by) == (frozen.id, again.id, REASON, cast.son.id)
    entry = db.session.query(Entry).filter_by(action="round.rested").one()
    assert (entry.reason, again.checksum in entry.after) == (REASON, True)
    with pytest.raises(NotYet) as not_yet:
        lock_list(cast.campaign.id, cast.son.id)
    assert AwardAnswer.UNEXPLAINED in {reason for reason, _ in not_yet.value.obstacles}


def test_who_is_not_in_the_new_copy_stands_in_no_ranking(chosen, cast):
    """As somebody does who was proposed without a place."""
    _frozen, again, _new = chosen
    found = db.session.query(Round).one()
    stranger = Nomination(
        ward_id=found.ward_id,
        round_id=found.id,
        subject="individual",
        user_id=cast.mai.id,
        name=cast.mai.name,
        standing_id=db.session.query(Standing.id).filter_by(ranking_id=found.ranking_id).first()[0],
        added_at=clock.now(),
    )
    db.session.add(stranger)
    db.session.commit()
    rest_on(cast.campaign.id, again, cast.son.id, REASON)
    db.session.refresh(stranger)
    assert stranger.standing_id is None


def test_only_the_ranking_that_counts_with_a_reason_and_until_the_list_is_locked(chosen, cast):
    frozen, again, _new = chosen
    older = db.session.get(Ranking, 1)
    refused(AwardAnswer.NOT_COUNTING, rest_on, cast.campaign.id, older, cast.son.id, REASON)
    refused(AwardAnswer.RESTS_ALREADY, rest_on, cast.campaign.id, frozen, cast.son.id, REASON)
    refused(AwardAnswer.REASON_REST, rest_on, cast.campaign.id, again, cast.son.id, "")
    refused(AwardAnswer.NOT_OPEN, rest_on, cast.other_campaign.id, again, cast.son.id, REASON)
    with pytest.raises(DBAPIError):
        db.session.execute(text(f"UPDATE rounds SET ranking_id = {again.id}"))
    db.session.rollback()
    choose_all_above(cast.campaign.id, "collectives", cast.son.id)
    lock_list(cast.campaign.id, cast.son.id)
    refused(AwardAnswer.LOCKED, rest_on, cast.campaign.id, again, cast.son.id, REASON)
    assert db.session.query(Round).one().ranking_id == frozen.id


def test_a_choice_out_of_the_new_order_takes_a_reason_and_then_the_list_is_locked(chosen, cast):
    rest_on(cast.campaign.id, chosen[1], cast.son.id, REASON)
    lan = judged(cast, cast.lan)[1].id
    choose(cast.campaign.id, lan, cast.son.id, "Đã trình trước khi có phiếu giấy")
    assert judged(cast, cast.lan)[0].candidate.reason == "Đã trình trước khi có phiếu giấy"


def test_the_page_says_it_and_the_leader_lets_it_rest(app, as_, cast):
    with app.app_context():
        go_on(cast, begin(cast)[1])
        db.session.remove()
    told, form = "không còn là bảng xếp hạng dùng để xét", {"rest_reason": REASON}
    with clock.at(MOMENT + timedelta(hours=3)):
        council, leader = as_(cast.mai), as_(cast.son)
        page = council.get("/awards").text
        assert told in page and "/awards/ranking" not in page
        assert "/ranking/late?individuals=1&amp;collectives=1" in page
        assert council.post("/awards/ranking", data=form).status_code == 403
        assert as_(cast.phuc).post("/awards/ranking", data=form).status_code == 403
        assert "/awards/ranking" in leader.get("/awards").text
        empty = leader.post("/awards/ranking", data={"rest_reason": ""})
        assert empty.status_code == 409 and "Hãy ghi rõ vì sao" in empty.text
        assert leader.post("/awards/ranking", data={"rest_reason": "012345678901"}).status_code == 422
        assert leader.post("/awards/ranking", data=form).location == "/awards"
        page = council.get("/awards").text
        assert told not in page and REASON in page
        assert leader.post("/awards/ranking", data=form).status_code == 409
