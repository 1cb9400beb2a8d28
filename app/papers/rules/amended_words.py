"""What the paper of a further decision says, and why the bonus table's total differs."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.decisions.amended import CANCELLATION, CORRECTION, REPLACEMENT
from app.papers.rules.amending import AMOUNT, AWARD, TEXT, Change, applied
from app.papers.rules.context import context
from app.papers.rules.data import WORDS, Papers, Recipient, counted
from app.papers.rules.numerals import day_words, dong, number_words

KIND_WORDS = {CORRECTION: "đính chính", REPLACEMENT: "thay thế", CANCELLATION: "hủy bỏ"}
_FIELDS = {"name": "tên", "unit": "đơn vị", "amount": "tiền thưởng"}


@dataclass(frozen=True)
class Amended:
    """A further decision: ``number`` and ``day`` None until it has them; ``whole``: all of the decision ends."""

    kind: str
    reason: str
    changes: tuple[Change, ...]
    number: int | None = None
    day: object = None

    @property
    def whole(self) -> bool:
        return self.kind == CANCELLATION and not self.changes


def reference(number, day, symbol: str, year: int) -> str:
    """ "186/QĐ-UBND ngày 29 tháng 11 năm 2026"."""
    return f"{number_words(number, symbol)} {day_words(day, year)}"


def amendment_fields(one: Amended, original: Papers, after: Papers, draft: bool) -> dict:
    """Every field of the paper. ``original``: the decision as it had its number, with that; ``after``: as it reads
    with this one, its own number and texts in it."""
    found = context(after)
    symbol, year = original.texts["decision_symbol"], original.decision.day.year
    about = reference(original.decision.number, original.decision.day, symbol, year)
    of = f"Quyết định số {about} của {original.texts['authority_words']}"
    short = f"Quyết định số {number_words(original.decision.number, symbol)}"
    lines = _lines(one, original)
    executing = f"{found['executors']} chịu trách nhiệm thi hành Quyết định này./."
    money = f"{found['total']} đồng (Bằng chữ: {found['Total_words']} đồng)"
    reason = one.reason.strip().rstrip(".")
    if one.kind == CORRECTION:
        amounts = any(change.what == AMOUNT for change in one.changes)
        articles = (
            f"Đính chính {of} như sau (lý do: {reason}):",
            (f"Tổng số tiền thưởng sau đính chính: {money}. " if amounts else "")
            + f"Các nội dung khác của {short} không thay đổi.",
            f"Quyết định này có hiệu lực kể từ ngày ký và kèm theo {short}. {executing}",
        )
    elif one.kind == CANCELLATION:
        subject = f"Hủy bỏ {of}" if one.whole else f"Hủy bỏ việc tặng Giấy khen theo {of}"
        rest = f" Tổng số tiền thưởng còn lại theo {short}: {money}; các nội dung khác không thay đổi."
        articles = (
            f"{subject} (lý do: {reason}){'.' if one.whole else ' đối với:'}",
            "Thu hồi Giấy khen và tiền thưởng đã trao (nếu có)." + ("" if one.whole else rest),
            f"Quyết định này có hiệu lực kể từ ngày ký. {executing}",
        )
    else:
        said = [line.removeprefix("- ").rstrip(".") for line in lines]
        ended = [change.what == AWARD for change in one.changes]
        said = [f"không tặng {text}" if ends else text for text, ends in zip(said, ended, strict=True)]
        changed = f" Thay đổi: {'; '.join(said)}." if said else ""
        articles = (
            f"Tặng Giấy khen của {found['authority_words']} cho {found['counts']} {found['merit']} (có danh sách kèm "
            "theo).",
            f"Tiền thưởng kèm theo Giấy khen: tổng số tiền {money}, chi từ {found['fund']}.",
            f"Quyết định này có hiệu lực kể từ ngày ký và thay thế {of}. Lý do thay thế: {reason}.{changed} "
            f"{executing}",
        )
    whole = one.kind == REPLACEMENT
    return {
        **found,
        **({} if whole else {board: [] for board in WORDS}),
        "draft": "DỰ THẢO" if draft else "",
        "amendment_about": f"{found['about']} (thay thế {short})" if whole else f"Về việc {_what(one)} {of}",
        "original_basis": f"Căn cứ {of}",
        "changed": [] if whole else lines,
        **{f"article_{at}": said for at, said in enumerate(articles, start=1)},
    }


def _what(one: Amended) -> str:
    if one.kind == CANCELLATION and not one.whole:
        return "hủy bỏ một phần"
    return KIND_WORDS[one.kind]


def _lines(one: Amended, original: Papers) -> list[str]:
    """A line for each change, with the place in the list as it was signed."""
    lines = []
    for change in one.changes:
        if change.what == TEXT:
            lines.append(f"- “{change.before}” đính chính thành “{change.after}”.")
            continue
        person = next(who for who in original.recipients if who.nomination_id == change.nomination)
        where = f"{WORDS[person.board]} số thứ tự {place_of(original, person)}"
        if change.what == AWARD:
            unit = f", {person.unit}" if person.unit and person.board != "collectives" else ""
            lines.append(f"- {change.before}{unit} ({where}), tiền thưởng {dong(original.bonus_of(person))} đồng.")
        else:
            old, new = (
                (f"{dong(int(value))} đồng" for value in (change.before, change.after))
                if change.what == AMOUNT
                else (f"“{value}”" for value in (change.before, change.after))
            )
            lines.append(f"- {where[:1].upper()}{where[1:]}, {_FIELDS[change.what]}: {old} đính chính thành {new}.")
    return lines


def place_of(papers: Papers, person: Recipient) -> int:
    return papers.of(person.board).index(person) + 1


def bonus_notes(original: Papers, paid: Papers, amended: Sequence[Amended]) -> tuple[str, ...]:
    """Why the table's total is not that of the decision, in sentences; none where it is. ``amended``: all that the
    leader agreed to, the first one first."""
    if paid.total == original.total and len(paid.recipients) == len(original.recipients):
        return ()
    symbol, year = original.texts["decision_symbol"], original.decision.day.year
    about = reference(original.decision.number, original.decision.day, symbol, year)
    notes = [f"Tổng số tiền theo Quyết định số {about}: {dong(original.total)} đồng ({counted(original.counts)})."]
    now, ended = original, {one.nomination_id for one in original.recipients}
    ended -= {one.nomination_id for one in paid.recipients}
    for one in amended:
        after = applied(now, one.changes)
        if one.whole:
            after = applied(now, tuple(Change(who.nomination_id, AWARD, who.name, "") for who in now.recipients))
        left = {who.nomination_id for who in after.recipients}
        gone = [who for who in now.recipients if who.nomination_id not in left]
        ended -= {who.nomination_id for who in gone}
        if after.total != now.total or gone:
            of = reference(one.number, one.day, symbol, (one.day or original.decision.day).year)
            word = f"Quyết định {KIND_WORDS[one.kind]} số {of}"
            notes.append(f"{word}: {_difference(now.total, after.total)}{_people(gone)}.")
        now = after
    earlier = [who for who in now.recipients if who.nomination_id in ended]
    if earlier:
        less = sum(now.bonus_of(who) for who in earlier)
        notes.append(f"Thu hồi trước khi Quyết định có số: giảm {dong(less)} đồng{_people(earlier)}.")
    notes.append(f"Số tiền chi theo bảng này: {dong(paid.total)} đồng.")
    return tuple(notes)


def _difference(before: int, after: int) -> str:
    if before == after:
        return "tổng số tiền không đổi"
    return f"{'tăng' if after > before else 'giảm'} {dong(abs(after - before))} đồng"


def _people(gone: Sequence[Recipient]) -> str:
    if not gone:
        return ""
    counts = {board: sum(who.board == board for who in gone) for board in WORDS}
    return f" (bớt {counted(counts)}: {', '.join(who.name for who in gone)})"
