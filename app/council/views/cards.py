"""What a session's pages draw: a card for each thing voted on, and how far the ballot is."""

from typing import NamedTuple

from flask_babel import gettext as _
from flask_babel import ngettext

from app.awards.rules import BOARD_WORDS
from app.core.text import N_
from app.core.words import plain_day, say
from app.council.queries.live import Live
from app.council.rules.answers import CouncilAnswer
from app.council.rules.ballots import may_favour, may_vote
from app.council.rules.counting import FOR
from app.council.rules.meeting import CAME, OBJECTION

from .counts import places_of, sub_of
from .shared import ASKED_WORDS, CHOICE_WORDS, KIND_WORDS


class Listed(NamedTuple):
    """One of those on whom a line about the whole list is voted, and why the list departs from the order for them."""

    name: str
    sub: str
    nomination_id: int
    chosen_why: str
    elsewhere: bool


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
    hidden: tuple["Listed", ...] = ()
    nomination_id: int = 0
    chosen_why: str = ""
    added: str = ""
    elsewhere: bool = False
    full: str = ""


def listed(live: Live, line) -> tuple[Listed, ...]:
    """Who stands on the list that a line is about, in its order."""
    about = live.about(line)
    return tuple(
        Listed(row.called, sub_of(row), row.CouncilItem.nomination_id, row.chosen_why or "", row.elsewhere)
        for row in live.items
        if row.CouncilItem.id in about
    )


def cards(live: Live, user_id: int, written: bool) -> list[Card]:
    """What this member votes on now. A secret vote says only that it was cast."""
    meeting, rows = live.meeting, {row.CouncilItem.id: row for row in live.items}
    seat, found = meeting.seat_of(user_id), []
    favoured = _favoured(live, seat)
    for line in live.open_lines:
        answer = may_vote(meeting, seat, live.about(line), False, written, line.item_id in live.paused)
        cast = live.cast.get(line.id, {}).get(seat.member_id) if seat else None
        row = rows.get(line.item_id)
        item = row and row.CouncilItem
        about = {
            "board": f"{_(BOARD_WORDS[item.board])} · {_places(live, line, item)}" if item else _("The list"),
            "name": row.called
            if item
            else ngettext("%(num)d candidate", "%(num)d candidates", len(live.about(line))),
            "sub": sub_of(row) if item else "",
            "tied": bool(item and item.tied),
            "hidden": () if item else listed(live, line),
            "nomination_id": item.nomination_id if item else 0,
            "chosen_why": row.chosen_why or "" if item else "",
            "added": item.reason if item and item.added_by else "",
            "elsewhere": bool(item and row.elsewhere),
            "full": _full(line, cast, favoured),
        }
        said = (_(CHOICE_WORDS[cast.choice]) if cast.choice else _("Your secret vote is cast")) if cast else ""
        why = "" if answer is CouncilAnswer.YES else say(answer)
        found.append(Card(line.id, voted=bool(cast), choice=cast.choice if cast else "", said=said, why=why, **about))
    return found


def _favoured(live: Live, seat) -> int:
    """Of how many a member is in favour in the open ballot, as far as the page may know."""
    votes = (live.cast.get(line.id, {}).get(seat.member_id) for line in live.open_lines) if seat else ()
    return sum(vote is not None and vote.choice == FOR for vote in votes)


def _full(line, cast, favoured: int) -> str:
    """Why a member can't be in favour of one more in a run-off."""
    if cast is not None and cast.choice == FOR:
        return ""
    answer = may_favour(line.seats, favoured + 1)
    return "" if answer is CouncilAnswer.YES else say(answer, seats=line.seats)


def _places(live: Live, line, item) -> str:
    """How many places there are for those whom this ballot is about."""
    if line.seats:
        return ngettext("%(num)d place, more votes win", "%(num)d places, more votes win", line.seats)
    return places_of(live, item.board)


def questions(live: Live, user_id: int) -> list[dict]:
    """Questions about conflicts that this person answers: their own, or as chair those of absent members; the chair
    sees those of the others too, and that they wait for them (``waits``)."""
    items = {row.CouncilItem.id: row.called for row in live.items}
    members = {row.id: row for row in live.members}
    chair = live.meeting.chaired_by(user_id)
    return [
        {
            "id": row.id,
            "own": members[row.member_id].user_id == user_id,
            "waits": members[row.member_id].user_id != user_id and members[row.member_id].word == "present",
            "member": members[row.member_id].name,
            "item": items[row.item_id],
            "kind": row.kind,
            "said": _(ASKED_WORDS[row.kind]),
        }
        for row in live.words.values()
        if row.word == "asked" and (chair or members[row.member_id].user_id == user_id)
    ]


def entered(live: Live, user_id: int) -> dict | None:
    """What was entered for this member in the open ballot: paper, its day, and name by name what."""
    member = live.member(user_id)
    lines = set(live.entered_for(member.id)) if member and live.ballot is not None else set()
    if not lines:
        return None
    names = {row.CouncilItem.id: row.called for row in live.items}
    mine = {line.id: live.cast[line.id][member.id] for line in live.open_lines if line.id in lines}
    first = next(iter(mine.values()))
    return {
        "reference": first.reference,
        "day": plain_day(first.dated),
        "lines": [
            (names.get(line.item_id, _("The list")), _(CHOICE_WORDS[mine[line.id].choice]))
            for line in live.open_lines
            if line.id in lines
        ],
    }


def objections(live: Live) -> list[str]:
    """Whose opinion no longer counts in the open ballot, and why, in words."""
    names, open_lines = {row.id: row.name for row in live.members}, {line.id for line in live.open_lines}
    words = {
        OBJECTION: N_("%(name)s objected: the opinion entered for them does not count."),
        CAME: N_("%(name)s came: the opinion entered for them does not count, they vote in person."),
    }
    said = {(one.member_id, one.why) for one in live.withdrawn if one.line_id in open_lines}
    return [_(words[why], name=names[member_id]) for member_id, why in sorted(said)]


def concluded(live: Live, user_id: int) -> list[dict]:
    """What the chair concluded for this member, who was absent."""
    member = live.member(user_id)
    items = {row.CouncilItem.id: row.called for row in live.items}
    mine = [row for row in live.words.values() if member and row.member_id == member.id and row.word != "asked"]
    return [{"item": items[row.item_id], "recused": row.word == "recused"} for row in mine if live.concluded(row)]


def recusals(live: Live) -> list[dict]:
    items = {row.CouncilItem.id: row.called for row in live.items}
    members = {row.id: row.name for row in live.members}
    return [
        {
            "member": members[row.member_id],
            "item": items[row.item_id],
            "said": _(KIND_WORDS[row.kind]),
            "grounds": row.grounds,
            "by_chair": live.concluded(row),
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
    lines = [line for line in lines if line.item_id not in live.paused]
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
        "seats": lines[0].seats,
        "lines": len(lines),
        "done": done,
        "of": done + len(missing),
        "missing": missing,
        "away": [row.name for row in live.members if not row.here and not _voted(live, row.id)],
    }


def _in_order(live: Live, meeting) -> list:
    seats = {seat.member_id: seat for seat in meeting.seats}
    return [seats[row.id] for row in live.members]


def _voted(live: Live, member_id: int) -> bool:
    return any(member_id in live.cast.get(line.id, {}) for line in live.open_lines)
