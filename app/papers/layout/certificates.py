"""Certificates as sheets of A4: one page each, in the order of the register."""

from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO

import segno

from app.papers.layout.papers import Pages, compiled
from app.papers.rules.codes import shown
from app.papers.rules.numerals import day_words, number_words
from app.papers.rules.phrases import bound
from app.papers.rules.sheet import WHOLE, Places

FULL, OVERLAY, TEST = "full", "overlay", "test"
MERIT = {"form": "GIẤY KHEN", "gives": "TẶNG", "form_size": 40}
PARTICIPATION = {"form": "GIẤY CHỨNG NHẬN", "gives": "CẤP", "form_size": 36}


@dataclass(frozen=True)
class Item:
    """What stands on one certificate. Without a code it is a preview."""

    name: str
    unit: str
    merit: str
    register_no: int | None = None
    code: str = ""
    mark: str = ""


@dataclass(frozen=True)
class Batch:
    """What the certificates of one file share. ``base``: the site's address, for the page of the check."""

    kind: str
    texts: dict[str, str]
    at: datetime
    base: str
    decision_no: int | None = None
    decision_day: date | None = None
    issued_on: date | None = None
    places: Places = field(default_factory=Places)
    draft: bool = False


def certificates_pdf(items: list[Item], batch: Batch, mode: str = FULL) -> bytes:
    """All of them in one file; the same values give the same bytes."""
    places, merit = batch.places if mode != FULL else WHOLE, batch.kind == "merit"
    form = MERIT if merit else PARTICIPATION
    day = batch.decision_day if merit else batch.issued_on
    year = (day or batch.at.date()).year
    data = {
        "mode": mode,
        "kind": batch.kind,
        "title": form["form"].capitalize(),
        "form": form["form"],
        "form-size": form["form_size"],
        "gives": form["gives"],
        "authority": batch.texts["authority"],
        "signer": batch.texts["signer"],
        "signer-name": batch.texts["signer_name"],
        "x": places.x / 10,
        "y": places.y / 10,
        "name-y": places.name_y / 10,
        "merit-y": places.merit_y / 10,
        "foot-y": places.foot_y / 10,
        "qr": places.qr,
        "draft": batch.draft,
        "items": [_item(item, batch, f"{batch.texts['place']}, {day_words(day, year)}", year) for item in items],
    }
    return compiled([Pages("certificate", "sheet", data, batch.at)])[0]


def check_address(base: str, code: str) -> str:
    return f"{base}/check/{shown(code)}"


def _item(item: Item, batch: Batch, place_date: str, year: int) -> dict:
    lines = []
    if batch.kind == "merit":
        number = number_words(batch.decision_no, batch.texts["decision_symbol"])
        lines += [f"Quyết định số {number}", day_words(batch.decision_day, year)]
    lines.append(f"Vào sổ số: {item.register_no if item.register_no is not None else '......'}")
    address = check_address(batch.base, item.code) if item.code else ""
    return {
        "name": bound(item.name),
        "unit": bound(item.unit),
        "merit": bound(item.merit),
        "lines": lines,
        "place-date": place_date,
        "code": shown(item.code) if item.code else "",
        "check": address,
        "qr": _qr(address) if address else "",
        "mark": item.mark,
    }


def _qr(address: str) -> str:
    target = BytesIO()
    segno.make(address, error="m", boost_error=False).save(target, kind="svg", border=0, xmldecl=False, svgns=True)
    return target.getvalue().decode()
