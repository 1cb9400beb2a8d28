"""A session as it stands: everything about it, each part read once and only when it is asked for."""

from functools import cache, cached_property

from sqlalchemy import bindparam, case, select

from app.awards.models import Choice, Nomination
from app.awards.queries import commended_elsewhere, name_now, on_hold_in, quotas_of, unit_now
from app.awards.rules import PAPERS_ORDER
from app.campaigns.models import Campaign
from app.commended.queries import declined_now
from app.core.clock import now
from app.core.db import db
from app.council.models import (
    CouncilBallot,
    CouncilConflict,
    CouncilDeparture,
    CouncilItem,
    CouncilLine,
    CouncilOutcome,
    CouncilSession,
    CouncilTally,
)
from app.council.queries.heads import NAMES, head_beside, locked_head, settings_of
from app.council.queries.members import Person, members_of
from app.council.queries.votes import Cast, Withdrawn, stubs_of, votes_of
from app.council.rules.conflicts import NOTED, last_words
from app.council.rules.counting import Tally
from app.council.rules.meeting import Meeting
from app.council.rules.outcome import Entry, Outcome, outcome
from app.council.rules.settings import FULL, Settings
from app.posting.queries import stands_in
from app.posting.rules import Stands


class Live:
    """`head`: the session's row (`.CouncilSession`) with its round, campaign and ward. `held_back`: how many of the
    locked list its opening left out, since their unit was dissolved."""

    held_back = 0

    def __init__(self, head):
        self.head = head
        self.session: CouncilSession = head.CouncilSession
        self.id = self.session.id

    @cached_property
    def settings(self) -> Settings:
        """The session's own once it is open, until then the round's."""
        if self.session.opened_at is None:
            return settings_of(self.session.round_id)
        return Settings(FULL, *(getattr(self.session, name) for name in NAMES[1:]))

    @cached_property
    def members(self) -> list[Person]:
        """Chair, secretary, then by the order of calling."""
        return members_of(self.id)

    @cached_property
    def items(self) -> list:
        """Rows of the agenda in its order, with ``called`` and ``called_unit`` (the names as they are now),
        ``departure`` (the council's last reason), ``chosen_why`` (the reason for which the list holds somebody out of
        the order of points), whether they are ``on_hold`` now, ``declined`` the award or are commended ``elsewhere``,
        and the outcome once it is closed."""
        params = {
            "session_id": self.id,
            "round_id": self.session.round_id,
            "campaign_id": self.head.campaign_id,
        }
        return db.session.execute(_agenda(), params).all()

    @property
    def nominated(self) -> set[int]:
        """The nominations on the agenda."""
        return {row.CouncilItem.nomination_id for row in self.items}

    @cached_property
    def conflicts(self) -> list[CouncilConflict]:
        """Everything said about conflicts, in the order in which it was."""
        query = select(CouncilConflict).where(CouncilConflict.session_id == self.id).order_by(CouncilConflict.id)
        return list(db.session.scalars(query))

    @cached_property
    def words(self) -> dict[tuple[int, int], CouncilConflict]:
        """The last word about each (member, item)."""
        return dict(last_words(self.conflicts))

    @cached_property
    def lines(self) -> list:
        """Rows of everything that was or is voted on, ballot by ballot, with what each closed line came to."""
        return db.session.execute(
            select(
                CouncilLine.id,
                CouncilLine.item_id,
                CouncilLine.ballot_id,
                CouncilBallot.number,
                CouncilBallot.run_off,
                CouncilBallot.seats,
                CouncilBallot.closed_at,
                CouncilTally,
            )
            .join(CouncilBallot, CouncilBallot.id == CouncilLine.ballot_id)
            .outerjoin(CouncilTally, CouncilTally.line_id == CouncilLine.id)
            .where(CouncilLine.session_id == self.id)
            .order_by(CouncilBallot.number, CouncilLine.id)
        ).all()

    @cached_property
    def _votes(self) -> tuple[dict[int, dict[int, Cast]], list[Withdrawn]]:
        return (stubs_of(self.id), []) if self.settings.secret else votes_of(self.id)

    @property
    def cast(self) -> dict[int, dict[int, Cast]]:
        """Line -> member -> the vote that counts."""
        return self._votes[0]

    @property
    def withdrawn(self) -> list[Withdrawn]:
        """Opinions entered from a paper that no longer count."""
        return self._votes[1]

    @property
    def attended(self) -> set[int]:
        """Members who are or were present in the open ballot."""
        return {row.id for row in self.members if row.attended}

    def entered_for(self, member_id: int) -> list[int]:
        """The open lines on which an opinion counts that somebody entered for this member."""
        open_lines = [line.id for line in self.open_lines]
        return [line for line in open_lines if (cast := self.cast.get(line, {}).get(member_id)) and cast.reference]

    @property
    def open_lines(self) -> list:
        return [line for line in self.lines if line.closed_at is None]

    @property
    def ballot(self) -> int | None:
        """The open ballot."""
        return next((line.ballot_id for line in self.open_lines), None)

    @cached_property
    def listed(self) -> list[int]:
        """The items that the locked list has chosen: what a vote on the list is about."""
        return [row.CouncilItem.id for row in self.items if not row.CouncilItem.competes]

    @property
    def undisputed(self) -> list[int]:
        """Those of them on which everybody may vote, as far as is known now."""
        disputed = {item for (_, item), row in self.words.items() if row.word != NOTED}
        return [item for item in self.listed if item not in disputed]

    def about(self, line) -> list[int]:
        """The items that a line is about: its own, or all of the list but for those voted on alone beside it."""
        if line.item_id is not None:
            return [line.item_id]
        alone = {one.item_id for one in self.lines if one.ballot_id == line.ballot_id}
        return [item for item in self.listed if item not in alone]

    @property
    def declined(self) -> list[str]:
        """Who on the agenda does not want the award."""
        return [row.called for row in self.items if row.declined]

    @property
    def posting(self) -> Stands:
        """How far its round is with the posting of the list."""
        return stands_in(self.head)

    @property
    def meeting(self) -> Meeting:
        return Meeting(
            self.session.state,
            self.settings,
            tuple(row.seat for row in self.members),
            {pair: row.word for pair, row in self.words.items()},
            self.ballot,
            self.head.closed_at is not None,
            self.session.opened_at is None and now() < self.session.meets_at,
        )

    def concluded(self, conflict: CouncilConflict) -> bool:
        """Whether the chair answered for a member who was absent."""
        member = next(row for row in self.members if row.id == conflict.member_id)
        return conflict.by is not None and conflict.by != member.user_id

    def member(self, user_id: int) -> Person | None:
        return next((row for row in self.members if row.user_id == user_id), None)

    def counted(self, item) -> list:
        """The closed lines about an item, the first ballot first."""
        return [line for line in self.lines if line.CouncilTally and item.id in self.about(line)]

    @property
    def quotas(self) -> dict[str, int]:
        return quotas_of(self.head)

    @property
    def outcomes(self) -> dict[str, Outcome]:
        """What each board comes to by the ballots that are closed."""
        entries: dict[str, list[Entry]] = {board: [] for board in PAPERS_ORDER}
        for row in self.items:
            item = row.CouncilItem
            counted = self.counted(item)
            tallies = tuple(_tally(line.CouncilTally) for line in counted if not line.run_off)
            run_offs = tuple(_tally(line.CouncilTally) for line in counted if line.run_off)
            waits = item.id in self.waiting
            entries[item.board].append(Entry(item.id, item.place, item.competes, tallies, run_offs, waits))
        return {board: outcome(found, self.quotas[board]) for board, found in entries.items()}

    @property
    def fallen_together(self) -> list[int]:
        """Items that fell with the list as a whole and were not voted on alone since."""
        last = {row.CouncilItem.id: self.counted(row.CouncilItem)[-1:] for row in self.items}
        return [
            item
            for item, line in last.items()
            if line and line[0].item_id is None and not line[0].CouncilTally.passed
        ]

    @property
    def unvoted(self) -> list[int]:
        """Items to vote on: no ballot was about them that is open or was counted, and they are not on hold."""
        return [item for item in self._uncounted if item not in self.paused]

    @property
    def waiting(self) -> list[int]:
        """The same of those on hold: they are voted on once the hold is lifted."""
        return [item for item in self._uncounted if item in self.paused]

    @property
    def _uncounted(self) -> list[int]:
        voting = [line for line in self.lines if line.CouncilTally or self._votable(line)]
        about = {item for line in voting for item in self.about(line)}
        return [row.CouncilItem.id for row in self.items if row.CouncilItem.id not in about]

    def _votable(self, line) -> bool:
        return line.closed_at is None and line.item_id not in self.paused

    @cached_property
    def paused(self) -> set[int]:
        """The items that are on hold: "tạm dừng xét"."""
        return {row.CouncilItem.id for row in self.items if row.on_hold}


# Building it costs more than reading by it, and it never differs.
@cache
def _agenda():
    """The agenda of the session ``:session_id``, of the round ``:round_id`` of the campaign ``:campaign_id``."""
    round_id, campaign_id = bindparam("round_id"), bindparam("campaign_id")
    last = (
        select(CouncilDeparture.reason)
        .where(CouncilDeparture.item_id == CouncilItem.id)
        .order_by(CouncilDeparture.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    chosen_why = (
        select(case((Choice.departs, Choice.reason), else_=""))
        .where(Choice.round_id == round_id, Choice.nomination_id == CouncilItem.nomination_id)
        .order_by(Choice.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    return (
        select(
            CouncilItem,
            name_now().label("called"),
            unit_now().label("called_unit"),
            last.label("departure"),
            chosen_why.label("chosen_why"),
            on_hold_in(campaign_id).label("on_hold"),
            declined_now().label("declined"),
            commended_elsewhere().label("elsewhere"),
            CouncilOutcome,
        )
        .select_from(CouncilItem)
        .join(Campaign, Campaign.id == campaign_id)
        .join(Nomination, Nomination.id == CouncilItem.nomination_id)
        .outerjoin(CouncilOutcome, CouncilOutcome.item_id == CouncilItem.id)
        .where(CouncilItem.session_id == bindparam("session_id"))
        .order_by(CouncilItem.position, CouncilItem.id)
    )


def _tally(row: CouncilTally) -> Tally:
    return Tally(row.in_favour, row.against, row.abstained, row.denominator, row.pass_percent)


def live_of(session_id: int, reach) -> Live | None:
    """A session inside somebody's reach, for a page: with what stands beside its agenda."""
    head = head_beside(CouncilSession.id == session_id, reach.where(CouncilSession.ward_id))
    return Live(head) if head else None


def locked_live(session_id: int, reach) -> Live | None:
    """The same under the session's lock, for a verb."""
    head = locked_head(CouncilSession.id == session_id, reach.where(CouncilSession.ward_id))
    return Live(head) if head else None
