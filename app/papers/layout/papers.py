"""The papers there are, and a paper's blocks with their fields filled in, ready for typst."""

import json
from dataclasses import dataclass
from pathlib import Path

import typst

from app.core.text import N_
from app.papers.layout.fields import filled, row_name
from app.papers.rules.context import context
from app.papers.rules.data import Papers
from app.papers.wording import wording

HERE = Path(__file__).resolve().parent.parent
FONTS = str(HERE / "fonts")


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
}


def compiled(template: str, name: str, data: dict, at) -> bytes:
    """A PDF; the same data and moment give the same bytes. Of the machine it sees its template and the fonts."""
    source = (HERE / "typst" / f"{template}.typ").read_bytes()
    return typst.compile(
        source,
        root=str(HERE / "typst"),
        font_paths=[FONTS],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={name: json.dumps(data, ensure_ascii=False, sort_keys=True)},
        timestamp=int(at.timestamp()),
    )


def paper_pdf(key: str, papers: Papers) -> bytes:
    return drawn(wording(key), _TITLES[key], context(papers), papers.locked_at)


def drawn(described: dict, title: str, found: dict, at) -> bytes:
    """A paper's PDF, from its description and the values of its fields."""
    data = {
        "title": title,
        "landscape": described.get("landscape", False),
        "sections": [blocks for section in described["section"] for blocks in _section(section, found)],
    }
    return compiled("paper", "paper", data, at)


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
        yield [block for each in section["block"] for block in _block(each, inside)]


def _block(block: dict, found: dict):
    if "when" in block and not rows_of(block["when"], found):
        return
    if "head" in block:
        yield {"kind": "head", "lines": [filled(text, found) for text in block["head"]]}
    elif "table" in block:
        yield _rows(block, found)
    elif "pair" in block:
        yield {"kind": "pair", "pair": [filled(text, found) for text in block["pair"]]}
    elif "sign" in block:
        recipients = rows_of(block["recipients"], found) if "recipients" in block else []
        yield {"kind": "sign", "recipients": recipients, "sign": [filled(text, found) for text in block["sign"]]}
    elif "addressees" in block:
        yield {"kind": "addressees", "names": rows_of(block["addressees"], found)}
    else:
        lead = filled(block.get("lead", ""), found)
        for one in rows_of(block["each"], found) if "each" in block else (None,):
            inside = found if one is None else {**found, row_name(block["each"]): one}
            yield {"kind": "text", "style": block["style"], "lead": lead, "text": filled(block["text"], inside)}


def _rows(block: dict, found: dict) -> dict:
    name = row_name(block["table"])
    return {
        "kind": "rows",
        "columns": [{"head": head, "width": width, "side": side} for head, _, width, side in block["columns"]],
        "rows": [
            [filled(cell, {**found, name: row}) for _, cell, _, _ in block["columns"]]
            for row in rows_of(block["table"], found)
        ],
        "total": [filled(cell, found) for cell in block.get("total", ())],
    }
