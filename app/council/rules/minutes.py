"""What the minutes of a session print, as plain values."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Attender:
    """A member: `word` present, left, absent or "" (never came); `written`: gave an opinion in writing. `noted_by`:
    who noted it where it was not the member, `confirmed_by`: who confirmed that; "" where nobody had to.
    `unconfirmed`: noted as present and never confirmed, so that it does not count (`word` is "")."""

    name: str
    post: str
    duty: str
    word: str
    written: bool = False
    user_id: int | None = None
    noted_by: str = ""
    confirmed_by: str = ""
    unconfirmed: bool = False

    @property
    def here(self) -> bool:
        return self.word in ("present", "left")


@dataclass(frozen=True)
class Recusal:
    """Somebody who did not vote on a candidate. `kind`: oneself, own_team, proposed, same_name, declared. `by_chair`:
    the chair concluded so for an absent member."""

    member: str
    candidate: str
    kind: str
    grounds: str
    by_chair: bool = False


@dataclass(frozen=True)
class Question:
    """Asked because of the name or the proposal, and answered with no: there is no conflict."""

    member: str
    candidate: str
    kind: str
    grounds: str
    by_chair: bool = False


@dataclass(frozen=True)
class Opinion:
    """An opinion on a paper of an absent member's. `withdrawn`: "", objection, or came: then it does not count."""

    member: str
    reference: str
    dated: date
    withdrawn: str = ""


@dataclass(frozen=True)
class RuleChange:
    """The rules were changed after the list was locked: by whom, why, and what: (setting, before, after)."""

    at: datetime
    by: str
    reason: str
    what: tuple[tuple[str, str | int | bool, str | int | bool], ...]


@dataclass(frozen=True)
class Counted:
    """One line of one ballot. `ballot`: its number, `run_off`: whether it decided between equals. `names`: of an
    open ballot who said what (name, choice, in writing, reference of the paper), ``silent`` who could and did not,
    ``recused`` who must not; of a secret one nothing."""

    ballot: int
    run_off: bool
    in_favour: int
    against: int
    abstained: int
    invalid: int
    not_voted: int
    denominator: int
    needed: int
    passed: bool
    names: tuple[tuple[str, str, bool, str], ...] = ()
    silent: tuple[str, ...] = ()
    recused: tuple[str, ...] = ()


@dataclass(frozen=True)
class MinutedItem:
    """A candidate of the agenda: `proposed` by the session or not; `counts` of each ballot, the last one decides.
    `departure`: why the session departed from the order of points, ended without somebody on hold (`paused`), or left
    a place empty that equal ones passed for (`equal`); `chosen_why`: why the locked list departed before; `added`:
    why the chair put it on the agenda."""

    nomination_id: int
    board: str
    name: str
    unit: str
    place: int | None
    tied: bool
    added: str
    counts: tuple[Counted, ...]
    proposed: bool
    departure: str
    chosen_why: str = ""
    paused: bool = False
    equal: bool = False

    @property
    def last(self) -> Counted | None:
        return self.counts[-1] if self.counts else None


@dataclass(frozen=True)
class Minutes:
    """`in_list`: the chosen of the list were voted on as a whole; their counts are all the same one. `failed`: it
    ended without a result; one that never began has no `starts`."""

    number: int
    called_for: datetime
    starts: datetime | None
    ends: datetime
    place: str
    chair: str
    secretary: str
    members: tuple[Attender, ...]
    quorum_percent: int
    quorum_needed: int
    present_at_opening: int | None
    present_at_closing: int
    pass_percent: int
    denominator: str
    ballot: str
    in_list: bool
    absent_by_writing: bool
    recused_leave: bool
    recusals: tuple[Recusal, ...]
    questions: tuple[Question, ...]
    items: tuple[MinutedItem, ...]
    discussion: str
    failed: bool = False
    opinions: tuple[Opinion, ...] = ()
    rule_changes: tuple[RuleChange, ...] = ()

    @property
    def early(self) -> bool:
        """It was opened before the hour for which it was called: everybody was there."""
        return self.starts is not None and self.starts < self.called_for

    @property
    def present(self) -> tuple[str, ...]:
        return tuple(one.name for one in self.members if one.here)

    @property
    def absent(self) -> tuple[str, ...]:
        return tuple(one.name for one in self.members if not one.here)

    @property
    def in_writing(self) -> tuple[str, ...]:
        return tuple(one.name for one in self.members if one.written)

    @property
    def proposed(self) -> tuple[MinutedItem, ...]:
        return tuple(one for one in self.items if one.proposed)
