"""Rows of a journal matched with people, teams, slots, points and the records that are there."""

from datetime import date

import pytest

from app.contributions.rules import DecideAnswer
from app.exchange.rules import (
    Code,
    Entry,
    Ground,
    LogRow,
    Names,
    NoticeCode,
    Parsed,
    Person,
    Slots,
    Standing,
    Stored,
    plan_journal,
)

DAY, TODAY = date(2025, 8, 13), date(2025, 8, 20)
STAYS = date(2025, 7, 31)


def stands(*teams):
    return tuple(Standing("volunteer", team, STAYS, None) for team in teams)


LAN = Person(1, "Nguyễn Thị Lan", "0912000001", stands(11))
BINH = Person(2, "Lê Bình", "0912000002", stands(11, 12))
TWIN = Person(3, "Lê Bình", "0912000003", stands(12))
HOA = Person(4, "Vũ Thị Hoa", "0912000004")


def row(number=2, name="Nguyễn Thị Lan", phone="0912000001", team=None, slot="Sáng", point="Điểm 1", **more):
    values = {"minutes": 210, "groups": {}, "counts": {"vneid": 3}, "note": None, "day": DAY} | more
    return LogRow(number, slot=slot, point=point, name=name, phone=phone, team=team, **values)


def plan(*rows, stored=(), approver=None):
    ground = Ground(
        campaign_id=7,
        ward_id=5,
        people=(LAN, BINH, TWIN, HOA),
        teams=Names([Entry(11, "Tổ 1"), Entry(12, "Tổ 2")]),
        points=Names([Entry(21, "Điểm 1")]),
        slots=Slots([(31, "Sáng"), (32, "Chiều")]),
        kinds={"vneid": 41},
        stored=stored,
    )
    return plan_journal(Parsed(rows=list(rows)), ground, TODAY, approver)


def codes(found):
    return [one.code for one in found]


def stored(log, **more):
    values = {
        name: getattr(log, name) for name in ("user_id", "team_id", "day", "slot", "minutes", "groups", "counts")
    }
    return Stored(ref=log.client_ref, **{"state": "sent", **values, **more})


def test_a_row_becomes_ids():
    [log] = plan(row()).new
    assert (log.campaign_id, log.ward_id, log.user_id, log.team_id, log.filed_by) == (7, 5, 1, 11, None)
    assert (log.slot, log.point_id, log.minutes, dict(log.counts)) == ("Sáng", 21, 210, {41: 3})


@pytest.mark.parametrize("slot", ["sáng", "SÁNG", "Ca sáng", "buổi sáng", "Sáng (8h-11h30)"])
def test_slots_are_known_as_people_write_them(slot):
    assert plan(row(slot=slot)).new[0].slot == "Sáng"


def test_slot_and_point_may_be_left_out_and_must_be_known():
    [log] = plan(row(slot=None, point=None)).new
    assert (log.slot, log.point_id) == ("", None)
    assert codes(plan(row(slot="Trưa", point="Điểm 9")).errors) == [Code.SLOT_UNKNOWN, Code.POINT_UNKNOWN]


@pytest.mark.parametrize(
    ("found", "code"),
    [
        ({"phone": "0999000000"}, Code.WHO_OTHER_PHONE),
        ({"phone": "0999000000", "name": "Không Có Ai"}, Code.WHO_UNKNOWN),
        ({"phone": "0999000000", "name": None}, Code.WHO_UNKNOWN),
        ({"phone": "0912000002"}, Code.OTHER_NAME),
        ({"phone": None, "name": "Lê Bình"}, Code.WHO_UNCLEAR),
        ({"phone": None, "name": "Không Có Ai"}, Code.WHO_UNKNOWN),
        ({"team": "Tổ 2"}, Code.TEAM_FOREIGN),
        ({"team": "Tổ 9"}, Code.LOG_TEAM_UNKNOWN),
        ({"name": "Lê Bình", "phone": "0912000002"}, Code.TEAM_UNCLEAR),
    ],
)
def test_who_and_for_which_team_must_be_clear(found, code):
    assert codes(plan(row(**found)).errors) == [code]


def test_the_team_tells_namesakes_apart():
    assert plan(row(phone=None, name="Lê Bình", team="Tổ 1")).new[0].user_id == 2
    assert plan(row(phone=None)).new[0].user_id == 1


def test_somebody_without_a_team_and_a_team_without_somebody():
    assert plan(row(name="Vũ Thị Hoa", phone="0912000004")).new[0].team_id is None
    [log] = plan(row(name=None, phone=None, team="Tổ 1")).new
    assert (log.user_id, log.team_id) == (None, 11)


def test_the_same_rows_find_themselves_again_in_any_order():
    rows = [row(2), row(3, minutes=60), row(4, slot="Chiều"), row(5, name=None, phone=None, team="Tổ 1")]
    first = plan(*rows)
    assert len({log.client_ref for log in first.new}) == 4
    again = plan(*reversed(rows), stored=[stored(log) for log in first.new])
    assert (again.new, again.known, again.errors) == ([], 4, [])
    assert codes(again.notices) == [NoticeCode.LOGS_WAITING]


def test_other_figures_under_the_same_name_are_an_error():
    there = stored(plan(row()).new[0])
    assert codes(plan(row(minutes=200), stored=[there]).errors) == [Code.LOG_DIFFERS]
    assert codes(plan(row(counts={"vneid": 4}), stored=[there]).errors) == [Code.LOG_DIFFERS]


def test_a_second_record_beside_the_stored_one_is_new():
    there = stored(plan(row()).new[0])
    made = plan(row(2), row(3, minutes=60), stored=[there])
    assert (made.known, [log.minutes for log in made.new], made.errors) == (1, [60], [])
    assert made.new[0].client_ref != there.ref


@pytest.mark.parametrize("state", ["reversed", "rejected"])
def test_what_was_reversed_may_be_sent_in_its_right_form_and_never_comes_back(state):
    there = stored(plan(row()).new[0], state=state)
    assert len(plan(row(minutes=200), stored=[there]).new) == 1
    assert plan(row(), stored=[there]).new == []


def test_nobody_vouches_for_a_record_of_their_own_or_of_their_team():
    assert codes(plan(row(), approver=1).errors) == [DecideAnswer.OWN]
    together = row(name=None, phone=None, team="Tổ 1")
    assert codes(plan(together, approver=1).errors) == [DecideAnswer.OWN_TEAM]
    assert plan(row(), together, approver=4).errors == []


def test_what_was_sent_on_the_site_too_is_told():
    online = Stored("phone-1", 1, 11, DAY, "Sáng", "approved")
    told = codes(plan(row(), stored=[online]).notices)
    assert told == [NoticeCode.LOG_ONLINE_TOO, NoticeCode.LOGS_NOBODY]
    assert codes(plan(row(slot="Chiều"), stored=[online]).notices) == [NoticeCode.LOGS_NOBODY]


def test_work_without_time_and_time_without_anybody_is_asked_about_by_row():
    rows = [row(n, minutes=0, slot=slot) for n, slot in ((2, "Sáng"), (3, "Chiều"))]
    found = plan(
        *rows,
        row(4, name="Lê Bình", phone="0912000002", team="Tổ 1"),
        row(5, name="Vũ Thị Hoa", phone="0912000004", note="x"),
    )
    told = {one.code: one.facts for one in found.notices}
    assert told == {
        NoticeCode.LOGS_NO_TIME: {"count": 2, "rows": "2, 3"},
        NoticeCode.LOGS_NOBODY: {"count": 1, "rows": "4"},
    }


def test_a_row_with_a_record_for_each_day_is_told_of_once():
    days = [date(2025, 8, 10 + n) for n in range(4)]
    unclear = [row(3, name="Lê Bình", phone=None, day=day) for day in days]
    unknown = [row(4, point="Điểm 1 cũ", slot="Đêm", day=day) for day in days]
    found = plan(*unclear, *unknown)
    assert [(one.row_no, one.code) for one in found.errors] == [(3, Code.WHO_UNCLEAR), (4, Code.SLOT_UNKNOWN)]
    assert [question.rows for question in found.questions] == [(4,)]


def test_two_rows_with_the_same_mistake_are_told_of_each():
    found = plan(row(3, name="Lê Bình", phone=None), row(4, name="Lê Bình", phone=None))
    assert [(one.row_no, one.code) for one in found.errors] == [(3, Code.WHO_UNCLEAR), (4, Code.WHO_UNCLEAR)]


def test_records_and_days_of_implausible_length_are_told():
    """By the thresholds that mark them when they are approved; at the limit itself nothing is said."""

    def told(*rows, there=()):
        return [(one.code, one.facts.get("rows")) for one in plan(*rows, stored=there).notices]

    def long(number, minutes, **more):
        return row(number, minutes=minutes, note="Trực đêm", counts={}, **more)

    binh = {"name": "Lê Bình", "phone": "0912000002", "team": "Tổ 1"}
    assert told(long(2, 600), long(3, 1020, **binh)) == [(NoticeCode.LOGS_LONG, "3")]
    assert told(long(2, 400), long(3, 320, slot="Chiều")) == []
    assert told(long(2, 400), long(3, 321, slot="Chiều")) == [(NoticeCode.LOGS_LONG_DAY, "2, 3")]
    there = stored(plan(long(3, 321, slot="Chiều")).new[0])
    assert told(long(2, 400), there=[there]) == [(NoticeCode.LOGS_LONG_DAY, "2")]
