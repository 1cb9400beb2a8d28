"""Templates and differences in words."""

from flask_babel import gettext as _
from flask_babel import ngettext

from app.core.i18n import language
from app.core.words import SHORT_WEEKDAYS, minutes, plain_day, short_day, slot_hours, time_range
from app.shifts.rules import KINDS, WEEK, Existing, Pattern, Wanted


def times(one: Pattern) -> str:
    """ "08:00–11:30", "22:00–06:00 the next day", "every 4 h from 06:00"."""
    if one.every:
        return _("every %(length)s from %(start)s", length=minutes(one.every), start=f"{one.starts:%H:%M}")
    said = time_range(one.starts, one.ends)
    return said if one.ends > one.starts else _("%(hours)s the next day", hours=said)


def weekdays(one: Pattern) -> str:
    if one.every or one.weekdays == WEEK:
        return _("every day")
    return ", ".join(SHORT_WEEKDAYS[language()][n] for n in sorted(one.weekdays))


def size(one: Pattern | Wanted) -> str:
    people = f"{one.min_heads}–{one.max_heads}" if one.min_heads != one.max_heads else f"{one.max_heads}"
    said = _("%(range)s people", range=people)
    return f"{said}, " + ngettext("%(num)d leading", "%(num)d leading", one.leads) if one.leads else said


def besides(one: Pattern, skills: dict[int, str]) -> list[str]:
    """What most templates don't have."""
    out = [] if one.kind == "point" else [_(KINDS[one.kind])]
    if one.lead_seats:
        out.append(ngettext("%(num)d seat for leads only", "%(num)d seats for leads only", one.lead_seats))
    if one.skill_id:
        out.append(_("needs: %(skill)s", skill=skills.get(one.skill_id, "?")))
    if one.opens_days is not None:
        out.append(_("sign-up opens %(n)s days before", n=one.opens_days))
    if one.first:
        out.append(_("from %(day)s", day=plain_day(one.first)))
    if one.last:
        out.append(_("until %(day)s", day=plain_day(one.last)))
    return out


def template_words(one: Pattern, skills: dict[int, str]) -> str:
    return " · ".join([times(one), weekdays(one), size(one), *besides(one, skills)])


def _line(one: Wanted, names: dict[int, str]) -> str:
    what = slot_hours(one.slot, one.starts_at, one.ends_at, " ")
    return f"{short_day(one.day)} · {what} · {names.get(one.point_id, '')}"


def _what_changes(old: Existing, new: Wanted, names: dict[int, str]) -> str:
    if old.cancelled:
        return _("planned again")
    said = []
    if (old.slot, old.starts_at, old.ends_at) != (new.slot, new.starts_at, new.ends_at):
        said.append(slot_hours(new.slot, new.starts_at, new.ends_at, " "))
    if old.point_id != new.point_id:
        said.append(names.get(new.point_id, ""))
    if (old.min_heads, old.max_heads, old.leads) != (new.min_heads, new.max_heads, new.leads):
        said.append(size(new))
    if old.kind != new.kind:
        said.append(_(KINDS[new.kind]))
    if (old.lead_seats, old.skill_id, old.opens_at) != (new.lead_seats, new.skill_id, new.opens_at):
        said.append(_("who may take it and from when"))
    return ", ".join(said)


def lists(diff, names: dict[int, str]) -> list[tuple[str, str, list[tuple[int | None, str]]]]:
    """What is shown of a difference: (kind, title, lines); a line is (the shift to look at or None, words)."""

    def plain(found):
        return [(None, _line(one, names)) for one in found]

    def kept(old: Existing) -> str:
        people = ngettext("%(num)d person", "%(num)d people", old.people)
        return people if not old.kept else f"{people}, " + ngettext("%(num)d held", "%(num)d held", old.kept)

    groups = [
        ("good", _("New"), plain(diff.new)),
        (
            "info",
            _("Changed"),
            [(old.id, f"{_line(old, names)} → {_what_changes(old, new, names)}") for old, new in diff.changed],
        ),
        ("bad", _("Removed"), [(old.id, _line(old, names)) for old in diff.removed]),
        (
            "wait",
            _("Left as they are, people are on them"),
            [(old.id, f"{_line(old, names)} ({kept(old)})") for old, _new in diff.held],
        ),
        ("draft", _("Left as they are, they have begun"), [(old.id, _line(old, names)) for old in diff.past]),
        ("draft", _("Left cancelled"), [(old.id, _line(old, names)) for old in diff.cancelled]),
        ("draft", _("Not planned any more, over today"), plain(diff.over)),
        ("warn", _("Asked for by two templates, planned once"), plain(diff.twice)),
    ]
    return [(kind, title, lines) for kind, title, lines in groups if lines]
