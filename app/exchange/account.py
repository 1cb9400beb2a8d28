"""What of a file was read and what was not, in the reader's language."""

from dataclasses import dataclass, field

from flask_babel import gettext as _
from flask_babel import ngettext

from app.core.words import plain_day, say
from app.exchange.rules import Fate, Notice, NoticeCode, Part, Reading, Skipped, SkipReason

NAMED = 30  # rows of one reason that are named

# Said per sheet here, and so not among the remarks on screen.
_SAID_HERE = {NoticeCode.COLUMN_DROPPED, NoticeCode.COLUMN_UNUSED, NoticeCode.COLUMN_HIDDEN}


@dataclass(frozen=True)
class Passed:
    """Rows that were passed over for one reason: all of them counted, those that hold something of weight named."""

    why: str
    count: int
    named: list[tuple[int, str]]
    more: int
    loud: bool


@dataclass
class SheetAccount:
    """One sheet: what became of it, its rows that were read, and what of it was not."""

    part: Part
    told: str
    columns: list[str] = field(default_factory=list)
    hidden_columns: list[str] = field(default_factory=list)
    passed: list[Passed] = field(default_factory=list)

    @property
    def number(self) -> int:
        return self.part.number

    @property
    def name(self) -> str:
        return self.part.sheet.name

    @property
    def is_read(self) -> bool:
        return self.part.fate is Fate.READ

    @property
    def holds_data(self) -> bool:
        return bool(self.part.sheet.rows)


@dataclass
class Account:
    """The whole file. ``hidden`` and ``crossed`` count its rows that hold data and are hidden or crossed out, read or
    not."""

    sheets: list[SheetAccount]
    hidden: int
    filtered: bool
    crossed: int = 0

    @property
    def chosen(self) -> bool:
        """Whether there is anything to choose: sheets, rows hidden or crossed out, the team of a sheet, what a mark
        stands for."""
        return self.several or self.hidden > 0 or self.crossed > 0 or bool(self.unnamed) or self.matrix

    @property
    def several(self) -> bool:
        """Whether more than one sheet holds anything."""
        return len([one for one in self.sheets if one.holds_data]) > 1

    @property
    def unnamed(self) -> list[SheetAccount]:
        """The sheets in which nothing but their own name can name the team."""
        return [one for one in self.sheets if one.part.wants_team or _as_team(one.part)]

    @property
    def matrix(self) -> bool:
        """Whether a sheet has a column a day, so that somebody must say what a mark stands for."""
        return any(one.part.matrix for one in self.sheets)

    @property
    def loud(self) -> bool:
        """Whether something was passed over that may well be data."""
        return any(one.part.fate in (Fate.NO_DATA, Fate.HIDDEN) for one in self.sheets) or any(
            passed.loud for one in self.sheets for passed in one.passed
        )


def _as_team(part: Part) -> bool:
    return part.layout is not None and part.layout.team_named


def account_of(reading: Reading) -> Account:
    """What was read and what was not, sheet by sheet."""
    hidden = _counted(reading, SkipReason.HIDDEN, NoticeCode.HIDDEN_READ)
    crossed = _counted(reading, SkipReason.CROSSED, NoticeCode.CROSSED_READ)
    filtered = any(part.sheet.filtered for part in reading.read)
    return Account([_sheet(part) for part in reading.parts], hidden, filtered, crossed)


def _counted(reading: Reading, left: SkipReason, read: NoticeCode) -> int:
    parsed = reading.parsed
    return sum(one.why is left for one in parsed.skipped) + sum(one.code is read for one in parsed.notices)


def remarks(notices: list[Notice]) -> list[Notice]:
    """The notices that the account of the sheets does not say already."""
    return [notice for notice in notices if notice.code not in _SAID_HERE]


def _sheet(part: Part) -> SheetAccount:
    if part.fate is not Fate.READ:
        filled = sum(any(value is not None for value in row) for row in part.sheet.rows)
        told = say(part.fate)
        return SheetAccount(part, f"{told} ({_rows(filled)})" if filled else told)
    layout = part.layout
    unread = {*layout.unread(), *layout.dropped}
    told = ngettext("%(num)d row read", "%(num)d rows read", part.parsed.data)
    if part.matrix:
        told += " · " + _days(part)
    hidden = [c for c in sorted(part.sheet.hidden_columns) if layout.columns.get(c) is not None]
    return SheetAccount(
        part,
        told,
        [layout.labels[c] for c in sorted(unread)],
        [layout.labels[c] for c in hidden],
        _passed(part.parsed.skipped),
    )


_LOUD = (SkipReason.HIDDEN, SkipReason.CROSSED, SkipReason.NO_DATA, SkipReason.ABOVE)


def _days(part: Part) -> str:
    days = [day for day in part.matrix.days.values() if day]
    if not days:
        return _("one column per day")
    return _("one column per day, %(first)s to %(last)s", first=plain_day(days[0]), last=plain_day(days[-1]))


def _rows(count: int) -> str:
    return ngettext("%(num)d row", "%(num)d rows", count)


def _passed(skipped: list[Skipped]) -> list[Passed]:
    found = []
    for why in SkipReason:
        rows = [one for one in skipped if one.why is why]
        if not rows:
            continue
        always = why in (SkipReason.HIDDEN, SkipReason.CROSSED, SkipReason.BAND)
        named = [(int(one.row_no), one.text) for one in rows if one.weighty or always]
        loud = why in _LOUD and bool(named)
        found.append(Passed(say(why), len(rows), named[:NAMED], max(0, len(named) - NAMED), loud))
    return found


def account_lines(reading: Reading) -> list[str]:
    """The same as lines of text, as the commands print it."""
    lines = []
    for one in account_of(reading).sheets:
        lines.append(_("Sheet “%(sheet)s”: %(told)s", sheet=one.name, told=one.told))
        if one.columns:
            lines.append("  " + _("Columns not read: %(columns)s", columns=", ".join(one.columns)))
        if one.hidden_columns:
            lines.append(
                "  " + _("Hidden columns, read all the same: %(columns)s", columns=", ".join(one.hidden_columns))
            )
        for passed in one.passed:
            lines.append("  " + _("Not read, %(why)s: %(rows)s", why=passed.why, rows=_rows(passed.count)))
            lines += ["    " + _("row %(row)s: %(held)s", row=row, held=text) for row, text in passed.named]
            if passed.more:
                lines.append("    " + _("and %(n)s more", n=passed.more))
    return lines
