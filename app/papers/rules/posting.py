"""What papers say of the posting of a list."""

from dataclasses import dataclass
from datetime import date

from app.papers.rules.numerals import day_words
from app.posting.rules import PUBLIC, Stands

WHERE = {"ward": "trong nội bộ phường", "public": "công khai tại trụ sở và trang thông tin của phường"}


@dataclass(frozen=True)
class Posted:
    """A posting as its notice names it. ``signer``: who signs, "leader" or "secretary" (of the council)."""

    number: int
    scope: str
    day: date
    last_day: date
    days: int
    reason: str = ""
    signer: str = "leader"
    address: str = ""


def posting_fields(posted: Posted | None, stands: Stands | None) -> dict:
    """Every field; "" where nothing was posted."""
    return {"said": _said(stands), **_notice(posted)}


def _notice(posted: Posted | None) -> dict:
    if posted is None:
        names = ("title", "where", "date", "last", "days", "again", "address", "by_leader", "by_secretary")
        return dict.fromkeys(names, "")
    public = posted.scope == PUBLIC
    return {
        "title": "niêm yết công khai" if public else "niêm yết",
        "where": WHERE[posted.scope],
        "date": day_words(posted.day, posted.day.year),
        "last": day_words(posted.last_day, posted.last_day.year),
        "days": f"{posted.days:02d}",
        "again": posted.reason,
        "address": posted.address,
        "by_leader": "x" if posted.signer == "leader" else "",
        "by_secretary": "x" if posted.signer != "leader" else "",
    }


def _said(stands: Stands | None) -> str:
    """For the minutes: how the list was posted before the session."""
    if stands is None:
        return ""
    if stands.scope is None:
        return "Danh sách đề nghị khen thưởng không niêm yết trước cuộc họp (theo lựa chọn của phường)."
    where, last = WHERE[stands.scope], day_words(stands.last_day, stands.last_day.year)
    heard = "không có ý kiến phản ánh."
    if stands.objections:
        heard = f"nhận {stands.objections:02d} ý kiến phản ánh, đã trả lời {stands.objections - stands.waiting:02d}."
    return f"Danh sách đề nghị khen thưởng đã được niêm yết {where} đến hết {last}; {heard}"
