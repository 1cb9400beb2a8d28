"""Adopting schemes, holds, and the frozen copy."""

import json

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from app.audit.models import Entry
from app.core.db import db
from app.core.reasons import Refused
from app.ranking.actions import lift_hold, place_hold, publish, publish_once
from app.ranking.models import Hold, Ranking, SchemeVersion, Standing
from app.ranking.queries import faults_in, live_ranking
from app.ranking.rules import Flaw, SchemeError, canonical, checksum
from app.ranking.rules.answers import RankingAnswer
from tests.ranking.makers import adopt, approved, campaign_of, reverse, scheme_document, some_logs


def live(cast):
    campaign = campaign_of(cast)
    return live_ranking(campaign.id, campaign.ward_id, campaign.starts_on, campaign.ends_on)


@pytest.fixture
def told(room, cast):
    """A campaign with a scheme and some approved logs."""
    adopt(cast)
    return some_logs(cast)


def test_each_scheme_is_a_version_and_the_same_again_is_none(room, cast):
    first = adopt(cast)
    assert (first.version, json.loads(first.document)["version"]) == (1, 1)
    assert adopt(cast).id == first.id
    second = adopt(cast, points_per_hour="2")
    assert second.version == 2
    assert db.session.query(SchemeVersion).count() == 2


def test_a_scheme_that_counts_what_the_campaign_has_not_is_refused(room, cast):
    with pytest.raises(SchemeError) as refused:
        adopt(cast, points_per_unit={"support_turn": "2", "moon_walk": "1"})
    assert (refused.value.field, refused.value.reason) == ("points_per_unit.moon_walk", Flaw.UNKNOWN_KIND)
    with pytest.raises(SchemeError):
        adopt(cast, points_per_hour=0.5)
    assert db.session.query(SchemeVersion).count() == 0


def test_schemes_and_copies_are_never_rewritten(told, cast):
    publish(campaign_of(cast), by=cast.son.id)
    for statement in (
        "UPDATE schemes SET document = '{}'",
        "UPDATE rankings SET note = 'x'",
        "DELETE FROM standings",
        "UPDATE standings SET place = 1",
    ):
        with pytest.raises(IntegrityError):
            db.session.execute(text(statement))
        db.session.rollback()


def test_without_a_scheme_nothing_can_be_published(room, cast):
    with pytest.raises(Refused) as refused:
        publish(campaign_of(cast), by=cast.son.id)
    assert refused.value.reason is RankingAnswer.NO_SCHEME


def test_a_copy_holds_every_addend_and_who_approved_it(told, cast):
    ranking = publish(campaign_of(cast), by=cast.son.id, note="first")
    row = db.session.query(Standing).filter_by(ranking_id=ranking.id, user_id=cast.lan.id).one()
    figures, addends = json.loads(row.figures), json.loads(row.addends)
    assert (row.place, row.name, row.team) == (1, cast.lan.name, cast.team1.name)
    assert (figures["points"], figures["active_days"], figures["vulnerable_turns"]) == ("12/1", 2, 1)
    assert [one["log_id"] for one in addends["addends"]] == [told["lan1"], told["lan2"]]
    assert addends["approved"][str(told["lan1"])]["name"] == cast.hoa.name
    assert addends["kinds"]["support_turn"]["vi"] == "Lượt người dân được hỗ trợ"
    assert ranking.checksum == checksum(ranking.document)
    assert faults_in(ranking.id) == []
    entry = db.session.query(Entry).filter_by(action="ranking.published").one()
    assert json.loads(entry.after)["checksum"] == ranking.checksum
    assert cast.lan.name not in entry.after


def test_a_copy_stays_as_it_was_when_logs_change(told, cast):
    ranking = publish(campaign_of(cast), by=cast.son.id)
    document = ranking.document
    rows = [(r.name, r.figures, r.addends) for r in db.session.query(Standing).order_by(Standing.id)]
    reverse(told["lan1"], by=cast.hoa.id)
    approved(cast, cast.binh, cast.team2, day=5, support_turn=20)
    adopt(cast, points_per_hour="3")
    db.session.expire_all()
    assert db.session.get(Ranking, ranking.id).document == document
    assert [(r.name, r.figures, r.addends) for r in db.session.query(Standing).order_by(Standing.id)] == rows
    assert faults_in(ranking.id) == []
    again = live(cast)
    assert canonical(again.outcome, again.inputs.scheme) != document


def test_a_hundred_recomputations_give_the_same_bytes(told, cast):
    first = live(cast)
    document = canonical(first.outcome, first.inputs.scheme)
    for _ in range(100):
        again = live(cast)
        assert canonical(again.outcome, again.inputs.scheme) == document
    assert publish(campaign_of(cast), by=cast.son.id).document == document


def test_publishing_again_without_a_change_finds_the_copy_that_is_there(told, cast):
    first, new = publish_once(campaign_of(cast), by=cast.son.id, note="first")
    again, new_again = publish_once(campaign_of(cast), by=cast.son.id, note="second")
    assert (new, new_again, again.id, again.note) == (True, False, first.id, "first")
    assert db.session.query(Entry).filter_by(action="ranking.published").count() == 1
    reverse(told["lan1"], by=cast.hoa.id)
    changed, new = publish_once(campaign_of(cast), by=cast.son.id)
    assert new and changed.id != first.id
    assert faults_in(first.id) == faults_in(changed.id) == []


def test_a_ranking_that_came_back_to_what_it_was_is_a_copy_of_its_own(told, cast):
    first = publish(campaign_of(cast), by=cast.son.id)
    place = (cast.cua_nam.id, cast.campaign.id, cast.lan.id)
    place_hold(*place, "a complaint", by=cast.son.id)
    publish(campaign_of(cast), by=cast.son.id)
    lift_hold(*place, "settled", by=cast.son.id)
    third, new = publish_once(campaign_of(cast), by=cast.son.id)
    assert new and third.checksum == first.checksum


def _free(table):
    """What somebody with the database's own key could do."""
    for verb in ("update", "delete"):
        on = "" if db.engine.dialect.name == "sqlite" else f" ON {table}"
        db.session.execute(text(f"DROP TRIGGER {table}_no_{verb}{on}"))


def test_a_document_changed_behind_the_triggers_is_found(told, cast):
    ranking = publish(campaign_of(cast), by=cast.son.id)
    _free("rankings")
    db.session.execute(text("UPDATE rankings SET document = replace(document, '12/1', '13/1')"))
    db.session.commit()
    assert "document" in faults_in(ranking.id)


def test_a_document_changed_with_its_checksum_still_differs_from_the_trail(told, cast):
    ranking = publish(campaign_of(cast), by=cast.son.id)
    forged = ranking.document.replace("12/1", "13/1")
    _free("rankings")
    db.session.execute(text("UPDATE rankings SET document = :d, checksum = :c"), {"d": forged, "c": checksum(forged)})
    db.session.commit()
    assert "checksum" in faults_in(ranking.id)


def test_a_row_changed_behind_the_triggers_is_found(told, cast):
    ranking = publish(campaign_of(cast), by=cast.son.id)
    row = db.session.query(Standing).filter_by(ranking_id=ranking.id, user_id=cast.lan.id).one()
    _free("standings")
    db.session.execute(
        text("UPDATE standings SET figures = replace(figures, '12/1', '13/1') WHERE id = :id"), {"id": row.id}
    )
    db.session.commit()
    assert faults_in(ranking.id) == [f"standing {row.id}"]


def test_a_hold_takes_the_place_and_its_reason_stays_out_of_the_trail(told, cast):
    hold = place_hold(cast.cua_nam.id, cast.campaign.id, cast.lan.id, "a complaint is open", by=cast.son.id)
    first = live(cast)
    lan = next(one for one in first.outcome.individuals if one.subject_id == cast.lan.id)
    assert (lan.rank, lan.reason) == (None, "on_hold")
    assert first.inputs.hold_reasons == {cast.lan.id: "a complaint is open"}
    assert db.session.query(Entry).filter(Entry.reason.contains("complaint")).count() == 0
    lift_hold(cast.cua_nam.id, cast.campaign.id, cast.lan.id, "settled", by=cast.hoa.id)
    assert next(one for one in live(cast).outcome.individuals if one.subject_id == cast.lan.id).rank == 1
    db.session.expire_all()
    assert db.session.get(Hold, hold.id).lift_reason == "settled"


def test_a_second_hold_and_a_second_lifting_are_refused(told, cast):
    place = (cast.cua_nam.id, cast.campaign.id, cast.lan.id)
    place_hold(*place, "a complaint", by=cast.son.id)
    with pytest.raises(Refused) as refused:
        place_hold(*place, "again", by=cast.hoa.id)
    assert refused.value.reason is RankingAnswer.HELD_ALREADY
    lift_hold(*place, "settled", by=cast.hoa.id)
    with pytest.raises(Refused) as refused:
        lift_hold(*place, "again", by=cast.hoa.id)
    assert refused.value.reason is RankingAnswer.NOT_HELD


def test_publishing_takes_as_many_statements_for_many_rows_as_for_few(room, cast, count_sql):
    adopt(cast)
    campaign = campaign_of(cast)
    with count_sql() as few:
        publish(campaign, by=cast.son.id)
    some_logs(cast)
    campaign = campaign_of(cast)
    with count_sql() as many:
        publish(campaign, by=cast.son.id)
    assert len(many) == len(few) <= 11


def test_the_version_in_a_document_is_the_next_whatever_it_says(room, cast):
    assert adopt(cast, version=41).version == 1
    assert scheme_document()["version"] == 1
