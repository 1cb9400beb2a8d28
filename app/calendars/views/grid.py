"""The table of one week: days across, slots of a point or points of a team down. Plain tuples for the template."""

from flask_babel import gettext as _
from flask_babel import ngettext

from app.calendars.rules import Week
from app.core.words import hours, slot_hours


def by_slot(week: Week, turns, names: bool, me: int) -> list[tuple]:
    """[(slot, hours, [[box, ...] for each day])]: a point's week. The hours stand beside the slot when they are the
    same on all days, else in the boxes."""
    mine = _in_week(week, turns)
    said = {}
    for turn in mine:
        said.setdefault(turn.slot, {})[hours(turn.starts_at, turn.ends_at)] = turn
    order = sorted(said, key=lambda slot: min(said[slot]))
    lines = []
    for slot in order:
        same = next(iter(said[slot])) if len(said[slot]) == 1 else ""
        cells = _cells(
            week,
            [turn for turn in mine if turn.slot == slot],
            lambda turn, same=same: _box(turn, "" if same else hours(turn.starts_at, turn.ends_at), names, me, True),
        )
        lines.append((slot, same, cells))
    return lines


def by_point(week: Week, turns, names: bool, me: int) -> list[tuple]:
    """[(point, "", [[box, ...] for each day])]: where a team's people are."""
    lines = {}
    for turn in _in_week(week, turns):
        lines.setdefault((turn.point_id, turn.point), []).append(turn)

    def box(turn):
        return _box(turn, slot_hours(turn.slot, turn.starts_at, turn.ends_at, " "), names, me, False)

    return [(point, "", _cells(week, own, box)) for (_id, point), own in lines.items()]


def _in_week(week: Week, turns) -> list:
    return [turn for turn in turns if week.first <= turn.day <= week.last]


def _cells(week: Week, turns, box) -> list[list[tuple]]:
    return [[box(turn) for turn in turns if turn.day == day] for day in week.days]


def _box(turn, label: str, names: bool, me: int, whole: bool) -> tuple:
    """(label, names, figure, word, class). ``whole``: all seats of the shift are meant, not those of one team.

    Without ``names`` a reader sees how many people there are, and whether they are one of them.
    """
    if turn.cancelled:
        return label, (), "", _("cancelled"), "past"
    own = any(person == me for person, _name in turn.people)
    listed = tuple(name for _person, name in turn.people) if names else ()
    if whole:
        figure, word, kind = _strength(turn)
    else:
        figure, word, kind = ngettext("%(num)d person", "%(num)d people", len(turn.people)), "", ""
    if own and not names:
        word, kind = _("your shift"), "mine"
    return label, listed, "" if names and not whole else figure, word, kind


def _strength(turn) -> tuple[str, str, str]:
    """Figure, word and class: short of people, or with seats left."""
    figure, free = f"{turn.taken}/{turn.max_heads}", turn.max_heads - turn.taken - turn.held
    if turn.taken < turn.min_heads:
        least = turn.min_heads - turn.taken
        return figure, ngettext("at least %(num)d more needed", "at least %(num)d more needed", least), "short"
    return figure, ngettext("%(num)d seat left", "%(num)d seats left", free) if free > 0 else "", ""
