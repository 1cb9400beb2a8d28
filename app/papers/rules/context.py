"""The fields of every paper by name: texts, and lists of rows; nothing else."""

import unicodedata
from datetime import date

from app.awards.rules import PAPERS_ORDER
from app.papers.rules.bonus import factor_text
from app.papers.rules.data import (
    BLANK,
    WORDS,
    Numbered,
    Papers,
    Recipient,
    achievement,
    addressed,
    counted,
    decimal,
    hours,
    lowered,
    told_lines,
)
from app.papers.rules.minutes import session_fields
from app.papers.rules.numerals import day_words, dong, in_words, number_words, roman
from app.papers.rules.posting import posting_fields
from app.papers.rules.votes import voted_on

LINES = ("bases", "recipients", "addressees", "submission_recipients")
LABELS = {"collectives": "Tên tập thể", "individuals": "Họ và tên", "households": "Hộ gia đình"}
DRAFT = "DỰ THẢO"
POSTING_RECIPIENTS = ["- Niêm yết;", "- Thành viên Hội đồng;", "- Lưu: VT, Hồ sơ."]


def context(papers: Papers) -> dict:
    """All fields, whichever paper is written."""
    # Where a day is left blank its year is not: no paper is signed before what it rests on.
    year = (papers.decision.day or papers.decided_on or papers.ranking_day).year
    texts = {**papers.texts}
    lists = {name: texts.pop(name).splitlines() for name in LINES}
    for name in ("recipients", "submission_recipients"):
        lists[name] = [f"- {one}{'.' if last else ';'}" for one, last in _with_last(lists[name])]
    rows = {
        board: [_row(one, number, papers) for number, one in enumerate(papers.of(board), start=1)]
        for board in PAPERS_ORDER
    }
    everyone = [row for board in PAPERS_ORDER for row in rows[board]]
    said = [board for board in PAPERS_ORDER if papers.counts[board]]
    rate = papers.rate
    found = {
        **texts,
        **lists,
        **rows,
        **_per_board(papers, said),
        "everyone": [{**row, "no": f"{number}"} for number, row in enumerate(everyone, 1)],
        "draft": DRAFT if papers.draft else "",
        "with_minutes": "" if papers.simple else "x",
        "without_minutes": "x" if papers.simple else "",
        "simple_ground": papers.legal_ground if papers.simple else "",
        "ward": papers.ward,
        "campaign": papers.campaign,
        "first_day": _short(papers.first_day),
        "last_day": _short(papers.last_day),
        "ranking_day": _short(papers.ranking_day),
        "ranking_checksum": papers.checksum,
        "counts": counted(papers.counts),
        "subjects": ", ".join(WORDS[board] for board in said),
        "Subjects": ", ".join(WORDS[board] for board in said).capitalize(),
        "base_salary": dong(rate.base_salary),
        "factors_words": "; ".join(f"{WORDS[board]} {factor_text(rate.factor(board))}" for board in said),
        "bonus_words": "; ".join(f"mỗi {WORDS[board]} {dong(rate.bonus(board))} đồng" for board in said),
        "rate_source": rate.source or BLANK,
        "total": dong(papers.total),
        "total_words": in_words(papers.total),
        "Total_words": in_words(papers.total).capitalize(),
        "submission_about": _proposing(texts["about"]),
        "report_date": f"{texts['place']}, {day_words(None, year)}",
        **_numbered("decision", papers.decision, texts, year),
        **_numbered("submission", papers.submission, texts, year),
        **_numbered("minutes", papers.minutes, texts, year),
        "session": session_fields(papers),
        "declined": ", ".join(papers.declined),
        "posting_recipients": POSTING_RECIPIENTS,
        "posting": posting_fields(papers.posted, papers.stands),
        "bonus_notes": list(papers.notes),
        "secret": "x" if papers.secret else "",
        "proposing": "x" if papers.recipients else "",
        "nobody": "" if papers.recipients else "x",
        **{f"voted_{board}": voted_on(papers, board) for board in PAPERS_ORDER},
    }
    return composed(found)


def composed(value):
    """Every text in it with its marks set as one letter each: programs that open the papers take a letter and its
    mark apart otherwise."""
    if isinstance(value, str):
        return value if value.isascii() else unicodedata.normalize("NFC", value)
    if isinstance(value, dict):
        return {key: composed(one) for key, one in value.items()}
    return [composed(one) for one in value] if isinstance(value, list) else value


def _per_board(papers: Papers, said: list[str]) -> dict:
    """Counts, factors, sums and the number of each list's appendix."""
    found = {}
    for board in PAPERS_ORDER:
        one = board.removesuffix("s")
        found[f"{board}_count"] = f"{papers.counts[board]}"
        found[f"{board}_appendix"] = f" {roman(said.index(board) + 1)}" if board in said and len(said) > 1 else ""
        found[f"{one}_factor"] = factor_text(papers.rate.factor(board))
        found[f"{one}_bonus"] = dong(papers.rate.bonus(board))
        found[f"{board}_total"] = dong(papers.total_of(board))
    return found


def _proposing(about: str) -> str:
    """What a submission is about: it proposes what the decision grants."""
    return about if "đề nghị" in about else about.replace("Về việc tặng", "Về việc đề nghị tặng", 1)


def _called(one: Recipient) -> str:
    """ "Bà Nguyễn Thị Lan"; where it is not known which, and of all but persons, the name alone."""
    return addressed(one.name, one.gender) if one.board == "individuals" and one.gender else one.name


def _to(one: Recipient) -> str:
    """Within a sentence: "bà Nguyễn Thị Lan, Tổ viên, Tổ số 01,"."""
    if one.board != "individuals":
        return one.name
    name = addressed(one.name, one.gender)
    parts = (name[:1].lower() + name[1:].replace("/Bà", "/bà"), lowered(one.title), one.unit)
    return ", ".join(part for part in parts if part) + ","


def _signer_title(one: Recipient) -> str:
    """Who signs a report: a person their own, whoever heads it that of a collective."""
    if one.board != "collectives":
        return "NGƯỜI BÁO CÁO"
    return "TỔ TRƯỞNG" if one.name.lower().startswith("tổ ") else "THỦ TRƯỞNG ĐƠN VỊ"


def _with_last(lines: list[str]):
    return [
        (line.strip().removeprefix("-").strip().rstrip(";."), at == len(lines)) for at, line in enumerate(lines, 1)
    ]


def _short(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"


def _numbered(name: str, paper: Numbered, texts: dict, year: int) -> dict:
    number = number_words(paper.number, texts[f"{name}_symbol"])
    return {
        f"{name}_number": number,
        f"{name}_date": f"{texts['place']}, {day_words(paper.day, year)}",
        f"{name}_reference": f"{number} {day_words(paper.day, year)}",
    }


def _row(one: Recipient, number: int, papers: Papers) -> dict:
    team, person = one.board == "collectives", one.board == "individuals"
    ranked = one.points is not None
    return {
        "no": f"{number}",
        "name": one.name,
        "unit": "" if team else one.unit,
        "unit_upper": (one.name if team else one.unit).upper(),
        "label": LABELS[one.board],
        "subject": WORDS[one.board],
        "unit_label": "Địa bàn" if one.board == "households" else "Đơn vị",
        "title": one.title,
        "born_male": f"{one.born}" if one.born and one.gender == "male" else "",
        "born_female": f"{one.born}" if one.born and one.gender == "female" else "",
        "place": f"{one.place}" if one.place else "–",
        "points": decimal(one.points) if ranked else "",
        "days": f"{one.days}" if ranked else "",
        "hours": hours(one.minutes) if ranked else "",
        "achievement": achievement(one),
        "achievements": told_lines(one),
        "untold": "x" if ranked and not one.told else "",
        "work": [
            {"no": f"{at}", "name": name, "amount": dong(amount)}
            for at, (name, amount) in enumerate(one.work, start=1)
        ],
        "factor": factor_text(papers.rate.factor(one.board)),
        "bonus": dong(papers.bonus_of(one)),
        "note": one.note,
        "called": _called(one),
        "post_unit": ", ".join(part for part in (one.title, "" if team else one.unit) if part),
        "post_label": "Chức vụ, đơn vị" if person else "Địa bàn",
        "to": _to(one),
        "signer": one.name if person else "",
        "signer_title": _signer_title(one),
    }
