"""The papers there are, and a paper's blocks with their fields filled in, ready for typst."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.core.isolated import MB, Limits, run
from app.core.text import N_
from app.papers.layout.fields import filled, row_name
from app.papers.layout.together import kept_together
from app.papers.rules.context import context
from app.papers.rules.data import Papers
from app.papers.rules.phrases import bound
from app.papers.wording import wording

HERE = Path(__file__).resolve().parent.parent
FONTS = str(HERE / "fonts")
TEMPLATES = str(HERE / "typst")
# A thousand achievement reports, the most there can be, take 1,270 MB.
LIMITS = Limits(seconds=40, memory=1536 * MB)


@dataclass(frozen=True)
class Paper:
    key: str
    name: str
    file: str
    sheet: bool = False


PAPERS = {
    paper.key: paper
    for paper in (
        Paper("submission", N_("Submission"), "to-trinh"),
        Paper("minutes", N_("Council minutes"), "bien-ban"),
        Paper("decision", N_("Decision with its lists"), "quyet-dinh", sheet=True),
        Paper("reports", N_("Achievement reports"), "bao-cao-thanh-tich"),
        Paper("summary", N_("Summary list"), "danh-sach-trich-ngang", sheet=True),
        Paper("bonus", N_("Bonus table"), "bang-tien-thuong", sheet=True),
    )
}
_TITLES = {
    "submission": "Tờ trình",
    "minutes": "Biên bản",
    "decision": "Quyết định",
    "reports": "Báo cáo thành tích",
    "summary": "Danh sách trích ngang",
    "bonus": "Bảng tính tiền thưởng",
    "failed": "Biên bản",
    "posting": "Thông báo niêm yết",
}
# Of a session that ended without a result; a round may have several.
FAILED = Paper("failed", N_("Minutes of session %(n)s, without a result"), "bien-ban-khong-ket-qua")
# Of the latest posting of a list.
POSTED = Paper("posting", N_("Notice of the posting"), "thong-bao-niem-yet")

USUAL_SIZE = 14  # pt; the decree allows 13 as well
# Lines in the middle, broken by sense.
TITLES = ("about", "with")


@dataclass(frozen=True)
class Pages:
    """What typst makes one PDF of: a template, its input, and the moment that the file names."""

    template: str
    name: str
    data: dict
    at: datetime


def compiled(wanted: list[Pages]) -> list[bytes]:
    """Their PDFs, made together in one process; the same pages give the same bytes. Of the machine it sees its
    templates and the fonts. Raises Isolated where it takes longer or more memory than it may."""
    asked = [
        (one.template, one.name, json.dumps(one.data, ensure_ascii=False, sort_keys=True), int(one.at.timestamp()))
        for one in wanted
    ]
    return run("app.papers.layout.setting:pdfs", TEMPLATES, FONTS, asked, limits=LIMITS)


def paper_pdf(key: str, papers: Papers) -> bytes:
    return paper_pdfs({key: papers})[key]


def paper_pdfs(papers: dict[str, Papers]) -> dict[str, bytes]:
    """Several papers' PDFs, made together."""
    wanted = [_pages(wording(key), _TITLES[key], context(one), one.locked_at) for key, one in papers.items()]
    return dict(zip(papers, compiled(wanted), strict=True))


def drawn(described: dict, title: str, found: dict, at) -> bytes:
    """A paper's PDF, from its description and the values of its fields."""
    return compiled([_pages(described, title, found, at)])[0]


def _pages(described: dict, title: str, found: dict, at: datetime) -> Pages:
    data = {
        "title": title,
        "landscape": described.get("landscape", False),
        "size": described.get("size", USUAL_SIZE),
        "sections": [blocks for section in described["section"] for blocks in _section(section, found)],
    }
    return Pages("paper", "paper", data, at)


def rows_of(name: str, found: dict) -> list:
    """The list of this name: "individuals", or inside a section "one.work"."""
    for part in name.split("."):
        found = found[part]
    return found


def _section(section: dict, found: dict):
    if "when" in section and not rows_of(section["when"], found):
        return
    for one in rows_of(section["each"], found) if "each" in section else (None,):
        inside = found if one is None else {**found, "one": one}
        yield kept_together([block for each in section["block"] for block in _block(each, inside)])


def _block(block: dict, found: dict):
    if "when" in block and not rows_of(block["when"], found):
        return
    if "head" in block:
        yield {"kind": "head", "lines": [filled(text, found) for text in block["head"]]}
    elif "table" in block:
        yield _rows(block, found)
    elif "posts" in block:
        said = [filled(text, found) for text in block["posts"]]
        yield {"kind": "posts", "posts": said, "below": block.get("below", [])}
    elif "sign" in block:
        recipients = rows_of(block["recipients"], found) if "recipients" in block else []
        yield {"kind": "sign", "recipients": recipients, "sign": [filled(text, found) for text in block["sign"]]}
    elif "addressees" in block:
        yield {"kind": "addressees", "names": rows_of(block["addressees"], found)}
    else:
        lead = filled(block.get("lead", ""), found)
        for one in rows_of(block["each"], found) if "each" in block else (None,):
            inside = found if one is None else {**found, row_name(block["each"]): one}
            said = filled(block["text"], inside)
            yield {
                "kind": "text",
                "style": block["style"],
                "lead": lead,
                "text": bound(said) if block["style"] in TITLES else said,
                "keep": False,
            }


def _rows(block: dict, found: dict) -> dict:
    name = row_name(block["table"])
    # A column may stand only where some field says something: its fifth value.
    columns = [column for column in block["columns"] if len(column) < 5 or rows_of(column[4], found)]
    return {
        "kind": "rows",
        "columns": [{"head": head, "width": width, "side": side} for head, _, width, side, *_ in columns],
        "rows": [
            [filled(cell, {**found, name: row}) for _, cell, *_ in columns] for row in rows_of(block["table"], found)
        ],
        "total": [filled(cell, found) for cell in block.get("total", ())],
        "height": block.get("height", 0),
        "tail": [],
    }
