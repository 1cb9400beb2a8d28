"""The order in which those commended are called up: as in the decision, unless the ward arranged it otherwise."""

from collections.abc import Iterable, Mapping, Sequence

SUBJECTS = ("collective", "household", "individual")


def reading_order(decided: Iterable[tuple[int, str]], saved: Sequence[int]) -> list[int]:
    """Nomination ids by kind, each as ``saved`` orders them; who is not in it follows in the order of the decision.

    ``decided``: (nomination id, subject) in the order of the decision; who is no longer in it is left out.
    """
    at = {nomination: place for place, nomination in enumerate(saved)}
    numbered = [
        (SUBJECTS.index(subject), at.get(one, len(at)), place, one) for place, (one, subject) in enumerate(decided)
    ]
    return [one for *_, one in sorted(numbered)]


def renumbered(order: Sequence[int], wanted: Mapping[int, int | None]) -> list[int]:
    """The order after somebody wrote numbers beside the names: by these; of equal ones who stood first comes first,
    and whoever was given none keeps their own."""
    number = {one: wanted.get(one) or place for place, one in enumerate(order, start=1)}
    moved = {one: number[one] != place for place, one in enumerate(order, start=1)}
    # Who was moved up to a number comes before whoever stands there.
    place = {one: at for at, one in enumerate(order, start=1)}

    def key(one: int):
        up = moved[one] and number[one] < place[one]
        down = moved[one] and number[one] > place[one]
        return number[one], 0 if up else 2 if down else 1, place[one]

    return sorted(order, key=key)
