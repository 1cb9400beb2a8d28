"""The whole campaign on one page: a day's points as rows, its slots as columns. Plain tuples: 810 cells are many."""

from itertools import groupby
from operator import itemgetter

from flask_babel import gettext as _
from flask_babel import ngettext

from app.core.words import long_day

DAY, POINT = itemgetter(1), itemgetter(2)


class Days(list):
    """The days, and ``points``: ((id, name), ...) of all that have a shift on one of them."""

    points: tuple[tuple[int, str], ...] = ()


def by_day(rows, mine: set[int]) -> Days:
    """(iso day, day in words, slots, [(point, [(shift id, class, words) or None, one for each slot])]).

    ``rows`` are those of ``whole_campaign``; ``mine`` are the ids of one's own shifts.
    """
    said, out, points = {}, Days(), {}
    for day, group in groupby(rows, DAY):
        group = list(group)
        slots = list(dict.fromkeys(row[4] for row in sorted(group, key=itemgetter(9, 4))))
        column = {slot: n for n, slot in enumerate(slots)}
        lines = []
        for point, line in groupby(group, POINT):
            shifts, cells = list(line), [None] * len(slots)
            for shift_id, _day, _id, _name, slot, taken, least, most, cancelled, _starts in shifts:
                key = (taken, least, most, shift_id in mine, cancelled is None)
                if key not in said:
                    said[key] = _words(*key)
                cells[column[slot]] = (shift_id, *said[key])
            points[point] = shifts[0].point
            lines.append((shifts[0].point, cells))
        out.append((day.isoformat(), long_day(day), slots, lines))
    out.points = tuple(points.items())
    return out


def _words(taken: int, least: int, most: int, mine: bool, stands: bool) -> tuple[str, str, str]:
    """Class, figure and word of one cell."""
    if not stands:
        return "past", "–", _("cancelled")
    if mine:
        return "mine", f"{taken}/{most}", _("your shift")
    if taken >= most:
        return "full", f"{taken}/{most}", _("full")
    if taken < least:
        more = ngettext("at least %(num)d more needed", "at least %(num)d more needed", least - taken)
        return "short", f"{taken}/{most}", more
    return "", f"{taken}/{most}", ""
