"""Programme and hand-over list, as PDF and as a Word file."""

import json

from app.core.clock import LOCAL
from app.core.text import N_
from app.papers.layout.filling import fill
from app.papers.layout.papers import drawn
from app.papers.layout.word import template_of
from app.papers.queries.texts import texts_of
from app.papers.rules.data import BLANK
from app.papers.rules.numerals import day_words, number_words
from app.papers.wording import filled_in, wording
from app.results.rules import reading_order

PAPERS = {
    "programme": (N_("Programme with the order of reading"), "Chương trình lễ trao Giấy khen", "chuong-trinh"),
    "handover": (N_("List for the hand-over"), "Danh sách trao, nhận Giấy khen", "danh-sach-trao"),
}


def usual_points(campaign: str) -> dict[str, str]:
    """The points of a programme until the ward writes its own."""
    return {name: filled_in(text.strip(), {"{campaign}": campaign}) for name, text in wording("ceremony").items()}


def values_of(head, holders: list, ceremony) -> dict:
    """The fields of both papers: texts and lists of rows. ``holders`` in the order of reading."""
    texts, usual = texts_of(head), usual_points(head.campaign)
    year = (head.decision_day or head.ends_on).year
    rows = {
        "collectives": [one for one in holders if one.subject == "collective"],
        "households": [one for one in holders if one.subject == "household"],
        "individuals": [one for one in holders if one.subject == "individual"],
    }
    words = {"collectives": "tập thể", "households": "hộ gia đình", "individuals": "cá nhân"}
    awards = [f"Trao Giấy khen cho {word} ({len(rows[name]):02d})" for name, word in words.items() if rows[name]]
    said = {
        name: getattr(ceremony, name, None) if getattr(ceremony, name, None) is not None else usual[name]
        for name in ("opening", "closing")
    }
    points = [*said["opening"].splitlines(), *awards, *said["closing"].splitlines()]
    starts = ceremony.starts_at.astimezone(LOCAL) if ceremony and ceremony.starts_at else None
    number = number_words(head.decision_no, texts["decision_symbol"])
    names = ("head_top", "head_name", "authority_words", "merit", "signer", "signer_name")
    return {
        **{name: texts[name] for name in names},
        "time": f"{starts.hour} giờ {starts.minute:02d}, {day_words(starts.date(), year)}" if starts else BLANK,
        "venue": (ceremony.place if ceremony else "") or BLANK,
        "subjects": "các " + ", ".join(word for name, word in words.items() if rows[name]),
        "decision_reference": f"{number} {day_words(head.decision_day, year)}",
        "points": [{"no": f"{at}", "text": text} for at, text in enumerate(points, start=1)],
        "everyone": _rows(holders),
        **{name: _rows(found) for name, found in rows.items()},
        **{f"{name}_count": f"{len(found)}" for name, found in rows.items()},
    }


def in_reading_order(holders: list, ceremony) -> list:
    """As they are called up."""
    saved = json.loads(ceremony.reading) if ceremony else []
    by_id = {one.nomination_id: one for one in holders}
    return [by_id[one] for one in reading_order([(one.nomination_id, one.subject) for one in holders], saved)]


def _rows(holders: list) -> list[dict]:
    return [
        {
            "no": f"{at}",
            "name": one.name,
            "unit": "" if one.subject == "collective" else one.unit,
            "register_no": f"{one.register_no:02d}" if one.register_no else "",
        }
        for at, one in enumerate(holders, start=1)
    ]


def ceremony_pdf(key: str, head, values: dict) -> bytes:
    return drawn(wording(key), PAPERS[key][1], values, head.locked_at)


def ceremony_docx(key: str, values: dict) -> bytes:
    return fill(template_of(key), values)
