"""What a further decision changes in one that has its number: checked before it is proposed, and applied to what the
papers say. Plain values in, reasons out."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace

from app.core.reasons import Reason
from app.core.text import N_
from app.decisions.amended import CANCELLATION, CORRECTION, REPLACEMENT
from app.papers.rules.data import Papers, Recipient

NAME, UNIT, AMOUNT, TEXT, AWARD = "name", "unit", "amount", "text", "award"
WHAT = {
    NAME: N_("The name"),
    UNIT: N_("The unit"),
    AMOUNT: N_("The bonus"),
    TEXT: N_("Other words of the decision"),
    AWARD: N_("The award itself: it ends"),
}
KINDS = {
    CORRECTION: N_("Correct it (đính chính)"),
    REPLACEMENT: N_("Replace it by a new one (thay thế)"),
    CANCELLATION: N_("Cancel it, or single awards of it (hủy bỏ)"),
}
MOST_AMOUNT = 1_000_000_000
MOST_CHANGES = 4


class AmendmentAnswer(Reason):
    YES = N_("You can do that.")
    NO_NUMBER = N_(
        "The decision has no number yet, so it can still be written otherwise. Nothing has to be corrected."
    )
    OPEN = N_("A change of this decision is waiting for the leader already. It is answered first.")
    NO_REASON = N_("Write the reason: it is printed on the paper.")
    NOTHING = N_("Say what is corrected: for whom, what, and how it should read.")
    WHOM = N_("Name, unit, bonus and award are somebody's: choose whose.")
    NOT_THERE = N_("“%(before)s” does not stand in the decision. Copy the words as they stand there.")
    NO_WORDS = N_("Write how it should read.")
    SAME = N_("It reads like this already: %(after)s.")
    NAME_FIRST = N_("This name is known here as “%(known)s”. Correct the name first; then the decision follows it.")
    NO_AMOUNT = N_("Write the bonus in VND, with digits alone.")
    TWICE = N_("The same thing of the same name is changed twice.")
    ENDS_ONLY = N_("To end an award, cancel or replace the decision: a correction leaves everybody commended.")
    AWARDS_ONLY = N_("A cancellation ends the whole decision or single awards. To mend words, correct or replace it.")
    ENDED = N_("%(name)s: this award has ended already.")
    NOBODY_LEFT = N_("No award of this decision holds any more.")
    ANSWERED = N_("This was answered already.")
    NOT_ALONE = N_("You proposed this yourself: a change of a decision takes two people. Let another leader answer.")
    NOT_GRANTED = N_("The leader has not agreed to this change, so it gets no number.")
    NUMBERED = N_("This has its number already; it stays.")
    OWN = N_("%(name)s: you can't decide on your own award. Let another leader decide.")


@dataclass(frozen=True)
class Change:
    """``nomination``: whose line of the decision, None: its text. ``before``, ``after``: as it reads, and as it
    should; of a bonus the digits; of an award that ends the name and nothing."""

    nomination: int | None
    what: str
    before: str
    after: str


def changes_text(changes: Iterable[Change]) -> str:
    return json.dumps([asdict(one) for one in changes], ensure_ascii=False, sort_keys=True)


def read_changes(text: str) -> tuple[Change, ...]:
    return tuple(Change(**one) for one in json.loads(text))


@dataclass(frozen=True)
class Standing:
    """The decision as it reads now. ``holding``: whose awards hold; ``known``: nomination -> the name of now."""

    papers: Papers
    holding: frozenset[int]
    known: Mapping[int, str]


def checked(kind: str, wanted: Iterable[Change], standing: Standing) -> tuple[list[Change], AmendmentAnswer, dict]:
    """The changes with ``before`` filled in, and whether they can be proposed (with the facts of the reason)."""
    if not standing.holding:
        return [], AmendmentAnswer.NOBODY_LEFT, {}
    people = {one.nomination_id: one for one in standing.papers.recipients}
    found: list[Change] = []
    for one in wanted:
        if one.what != TEXT and one.nomination not in people:
            return [], AmendmentAnswer.WHOM, {}
        filled, answer, facts = _one(kind, one, people.get(one.nomination), standing)
        if answer is not AmendmentAnswer.YES:
            return [], answer, facts
        if any((old.nomination, old.what, old.before) == (one.nomination, one.what, filled.before) for old in found):
            return [], AmendmentAnswer.TWICE, {}
        found.append(filled)
    if kind == CORRECTION and not found:
        return [], AmendmentAnswer.NOTHING, {}
    return found, AmendmentAnswer.YES, {}


def _one(kind: str, one: Change, person: Recipient | None, standing: Standing):
    if one.what == AWARD:
        if kind == CORRECTION:
            return one, AmendmentAnswer.ENDS_ONLY, {}
        if one.nomination not in standing.holding:
            return one, AmendmentAnswer.ENDED, {"name": person.name}
        return replace(one, before=person.name, after=""), AmendmentAnswer.YES, {}
    if kind == CANCELLATION:
        return one, AmendmentAnswer.AWARDS_ONLY, {}
    if not one.after:
        return one, AmendmentAnswer.NO_WORDS, {}
    if one.what == TEXT:
        return _words(one, standing.papers)
    before, after = said_of(standing.papers, person, one.what), one.after
    if one.what == AMOUNT:
        after = after.replace(".", "").replace(" ", "")
        if not (after.isascii() and after.isdigit() and int(after) <= MOST_AMOUNT):
            return one, AmendmentAnswer.NO_AMOUNT, {}
        after = f"{int(after)}"
    if before == after:
        return one, AmendmentAnswer.SAME, {"after": after}
    if one.what == NAME and after != standing.known[one.nomination]:
        return one, AmendmentAnswer.NAME_FIRST, {"known": standing.known[one.nomination]}
    return replace(one, before=before, after=after), AmendmentAnswer.YES, {}


def _words(one: Change, papers: Papers):
    """Words of the decision's own texts, to be read as others."""
    if not one.before or not any(one.before in text for text in papers.texts.values()):
        return one, AmendmentAnswer.NOT_THERE, {"before": one.before}
    if one.before == one.after:
        return one, AmendmentAnswer.SAME, {"after": one.after}
    return replace(one, nomination=None), AmendmentAnswer.YES, {}


def said_of(papers: Papers, one: Recipient, what: str) -> str:
    return f"{papers.bonus_of(one)}" if what == AMOUNT else getattr(one, what)


def applied(papers: Papers, changes: Iterable[Change]) -> Papers:
    """The same after these changes, whoever's award ended left out."""
    people = {one.nomination_id: one for one in papers.recipients}
    texts = dict(papers.texts)
    for one in changes:
        if one.what == TEXT:
            texts = {key: text.replace(one.before, one.after) for key, text in texts.items()}
        elif one.what == AWARD:
            people.pop(one.nomination, None)
        elif one.nomination in people:
            value = {"amount": int(one.after)} if one.what == AMOUNT else {one.what: one.after}
            people[one.nomination] = replace(people[one.nomination], **value)
    return replace(papers, texts=texts, recipients=tuple(people.values()))
