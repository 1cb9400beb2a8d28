"""What the minutes say of each vote: a row for every ballot in which somebody stood, and who voted what."""

from app.council.rules.counting import ABSTAIN, AGAINST, FOR
from app.council.rules.minutes import Counted, MinutedItem, Minutes
from app.papers.rules.data import WORDS, Papers, lowered

_COUNTS = ("for", "against", "abstained", "not_voted", "invalid", "base", "needed")
_VOTES = "Đồng ý {for}; không đồng ý {against}; không có ý kiến {abstained}; không biểu quyết {not_voted}"
_PAPERS = "; không hợp lệ {invalid}"  # where there are papers that can be
_OF = " (tính trên {base}, cần {needed})"
_CHOICES = {FOR: "đồng ý", AGAINST: "không đồng ý", ABSTAIN: "không có ý kiến"}


def voted_on(papers: Papers, board: str) -> list[dict]:
    """The rows of the result; before the session, room to write."""
    if papers.session is None:
        rows = [_row(one.name, one.unit, None, papers.secret, note=one.note) for one in papers.of(board)]
    else:
        rows = [row for item in papers.session.items if item.board == board for row in _rows(item, papers.session)]
    number = 0
    for row in rows:
        number += row["again"] == ""
        row["no"] = f"{number}" if row["again"] == "" else ""
        if board != "collectives" and row["unit"]:
            row["called"] = f"{row['name']}, {row['unit']}"
    return rows


def _rows(item: MinutedItem, session: Minutes) -> list[dict]:
    secret = session.ballot == "secret"
    if not item.counts:
        return [_row(item.name, item.unit, None, secret, "tạm dừng xét", "Không đề nghị")]
    last = len(item.counts) - 1
    rows, again = [], "Bỏ phiếu lại" if secret else "Biểu quyết lại"
    for at, count in enumerate(item.counts):
        outcome = ("Đề nghị" if item.proposed else "Không đề nghị") if at == last else again
        note = f"{lowered(again)} giữa các trường hợp bằng nhau" if count.run_off else ""
        rows.append(_row(item.name, item.unit, count, secret, note, outcome, again="x" if at else ""))
    return rows


def _row(name: str, unit: str, count: Counted | None, secret: bool, note="", outcome="", again="") -> dict:
    figures = (
        (count.in_favour, count.against, count.abstained, count.not_voted, count.invalid, count.denominator,
         count.needed)
        if count else ("",) * len(_COUNTS)
    )  # fmt: skip
    said = dict(zip(_COUNTS, (f"{value}" for value in figures), strict=True))
    words = _VOTES + (_PAPERS if secret else "") + _OF
    return {
        "name": name,
        "called": name,
        "unit": unit,
        **{f"votes_{key}": value for key, value in said.items()},
        "votes_of": f"{said['needed']}/{said['base']}" if count else "",
        "votes_words": words.format(**{key: value or "...." for key, value in said.items()}),
        "outcome": outcome,
        "note": note,
        "again": again,
    }


def voters(session: Minutes) -> list[str]:
    """Of open ballots who voted what: a line for all candidates on whom everybody voted the same."""
    found: dict[tuple, list[tuple[str, int, str]]] = {}
    numbers = dict.fromkeys(WORDS, 0)
    for item in session.items:
        numbers[item.board] += 1
        for count in item.counts:
            said = (count.ballot, count.names, count.silent, count.recused)
            found.setdefault(said, []).append((item.board, numbers[item.board], item.name))
    several = len({ballot for ballot, *_ in found}) > 1
    return [
        f"- {f'Lượt {ballot}. ' if several else ''}{_about(items)}: {_who(names, silent, recused)}."
        for (ballot, names, silent, recused), items in sorted(found.items(), key=lambda pair: pair[0][0])
        if names or silent or recused
    ]


def _about(items: list[tuple[str, int, str]]) -> str:
    """ "Tập thể số 1-20; cá nhân số 3 (Vũ Đức Khoa)", by the numbers in the tables of the result."""
    parts = []
    for board, word in WORDS.items():
        named = {number: name for kind, number, name in items if kind == board}
        if named:
            alone = f" ({next(iter(named.values()))})" if len(named) == 1 else ""
            parts.append(f"{word} số {_ranges(sorted(named))}{alone}")
    said = "; ".join(parts)
    return said[:1].upper() + said[1:]


def _ranges(numbers: list[int]) -> str:
    """ "1-3, 5"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(f"{first}" if first == last else f"{first}-{last}" for first, last in runs)


def _who(names: tuple, silent: tuple[str, ...], recused: tuple[str, ...]) -> str:
    parts = []
    for choice, word in _CHOICES.items():
        said = [f"{name} (bằng văn bản)" if written else name for name, kind, written, _ in names if kind == choice]
        if said:
            parts.append(f"{word} ({len(said)}): {', '.join(said)}")
    for word, who in (("không biểu quyết", silent), ("không được biểu quyết vì có liên quan", recused)):
        if who:
            parts.append(f"{word} ({len(who)}): {', '.join(who)}")
    return "; ".join(parts)
