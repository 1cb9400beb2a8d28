"""Through the rooms of work: the campaign, its shifts, the ledger."""

import re

from app.campaigns.queries import kinds_of, slots_of
from app.contributions.models import Log
from app.core.db import db
from app.shifts.models import PlanException, Shift, ShiftTemplate

CAMPAIGN = {
    "name": "Chiến dịch",
    "starts_on": "2025-07-31",
    "ends_on": "2025-09-13",
    "grace_days": "7",
    "shift_min": "1",
    "shift_max": "5",
    "shift_leads": "1",
    "quota_collectives": "2",
    "quota_individuals": "3",
}
KIND = {"code": "qr", "vi": "Mã QR", "en": "QR codes", "unit": "mã", "logged_by": "both"}


def ids_of(walk, query):
    with walk.app.app_context():
        found = [row.id for row in query()]
        db.session.remove()
    return found


def through_the_campaign(walk, cast):
    an, place = cast.an, {"slug": cast.campaign.name}
    walk.get(an, "campaigns.campaigns")
    walk.post(cast.quan, "campaigns.choose", campaign_id=cast.campaign.id)
    for person in (cast.lan, an):
        walk.get(person, "campaigns.campaign", **place)
    for page in ("edit", "kinds", "points", "slots"):
        walk.get(an, f"campaigns.{page}", **place)
    walk.post(an, "campaigns.change", CAMPAIGN | {"ends_on": "x"}, status=422, **place)
    walk.post(an, "campaigns.change", CAMPAIGN, **place)
    walk.post(an, "campaigns.add_kind", KIND, **place)
    walk.post(an, "campaigns.add_kind", KIND, status=422, **place)
    kind = ids_of(walk, lambda: kinds_of(cast.campaign.id))[-1]
    walk.post(an, "campaigns.change_kind", KIND | {"vi": ""}, kind_id=kind, status=422, **place)
    walk.post(an, "campaigns.change_kind", KIND | {"retired": "y"}, kind_id=kind, **place)
    _points(walk, cast, place)
    _slots(walk, cast, place)
    walk.get(an, "campaigns.duties", **place)
    walk.post(an, "campaigns.change_duties", DUTIES | {"min_age": "x"}, status=422, **place)
    walk.post(an, "campaigns.change_duties", DUTIES, **place)
    walk.post(an, "campaigns.close", **place)
    walk.post(an, "campaigns.reopen", **place)


def _points(walk, cast, place):
    an, one = cast.an, {**place, "point_id": cast.point1.id}
    walk.post(an, "campaigns.take_point_out", **one)
    walk.post(an, "campaigns.add_point", {"name": cast.point1.name}, **place)
    walk.post(an, "campaigns.add_point", {"name": "Chợ Cửa Nam"}, **place)
    walk.post(an, "campaigns.add_point", {"name": "chợ cửa nam"}, status=422, **place)
    walk.post(an, "campaigns.change_point", {"name": "Điểm 1 mới", "address": "Số 1"}, **one)
    walk.post(an, "campaigns.change_point", {"name": "chợ cửa nam"}, status=422, **one)
    walk.post(an, "campaigns.take_point_out", **one)
    walk.post(an, "campaigns.use_point", **one)
    walk.post(an, "campaigns.move_point", {"to": "up"}, **one)
    walk.post(an, "campaigns.move_point", {"to": "down"}, **one)


def _slots(walk, cast, place):
    an, noon = cast.an, {"name": "Trưa", "starts": "11:30", "ends": "13:00"}
    walk.post(an, "campaigns.add_slot", noon, **place)
    walk.post(an, "campaigns.add_slot", noon, status=422, **place)
    slot = ids_of(walk, lambda: slots_of(cast.campaign.id))[-1]
    walk.post(an, "campaigns.change_slot", noon | {"ends": "13:30"}, slot_id=slot, **place)
    walk.post(an, "campaigns.change_slot", noon | {"name": "Tối"}, slot_id=slot, status=422, **place)
    walk.post(an, "campaigns.remove_slot", slot_id=slot, **place)


DUTIES = {
    "rest_minutes": "10",
    "evening_from": "20:00",
    "day_minutes": "",
    "week_minutes": "48",
    "min_age": "16",
    "opens_days": "",
    "leave_minutes": "0",
    "offer_minutes": "120",
    "offer_least_minutes": "10",
    "naming_minutes": "24",
    "check_in_before_minutes": "30",
    "late_after_minutes": "15",
    "check_out_after_minutes": "60",
}
TEMPLATE = {
    "when": "own",
    "name": "Chiều",
    "starts": "14:00",
    "ends": "17:00",
    "every": "240",
    "weekday": list(range(7)),
    "min_heads": 1,
    "leads": 0,
    "kind": "point",
}


def _apply(walk, cast, templates, last, seen=None, **more):
    asked = {"first": "2025-08-15", "last": last, "prune": "y", "template": templates}
    shown = walk.get(cast.hoa, "shifts.preview", query=asked).text
    mark = seen or re.search(r'name="seen" value="(\w+)"', shown)[1]
    walk.post(cast.hoa, "shifts.apply", asked | {"seen": mark}, **more)


def _templates(walk):
    return ids_of(walk, lambda: db.session.query(ShiftTemplate.id).order_by(ShiftTemplate.id))


def through_the_plan(walk, cast):
    hoa, one = cast.hoa, cast.point1.id
    walk.get(hoa, "shifts.plan")
    walk.post(hoa, "shifts.start_templates")
    walk.get(hoa, "shifts.plan")
    walk.get(hoa, "shifts.new_template")
    walk.get(hoa, "shifts.preview")
    walk.get(hoa, "shifts.exceptions")
    walk.post(hoa, "shifts.add_template", TEMPLATE | {"point": [one], "max_heads": 0}, status=422)
    walk.post(hoa, "shifts.add_template", TEMPLATE | {"point": [one], "max_heads": 2})
    extra = {"template_id": _templates(walk)[-1]}
    walk.get(hoa, "shifts.template", **extra)
    walk.post(
        hoa, "shifts.change_template", TEMPLATE | {"point": [cast.point2.id], "max_heads": 0}, status=422, **extra
    )
    walk.post(hoa, "shifts.change_template", TEMPLATE | {"point": [cast.point2.id], "max_heads": 3}, **extra)
    walk.post(hoa, "shifts.retire_template", **extra)
    walk.post(hoa, "shifts.bring_back_template", **extra)
    walk.post(hoa, "shifts.retire_template", **extra)
    moved = {"kind": "moved", "first": "2025-09-01", "point": one}
    walk.post(hoa, "shifts.add_exception", moved, status=422)
    walk.post(hoa, "shifts.add_exception", moved | {"to_point": cast.point2.id})
    (exception,) = ids_of(walk, lambda: db.session.query(PlanException.id))
    walk.post(hoa, "shifts.remove_exception", exception_id=exception)


def through_the_shifts(walk, cast):
    through_the_plan(walk, cast)
    templates, slots = _templates(walk)[:3], ids_of(walk, lambda: slots_of(cast.campaign.id))
    everywhere = TEMPLATE | {"point": [cast.point1.id, cast.point2.id]}
    for template, slot in zip(templates, slots, strict=True):
        one = everywhere | {"when": slot, "max_heads": 1}
        walk.post(cast.hoa, "shifts.change_template", one, template_id=template)
    _apply(walk, cast, templates, "2025-08-17", seen="x" * 32, status=409)
    _apply(walk, cast, templates, "2025-08-17")
    walk.post(cast.hoa, "shifts.apply", {"first": "x"}, status=422)
    for person in (cast.lan, cast.hoa):
        for query in ({}, {"day": "2025-08-15"}, {"day": "all"}):
            walk.get(person, "signups.board", query=query)
    walk.get(cast.hoa, "signups.board", target="board", query={"day": "2025-08-15"})
    first, second, *_, last = ids_of(walk, lambda: db.session.query(Shift.id).order_by(Shift.id))
    for person in (cast.lan, cast.hoa):
        walk.get(person, "signups.shift", shift_id=first)
    _seats(walk, cast, first)
    for shift, target in ((second, "shift"), (last, "board")):
        where = {"shift_id": shift, "target": target}
        walk.post(cast.lan, "signups.sign_up", {"day": "2025-08-15"}, **where)
        walk.post(cast.binh, "signups.sign_up", {"day": "2025-08-15", "wait": "1"}, **where)
        walk.post(cast.lan, "signups.leave", {"day": "2025-08-15"}, **where)
    walk.get(cast.lan, "signups.my_shifts")
    for person in (cast.lan, cast.hoa):
        walk.get(person, "signups.open_board")
        walk.get(person, "signups.open_board", target="open", query={"slot": "Sáng"})
    walk.post(cast.binh, "signups.sign_up", {"slot": "Chiều"}, shift_id=last, target="open")
    # A day more, more seats and no evenings: shifts are added, changed and taken away.
    walk.post(cast.hoa, "shifts.change_template", everywhere | {"max_heads": 3}, template_id=templates[1])
    walk.post(cast.hoa, "shifts.retire_template", template_id=templates[2])
    _apply(walk, cast, templates, "2025-08-18")


def _seats(walk, cast, shift):
    where = {"shift_id": shift}
    walk.post(cast.lan, "signups.sign_up", **where)
    walk.post(cast.binh, "signups.sign_up", {"wait": "1"}, **where)
    walk.post(cast.minh, "signups.sign_up", {"wait": "1"}, **where)
    walk.get(cast.lan, "signups.shift", **where)
    walk.post(cast.lan, "signups.confirm", **where)
    walk.get(cast.lan, "signups.leave_question", **where)
    walk.get(cast.lan, "calendars.one_shift", **where)
    walk.post(cast.lan, "signups.leave", **where)
    walk.post(cast.lan, "signups.sign_up", {"wait": "1"}, **where)
    walk.post(cast.hoa, "signups.size", {"min_heads": 1, "max_heads": 0, "leads": 0}, status=422, **where)
    walk.post(cast.hoa, "signups.size", {"min_heads": 1, "max_heads": 3, "leads": 0}, **where)
    walk.post(cast.hoa, "signups.take_off", {"reason": "Ốm"}, user_id=cast.binh.id, **where)
    walk.post(cast.hoa, "signups.put_on", {"person": cast.binh.id, "reason": "Khỏe lại"}, **where)
    walk.post(cast.hoa, "signups.put_on", {"person": cast.binh.id, "reason": "x"}, status=422, **where)
    walk.post(cast.hoa, "signups.put_on", {"person": cast.dung.id, "reason": "x"}, status=422, **where)
    walk.post(cast.hoa, "signups.cancel", {"reason": ""}, status=422, **where)
    walk.post(cast.hoa, "signups.cancel", {"reason": "Bão"}, **where)


def through_the_ledger(walk, cast):
    with walk.app.app_context():
        kinds = {kind.code: kind.id for kind in kinds_of(cast.campaign.id)}
    turns, visits = f"count-{kinds['support_turn']}", f"count-{kinds['household_visit']}"

    def record(ref, **more):
        return {"client_ref": f"walked-{ref}", "day": "2025-08-13", "minutes": 60, turns: 4, visits: 1, **more}

    lan, minh, hoa = cast.lan, cast.minh, cast.hoa
    for target in (None, "log"):
        walk.get(lan, "contributions.new_log", target=target)
    walk.post(lan, "contributions.create", record("one", team=cast.team1.id))
    walk.post(lan, "contributions.create", record("one", team=cast.team1.id))
    walk.post(lan, "contributions.create", record("bad", day="2026-01-01"), target="log", status=422)
    for ref in ("two", "three", "four"):
        walk.post(lan, "contributions.create", record(f"draft-{ref}", team=cast.team1.id, draft="1"))
    walk.post(lan, "contributions.create", record("one", team=cast.team1.id, minutes=50), status=409)
    for query in ({}, {"new": 1}):
        walk.get(lan, "contributions.new_log", query=query)
    walk.get(minh, "contributions.new_team_log")
    walk.post(minh, "contributions.create_team_log", record("team", team=cast.team1.id, minutes=30))
    one, two, three, four, team = ids_of(walk, lambda: db.session.query(Log.id).order_by(Log.id))
    walk.get(lan, "contributions.edit", log_id=two)
    walk.post(lan, "contributions.update", record("again", day="2026-01-01"), log_id=two, status=422)
    changed = record("again", elderly=2, **{visits: 0, turns: 5})
    walk.post(lan, "contributions.update", changed | {f"count-{kinds['vneid_level2']}": 2}, log_id=two)
    walk.post(lan, "contributions.send", log_id=three)
    walk.post(lan, "contributions.throw_away", log_id=four)
    walk.post(lan, "contributions.withdraw", log_id=three)
    walk.post(lan, "contributions.send", log_id=three)
    for query in ({}, {"state": "sent"}):
        walk.get(lan, "contributions.logs", query=query)
    walk.get(lan, "contributions.log", log_id=one)
    _decisions(walk, hoa, one, two, three, team)
    walk.get(lan, "contributions.logs", target="logs")


def _approve(walk, person, ids, target=None):
    """Look at them, and say yes."""
    data = {"verdict": "approved", "log": ids}
    seen = re.findall(r'name="seen" value="(\w+)"', walk.post(person, "contributions.decide_many", data, target).text)
    return walk.post(person, "contributions.decide_many", {**data, "seen": seen[-1]}, target)


def _decisions(walk, hoa, one, two, three, team):
    for query in ({}, {"flagged": 1}, {"team": 1}):
        walk.get(hoa, "contributions.approvals", query=query)
    walk.get(hoa, "contributions.approvals", target="queue")
    walk.get(hoa, "contributions.approval", log_id=one)
    walk.post(hoa, "contributions.decide", {"verdict": "returned"}, log_id=one, status=422)
    walk.post(hoa, "contributions.decide", {"verdict": "approved"}, log_id=one)
    walk.post(hoa, "contributions.decide_many", {"verdict": "approved"}, status=422)
    walk.get(hoa, "contributions.approvals")
    _approve(walk, hoa, [two, team], "queue")
    answer = _approve(walk, hoa, [one, three])
    bulk = int(answer.location.rpartition("/")[2])
    walk.get(hoa, "contributions.approvals")
    walk.get(hoa, "contributions.bulk", bulk_id=bulk)
    walk.post(hoa, "contributions.undo_bulk", {"reason": ""}, bulk_id=bulk, status=422)
    walk.post(hoa, "contributions.undo_bulk", {"reason": "Duyệt nhầm cả loạt"}, bulk_id=bulk)
    _approve(walk, hoa, ids_of(walk, lambda: db.session.query(Log.id).filter_by(state="sent")))
    three = ids_of(walk, lambda: db.session.query(Log.id).filter_by(state="approved").order_by(Log.id))[-1]
    walk.get(hoa, "contributions.log", log_id=three)
    walk.post(hoa, "contributions.reverse", log_id=three, status=422)
    walk.post(hoa, "contributions.reverse", {"reason": "Nhầm"}, log_id=three)
    walk.get(hoa, "contributions.log", log_id=three)
