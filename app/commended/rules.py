"""Answers of those on the list, and who gives them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.core.reasons import Reason
from app.core.text import N_

RIGHT, WRONG, DECLINED = "right", "wrong", "declined"
ANSWER_WORDS = {
    RIGHT: N_("All of it is right"),
    WRONG: N_("Something is wrong"),
    DECLINED: N_("I decline the award"),
}
MOST_GUESTS = 10
MOST_TEXT = 500


class CommendedAnswer(Reason):
    YES = N_("You can do that.")
    NO_ROUND = N_("There is no award round for this campaign yet. Open one first.")
    NOT_LOCKED = N_("The list is not locked yet. Ask those on it once it no longer changes.")
    ALL_ASKED = N_("Everybody on the list was asked already.")
    NOT_YOURS = N_("Only the person, or who leads the team, answers this.")
    NO_WHAT = N_("Write what is wrong, or the right name.")
    PRINTED = N_("The certificate is entered in the register already. Tell the ward's office that you decline.")
    HAS_ACCOUNT = N_("This one has an account and answers in person.")
    NOTHING_WRONG = N_("Nothing is said to be wrong here, or it was settled already.")
    NOT_ALONE = N_("You said yourself that it is wrong. Somebody else settles it.")


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody who was asked, with the last answer. `answer`: None where there is none yet; `comes`: how many come to
    the ceremony, None where it was not said."""

    nomination_id: int
    subject: str
    name: str
    unit: str
    user_id: int | None
    team_id: int | None
    answer: str | None = None
    what: str = ""
    comes: int | None = None
    who: str = ""
    at: datetime | None = None
    reply_id: int | None = None
    settled: str = ""
    by_account: bool = True

    @property
    def open(self) -> bool:
        """Said to be wrong, and nobody has looked at it yet."""
        return self.answer == WRONG and not self.settled


@dataclass(frozen=True)
class Counts:
    asked: int
    answered: int
    wrong: int
    declined: int
    come: int


def counts_of(lines: Sequence[Line]) -> Counts:
    """`come`: people, guests too."""
    return Counts(
        asked=len(lines),
        answered=sum(one.answer is not None for one in lines),
        wrong=sum(one.open for one in lines),
        declined=sum(one.answer == DECLINED for one in lines),
        come=sum(one.comes or 0 for one in lines if one.answer != DECLINED),
    )


def may_reply(mine: bool, answer: str, what: str, right_name: str) -> CommendedAnswer:
    if not mine:
        return CommendedAnswer.NOT_YOURS
    if answer == WRONG and not what and not right_name:
        return CommendedAnswer.NO_WHAT
    return CommendedAnswer.YES
