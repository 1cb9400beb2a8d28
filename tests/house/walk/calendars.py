"""Through one's own calendar and the timetables."""

import re

from tests.calendars.conftest import seat
from tests.shifts.makers import make_shifts


def through_the_calendars(walk, cast):
    with walk.app.app_context():
        for shift_id in make_shifts(cast, cast.point1)[-1:]:
            seat(shift_id, cast.tu.id)
    who = cast.tu
    walk.get(who, "calendars.my_calendar")
    walk.post(who, "calendars.settings", {"alarm": "7"}, status=422)
    for _again in range(2):
        token = re.search(r"/calendars/([\w-]{43})", walk.post(who, "calendars.issue").text)[1]
    walk.get(who, "calendars.my_calendar")
    walk.post(who, "calendars.settings", {"alarm": "30"})
    walk.get(None, "calendars.feed", token=token)
    walk.post(who, "calendars.revoke")
    walk.get(None, "calendars.feed", token=token, status=404)
    for person in (cast.lan, cast.hoa):
        walk.get(person, "calendars.timetables")
        for week in ({}, {"week": "all"}):
            walk.get(person, "calendars.point_timetable", point_id=cast.point1.id, query=week)
            walk.get(person, "calendars.team_timetable", team_id=cast.team1.id, query=week)
