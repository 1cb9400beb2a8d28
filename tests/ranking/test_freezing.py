"""Freezing: the copy of the moment holds what was approved before it, however late it is made; another one needs a
reason; what was decided since is listed with its effect."""

import json
from datetime import datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.audit.models import Entry
from app.contributions.models import Decision
from app.core import clock
from app.core.db import db
from app.core.policy import Role
from app.core.reasons import Refused
from app.messages.minute import tick
from app.people.actions import add_person, end_role, grant_role
from app.people.models import Grant
from app.ranking.actions import freeze, freeze_due, lift_hold, place_hold, publish, publish_once, set_moment
from app.ranking.models import Freeze, Ranking
from app.ranking.queries import Frame, appeals_of, faults_in, live_ranking
from app.ranking.rules import again, canonical
from app.ranking.rules.answers import RankingAnswer
from tests.ranking.makers import adopt, approved, campaign_of, reverse, some_logs

MOMENT = datetime(2025, 8, 20, 17, 0, tzinfo=clock.LOCAL)
SECOND = timedelta(seconds=1)
QUOTAS = {"individuals": 3, "collectives": 2}


@pytest.fixture
def set_for(room, cast):
    """A scheme, some logs, and the moment set."""
    adopt(cast)
    logs = some_logs(cast)
    set_moment(campaign_of(cast), MOMENT, cast.son.id)
    return logs


def state(cast):
    campaign = campaign_of(cast)
    return Frame(campaign.id, campaign.ward_id).freezing


def counted(copy: Ranking) -> set[int]:
    return {one["log_id"] for one in _entries(copy)}


def _entries(copy):
    document = json.loads(copy.document)
    return [
        addend for board in ("individuals", "collectives") for row in document[board] for addend in row["addends"]
    ]


def test_an_approval_a_second_before_the_moment_counts_and_one_a_second_after_does_not(set_for, cast):
    with clock.at(MOMENT - SECOND):
        before = approved(cast, cast.binh, cast.team2, day=5, support_turn=1)
        assert freeze(cast.campaign.id) is None and freeze_due() == 0, "not yet"
    with clock.at(MOMENT):
        at = approved(cast, cast.binh, cast.team2, day=6, support_turn=1)
    with clock.at(MOMENT + SECOND):
        after = approved(cast, cast.binh, cast.team2, day=7, support_turn=1)
        taken = set_for["lan1"]
        reverse(taken, by=cast.hoa.id)
    with clock.at(MOMENT + timedelta(hours=1)):
        assert tick("ranking.freeze_due") == {"ranking.freeze_due": "done"}
        copy = db.session.query(Ranking).one()
        assert counted(copy) == {*set_for.values(), before}
        assert not {at, after} & counted(copy)
        assert (copy.published_by, faults_in(copy.id), again(copy.document)) == (None, [], copy.document)
        tick("ranking.freeze_due")
        assert db.session.query(Ranking).count() == db.session.query(Freeze).count() == 1
        entry = db.session.query(Entry).filter_by(action="ranking.frozen").one()
        assert copy.checksum in entry.after and '"moment"' in entry.after


def test_a_job_an_hour_late_makes_the_copy_that_one_on_time_makes(set_for, cast):
    """Records, scheme, holds and roster of the moment, whatever became of them in the hour since."""
    campaign, place = campaign_of(cast), (cast.cua_nam.id, cast.campaign.id)
    place_hold(*place, cast.binh.id, "held at the moment", by=cast.son.id)
    with clock.at(MOMENT - SECOND):
        live = live_ranking(campaign.id, campaign.ward_id, campaign.starts_on, campaign.ends_on)
        expected = canonical(live.outcome, live.inputs.scheme)
    with clock.at(MOMENT + timedelta(minutes=30)):
        approved(cast, cast.hoa, cast.team2, day=8, support_turn=9, by=cast.an.id)
        reverse(set_for["minh"], by=cast.hoa.id)
        adopt(cast, points_per_hour="4")
        lift_hold(*place, cast.binh.id, "settled", by=cast.son.id)
        place_hold(*place, cast.lan.id, "held afterwards", by=cast.son.id)
        grant_role(
            add_person("Mới", by=None, phone="0950000099"),
            Role.VOLUNTEER,
            by=None,
            ward_id=cast.cua_nam.id,
            team_id=cast.team2.id,
            starts_on=MOMENT.date(),
        )
    with clock.at(MOMENT + timedelta(days=2)):
        end_role(db.session.query(Grant).filter_by(user_id=cast.minh.id).one(), by=cast.hoa.id)
        assert freeze(cast.campaign.id).document == expected


def test_the_moment_is_changed_until_it_has_passed_and_then_by_nobody(set_for, cast):
    campaign = campaign_of(cast)
    later = MOMENT + timedelta(days=1)
    set_moment(campaign, later, cast.hoa.id)
    set_moment(campaign, None, cast.hoa.id)
    assert state(cast).moment is None
    set_moment(campaign, MOMENT, cast.hoa.id)
    set_moment(campaign, MOMENT, cast.hoa.id)
    assert db.session.query(Entry).filter_by(action="freeze.set").count() == 4, "the same again writes nothing"
    with clock.at(MOMENT):
        for wanted in (later, None):
            with pytest.raises(Refused) as refused:
                set_moment(campaign, wanted, cast.hoa.id)
            assert refused.value.reason is RankingAnswer.FREEZE_PASSED
    with pytest.raises(DBAPIError):
        db.session.execute(text("UPDATE freeze_plans SET moment = NULL, set_at = '2025-09-01 00:00:00.000000+00'"))
    db.session.rollback()
    with pytest.raises(DBAPIError):
        db.session.execute(text("DELETE FROM freeze_plans"))
    db.session.rollback()


def test_without_a_scheme_there_is_nothing_to_freeze(room, cast):
    with pytest.raises(Refused) as refused:
        set_moment(campaign_of(cast), MOMENT, cast.son.id)
    assert refused.value.reason is RankingAnswer.NO_SCHEME


def test_after_the_freeze_another_copy_needs_a_reason(set_for, cast):
    campaign = campaign_of(cast)
    with clock.at(MOMENT + SECOND):
        with pytest.raises(Refused) as refused:
            publish_once(campaign, cast.son.id, "one more")
        assert refused.value.reason is RankingAnswer.FROZEN
        assert db.session.query(Ranking).count() == 0
        first = publish(campaign, cast.son.id)
        assert first.id == freeze_id(cast) and publish(campaign, cast.son.id).id == first.id
        same, new = publish_once(campaign, cast.son.id, reason="nothing has changed")
        assert (same.id, new) == (first.id, False) and db.session.query(Freeze).count() == 1
    with clock.at(MOMENT + timedelta(hours=2)):
        late = approved(cast, cast.binh, cast.team2, day=5, support_turn=9)
    with clock.at(MOMENT + timedelta(hours=3)):
        second, new = publish_once(campaign, cast.hoa.id, reason="phiếu giấy nộp đúng hạn")
        assert new and counted(second) == counted(first) | {late}
        frozen = state(cast).frozen
        assert (frozen.id, frozen.again, frozen.reason) == (second.id, True, "phiếu giấy nộp đúng hạn")
        assert (frozen.by, publish(campaign, None).id) == (cast.hoa.name, second.id)
        entry = db.session.query(Entry).filter_by(action="ranking.frozen").order_by(Entry.id.desc()).first()
        assert (entry.reason, entry.by) == ("phiếu giấy nộp đúng hạn", cast.hoa.id)


def freeze_id(cast) -> int:
    return state(cast).frozen.id


def test_another_copy_that_comes_before_the_job_leaves_the_one_of_the_moment_too(set_for, cast):
    with clock.at(MOMENT + SECOND):
        late = approved(cast, cast.binh, cast.team2, day=5, support_turn=9)
    with clock.at(MOMENT + timedelta(hours=1)):
        copy, new = publish_once(campaign_of(cast), cast.son.id, reason="a reason")
        kinds = [(row.kind, row.ranking_id) for row in db.session.query(Freeze).order_by(Freeze.id)]
        assert new and [kind for kind, _ in kinds] == ["moment", "again"] and kinds[1][1] == copy.id
        assert late not in counted(db.session.get(Ranking, kinds[0][1])) and late in counted(copy)
        assert freeze(cast.campaign.id) is None


def test_a_copy_published_before_with_the_same_content_is_the_frozen_one(set_for, cast):
    copy = publish(campaign_of(cast), cast.son.id, "for the eyes")
    with clock.at(MOMENT):
        assert freeze(cast.campaign.id).id == copy.id
        assert db.session.query(Ranking).count() == 1


def test_no_decision_dated_before_a_frozen_moment_is_added_any_more(set_for, cast):
    """A clock that goes back, or a transaction that took its time: its decision is taken again, dated later."""
    with clock.at(MOMENT + SECOND):
        freeze(cast.campaign.id)
    with clock.at(MOMENT - SECOND), pytest.raises(DBAPIError):
        approved(cast, cast.binh, cast.team2, day=5, support_turn=9)
    assert db.session.query(Decision).count() == 6


def test_freezes_are_only_added_and_only_true_ones(set_for, cast):
    with clock.at(MOMENT + SECOND):
        copy = freeze(cast.campaign.id)
    row = {"w": cast.cua_nam.id, "c": cast.campaign.id, "r": copy.id, "o": cast.other_campaign.id}
    values = "(ward_id, campaign_id, ranking_id, kind, until, reason, at) VALUES (:w, {}, :r, '{}', {}, '{}', {})"
    at = "'2025-09-01 00:00:00.000000+00'"
    for wrong in (
        "UPDATE freezes SET reason = 'x'",
        "DELETE FROM freezes",
        "INSERT INTO freezes " + values.format(":o", "moment", at, "", at),
        "INSERT INTO freezes " + values.format(":c", "moment", at, "", at),
        "INSERT INTO freezes " + values.format(":c", "again", at, "", at),
        "INSERT INTO freezes " + values.format(":o", "again", at, "x", at),
    ):
        names = {key: value for key, value in row.items() if f":{key}" in wrong}
        with pytest.raises(DBAPIError):
            db.session.execute(text(wrong), names)
        db.session.rollback()


def test_late_records_stand_in_the_list_with_their_effect_in_two_statements(set_for, cast, count_sql):
    campaign = campaign_of(cast)
    with clock.at(MOMENT):
        freeze(cast.campaign.id)
        given = approved(cast, cast.hoa, cast.team2, day=5, minutes=60, support_turn=5, by=cast.an.id)
    with clock.at(MOMENT + SECOND):
        reverse(set_for["lan1"], by=cast.hoa.id)
        gone = approved(cast, cast.binh, cast.team2, day=6, support_turn=9)
        reverse(gone, by=cast.hoa.id)
    frame = Frame(campaign.id, campaign.ward_id)

    def look():
        with count_sql() as sent:
            return appeals_of(campaign.id, campaign.ward_id, frame, QUOTAS), len(sent)

    found, statements = look()
    assert [(row.credit.log_id, row.taken, row.name) for row, _ in found.lines] == [
        (given, False, cast.hoa.name),
        (set_for["lan1"], True, cast.lan.name),
    ]
    assert [row.credit.approver for row, _ in found.lines] == [cast.an.name, cast.hoa.name]
    (hoa,) = [one for one in found.lines[0][1].changes if one.board == "individuals"]
    assert (hoa.gain, hoa.move.before.rank, hoa.move.after.rank) == (11, 4, 1)
    crossed = {
        one.move.name: one.move.crosses_in for one in found.lines[0][1].crossings if one.board == "individuals"
    }
    assert crossed == {cast.hoa.name: True, cast.minh.name: False, cast.binh.name: False}, "two are equal at the line"
    (lan,) = [one for one in found.lines[1][1].changes if one.board == "individuals"]
    assert (lan.gain, lan.move.before.rank) == (-10, 1)
    assert {one.gain for one in found.together.changes if one.board == "individuals"} == {11, -10}
    assert statements == 2 and look()[1] == 1
    with clock.at(MOMENT + timedelta(minutes=1)):
        for day in range(8, 12):
            approved(cast, cast.binh, cast.team2, day=day, support_turn=1)
    more, statements = look()
    assert (len(more.lines), statements) == (6, 1)
    assert more.lines[:2] == found.lines, "what one record changes is worked out once"
