"""How attendance is said: badges by state, times of day."""

from app.attendance.rules import EXCUSED, EXPECTED, LATE, NO_SHOW, PRESENT, Times
from app.core.text import N_

# State -> kind of badge, word.
BADGES = {
    EXPECTED: ("wait", N_("not here yet")),
    PRESENT: ("good", N_("present")),
    LATE: ("warn", N_("late")),
    EXCUSED: ("info", N_("excused")),
    NO_SHOW: ("bad", N_("absent")),
}

# Once nothing more comes by itself, nobody is awaited any more.
LATER = {**BADGES, EXPECTED: ("draft", N_("not recorded"))}


def badges_at(times: Times, moment) -> dict:
    return LATER if moment >= times.settles else BADGES
