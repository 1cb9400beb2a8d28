"""What the minutes note beside the session's own course: who noted whose attendance, an earlier opening, papers with
opinions, and rules that were changed after the list was locked."""

from app.core.clock import LOCAL
from app.council.rules.minutes import Attender, Minutes

_WITHDRAWN = {
    "": "",
    "objection": "; thành viên phản đối, không tính ý kiến này",
    "came": "; thành viên đến dự họp và trực tiếp biểu quyết, không tính ý kiến này",
}
_SETTINGS = {
    "procedure": "thủ tục xét",
    "quorum_percent": "tỷ lệ thành viên có mặt tối thiểu",
    "pass_percent": "tỷ lệ đồng ý tối thiểu",
    "denominator": "cách tính tỷ lệ đồng ý",
    "ballot": "hình thức",
    "vote_by": "cách biểu quyết",
    "absent_by_writing": "thành viên vắng mặt gửi ý kiến bằng văn bản",
    "recused_leave": "không tính người không được biểu quyết",
    "legal_ground": "căn cứ áp dụng thủ tục đơn giản",
}
_VALUES = {
    "full": "thông thường",
    "simple": "đơn giản",
    "all_members": "trên tổng số thành viên Hội đồng",
    "present": "trên số thành viên có mặt",
    "open": "biểu quyết công khai",
    "secret": "bỏ phiếu kín",
    "candidate": "từng trường hợp",
    "list": "theo danh sách",
    True: "có",
    False: "không",
    "": "không ghi",
}
_PERCENTS = ("quorum_percent", "pass_percent")


def opened_early(session: Minutes) -> str:
    """A sentence where the session was opened before the hour for which it was called, else ""."""
    if not session.early:
        return ""
    here = session.called_for.astimezone(LOCAL)
    at = f"{here.hour:02d} giờ {here.minute:02d} phút, ngày {_day(here)}"
    return (
        f"Cuộc họp được triệu tập vào {at} và khai mạc sớm hơn, vì cả {session.present_at_opening} thành viên Hội "
        "đồng đã có mặt."
    )


def attendance_note(one: Attender) -> str:
    """Who noted a member's attendance and who confirmed that, "" where it was the member."""
    if one.unconfirmed:
        by = f"{one.noted_by} ghi có mặt" if one.noted_by else "được ghi có mặt"
        return f"{by} nhưng chưa được xác nhận, không tính là có mặt"
    if not one.noted_by:
        return ""
    if not one.confirmed_by:
        return f"{one.noted_by} ghi nhận"
    who = "thành viên" if one.confirmed_by == one.name else one.confirmed_by
    return f"{one.noted_by} ghi nhận, {who} xác nhận"


def self_noted(session: Minutes) -> str:
    """A sentence on the members who were there and for whom nobody else noted it, "" where there are none."""
    if any(one.here and not one.noted_by for one in session.members):
        return "Thành viên có mặt không ghi kèm người ghi nhận là người đã tự điểm danh."
    return ""


def opinion_lines(session: Minutes, member: Attender, person: str) -> list[str]:
    """A line for each paper of a member; ``person``: the member with post and duty."""
    return [
        f"- {person} ({one.reference}, đề ngày {_day(one.dated)}{_WITHDRAWN[one.withdrawn]})"
        for one in session.opinions
        if one.member == member.name
    ]


def rule_lines(session: Minutes) -> list[str]:
    """A line for each change of the rules after the list was locked: day, by whom, what, why."""
    lines = []
    for change in session.rule_changes:
        what = "; ".join(
            f"{_SETTINGS.get(name, name)} từ {_said(name, before)} thành {_said(name, after)}"
            for name, before, after in change.what
        )
        why = change.reason.strip().rstrip(".")
        lines.append(f"- Ngày {_day(change.at.astimezone(LOCAL))}, {change.by} thay đổi {what}; lý do: {why}.")
    return lines


def _said(name: str, value) -> str:
    if name in _PERCENTS:
        return f"{value}%"
    return f"“{value}”" if name == "legal_ground" and value else _VALUES.get(value, f"{value}")


def _day(day) -> str:
    return f"{day.day}/{day.month}/{day.year}"
