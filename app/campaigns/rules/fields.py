"""Reading a document field by field, naming the first one that is wrong."""

import re
from datetime import date, time

from app.core.reasons import Reason
from app.core.text import N_, TextCode, TextProblem, clean_name, holds_identity_number, identity_key


class DocumentReason(Reason):
    NOT_OBJECT = N_("This must be an object with named fields.")
    MISSING = N_("This field is missing.")
    NOT_TEXT = N_("This must be text.")
    EMPTY = N_("This text must not be empty.")
    BAD_TEXT = N_("This text is too long or contains characters that can't be used.")
    NUMBERS = N_("This text contains 9 or more digits in a row, like an identity or phone number.")
    NOT_LIST = N_("This must be a list.")
    TOO_MANY = N_("This list has more than %(most)s entries.")
    TOO_FEW = N_("This list must have at least one entry.")
    TWICE = N_("This entry is in the list twice.")
    NOT_WHOLE = N_("This must be a whole number from %(least)s to %(most)s.")
    NOT_DAY = N_("This must be a day such as 2025-08-14, from 2000 to 2100.")
    NOT_TIME = N_("This must be a time such as 08:00.")
    NOT_CHOICE = N_("This must be one of: %(choices)s.")
    BAD_SLUG = N_("A slug has 3 to 60 small letters and digits, with single dashes between.")
    BAD_CODE = N_("A code has up to 40 small letters, digits and underscores, and starts with a letter.")
    ENDS_FIRST = N_("The end is before the start.")
    TOO_LONG_CAMPAIGN = N_("A campaign lasts at most %(most)s days.")
    SIZES = N_("At least one seat is needed, and the minimum and the leads must not be above the maximum.")
    ZONE = N_("The time zone must be Asia/Ho_Chi_Minh.")


# What is wrong with these texts is said with the letter or the text that was meant.
_TOLD = (TextCode.LETTER, TextCode.GARBLED, TextCode.LOST, TextCode.OLD_FONT)


class DocumentError(ValueError):
    """Why a document can't be read: ``path`` as in "assumed.slots[0].start", and the reason with its facts."""

    def __init__(self, path: str, reason: Reason, **facts):
        super().__init__(f"{path}: {reason.value % facts if facts else reason.value}")
        self.path, self.reason, self.facts = path, reason, facts


class Node:
    """One value of the document and the path that leads to it."""

    def __init__(self, value: object, path: str = ""):
        self.value, self.path = value, path

    def wrong(self, reason: Reason, **facts) -> DocumentError:
        return DocumentError(self.path or ".", reason, **facts)

    def __getitem__(self, name: str) -> "Node":
        found = self.get(name)
        if found is None:
            raise DocumentError(self._below(name), DocumentReason.MISSING)
        return found

    def get(self, name: str) -> "Node | None":
        if not isinstance(self.value, dict):
            raise self.wrong(DocumentReason.NOT_OBJECT)
        value = self.value.get(name)
        return None if value is None else Node(value, self._below(name))

    def _below(self, name: str) -> str:
        return f"{self.path}.{name}" if self.path else name

    def text(self, longest: int, empty: bool = False) -> str:
        if not isinstance(self.value, str):
            raise self.wrong(DocumentReason.NOT_TEXT)
        try:
            text = clean_name(self.value, longest)
        except TextProblem as problem:
            if problem.code in _TOLD:
                raise self.wrong(problem.code, **problem.facts) from problem
            raise self.wrong(DocumentReason.BAD_TEXT) from problem
        if not text and not empty:
            raise self.wrong(DocumentReason.EMPTY)
        if holds_identity_number(text):
            raise self.wrong(DocumentReason.NUMBERS)
        return text

    def matching(self, pattern: str, reason: DocumentReason) -> str:
        if not isinstance(self.value, str) or not re.fullmatch(pattern, self.value, re.ASCII):
            raise self.wrong(reason)
        return self.value

    def slug(self) -> str:
        found = self.matching(r"[a-z0-9]+(-[a-z0-9]+){0,20}", DocumentReason.BAD_SLUG)
        if not 3 <= len(found) <= 60:
            raise self.wrong(DocumentReason.BAD_SLUG)
        return found

    def choice(self, *choices: str) -> str:
        if self.value not in choices:
            raise self.wrong(DocumentReason.NOT_CHOICE, choices=", ".join(choices))
        return self.value

    def whole(self, least: int, most: int) -> int:
        if type(self.value) is not int or not least <= self.value <= most:
            raise self.wrong(DocumentReason.NOT_WHOLE, least=least, most=most)
        return self.value

    def day(self) -> date:
        text = self.matching(r"\d{4}-\d{2}-\d{2}", DocumentReason.NOT_DAY)
        try:
            found = date.fromisoformat(text)
        except ValueError as error:
            raise self.wrong(DocumentReason.NOT_DAY) from error
        if not 2000 <= found.year <= 2100:
            raise self.wrong(DocumentReason.NOT_DAY)
        return found

    def time(self) -> time:
        text = self.matching(r"([01]\d|2[0-3]):[0-5]\d", DocumentReason.NOT_TIME)
        return time.fromisoformat(text)

    def items(self, most: int, least: int = 0) -> list["Node"]:
        if not isinstance(self.value, list):
            raise self.wrong(DocumentReason.NOT_LIST)
        if len(self.value) > most:
            raise self.wrong(DocumentReason.TOO_MANY, most=most)
        if len(self.value) < least:
            raise self.wrong(DocumentReason.TOO_FEW)
        return [Node(value, f"{self.path}[{n}]") for n, value in enumerate(self.value)]

    def names(self, most: int, longest: int) -> tuple[str, ...]:
        """Texts of which no two are one name, case and the place of the tone aside."""
        seen, out = set(), []
        for node in self.items(most):
            name = node.text(longest)
            once_only(node, identity_key(name), seen)
            out.append(name)
        return tuple(out)


def once_only(node: Node, key: str, seen: set[str]) -> None:
    if key in seen:
        raise node.wrong(DocumentReason.TWICE)
    seen.add(key)
