"""What a session's pages draw: a card for each thing voted on, its counts, and how far the ballot is."""

from typing import NamedTuple

from flask_babel import gettext as _
from flask_babel import ngettext

from app.awards.rules import BOARD_WORDS
from app.core.words import say
from app.council.queries.live import Live
from app.council.rules.answers import CouncilAnswer
from app.council.rules.counting import needed
from app.council.rules.meeting import may_vote

from .shared import ASKED_WORDS, CHOICE_WORDS, KIND_WORDS


class Card(NamedTuple):
    """A line of the open ballot, as one member sees it. `why`: the reason why they can't vote on it."""

    line_id: int
    board: str
    name: str
    sub: str
    tied: bool
    voted: bool
    choice: str
    said: str
    why: str
    hidden: tuple[str, ...] = ()
    nomination_id: int = 0
    chosen_why: str = ""


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
    nomination_id: int
    chosen_why: str


def sub_of(row) -> str:
    item = row.CouncilItem
    place = _("place %(n)s by points", n=item.place) if item.place else _("without points")
    return f"{row.called_unit} · {place}" if row.called_unit else place


def list_names(live: Live, line) -> tuple[str, ...]:
    about = live.about(line)
    return tuple(row.called for row in live.items if row.CouncilItem.id in about)


def cards(live: Live, user_id: int, written: bool) -> list[Card]:
    """What this member votes on now. A secret vote says only that it was cast."""
    meeting, rows = live.meeting, {row.CouncilItem.id: row for row in live.items}
    seat, found = meeting.seat_of(user_id), []
    for line in live.open_lines:
        answer = may_vote(meeting, seat, live.about(line), False, written)
        cast = live.cast.get(line.id, {}).get(seat.member_id) if seat else None
        row = rows.get(line.item_id)
        item = row and row.CouncilItem
        about = {
            "board": _(BOARD_WORDS[item.board]) if item else _("The list"),
            "name": row.called
            if item
            else ngettext("%(num)d candidate", "%(num)d candidates", len(live.about(line))),
            "sub": sub_of(row) if item else "",
            "tied": bool(item and item.tied),
            "hidden": () if item else list_names(live, line),
            "nomination_id": item.nomination_id if item else 0,
            "chosen_why": row.chosen_why or "" if item else "",
        }
        said = (_(CHOICE_WORDS[cast.choice]) if cast.choice else _("Your secret vote is cast")) if cast else ""
        why = "" if answer is CouncilAnswer.YES else say(answer)
        found.append(Card(line.id, voted=bool(cast), choice=cast.choice if cast else "", said=said, why=why, **about))
    return found


def questions(live: Live, user_id: int) -> list[dict]:
    """Questions about conflicts that this person answers: their own, or as chair anybody's."""
    items = {row.CouncilItem.id: row.called for row in live.items}
    members = {row.id: row for row in live.members}
    chair = live.meeting.chaired_by(user_id)
    return [
        {
            "id": row.id,
            "own": members[row.member_id].user_id == user_id,
            "member": members[row.member_id].name,
            "item": items[row.item_id],
            "kind": row.kind,
            "said": _(ASKED_WORDS[row.kind]),
        }
        for row in live.words.values()
        if row.word == "asked" and (chair or members[row.member_id].user_id == user_id)
    ]


def recusals(live: Live) -> list[dict]:
    items = {row.CouncilItem.id: row.called for row in live.items}
    members = {row.id: row.name for row in live.members}
    return [
        {
            "member": members[row.member_id],
            "item": items[row.item_id],
            "said": _(KIND_WORDS[row.kind]),
            "grounds": row.grounds,
        }
        for row in live.words.values()
        if row.word == "recused"
    ]


def progress(live: Live) -> dict | None:
    """How far the open ballot is: who still can vote and has not on everything, whatever was voted."""
    lines = live.open_lines
    if not lines:
        return None
    meeting, missing, done = live.meeting, [], 0
    for row, seat in zip(live.members, _in_order(live, meeting), strict=True):
        mine = [line for line in lines if row.id not in meeting.recused(live.about(line))]
        left = sum(row.id not in live.cast.get(line.id, {}) for line in mine)
        if not mine or not left:
            done += 1
        elif seat.here or left < len(mine):
            missing.append({"name": row.name, "left": left, "of": len(mine)})
    return {
        "number": lines[0].number,
        "run_off": lines[0].run_off,
        "lines": len(lines),
        "done": done,
        "of": done + len(missing),
        "missing": missing,
        "away": [row.name for row in live.members if row.word != "present" and not _voted(live, row.id)],
    }


def _in_order(live: Live, meeting) -> list:
    seats = {seat.member_id: seat for seat in meeting.seats}
    return [seats[row.id] for row in live.members]


def _voted(live: Live, member_id: int) -> bool:
    return any(member_id in live.cast.get(line.id, {}) for line in live.open_lines)


def results(live: Live) -> list[tuple[str, int, list[Result]]]:
    """The agenda board by board with its places and all that was counted."""
    outcomes = live.outcomes if live.lines else {}
    equal = {item for one in outcomes.values() for item in one.equal}
    departs = {item for one in outcomes.values() for item in one.departs}
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
                item.nomination_id,
                row.chosen_why or "",
            )
        )
    return [(board, live.quotas[board], found) for board, found in boards.items()]


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
