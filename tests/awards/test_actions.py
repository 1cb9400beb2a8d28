"""Award rounds: every choice a row with who, when and why, on a ranking that no longer moves."""

import threading

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from app.audit.models import Entry
from app.awards.actions import NotYet, choose, choose_all_above, clear, lock_list, open_round, set_quota, strike
from app.awards.models import Choice, Nomination, Round
from app.awards.queries import boards_of, nomination_in, put_forward
from app.awards.rules import AwardAnswer, Where
from app.campaigns.models import Campaign
from app.core.clock import at as at_time
from app.core.clock import now
from app.core.db import db
from app.core.policy import Reach
from app.core.reasons import Refused
from app.ranking.actions import place_hold, publish
from app.ranking.models import Ranking
from tests.ranking.makers import adopt, approved, campaign_of, reverse, some_logs

QUOTAS = {"individuals": 2, "collectives": 1}


@pytest.fixture
def logs(room, cast):
    """Lan leads, Minh and Bình are equal across the line of two, Hoa comes after them."""
    adopt(cast)
    return some_logs(cast)


@pytest.fixture
def opened(logs, cast):
    return open_round(campaign_of(cast), None, QUOTAS, by=cast.son.id)


def nominations(cast) -> dict[str, int]:
    """Ids of the individuals' nominations by the name of the cast."""
    ids = {row.user_id: row.id for row in db.session.query(Nomination).filter_by(subject="individual")}
    return {name: ids[getattr(cast, name).id] for name in ("lan", "minh", "binh", "hoa")}


def tables(found):
    return boards_of(found).tables


def test_opening_publishes_a_ranking_where_none_is_chosen(opened, cast):
    assert db.session.query(Ranking).count() == 1
    assert [one.where for one in tables(opened)["individuals"].lines] == [
        Where.ABOVE,
        Where.TIED,
        Where.TIED,
        Where.BELOW,
    ]
    with pytest.raises(Refused) as refused:
        open_round(campaign_of(cast), None, QUOTAS, by=cast.son.id)
    assert refused.value.reason is AwardAnswer.OPENED_ALREADY
    assert db.session.query(Ranking).count() == 1


def test_a_round_rests_on_the_ranking_it_was_given(logs, cast):
    first = publish(campaign_of(cast), by=cast.son.id)
    reverse(logs["lan1"], by=cast.hoa.id)
    assert publish(campaign_of(cast), by=cast.son.id).id != first.id
    assert open_round(campaign_of(cast), first, QUOTAS, by=cast.an.id).ranking_id == first.id
    other = db.session.get(Campaign, cast.other_campaign.id)
    with pytest.raises(Refused) as refused:
        open_round(other, first, QUOTAS, by=None)
    assert refused.value.reason is AwardAnswer.OTHER_CAMPAIGN


def test_later_changes_of_logs_leave_the_list_alone(opened, logs, cast):
    before = tables(opened)
    reverse(logs["lan1"], by=cast.hoa.id)
    approved(cast, cast.hoa, cast.team2, day=7, support_turn=25, by=cast.an.id)
    assert tables(opened) == before


def test_each_word_is_a_row_and_the_last_counts(opened, cast):
    lan = nominations(cast)["lan"]
    choose(cast.campaign.id, lan, cast.son.id)
    clear(cast.campaign.id, lan, cast.son.id)
    strike(cast.campaign.id, lan, cast.son.id, "declined in writing")
    rows = db.session.query(Choice).order_by(Choice.id).all()
    assert [(r.verdict, r.departs, r.reason) for r in rows] == [
        ("chosen", False, ""),
        ("cleared", False, ""),
        ("struck", True, "declined in writing"),
    ]
    entries = db.session.query(Entry).filter_by(action="round.judged").order_by(Entry.id).all()
    assert [entry.reason for entry in entries] == ["", "", "declined in writing"]


def test_the_same_word_twice_is_said_once(opened, cast):
    lan = nominations(cast)["lan"]
    for _ in range(2):
        assert choose(cast.campaign.id, lan, cast.son.id) == "individuals"
    assert db.session.query(Choice).count() == 1


def test_a_tie_is_chosen_from_with_a_reason_alone(opened, cast):
    ids = nominations(cast)
    for who, reason in (("minh", AwardAnswer.REASON_TIED), ("hoa", AwardAnswer.REASON_BELOW)):
        with pytest.raises(Refused) as refused:
            choose(cast.campaign.id, ids[who], cast.son.id)
        assert refused.value.reason is reason
    choose(cast.campaign.id, ids["minh"], cast.son.id, "leads the team")
    row = db.session.query(Choice).one()
    assert (row.departs, row.reason, row.by) == (True, "leads the team", cast.son.id)


def test_all_above_are_chosen_in_one_act(opened, cast, count_sql):
    assert choose_all_above(cast.campaign.id, "individuals", cast.son.id) == 1
    set_quota(cast.campaign.id, {"individuals": 4, "collectives": 1}, by=cast.an.id)
    with count_sql() as statements:
        assert choose_all_above(cast.campaign.id, "individuals", cast.son.id) == 3
    assert len(statements) <= 5, statements
    assert db.session.query(Entry).filter_by(action="round.judged").count() == 4
    with pytest.raises(Refused) as refused:
        choose_all_above(cast.campaign.id, "individuals", cast.son.id)
    assert refused.value.reason is AwardAnswer.NOBODY_WAITS


def test_a_candidate_of_elsewhere_is_nobody_here(opened, cast):
    assert choose(cast.campaign.id, 99999, cast.son.id) is None
    with pytest.raises(Refused) as refused:
        choose(cast.other_campaign.id, nominations(cast)["lan"], cast.phuc.id)
    assert refused.value.reason is AwardAnswer.NOT_OPEN


def test_a_hold_placed_after_the_freeze_counts(opened, cast):
    place_hold(cast.cua_nam.id, cast.campaign.id, cast.lan.id, "a complaint", by=cast.hoa.id)
    with pytest.raises(Refused) as refused:
        choose(cast.campaign.id, nominations(cast)["lan"], cast.son.id)
    assert refused.value.reason is AwardAnswer.ON_HOLD


def test_a_list_with_open_ends_is_not_locked_and_each_is_named(opened, cast):
    with pytest.raises(NotYet) as refused:
        lock_list(cast.campaign.id, cast.son.id)
    assert [reason for reason, _ in refused.value.obstacles] == [AwardAnswer.UNDECIDED, AwardAnswer.UNDECIDED]
    assert cast.lan.name in refused.value.obstacles[0][1]["names"]


def _lock(cast):
    for board in ("individuals", "collectives"):
        choose_all_above(cast.campaign.id, board, cast.son.id)
    return lock_list(cast.campaign.id, cast.son.id)


def test_a_locked_list_is_final(opened, cast):
    locked = _lock(cast)
    assert (locked.locked_at, locked.locked_by) == (now(), cast.son.id)
    ids = nominations(cast)
    for act in (
        lambda: choose(cast.campaign.id, ids["minh"], cast.son.id, "why"),
        lambda: clear(cast.campaign.id, ids["lan"], cast.son.id),
        lambda: set_quota(cast.campaign.id, {"individuals": 9, "collectives": 9}, by=cast.an.id),
        lambda: choose_all_above(cast.campaign.id, "individuals", cast.son.id),
        lambda: lock_list(cast.campaign.id, cast.son.id),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.reason is AwardAnswer.LOCKED


def test_the_chosen_and_the_tied_go_before_the_council(opened, cast):
    locked = _lock(cast)
    forward = put_forward(locked)
    assert [(one.board, one.name, one.chosen, one.tied) for one in forward] == [
        ("collectives", cast.team1.name, True, False),
        ("individuals", cast.lan.name, True, False),
        ("individuals", cast.binh.name, False, True),
        ("individuals", cast.minh.name, False, True),
    ]
    team, lan = forward[:2]
    assert (team.team_id, team.user_id, lan.team_id, lan.user_id) == (cast.team1.id, None, None, cast.lan.id)
    assert (lan.place, lan.unit, lan.figures["points"], lan.departs) == (1, cast.team1.name, "12/1", False)
    free = {board: table.free for board, table in boards_of(locked).tables.items()}
    assert free == {"individuals": 1, "collectives": 0, "households": 0}
    here, elsewhere = (Reach(wards=frozenset({ward.id})) for ward in (cast.cua_nam, cast.kien_hung))
    assert nomination_in(lan.nomination_id, here).name == cast.lan.name
    assert nomination_in(lan.nomination_id, elsewhere) is None


def test_the_database_itself_keeps_a_locked_list(opened, cast):
    _lock(cast)
    for statement in (
        "INSERT INTO choices (ward_id, round_id, nomination_id, verdict, departs, reason, by, at) "
        "SELECT ward_id, round_id, nomination_id, 'cleared', departs, reason, by, at FROM choices",
        "UPDATE rounds SET locked_at = NULL",
        "UPDATE rounds SET quota_individuals = 9",
        "UPDATE choices SET reason = 'x'",
        "DELETE FROM choices",
        "DELETE FROM rounds",
        "DELETE FROM nominations",
        "UPDATE nominations SET standing_id = NULL",
        "INSERT INTO nominations (ward_id, round_id, subject, name, unit, added_at) "
        "SELECT ward_id, id, 'household', 'x', '', opened_at FROM rounds",
    ):
        with pytest.raises(IntegrityError):
            db.session.execute(text(statement))
        db.session.rollback()


def test_a_departure_without_a_reason_is_refused_by_the_database_too(opened, cast):
    row = db.session.query(Nomination).filter_by(user_id=cast.hoa.id).one()
    with pytest.raises(IntegrityError):
        db.session.execute(
            Choice.__table__.insert().values(
                ward_id=row.ward_id,
                round_id=opened.id,
                nomination_id=row.id,
                verdict="chosen",
                departs=True,
                reason="",
                by=cast.son.id,
                at=now(),
            )
        )


def test_two_leaders_at_once_fill_the_last_place_once(app, cast):
    with app.app_context():
        adopt(cast)
        some_logs(cast)
        open_round(campaign_of(cast), None, {"individuals": 1, "collectives": 1}, by=cast.son.id)
        ids = nominations(cast)
        db.session.remove()
    moment, answers, ready = now(), [], threading.Barrier(2)

    def act(who):
        with at_time(moment), app.app_context():
            ready.wait()
            try:
                answers.append(choose(cast.campaign.id, ids[who], cast.son.id, "why"))
            except Refused as refused:
                answers.append(refused.reason)
            finally:
                db.session.remove()

    threads = [threading.Thread(target=act, args=(who,)) for who in ("lan", "hoa")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(str, answers)) == sorted(["individuals", str(AwardAnswer.FULL)])
    with app.app_context():
        assert db.session.query(Choice).count() == 1
        assert db.session.query(Round).count() == 1
