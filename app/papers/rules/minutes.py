"""What the minutes say of the council's session. Before it has ended, room to write by hand."""

from datetime import datetime

from app.core.clock import LOCAL
from app.council.rules.minutes import Attender, Minutes
from app.papers.rules.data import BLANK, SHORT_BLANK, WORDS, Papers, addressed, lowered
from app.papers.rules.noted import attendance_note, opened_early, opinion_lines, rule_lines, self_noted
from app.papers.rules.numerals import day_words
from app.papers.rules.votes import voters

NONE = "Không có."
NONE_NAMED = "Không ghi tên, vì bỏ phiếu kín."
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


def session_fields(papers: Papers) -> dict:
    """Every field of the session; lists hold a line each."""
    session = papers.session
    if session is None:
        return _blank(papers)
    present, absent = session.present, session.absent
    return {
        "number": f"{session.number}",
        "called_for": moment_words(session.called_for),
        "starts": moment_words(session.starts) if session.starts else "không khai mạc",
        "ends": moment_words(session.ends),
        "place": session.place or BLANK,
        "chair": _staff(papers, "chair", session.chair),
        "secretary": _staff(papers, "secretary", session.secretary),
        "chair_name": session.chair,
        "secretary_name": session.secretary,
        "members": f"{len(session.members)}",
        "present": f"{len(present)}",
        "absent": f"{len(absent)}",
        "present_names": _named(session, here=True),
        "absent_names": _named(session, here=False),
        "present_lines": _people(papers, here=True),
        "absent_lines": _people(papers, here=False),
        "early": opened_early(session),
        "self_noted": self_noted(session),
        "rule_changes": rule_lines(session),
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
        "written": _written(papers),
        "discussion": session.discussion or NONE.rstrip("."),
        "discussion_some": "x" if session.discussion.strip() else "",
        "discussed": [line.strip() for line in session.discussion.splitlines() if line.strip()] or [NONE],
        "ballot": _ballot(session),
        "quorum": f"{session.quorum_needed}/{len(session.members)} ({session.quorum_percent}%)",
        "majority": _majority(session),
        "present_at_opening": f"{session.present_at_opening or 0}",
        "present_at_closing": f"{session.present_at_closing}",
        "recusals": [
            f"- {one.member} không biểu quyết đối với {one.candidate}: {_grounds(one)}" for one in session.recusals
        ]
        or [NONE],
        "questions": [
            f"- {one.member}, {one.candidate}: không có liên quan, theo kết luận của chủ tọa (thành viên vắng mặt)"
            if one.by_chair
            else f"- {one.member}, {one.candidate}: đã hỏi và xác nhận không có liên quan"
            for one in session.questions
        ],
        "departures": [
            f"- {one.name}: {reason}" for one in session.items for reason in (one.chosen_why, one.departure) if reason
        ]
        or [NONE],
        "struck": passed_over(papers),
        "voters": [NONE_NAMED] if session.ballot == "secret" else voters(session) or [NONE],
        "added": [f"- {one.name}: {one.added}" for one in session.items if one.added],
        "failing": _failing(session) if session.failed else [],
    }


def _blank(papers: Papers) -> dict:
    long = ("starts", "ends", "place", "chair", "secretary", "discussion", "ballot", "present_names", "absent_names")
    short = (
        "number", "called_for", "members", "present", "absent", "quorum", "majority",
        "present_at_opening", "present_at_closing",
    )  # fmt: skip
    return {
        **dict.fromkeys(long, BLANK),
        **dict.fromkeys(short, SHORT_BLANK),
        "chair_name": "",
        "secretary_name": "",
        "attendance": [],
        "present_lines": [BLANK],
        "absent_lines": [BLANK],
        "discussed": [BLANK, BLANK],
        "struck": passed_over(papers),
        "voters": [NONE_NAMED if papers.secret else BLANK],
        "failing": [],
        "discussion_some": "x",
        "written": [BLANK],
        "recusals": [BLANK],
        "departures": [BLANK],
        "questions": [],
        "added": [],
        "early": "",
        "self_noted": "",
        "rule_changes": [],
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
    if one.by_chair:
        kind = f"{kind}, theo kết luận của chủ tọa"
    return "; ".join(part for part in (kind, grounds) if part)


def _staff(papers: Papers, duty: str, name: str) -> str:
    """Chair or secretary with the post; the name alone where no member has this duty any more."""
    found = (one for one in papers.session.members if one.duty == duty)
    return next((_person(papers, one, with_duty=False) for one in found), name)


def _person(papers: Papers, one: Attender, with_duty: bool = True) -> str:
    """ "Ông Trịnh Quốc Việt, Chủ tịch UBND phường, Chủ tịch Hội đồng"."""
    name = addressed(one.name, papers.genders.get(one.user_id))
    return ", ".join(part for part in (name, one.post, _DUTIES[one.duty] if with_duty else "") if part)


def _people(papers: Papers, here: bool) -> list[str]:
    """A line for each member who was there (or was not), with what else is known of it."""
    said = {"left": "về trước khi kết thúc"} if here else {}
    lines = []
    for one in papers.session.members:
        if one.here == here:
            more = said.get(one.word, "gửi ý kiến bằng văn bản" if one.written else "")
            notes = "; ".join(part for part in (more, attendance_note(one)) if part)
            lines.append(f"- {_person(papers, one)}{f' ({notes})' if notes else ''}")
    return lines or [NONE]


def _written(papers: Papers) -> list[str]:
    """Opinions in writing, each paper once: name, post and duty of whoever gave one, the paper and its day, and why
    one does not count. Where no day of the paper is known, as it was before one was asked for, the paper alone."""
    session = papers.session
    lines = [line for one in session.members for line in opinion_lines(session, one, _person(papers, one))]
    dated = {one.member for one in session.opinions}
    references: dict[str, dict[str, None]] = {}
    for item in session.items:
        for count in item.counts:
            for name, _choice, in_writing, reference in count.names:
                if in_writing:
                    references.setdefault(name, {})[reference] = None
    for one in session.members:
        if one.written and one.name not in dated:
            said = ", ".join(reference for reference in references.get(one.name, ()) if reference)
            lines.append(f"- {_person(papers, one)}{f' ({said})' if said else ''}")
    return lines or [NONE]


def passed_over(papers: Papers) -> list[str]:
    """Who was proposed at first and not put to the vote, and why."""
    return [
        f"- {one.name}{f', {one.unit}' if one.unit and one.board != 'collectives' else ''} ({WORDS[one.board]}"
        f"{f', xếp thứ {one.place}' if one.place else ''}): "
        + ("tạm dừng xét" if one.held else f"không đưa vào danh sách; lý do: {one.why}")
        for one in papers.passed_over
    ] or [NONE]


def _failing(session: Minutes) -> list[str]:
    """How a session ended without a result."""
    of = f"{session.present_at_closing or 0}/{len(session.members)} thành viên có mặt"
    least = f"chưa đủ số thành viên tối thiểu {session.quorum_needed} ({session.quorum_percent}%)"
    if session.starts is None:
        return [f"Đến {moment_words(session.ends)}, có {of}, {least}; Hội đồng không khai mạc và không biểu quyết."]
    return [
        f"Khi khai mạc có mặt {session.present_at_opening} thành viên; đến {moment_words(session.ends)}, còn {of}, "
        f"{least}; cuộc họp kết thúc không có kết quả.",
        "Kết quả biểu quyết trong cuộc họp (nếu có) không có giá trị.",
    ]
