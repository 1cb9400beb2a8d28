"""When a change of a name is the mending of a slip of the pen, and what a second person has to confirm.

Renaming somebody who is commended into another person is what an attacker would want. So one alone can change what a
clerk mistypes: marks, capitals, blanks, one letter; everything else, a name that somebody else there bears, and one's
own name take a second person. What was changed since a second person last looked counts together, so that many small
steps lead nowhere.
"""

import re

from app.core.reasons import Reason
from app.core.text import N_, fold

MOST_NAME, MOST_REASON = 200, 500


class NameAnswer(Reason):
    YES = N_("This can be corrected at once.")
    SAME = N_("This is the name as it stands. Write it as it should be.")
    NO_REASON = N_("Write how you know the right name: it stays with the correction.")
    LARGER = N_("This is more than marks, capitals, blanks or one letter.")
    NAMESAKE = N_("Somebody else here bears this name.")
    OWN = N_("This is your own name.")
    TAKEN = N_("Another team of the ward has this name.")
    OTHER_WARD = N_("This person also works elsewhere; an administrator of the site must do this.")
    ANSWERED = N_("This was answered already.")
    MOVED = N_("The name was changed in the meantime. Ask for the correction again.")
    NOT_ALONE = N_("Somebody else has to confirm this: neither who asked for it nor whose name it is.")


def is_slip(before: str, after: str) -> bool:
    """Whether a clerk may have mistyped one for the other: they differ in marks, capitals, blanks and at most one
    letter (put in, left out, another one, or two changed round), not in a number, nor in how the last word begins."""
    if [int(one) for one in re.findall(r"\d+", before)] != [int(one) for one in re.findall(r"\d+", after)]:
        return False
    old, new = _letters(before), _letters(after)
    if not old or not new:
        return False
    if "".join(old) == "".join(new):
        return True
    return old[-1][0] == new[-1][0] and _one_apart("".join(old), "".join(new))


def _letters(name: str) -> list[str]:
    """The words of a name without marks, capitals, and noughts before a number."""
    return re.sub(r"\b0+(?=\d)", "", fold(name)).split()


def _one_apart(a: str, b: str) -> bool:
    short, long = sorted((a, b), key=len)
    if len(long) - len(short) > 1:
        return False
    at = next((i for i, (x, y) in enumerate(zip(short, long, strict=False)) if x != y), len(short))
    if len(long) > len(short):
        return short[at:] == long[at + 1 :]
    turned = short[at : at + 2] == long[at : at + 2][::-1] and short[at + 2 :] == long[at + 2 :]
    return short[at + 1 :] == long[at + 1 :] or turned


def may_correct(now: str, confirmed: str, after: str, own: bool, namesake: bool) -> NameAnswer:
    """Whether ``after`` can take the place of the name at once. ``confirmed``: the name as it was when a second
    person last confirmed it, or at first; ``namesake``: somebody else there bears the new name."""
    if after == now:
        return NameAnswer.SAME
    if own:
        return NameAnswer.OWN
    if namesake:
        return NameAnswer.NAMESAKE
    return NameAnswer.YES if is_slip(confirmed, after) else NameAnswer.LARGER


# What a second person can settle.
FOR_A_SECOND = (NameAnswer.LARGER, NameAnswer.NAMESAKE, NameAnswer.OWN)
