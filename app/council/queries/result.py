"""What the closed session of a round says, for the rooms above."""

from typing import NamedTuple

from sqlalchemy import select

from app.awards.models import Round
from app.awards.queries import put_forward
from app.core.db import db
from app.council.models import CouncilItem, CouncilOutcome, CouncilSession
from app.council.queries.changes import rule_changes_of
from app.council.queries.heads import head_of, heads_of, settings_of
from app.council.queries.live import Live
from app.council.rules.counting import CHOICES, needed
from app.council.rules.meeting import FAILED
from app.council.rules.minutes import Attender, Counted, MinutedItem, Minutes, Opinion, Question, Recusal
from app.council.rules.settings import LIST, SIMPLE

# Nobody is printed otherwise than they are called now.
NOBODY: dict[int, tuple[str, str]] = {}


class Passed(NamedTuple):
    """``nomination_ids``: who is proposed, in order. ``session_id``: the session that passed them; None under the
    simplified procedure, where the list itself counts."""

    session_id: int | None
    nomination_ids: tuple[int, ...]


def closed_live(round_id: int) -> Live | None:
    """The session of a round that was closed with a result."""
    head = head_of(CouncilSession.round_id == round_id, CouncilSession.state == "closed")
    return Live(head) if head else None


def passed(round_id: int) -> Passed | None:
    """Who is proposed for the decision: what the closed session passed; under the simplified procedure all chosen of
    the locked list. None while there is no proposal."""
    state = db.session.execute(
        select(Round.locked_at, CouncilSession.id)
        .outerjoin(CouncilSession, (CouncilSession.round_id == Round.id) & (CouncilSession.state == "closed"))
        .where(Round.id == round_id)
    ).one_or_none()
    if state is None or state.locked_at is None:
        return None
    if state.id is None:
        if settings_of(round_id).procedure != SIMPLE:
            return None
        found = db.session.get(Round, round_id)
        return Passed(None, tuple(one.nomination_id for one in put_forward(found) if one.chosen))
    ids = (
        select(CouncilItem.nomination_id)
        .join(CouncilOutcome, CouncilOutcome.item_id == CouncilItem.id)
        .where(CouncilItem.session_id == state.id, CouncilOutcome.proposed)
        .order_by(CouncilItem.position, CouncilItem.id)
    )
    return Passed(state.id, tuple(db.session.scalars(ids)))


def proposed(round_id: int) -> tuple[int, ...] | None:
    """The nominations of the proposal, in order; None while there is none."""
    found = passed(round_id)
    return None if found is None else found.nomination_ids


def minutes_of(
    round_id: int, called: dict[int, tuple[str, str]] | None = None, whole: bool = False
) -> Minutes | None:
    """Everything the minutes print; None while no session was closed with a result. ``called``: name and unit of
    nominations that are printed otherwise than they are now. ``whole``: with what was changed in the rules after the
    list was locked, which only the minutes themselves say."""
    live = closed_live(round_id)
    return minutes_from(live, called or {}, whole) if live else None


def failed_minutes(round_id: int) -> list[Minutes]:
    """The same of each session of a round that ended without a result, the first one first: who came, and nothing of
    what was voted in it, which counts for nothing."""
    heads = heads_of(CouncilSession.round_id == round_id, CouncilSession.state == FAILED)
    return [minutes_from(Live(head)) for head in heads]


def minutes_from(live: Live, called: dict[int, tuple[str, str]] = NOBODY, whole: bool = False) -> Minutes:
    session, settings = live.session, live.settings
    names = {row.id: row.name for row in live.members}
    failed = session.state == FAILED
    cast, words = ({}, {}) if failed else (live.cast, live.words)
    items = [] if failed else live.items
    written = {member for votes in cast.values() for member, vote in votes.items() if vote.written}
    users = {row.user_id: row.name for row in live.members}
    members = tuple(_attender(row, users, row.id in written) for row in live.members)
    candidates = {row.CouncilItem.id: _called(row, called)[0] for row in items}
    return Minutes(
        number=session.number,
        called_for=session.meets_at,
        starts=session.opened_at,
        ends=session.ended_at,
        place=session.place,
        chair=next(one.name for one in members if one.duty == "chair"),
        secretary=next(one.name for one in members if one.duty == "secretary"),
        members=members,
        quorum_percent=settings.quorum_percent,
        quorum_needed=needed(settings.quorum_percent, len(members)),
        present_at_opening=session.present_at_opening,
        present_at_closing=session.present_at_closing,
        pass_percent=settings.pass_percent,
        denominator=settings.denominator,
        ballot=settings.ballot,
        in_list=settings.vote_by == LIST,
        absent_by_writing=settings.absent_by_writing,
        recused_leave=settings.recused_leave,
        recusals=tuple(
            Recusal(names[row.member_id], candidates[row.item_id], row.kind, row.grounds, live.concluded(row))
            for row in words.values()
            if row.word == "recused"
        ),
        questions=tuple(
            Question(names[row.member_id], candidates[row.item_id], row.kind, row.grounds, live.concluded(row))
            for row in words.values()
            if row.word == "noted"
        ),
        items=tuple(_item(live, row, names, *_called(row, called)) for row in items),
        discussion=session.discussion,
        failed=failed,
        opinions=() if failed else _opinions(live, names),
        rule_changes=rule_changes_of(session.round_id) if whole else (),
    )


def _attender(row, users: dict[int, str], written: bool) -> Attender:
    """`users`: names of the members, by whose accounts attendance is noted and confirmed."""
    noted = users.get(row.noted_by, "") if row.word and row.noted_by != row.user_id else ""
    confirmed = users.get(row.confirmed_by, "") if row.confirmed_by else ""
    word = "" if row.waits else row.word or ""
    return Attender(row.name, row.post, row.duty, word, written, row.user_id, noted, confirmed, row.waits)


def _opinions(live: Live, names: dict[int, str]) -> tuple[Opinion, ...]:
    """Each paper of each member once, those that no longer count with the reason."""
    counting = {
        Opinion(names[member], cast.reference, cast.dated)
        for votes in live.cast.values()
        for member, cast in votes.items()
        if cast.reference and cast.dated
    }
    gone = {Opinion(names[one.member_id], one.reference, one.dated, one.why) for one in live.withdrawn}
    return tuple(sorted(counting | gone, key=lambda one: (one.member, one.dated, one.reference, one.withdrawn)))


def _called(row, called: dict[int, tuple[str, str]]) -> tuple[str, str]:
    return called.get(row.CouncilItem.nomination_id, (row.called, row.called_unit))


def _item(live: Live, row, names: dict[int, str], name: str, unit: str) -> MinutedItem:
    item, end = row.CouncilItem, row.CouncilOutcome
    return MinutedItem(
        nomination_id=item.nomination_id,
        board=item.board,
        name=name,
        unit=unit,
        place=item.place,
        tied=item.tied,
        added=item.reason if item.added_by else "",
        counts=tuple(_counted(live, line, names) for line in live.counted(item)),
        proposed=bool(end and end.proposed),
        departure=end.reason if end else row.departure or "",
        chosen_why=row.chosen_why or "",
        paused=end is None,
        equal=bool(end and end.passed and not end.proposed and not end.departs and end.reason),
    )


def _counted(live: Live, line, names: dict[int, str]) -> Counted:
    tally = line.CouncilTally
    recused = live.meeting.recused(live.about(line))
    said = live.cast.get(line.id, {})
    votes = sorted(
        (CHOICES.index(vote.choice), names[member], vote)
        for member, vote in said.items()
        if vote.choice and member not in recused
    )
    return Counted(
        ballot=line.number,
        run_off=line.run_off,
        in_favour=tally.in_favour,
        against=tally.against,
        abstained=tally.abstained,
        invalid=0,
        not_voted=tally.not_voted,
        denominator=tally.denominator,
        needed=needed(tally.pass_percent, tally.denominator),
        passed=tally.passed,
        names=tuple((name, vote.choice, vote.written, vote.reference) for _, name, vote in votes),
        silent=() if live.settings.secret else _others(live, recused | set(said)),
        recused=() if live.settings.secret else _others(live, set(names) - recused),
    )


def _others(live: Live, but: set[int]) -> tuple[str, ...]:
    """The names of all members but these, in their order."""
    return tuple(row.name for row in live.members if row.id not in but)
