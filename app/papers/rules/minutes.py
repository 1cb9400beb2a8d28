"""What the minutes say of the council's session. Before it has ended, room to write by hand."""

from datetime import datetime

from app.core.clock import LOCAL
from app.council.rules.minutes import Counted, MinutedItem, Minutes
from app.papers.rules.data import BLANK, SHORT_BLANK, Papers, lowered
from app.papers.rules.numerals import day_words

NONE = "Không có."
_COUNTS = ("for", "against", "abstained", "invalid", "base", "needed")
_VOTES = (
    "Đồng ý {votes_for}; không đồng ý {votes_against}; không có ý kiến {votes_abstained}; không hợp lệ "
    "{votes_invalid} (tính trên {votes_base}, cần {votes_needed})"
)
_WORDS = {"present": "có mặt", "left": "có mặt, về trước khi kết thúc", "absent": "vắng mặt", "": "vắng mặt"}
_KINDS = {
    "oneself": "chính là người được xét",
    "own_team": "thuộc tập thể được xét",
    "proposed": "là người đề nghị",
    "same_name": "có họ hàng với người được xét",
    "declared": "tự khai có quan hệ",
}
_DUTIES = {"chair": "Chủ tịch Hội đồng", "secretary": "Thư ký Hội đồng", "member": "Ủy viên Hội đồng"}
_DENOMINATORS = {"all_members": "tổng số thành viên Hội đồng", "present": "số thành viên có mặt"}
_BALLOTS = {"open": "biểu quyết công khai", "secret": "bỏ phiếu kín"}


def session_fields(session: Minutes | None) -> dict:
    """Every field of the session; lists hold a line each."""
    if session is None:
        return _blank()
    present, absent = session.present, session.absent
    return {
        "starts": moment_words(session.starts),
        "ends": moment_words(session.ends),
        "place": session.place or BLANK,
        "chair": session.chair,
        "secretary": session.secretary,
        "chair_name": session.chair,
        "secretary_name": session.secretary,
        "members": f"{len(session.members)}",
        "present": f"{len(present)}",
        "absent": f"{len(absent)}",
        "present_names": _named(session, here=True),
        "absent_names": _named(session, here=False),
        "attendance": [
            {
                "no": f"{number}",
                "name": one.name,
                "post": one.post,
                "duty": _DUTIES[one.duty],
                "word": _WORDS.get(one.word, one.word) + (", gửi ý kiến bằng văn bản" if one.written else ""),
            }
            for number, one in enumerate(session.members, start=1)
        ],
        "written": _written(session),
        "discussion": session.discussion or NONE.rstrip("."),
        "ballot": _ballot(session),
        "quorum": f"{session.quorum_needed}/{len(session.members)} ({session.quorum_percent}%)",
        "majority": _majority(session),
        "present_at_opening": f"{session.present_at_opening}",
        "present_at_closing": f"{session.present_at_closing}",
        "recusals": [
            f"- {one.member} không biểu quyết đối với {one.candidate}: {_grounds(one)}" for one in session.recusals
        ]
        or [NONE],
        "questions": [
            f"- {one.member}, {one.candidate}: đã hỏi và xác nhận không có liên quan" for one in session.questions
        ],
        "departures": [
            f"- {one.name}: {reason}" for one in session.items for reason in (one.chosen_why, one.departure) if reason
        ]
        or [NONE],
        "added": [f"- {one.name}: {one.added}" for one in session.items if one.added],
    }


def _blank() -> dict:
    long = ("starts", "ends", "place", "chair", "secretary", "discussion", "ballot", "present_names", "absent_names")
    short = ("members", "present", "absent", "quorum", "majority", "present_at_opening", "present_at_closing")
    return {
        **dict.fromkeys(long, BLANK),
        **dict.fromkeys(short, SHORT_BLANK),
        "chair_name": "",
        "secretary_name": "",
        "attendance": [],
        "written": [BLANK],
        "recusals": [BLANK],
        "departures": [BLANK],
        "questions": [],
        "added": [],
    }


def moment_words(at: datetime) -> str:
    """ "08 giờ 30 phút, ngày 05 tháng 02 năm 2025"."""
    here = at.astimezone(LOCAL)
    return f"{here.hour:02d} giờ {here.minute:02d} phút, {day_words(here.date(), here.year)}"


def _ballot(session: Minutes) -> str:
    how = _BALLOTS[session.ballot]
    return (
        f"{how} theo danh sách; trường hợp bằng điểm hoặc bổ sung xét riêng"
        if session.in_list
        else (f"{how} từng trường hợp")
    )


def _majority(session: Minutes) -> str:
    said = f"{session.pass_percent}% {_DENOMINATORS[session.denominator]}"
    return f"{said}, không tính người không được biểu quyết" if session.recused_leave else said


def _named(session: Minutes, here: bool) -> str:
    """ "Trịnh Quốc Việt, Chủ tịch UBND phường (Chủ tịch Hội đồng); ...": name, post, duty, as the form of the minutes
    asks for, of members who were absent too."""
    found = [one for one in session.members if one.here == here]
    said = [f"{f'{one.name}, {one.post}' if one.post else one.name} ({_DUTIES[one.duty]})" for one in found]
    return "; ".join(said) or NONE.rstrip(".")


def _grounds(one) -> str:
    """ "tự khai có quan hệ: cháu ruột"."""
    kind, grounds = _KINDS.get(one.kind, ""), one.grounds.strip().rstrip(".")
    if one.kind == "declared" and grounds:
        return f"{kind}: {lowered(grounds)}"
    return "; ".join(part for part in (kind, grounds) if part)


def _written(session: Minutes) -> list[str]:
    """Opinions in writing with the paper that holds them, each once."""
    found = {}
    for item in session.items:
        for count in item.counts:
            for name, _choice, in_writing, reference in count.names:
                if in_writing:
                    found.setdefault((name, reference))
    named = {name for name, _ in found}
    lines = [f"- {name}{f' ({reference})' if reference else ''}" for name, reference in found]
    return lines + [f"- {name}" for name in session.in_writing if name not in named] or [NONE]


def voted_on(papers: Papers, board: str) -> list[dict]:
    """The rows of the result: a line for every ballot in which somebody stood; before the session, room to write."""
    if papers.session is None:
        rows = [_line(one.name, one.unit, None, one.note) for one in papers.of(board)]
    else:
        rows = [
            row for item in papers.session.items if item.board == board for row in _lines(item, papers.session.ballot)
        ]
    number = 0
    for row in rows:
        number += row["again"] == ""
        row["no"] = f"{number}" if row["again"] == "" else ""
    return rows


def _lines(item: MinutedItem, ballot: str) -> list[dict]:
    if not item.counts:
        return [_line(item.name, item.unit, None, "không biểu quyết", outcome="Không đề nghị")]
    last = len(item.counts) - 1
    rows, again = [], "Bỏ phiếu lại" if ballot == "secret" else "Biểu quyết lại"
    for at, count in enumerate(item.counts):
        outcome = ("Đề nghị" if item.proposed else "Không đề nghị") if at == last else again
        note = f"{lowered(again)} giữa các trường hợp bằng nhau" if count.run_off else ""
        rows.append(_line(item.name, item.unit, count, note, outcome, again="x" if at else ""))
    return rows


def _line(name: str, unit: str, count: Counted | None, note="", outcome="", again="") -> dict:
    figures = (
        (count.in_favour, count.against, count.abstained + count.not_voted, count.invalid, count.denominator,
         count.needed)
        if count else ("",) * len(_COUNTS)
    )  # fmt: skip
    said = {f"votes_{key}": f"{value}" for key, value in zip(_COUNTS, figures, strict=True)}
    return {
        "name": name,
        "unit": unit,
        **said,
        "votes_words": _VOTES.format(**{key: value or "...." for key, value in said.items()}),
        "outcome": outcome,
        "note": note,
        "again": again,
    }
