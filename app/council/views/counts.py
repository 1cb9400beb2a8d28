"""The agenda with what was counted, board by board."""

from typing import NamedTuple

from flask_babel import gettext as _
from flask_babel import ngettext

from app.council.actions import to_explain
from app.council.queries.live import Live
from app.council.rules.counting import needed


class Count(NamedTuple):
    """A closed line."""

    board: str
    name: str
    sub: str
    in_favour: int
    against: int
    abstained: int
    not_voted: int
    denominator: int
    needed: int
    passed: bool
    run_off: bool


class Result(NamedTuple):
    """A candidate of the agenda with the counts so far; `proposed` None until the session is closed."""

    id: int
    name: str
    sub: str
    tied: bool
    added: str
    counts: list[Count]
    proposed: bool | None
    departs: bool
    departure: str
    equal: bool
    paused: bool
    empty: bool
    nomination_id: int
    chosen_why: str
    elsewhere: bool


def sub_of(row) -> str:
    item = row.CouncilItem
    place = _("place %(n)s by points", n=item.place) if item.place else _("without points")
    return f"{row.called_unit} · {place}" if row.called_unit else place


def places_of(live: Live, board: str) -> str:
    """The places of a board, and how many of them are left once somebody passed."""
    places = live.quotas[board]
    said = ngettext("%(num)d place", "%(num)d places", places)
    left = live.outcomes[board].left if any(line.CouncilTally for line in live.lines) else places
    return said if left == places else f"{said}, {ngettext('%(num)d left', '%(num)d left', left)}"


def results(live: Live) -> list[tuple[str, str, list[Result]]]:
    """The agenda board by board with its places, in words, and all that was counted."""
    outcomes = live.outcomes if live.lines else {}
    equal = {item for one in outcomes.values() for item in one.equal}
    departs = to_explain(live) if live.session.state == "open" and live.lines else set()
    empty = {item for one in outcomes.values() if one.run_off_held for item in one.equal}
    boards: dict[str, list[Result]] = {}
    for row in live.items:
        item, end = row.CouncilItem, row.CouncilOutcome
        counts = [_count(row, line) for line in live.counted(item)]
        boards.setdefault(item.board, []).append(
            Result(
                item.id,
                row.called,
                sub_of(row),
                item.tied,
                item.reason if item.added_by else "",
                counts,
                end.proposed if end else None,
                item.id in departs and not live.unvoted,
                row.departure or "",
                item.id in equal,
                item.id in live.paused and (end is None) if live.session.state == "open" else end is None,
                item.id in empty,
                item.nomination_id,
                row.chosen_why or "",
                row.elsewhere,
            )
        )
    return [(board, places_of(live, board), found) for board, found in boards.items()]


def _count(row, line) -> Count:
    tally = line.CouncilTally
    return Count(
        row.CouncilItem.board,
        row.called,
        sub_of(row),
        tally.in_favour,
        tally.against,
        tally.abstained,
        tally.not_voted,
        tally.denominator,
        needed(tally.pass_percent, tally.denominator),
        tally.passed,
        line.run_off,
    )
