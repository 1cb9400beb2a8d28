"""Verbs of the ledger: written once, changed until decided, decided once and by somebody else."""

from datetime import date

import pytest
from sqlalchemy import text, update
from sqlalchemy.exc import IntegrityError

from app.audit.models import Entry
from app.audit.queries import broken_links
from app.campaigns.models import Campaign
from app.contributions import actions
from app.contributions.actions.change import standing
from app.contributions.models import Decision, Log, LogItem
from app.contributions.queries import writable
from app.contributions.rules import DecideAnswer, Doubt, EditAnswer, SubmitAnswer, fingerprint
from app.core.clock import now
from app.core.db import db
from app.core.reasons import Refused

DAY = date(2025, 8, 13)
ALL = Log.id.is_not(None)


def _log(log_id):
    return db.session.get(Log, log_id, populate_existing=True)


def _actions(log_id):
    found = db.session.query(Entry.action).filter_by(subject="log", subject_id=log_id).order_by(Entry.id)
    return [action for (action,) in found]


def _items(log_id):
    return dict(db.session.query(LogItem.kind_id, LogItem.quantity).filter_by(log_id=log_id).all())


def _refused(reason, verb, *args, **kwargs):
    with pytest.raises(Refused) as caught:
        verb(*args, **kwargs)
    assert caught.value.reason is reason


def test_a_record_is_sent_with_its_figures(room, cast, write, kinds):
    log_id = write(cast.lan, support_turn=4, vneid_level2=0, online_dossier=2, groups={"elderly": 3})
    log = _log(log_id)
    assert (log.state, log.sent_at, log.elderly) == ("sent", now(), 3)
    assert _items(log_id) == {kinds["support_turn"]: 4, kinds["online_dossier"]: 2}
    assert _actions(log_id) == ["log.sent"]


def test_the_same_submit_finds_the_first_and_changes_nothing(room, cast, write):
    first = write(cast.lan, ref="once-only-1", minutes=60, support_turn=2)
    assert write(cast.lan, ref="once-only-1", minutes=60, support_turn=2) == first
    assert db.session.query(Log).count() == 1


@pytest.mark.parametrize("other", [{"minutes": 61}, {"support_turn": 3}, {"groups": {"elderly": 1}}, {"send": False}])
def test_the_same_reference_with_other_content_is_refused_and_named(room, cast, write, other):
    usual = {"minutes": 60, "support_turn": 2, "send": True}
    first = write(cast.lan, ref="once-only-1", **usual)
    if "send" in other:
        assert write(cast.lan, ref="once-only-1", **usual | other) == first
    else:
        with pytest.raises(actions.Differs) as differs:
            write(cast.lan, ref="once-only-1", **usual | other)
        assert (differs.value.log_id, differs.value.reason) == (first, SubmitAnswer.OTHER_CONTENT)
        db.session.remove()
    log = _log(first)
    assert (log.minutes, log.elderly, log.state) == (60, 0, "sent")
    assert db.session.query(Log).count() == 1


def test_what_was_kept_as_a_draft_and_is_sent_goes_out_once(room, cast, write):
    first = write(cast.lan, ref="once-only-1", support_turn=2, send=False)
    for _ in range(2):
        assert write(cast.lan, ref="once-only-1", support_turn=2) == first
    assert _log(first).state == "sent" and db.session.query(Log).count() == 1
    decided = db.session.query(Decision).filter_by(log_id=first)
    assert [one.verdict for one in decided] == ["sent"]


def _rewrite(cast, log_id, kinds, **more):
    content = {"day": DAY, "minutes": 90, "groups": {}, "counts": {kinds["support_turn"]: 5}, **more}
    return actions.change(log_id, ALL, cast.lan.id, **content)


def test_what_was_changed_meanwhile_is_not_written_over(room, cast, write, kinds):
    log_id = write(cast.lan, support_turn=2, send=False)
    seen = fingerprint(standing(_log(log_id), {kinds["support_turn"]: 2}))
    assert _rewrite(cast, log_id, kinds, seen=seen, send=False)[1]
    assert not _rewrite(cast, log_id, kinds, seen=seen, send=False)[1], "the same form once more"
    with pytest.raises(actions.Differs):
        _rewrite(cast, log_id, kinds, seen=seen, minutes=95)
    db.session.remove()
    assert (_log(log_id).minutes, _log(log_id).state) == (90, "draft")
    assert _rewrite(cast, log_id, kinds, seen=seen)[1], "and now sent"
    assert not _rewrite(cast, log_id, kinds, seen=seen)[1]


def test_what_waits_is_taken_back_for_new_figures_only_when_asked(room, cast, write, kinds):
    log_id = write(cast.lan, support_turn=2)
    seen = fingerprint(standing(_log(log_id), {kinds["support_turn"]: 2}))
    with pytest.raises(actions.Differs):
        _rewrite(cast, log_id, kinds, seen=seen)
    db.session.remove()
    assert _rewrite(cast, log_id, kinds, seen=seen, take_back=True)[1]
    db.session.remove()
    assert (_log(log_id).minutes, _log(log_id).state) == (90, "sent")
    actions.decide(log_id, "approved", "", cast.hoa.id)
    with pytest.raises(actions.Differs):
        _rewrite(cast, log_id, kinds, seen=fingerprint(standing(_log(log_id), {kinds["support_turn"]: 5})), minutes=5)


def test_a_draft_with_doubtful_figures_is_asked_about(room, cast, write):
    log_id = write(cast.lan, minutes=0, support_turn=2, send=False)
    _refused(Doubt.NO_TIME, actions.send, log_id, ALL, cast.lan.id, "")
    _refused(Doubt.NO_TIME, actions.send, log_id, ALL, cast.lan.id, "ONLY_TIME")
    assert actions.send(log_id, ALL, cast.lan.id, "NO_TIME").state == "sent"


def test_somebody_elses_reference_opens_nothing(room, cast, write):
    write(cast.lan, ref="once-only-1")
    _refused(SubmitAnswer.OTHERS_REF, write, cast.minh, ref="once-only-1")


def test_what_the_rule_refuses_is_not_written(room, cast, write):
    _refused(SubmitAnswer.GROUPS, write, cast.lan, groups={"elderly": 5}, support_turn=4)
    write(cast.lan, minutes=1400)
    _refused(SubmitAnswer.DAY_FULL, write, cast.lan, minutes=60)
    assert db.session.query(Log).count() == 1


@pytest.mark.parametrize("values", [{"minutes": 541}, {"day": date(2025, 8, 12), "minutes": 540}])
def test_the_database_refuses_a_day_of_more_than_24_hours(room, cast, write, values):
    write(cast.lan, minutes=900)
    write(cast.lan, day=date(2025, 8, 12), minutes=901)
    last = write(cast.lan, minutes=540)
    with pytest.raises(IntegrityError):
        db.session.execute(update(Log).where(Log.id == last).values(**values))
    db.session.rollback()


def test_a_draft_is_changed_sent_and_only_a_draft_is_thrown_away(room, cast, write, kinds):
    log_id = write(cast.lan, send=False, minutes=0)
    assert _log(log_id).state == "draft"
    _refused(SubmitAnswer.NOTHING, actions.send, log_id, ALL, cast.lan.id)
    _change(log_id, cast, minutes=30, send=False)
    assert (_log(log_id).state, _log(log_id).minutes) == ("draft", 30)
    actions.send(log_id, ALL, cast.lan.id)
    assert _log(log_id).state == "sent"
    _refused(EditAnswer.NOT_A_DRAFT, actions.throw_away, log_id, ALL, cast.lan.id)
    other = write(cast.lan, send=False, vneid_level2=1)
    actions.throw_away(other, ALL, cast.lan.id)
    assert _log(other) is None
    assert _actions(log_id) == ["log.drafted", "log.changed", "log.sent"]


def _change(log_id, cast, minutes=60, counts=None, send=True, groups=None):
    actions.change(
        log_id, ALL, cast.lan.id, day=DAY, minutes=minutes, groups=groups or {}, counts=counts or {}, send=send
    )


def test_a_returned_record_is_corrected_and_sent_again(room, cast, write, kinds):
    log_id = write(cast.lan, support_turn=4, vneid_level2=3)
    actions.decide(log_id, "returned", "Thiếu số người cao tuổi.", cast.hoa.id)
    turns, vneid, visits = kinds["support_turn"], kinds["vneid_level2"], kinds["household_visit"]
    _change(log_id, cast, groups={"elderly": 2}, counts={turns: 5, visits: 1})
    assert (_log(log_id).state, _log(log_id).elderly) == ("sent", 2)
    assert _items(log_id) == {turns: 5, visits: 1}
    verdicts = [one.verdict for one in db.session.query(Decision).filter_by(log_id=log_id).order_by(Decision.id)]
    assert verdicts == ["returned", "sent"]
    entry = db.session.query(Entry).filter_by(subject="log", subject_id=log_id).order_by(Entry.id.desc()).first()
    assert f'"{vneid}": 3' in entry.before.replace('":3', '": 3') or f'"{vneid}":3' in entry.before


def test_what_waits_or_is_decided_is_not_changed(room, cast, write):
    log_id = write(cast.lan)
    _refused(EditAnswer.SENT, _change, log_id, cast)
    actions.decide(log_id, "approved", "", cast.hoa.id)
    _refused(EditAnswer.DECIDED, _change, log_id, cast)
    _refused(EditAnswer.DECIDED, actions.send, log_id, ALL, cast.lan.id)


def test_each_decision_is_a_row_and_an_entry(room, cast, write):
    log_id = write(cast.lan)
    actions.decide(log_id, "approved", "", cast.hoa.id)
    actions.reverse(log_id, "Ghi nhầm ngày.", cast.hoa.id)
    rows = db.session.query(Decision).filter_by(log_id=log_id).order_by(Decision.id).all()
    assert [(row.verdict, row.by, row.reason) for row in rows] == [
        ("approved", cast.hoa.id, ""),
        ("reversed", cast.hoa.id, "Ghi nhầm ngày."),
    ]
    assert _actions(log_id) == ["log.sent", "log.approved", "log.reversed"]
    assert broken_links()[1] == []


def test_nobody_decides_on_an_own_record(room, cast, write):
    own = write(cast.hoa, team=cast.team2)
    _refused(DecideAnswer.OWN, actions.decide, own, "approved", "", cast.hoa.id)
    filed = write(None, team=cast.team1, filed_by=cast.hoa)
    _refused(DecideAnswer.FILED, actions.decide, filed, "approved", "", cast.hoa.id)
    team2 = write(None, team=cast.team2, filed_by=cast.minh)
    _refused(DecideAnswer.OWN_TEAM, actions.decide, team2, "approved", "", cast.hoa.id)
    team1 = write(None, team=cast.team1, filed_by=cast.minh)
    actions.decide(team1, "approved", "", cast.hoa.id)
    assert _log(team1).state == "approved"


def test_a_second_decision_is_refused(room, cast, write):
    log_id = write(cast.lan)
    actions.decide(log_id, "rejected", "Trùng.", cast.hoa.id)
    _refused(DecideAnswer.ALREADY_DECIDED, actions.decide, log_id, "approved", "", cast.hoa.id)
    _refused(DecideAnswer.NOT_APPROVED, actions.reverse, log_id, "x", cast.hoa.id)


@pytest.mark.parametrize("verdict", ["returned", "rejected"])
def test_a_refusal_needs_its_reason(room, cast, write, verdict):
    log_id = write(cast.lan)
    _refused(DecideAnswer.NO_REASON, actions.decide, log_id, verdict, "", cast.hoa.id)
    assert _log(log_id).state == "sent"


def test_many_are_decided_and_the_others_named(room, cast, write):
    fine = [write(cast.lan), write(cast.minh)]
    own, decided = write(cast.hoa, team=cast.team2), write(cast.binh, team=cast.team2)
    actions.decide(decided, "approved", "", cast.hoa.id)
    result = actions.decide_many([*fine, own, decided], "approved", "", cast.hoa.id)
    assert result.done == fine
    assert result.skipped == [(own, DecideAnswer.OWN), (decided, DecideAnswer.ALREADY_DECIDED)]
    assert db.session.query(Decision).filter_by(verdict="approved").count() == 3


def test_an_id_outside_of_reach_refuses_the_whole(room, cast, write):
    log_id = write(cast.lan)
    _refused(DecideAnswer.GONE, actions.decide_many, [log_id, 99999], "approved", "", cast.hoa.id)
    elsewhere = Log.ward_id == cast.kien_hung.id
    _refused(DecideAnswer.GONE, actions.decide_many, [log_id], "approved", "", cast.phuc.id, elsewhere)
    assert _log(log_id).state == "sent"


def test_a_closed_campaign_takes_no_more_records_but_lets_the_queue_be_finished(room, cast, write):
    log_id = write(cast.lan)
    db.session.execute(update(Campaign).where(Campaign.id == cast.campaign.id).values(closed_at=now()))
    db.session.commit()
    _refused(SubmitAnswer.CLOSED, write, cast.lan)
    actions.decide(log_id, "approved", "", cast.hoa.id)
    assert _log(log_id).state == "approved"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE logs SET minutes = 1 WHERE id = {log}",
        "UPDATE logs SET state = 'sent' WHERE id = {log}",
        "UPDATE logs SET user_id = {minh} WHERE id = {log}",
        "DELETE FROM logs WHERE id = {log}",
        "UPDATE log_items SET quantity = 9 WHERE log_id = {log}",
        "DELETE FROM log_items WHERE log_id = {log}",
        "INSERT INTO log_items (log_id, kind_id, ward_id, quantity) VALUES ({log}, {kind}, {ward}, 1)",
        "UPDATE decisions SET reason = 'x' WHERE log_id = {log}",
        "DELETE FROM decisions WHERE log_id = {log}",
    ],
)
def test_the_database_keeps_a_decided_record_as_it_was(room, cast, write, kinds, statement):
    log_id = write(cast.lan, vneid_level2=3)
    actions.decide(log_id, "approved", "", cast.hoa.id)
    filled = statement.format(log=log_id, minh=cast.minh.id, kind=kinds["online_dossier"], ward=cast.cua_nam.id)
    with pytest.raises(IntegrityError):
        db.session.execute(text(filled))


def test_the_database_takes_one_approval_only(room, cast, write):
    log_id = write(cast.lan)
    actions.decide(log_id, "approved", "", cast.hoa.id)
    db.session.add(Decision(ward_id=cast.cua_nam.id, log_id=log_id, verdict="approved", by=cast.hoa.id, at=now()))
    with pytest.raises(IntegrityError):
        db.session.flush()


def test_what_may_be_changed_is_ones_own_or_ones_teams(app, cast, as_, write):
    mine, teams = write(cast.lan), write(None, team=cast.team1, filed_by=cast.minh)

    class Visitor:
        def __init__(self, person):
            from app.people.queries import held_by

            self.id, self.held = person.id, held_by(person.id, DAY)

        def reach(self, permission):
            from app.core.policy import reach

            return reach(self.held, permission)

    with app.app_context():

        def seen(person):
            return set(db.session.scalars(db.select(Log.id).where(writable(Visitor(person)))))

        assert seen(cast.lan) == {mine}
        assert seen(cast.minh) == {teams}
        assert seen(cast.binh) == seen(cast.dung) == seen(cast.son) == set()
