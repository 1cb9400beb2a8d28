"""The lists and the bonus table as workbooks, with the same words as the papers."""

from io import BytesIO

from app.awards.rules import PAPERS_ORDER
from app.core.sheets import Column, Table, write_book
from app.papers.rules.context import context
from app.papers.rules.data import Papers, Recipient, achievement

MONEY = "#,##0"


def paper_book(key: str, papers: Papers) -> BytesIO:
    """An .xlsx of this paper: every text is text, whatever it begins with."""
    target = BytesIO()
    write_book(target, {"decision": _lists, "summary": _summary, "bonus": _bonus}[key](papers), papers.locked_at)
    target.seek(0)
    return target


def _title(papers: Papers, what: str) -> tuple[str, ...]:
    said = context(papers)
    line = f"Kèm theo Quyết định số {said['decision_reference']} của {said['authority_words']}"
    return (*_mark(said), what, line)


def _mark(said: dict) -> tuple[str, ...]:
    return (said["draft"],) if said["draft"] else ()


def _bonus_of(papers: Papers, one: Recipient) -> int:
    return papers.bonus_of(one)


def _lists(papers: Papers) -> list[Table]:
    money = Column("Tiền thưởng (đồng)", 14, MONEY)
    teams, people, homes = (papers.of(board) for board in PAPERS_ORDER)
    found = [
        Table(
            "Tập thể",
            [Column("STT", 6), Column("Tên tập thể"), money],
            [[at, one.name, _bonus_of(papers, one)] for at, one in enumerate(teams, 1)],
            _title(papers, "DANH SÁCH TẬP THỂ ĐƯỢC TẶNG GIẤY KHEN"),
        ),
        Table(
            "Cá nhân",
            [Column("STT", 6), Column("Họ và tên"), Column("Đơn vị"), money],
            [[at, one.name, one.unit, _bonus_of(papers, one)] for at, one in enumerate(people, 1)],
            _title(papers, "DANH SÁCH CÁ NHÂN ĐƯỢC TẶNG GIẤY KHEN"),
        ),
    ]
    if homes:
        found.append(
            Table(
                "Hộ gia đình",
                [Column("STT", 6), Column("Hộ gia đình"), Column("Địa bàn"), money],
                [[at, one.name, one.unit, _bonus_of(papers, one)] for at, one in enumerate(homes, 1)],
                _title(papers, "DANH SÁCH HỘ GIA ĐÌNH ĐƯỢC TẶNG GIẤY KHEN"),
            )
        )
    return found


def _summary(papers: Papers) -> list[Table]:
    said = context(papers)
    title = (
        *_mark(said),
        "DANH SÁCH TRÍCH NGANG",
        f"{said['Subjects']} {papers.texts['merit']} đề nghị tặng Giấy khen",
    )
    told = [Column("Tóm tắt thành tích", 60), Column("Ghi chú", 30)]
    teams, people, homes = (papers.of(board) for board in PAPERS_ORDER)
    born = {gender: [one.born if one.gender == gender else None for one in people] for gender in ("male", "female")}
    found = [
        Table(
            "Tập thể",
            [Column("STT", 6), Column("Tên tập thể"), *told],
            [[at, one.name, achievement(one), one.note] for at, one in enumerate(teams, 1)],
            title,
        ),
        Table(
            "Cá nhân",
            [
                Column("STT", 6),
                Column("Họ và tên"),
                Column("Năm sinh (Nam)", 9),
                Column("Năm sinh (Nữ)", 9),
                Column("Chức vụ", 14),
                Column("Đơn vị"),
                *told,
            ],
            [
                [at, one.name, male, female, one.title, one.unit, achievement(one), one.note]
                for at, (one, male, female) in enumerate(zip(people, born["male"], born["female"], strict=True), 1)
            ],
            title,
        ),
    ]
    if homes:
        found.append(
            Table(
                "Hộ gia đình",
                [Column("STT", 6), Column("Hộ gia đình"), Column("Địa bàn"), *told],
                [[at, one.name, one.unit, achievement(one), one.note] for at, one in enumerate(homes, 1)],
                title,
            )
        )
    return found


def _bonus(papers: Papers) -> list[Table]:
    rate, said = papers.rate, context(papers)
    rows = [
        [
            at,
            one.name,
            "" if one.board == "collectives" else one.unit,
            rate.factor(one.board) / 1000,
            rate.base_salary,
            _bonus_of(papers, one),
            None,
        ]
        for at, one in enumerate((one for board in PAPERS_ORDER for one in papers.of(board)), 1)
    ]
    rows.append([None, "Tổng cộng", said["counts"], None, None, papers.total, None])
    # The reasons stand above the table: below it a reader who sorts or sums would count them as rows.
    title = (*_title(papers, "BẢNG TÍNH TIỀN THƯỞNG"), f"Bằng chữ: {said['Total_words']} đồng", *papers.notes)
    columns = [
        Column("STT", 6),
        Column("Tên"),
        Column("Đơn vị"),
        Column("Hệ số", 8, "0.0##"),
        Column("Mức lương cơ sở (đồng)", 14, MONEY),
        Column("Số tiền (đồng)", 14, MONEY),
        Column("Ký nhận", 20),
    ]
    return [Table("Tiền thưởng", columns, rows, title)]
