"""What may be sent, who may decide, what deserves a second look: plain values in, reasons out."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.contributions.rules import (
    DecideAnswer,
    Doubt,
    EditAnswer,
    Flag,
    KindRule,
    NewLog,
    SubmitAnswer,
    Window,
    doubt_about,
    fingerprint,
    may_change,
    may_decide,
    may_submit,
    unusual,
)

KINDS = {
    1: KindRule("support_turn"),
    2: KindRule("vneid_level2"),
    3: KindRule("hotline_call", "individual"),
    4: KindRule("training_session", "collective"),
    5: KindRule("old", retired=True),
}
WINDOW = Window(date(2025, 7, 31), date(2025, 9, 13), 7, False, KINDS)
TODAY = date(2025, 8, 14)
LOG = NewLog(
    campaign_id=1,
    ward_id=1,
    user_id=5,
    team_id=2,
    client_ref="x",
    day=date(2025, 8, 13),
    minutes=120,
    groups={"elderly": 2},
    counts={1: 4, 2: 3},
)
TEAM = replace(LOG, user_id=None)


@pytest.mark.parametrize(
    ("change", "answer"),
    [
        ({}, SubmitAnswer.YES),
        ({"day": TODAY}, SubmitAnswer.YES),
        ({"day": TODAY + timedelta(days=1)}, SubmitAnswer.FUTURE),
        ({"day": date(2025, 7, 31)}, SubmitAnswer.YES),
        ({"day": date(2025, 7, 30)}, SubmitAnswer.BEFORE),
        ({"day": date(2025, 9, 14)}, SubmitAnswer.AFTER),
        ({"minutes": 0}, SubmitAnswer.YES),
        ({"minutes": 1440}, SubmitAnswer.YES),
        ({"minutes": 1441}, SubmitAnswer.MINUTES),
        ({"minutes": -1}, SubmitAnswer.MINUTES),
        ({"groups": {"elderly": 5}}, SubmitAnswer.GROUPS),
        ({"groups": {"elderly": 4, "disabled": 4, "poor_household": 4}}, SubmitAnswer.YES),
        ({"groups": {"poor_household": -1}}, SubmitAnswer.QUANTITY),
        ({"groups": {"rich": 1}}, SubmitAnswer.QUANTITY),
        ({"counts": {2: 3}}, SubmitAnswer.GROUPS),
        ({"counts": {1: 4, 2: 1001}}, SubmitAnswer.QUANTITY),
        ({"counts": {1: 4, 2: 1.5}}, SubmitAnswer.QUANTITY),
        ({"counts": {1: 4, 9: 1}}, SubmitAnswer.UNKNOWN_KIND),
        ({"counts": {1: 4, 5: 1}}, SubmitAnswer.UNKNOWN_KIND),
        ({"counts": {1: 4, 3: 1}}, SubmitAnswer.YES),
        ({"counts": {1: 4, 4: 1}}, SubmitAnswer.ONLY_TEAM),
        ({"counts": {1: 4, 4: 0}}, SubmitAnswer.YES),
        ({"minutes": 0, "groups": {}, "counts": {}}, SubmitAnswer.NOTHING),
        ({"minutes": 0, "groups": {"elderly": 1}, "counts": {}}, SubmitAnswer.GROUPS),
        ({"minutes": 0, "groups": {}, "counts": {2: 1}}, SubmitAnswer.YES),
        ({"minutes": 30, "groups": {}, "counts": {}}, SubmitAnswer.YES),
    ],
)
def test_what_a_volunteer_may_send(change, answer):
    assert may_submit(replace(LOG, **change), WINDOW, TODAY)[0] is answer


def test_what_only_a_person_or_only_a_team_may_record():
    assert may_submit(replace(TEAM, counts={1: 4, 4: 1}), WINDOW, TODAY)[0] is SubmitAnswer.YES
    assert may_submit(replace(TEAM, counts={1: 4, 3: 1}), WINDOW, TODAY)[0] is SubmitAnswer.ONLY_PERSON


def test_a_day_has_24_hours_for_a_person_but_not_for_a_team():
    assert may_submit(LOG, WINDOW, TODAY, other_minutes=1320)[0] is SubmitAnswer.YES
    assert may_submit(LOG, WINDOW, TODAY, other_minutes=1321)[0] is SubmitAnswer.DAY_FULL
    assert may_submit(TEAM, WINDOW, TODAY, other_minutes=1321)[0] is SubmitAnswer.YES


def test_the_days_of_grace_end_and_paper_knows_none():
    last = date(2025, 9, 20)
    assert may_submit(LOG, WINDOW, last)[0] is SubmitAnswer.YES
    assert may_submit(LOG, WINDOW, last + timedelta(days=1)) == (SubmitAnswer.TOO_LATE, {"day": last})
    assert may_submit(LOG, WINDOW, date(2026, 5, 1), vouched=True)[0] is SubmitAnswer.YES


def test_a_closed_campaign_takes_nothing_not_even_from_paper():
    assert may_submit(LOG, replace(WINDOW, closed=True), TODAY, vouched=True)[0] is SubmitAnswer.CLOSED


def test_a_draft_may_be_unfinished_but_not_impossible():
    empty = replace(LOG, minutes=0, groups={"elderly": 3}, counts={})
    assert may_submit(empty, WINDOW, TODAY, finished=False)[0] is SubmitAnswer.YES
    assert may_submit(replace(empty, minutes=2000), WINDOW, TODAY, finished=False)[0] is SubmitAnswer.MINUTES


@pytest.mark.parametrize(
    ("state", "answer"),
    [
        ("draft", EditAnswer.YES),
        ("returned", EditAnswer.YES),
        ("sent", EditAnswer.SENT),
        ("approved", EditAnswer.DECIDED),
        ("rejected", EditAnswer.DECIDED),
        ("reversed", EditAnswer.DECIDED),
    ],
)
def test_what_may_still_be_changed(state, answer):
    assert may_change(state) is answer


@pytest.mark.parametrize(
    ("facts", "answer"),
    [
        ({}, DecideAnswer.YES),
        ({"user_id": 1}, DecideAnswer.OWN),
        ({"filed_by": 1}, DecideAnswer.FILED),
        ({"user_id": None, "filed_by": 3}, DecideAnswer.YES),
        ({"user_id": None, "filed_by": 3, "in_team": True}, DecideAnswer.OWN_TEAM),
        ({"in_team": True}, DecideAnswer.YES),
        ({"state": "draft"}, DecideAnswer.NOT_SENT),
        ({"state": "approved"}, DecideAnswer.ALREADY_DECIDED),
        ({"state": "returned"}, DecideAnswer.ALREADY_DECIDED),
        ({"state": "rejected"}, DecideAnswer.ALREADY_DECIDED),
        ({"state": "reversed"}, DecideAnswer.ALREADY_DECIDED),
        ({"state": "approved", "reversing": True}, DecideAnswer.YES),
        ({"state": "sent", "reversing": True}, DecideAnswer.NOT_APPROVED),
        ({"state": "approved", "reversing": True, "user_id": 1}, DecideAnswer.OWN),
    ],
)
def test_nobody_decides_on_an_own_record(facts, answer):
    assert may_decide(**({"visitor_id": 1, "user_id": 2, "filed_by": 2, "state": "sent"} | facts)) is answer


@pytest.mark.parametrize(
    ("figures", "flags"),
    [
        ((210, 10, 20, 0, 210), ()),
        ((210, 62, 10, 0, 210), (Flag.MANY,)),
        ((0, 11, 0, 0, 0), (Flag.NO_TIME, Flag.MANY)),
        ((0, 10, 0, 0, 0), (Flag.NO_TIME,)),
        ((0, 0, 3, 0, 0), (Flag.NO_TIME,)),
        ((60, 0, 0, 0, 60), (Flag.NOBODY,)),
        ((60, 0, 3, 0, 60), (Flag.NOBODY,)),
        ((120, 5, 5, 0, 240, 1), (Flag.SAME_DAY,)),
        ((120, 5, 5, 1, 240, 1), (Flag.TWICE,)),
        ((60, 5, 46, 0, 60), (Flag.MANY,)),
        ((120, 5, 5, 1, 240), (Flag.TWICE,)),
        ((601, 5, 5, 0, 601), (Flag.LONG,)),
        ((120, 5, 5, 0, 721), (Flag.LONG_DAY,)),
    ],
)
def test_what_deserves_a_second_look(figures, flags):
    assert unusual(*figures) == flags


@pytest.mark.parametrize(
    ("figures", "doubt"),
    [
        ((0, 5, 0), Doubt.NO_TIME),
        ((0, 0, 1), Doubt.NO_TIME),
        ((0, 5, 2, "Nhà văn hóa"), Doubt.NO_TIME),
        ((1, 0, 0), Doubt.ONLY_TIME),
        ((210, 0, 4), Doubt.NOBODY),
        ((210, 0, 0, "Không có ai đến"), None),
        ((210, 0, 4, "Soạn hồ sơ"), None),
        ((1, 1, 0), None),
        ((0, 0, 0), None),
    ],
)
def test_what_is_asked_about_before_it_is_sent(figures, doubt):
    assert doubt_about(*figures) is doubt


def test_two_records_that_say_the_same_have_one_fingerprint():
    same = replace(LOG, groups={"elderly": 2, "disabled": 0}, counts={2: 3, 1: 4, 3: 0}, client_ref="y", filed_by=9)
    assert fingerprint(LOG) == fingerprint(same)
    changes = ({"counts": {1: 4}}, {"counts": {1: 3, 2: 4}}, {"groups": {"disabled": 2}}, {"minutes": 121})
    changes += ({"note": "x"}, {"shift_id": 4}, {"team_id": 8}, {"day": TODAY})
    assert len({fingerprint(LOG), *(fingerprint(replace(LOG, **change)) for change in changes)}) == 9
