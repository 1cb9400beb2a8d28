"""What a row of a board shows, the same for the live ranking and for a published copy."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from app.core.policy import Permission
from app.core.text import fold
from app.core.words import points
from app.ranking.rules import Scheme, line
from app.ranking.words import why_no_place

INDIVIDUALS, COLLECTIVES = "individuals", "collectives"
BOARDS = (INDIVIDUALS, COLLECTIVES)
# Rows on a page; ALL asks for one page of them all, for printing.
SIZE, ALL = 50, "all"


class Entry(NamedTuple):
    """One standing as plain figures. `figure` is what the board is ordered by: points, or a team's score."""

    key: int
    subject_id: int
    rank: int | None
    name: str
    team: str
    figure: Fraction
    vulnerable: int
    count: int
    per_head: Fraction | None
    total: Fraction | None
    reason: str | None


class Row(NamedTuple):
    key: int
    place: int | None
    name: str
    sub: str
    points: str
    note: str
    kind: str
    mine: bool


@dataclass(frozen=True)
class Board:
    """One page of the rows in their order, and the reader's own (`mine`: oneself, or the teams one is in).

    The quota's line: before the row with the index `cut` on this page, -1 where it is not on it; `tied` stand across
    it. `page` counts from 1, 0 is all rows on one page, of `pages`; `count` is how many rows all pages have.
    """

    ranked: list[Row]
    unranked: list[Row]
    mine: tuple[Row, ...]
    cut: int
    tied: int
    places: int
    count: int
    page: int
    pages: int


@dataclass(frozen=True)
class Names:
    """Who may be called by name: everybody for staff; for volunteers themselves and who agreed to it. And which teams
    the reader is in."""

    everyone: bool
    own_id: int
    agreed: frozenset[int]
    own_teams: frozenset[int] = frozenset()

    def is_own(self, board: str, subject_id: int | None) -> bool:
        return subject_id == self.own_id if board == INDIVIDUALS else subject_id in self.own_teams

    def of(self, user_id: int | None, name: str, team: str) -> str:
        if user_id is None or self.everyone or user_id == self.own_id or user_id in self.agreed:
            return name
        return _("Member, %(team)s", team=team) if team else _("A member")


def names_for(ward_id: int, agreed: Iterable[int]) -> Names:
    me = current_user
    teams = frozenset(one.team_id for one in me.held if one.team_id is not None)
    return Names(me.may(Permission.RANKING_NAMES, ward_id), me.id, frozenset(agreed), teams)


def live_entries(standings, board: str) -> list[Entry]:
    if board == INDIVIDUALS:
        return [
            Entry(
                one.subject_id,
                one.subject_id,
                one.rank,
                one.person.name,
                one.person.team,
                one.points,
                one.vulnerable_turns,
                one.active_days,
                None,
                None,
                one.reason,
            )
            for one in standings
        ]
    return [
        Entry(
            one.subject_id,
            one.subject_id,
            one.rank,
            one.squad.name,
            "",
            one.score,
            one.vulnerable_turns,
            one.members,
            one.per_head,
            one.total,
            one.reason,
        )
        for one in standings
    ]


def copy_entries(rows, board: str) -> list[Entry]:
    """Entries from the stored rows of a published copy."""
    entries = []
    for row in rows:
        figures = json.loads(row.figures)
        person = board == INDIVIDUALS
        entries.append(
            Entry(
                row.id,
                row.user_id if person else row.team_id,
                row.place,
                row.name,
                row.team if person else "",
                Fraction(figures["points" if person else "score"]),
                figures["vulnerable_turns"],
                figures["active_days" if person else "members"],
                None if person else Fraction(figures["per_head"]),
                None if person else Fraction(figures["total"]),
                row.reason or None,
            )
        )
    return entries


def board_of(
    entries: list[Entry],
    board: str,
    quota: int,
    scheme: Scheme,
    names: Names,
    holds: bool,
    text: str = "",
    asked: str = "",
) -> Board:
    """The rows to draw; `text` keeps those whose shown name holds it, without regard to marks. `asked` is the page
    that was asked for, or ALL; where none is, it is the one with the reader's own row, else the first."""
    wanted = fold(text)
    where = line(entries, quota)
    tied = {one.subject_id for one in where.tied}
    ranked, unranked, mine = [], [], []
    note = _note(scheme, holds)
    for entry in entries:
        own = names.is_own(board, entry.subject_id)
        name = names.of(entry.subject_id, entry.name, entry.team) if board == INDIVIDUALS else entry.name
        yourself = own and board == INDIVIDUALS and not names.everyone
        if wanted and wanted not in fold(name) and not yourself:
            continue
        row = Row(
            entry.key,
            entry.rank,
            name,
            entry.team if board == INDIVIDUALS else _team_line(entry),
            points(entry.figure),
            note(entry) if entry.reason else "",
            "tied" if entry.subject_id in tied else "",
            own,
        )
        (ranked if entry.rank is not None else unranked).append(row)
        if own:
            mine.append(row)
    rows = ranked + unranked
    page, pages = _page_of(rows, mine if not wanted else [], asked)
    first = SIZE * (page - 1) if page else 0
    last = first + SIZE if page else len(rows)
    cut = len(where.above) - first if quota and not wanted else -1
    return Board(
        ranked[first:last],
        unranked[max(0, first - len(ranked)) : max(0, last - len(ranked))],
        tuple(mine),
        cut=cut if cut >= 0 else -1,
        tied=len(where.tied),
        places=quota - len(where.above),
        count=len(rows),
        page=page,
        pages=pages,
    )


def _page_of(rows: list[Row], mine: list[Row], asked: str) -> tuple[int, int]:
    """(the page to show, how many there are)."""
    pages = max(1, -(-len(rows) // SIZE))
    if asked == ALL:
        return 0, pages
    if asked.isascii() and asked.isdigit():
        return min(max(1, int(asked[:9])), pages), pages
    return (rows.index(mine[0]) // SIZE + 1 if mine else 1), pages


def _team_line(entry: Entry) -> str:
    return _(
        "%(members)s · %(total)s points in total · %(each)s each",
        members=ngettext("%(num)d member", "%(num)d members", entry.count),
        total=points(entry.total),
        each=points(entry.per_head),
    )


def _note(scheme: Scheme, holds: bool) -> Callable[[Entry], str]:
    def note(entry: Entry) -> str:
        return why_no_place(entry.reason, entry.count, scheme, holds)

    return note
