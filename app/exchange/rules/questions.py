"""What a file leaves open, and what can be answered: nothing is written before each question has its answer."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from app.core.reasons import Reason
from app.core.text import N_

LEAVE = "leave"
MOST_ANSWERS = 1_000
LONGEST_KEY = 300


class Asked(Reason):
    OLD_FONT = N_("Some text is typed with an old font: %(font)s. Is it read correctly?")
    TEAM = N_("The ward has no team “%(value)s”. Did you mean one of these?")
    POINT = N_("“%(value)s” is not a point of the campaign. Did you mean one of these?")
    PERSON_WITH_POWER = N_(
        "%(name)s is already in this ward, with other roles. An import does not change such an account: change "
        "the phone number on that page, or say that this is somebody else."
    )
    PERSON = N_("%(name)s is already in this ward, under another phone number. Is it the same person?")


class Answer(Reason):
    TAKE_READING = N_("Yes, take it as it is read")
    REFUSE_READING = N_("No, these rows must be corrected first")
    NAMED = N_("%(name)s")
    NEW_TEAM = N_("A new team called “%(name)s”")
    LEAVE = N_("None of them: leave these rows out")
    SAME_PERSON = N_("The same person, %(known)s: %(phone)s takes the place of %(old)s")
    OTHER_PERSON = N_("Somebody else: a new person with the number %(phone)s")
    LEAVE_ROW = N_("Leave this row out")


@dataclass(frozen=True)
class Option:
    value: str
    text: Answer
    facts: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Question:
    """`key` names it in a file; `rows` are those that it is about, `examples` what is read there."""

    key: str
    text: Asked
    facts: dict
    options: tuple[Option, ...]
    rows: tuple[int, ...] = ()
    examples: tuple[str, ...] = ()
    answer: str | None = None

    @property
    def is_open(self) -> bool:
        return self.answer not in {option.value for option in self.options}


def the_open(questions) -> list[Question]:
    return [question for question in questions if question.is_open]


def with_answers(answers: Mapping[str, str], given: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The answers with others by the keys of their questions; an answer to what nobody asks does nothing. Raises
    ValueError for what can be none."""
    found = dict(answers)
    for key, value in given:
        if not key or len(key) > LONGEST_KEY or not re.fullmatch(r"[a-z]+(?::\d{1,15})?|\d{1,15}", value, re.ASCII):
            raise ValueError(key)
        found[key] = value
    if len(found) > MOST_ANSWERS:
        raise ValueError(len(found))
    return found
