"""No signature stands alone on a page, however many lines come before it; all counts are set in one process."""

from dataclasses import replace
from io import BytesIO

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn

from app.papers.layout.filling import paper_docx
from app.papers.layout.papers import _TITLES, _pages, compiled
from app.papers.layout.settled import SIGNATURE
from app.papers.rules.context import context
from app.papers.wording import wording
from tests.papers.conftest import homes, papers, recipient

LONG = "Tổ chuyển đổi số cộng đồng và hỗ trợ người cao tuổi, người khuyết tật " * 3
BOARDS = ("collectives", "individuals")


def of(count: int, long: bool = False):
    """So many lines: every third a household, long names where asked for."""
    some = [
        recipient(n, BOARDS[n % 2], f"{LONG[:200] if long and n % 4 == 0 else 'Nguyễn Thị Hồng Nhung'} {n}")
        for n in range(1, count + 1)
        if n % 3
    ]
    return papers(recipients=(*some, *homes(*(f"Hộ bà Lê Thị Tám {n}" for n in range(3, count + 1, 3)))))


def pages_of(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(BytesIO(pdf)) as document:
        found = []
        for page in document:
            text = page.get_textpage()
            found.append(text.get_text_range().replace("\x02", ""))
            text.close()
            page.close()
    return found


# The first words of the signature of each.
SIGNED = {"summary": "TRƯỞNG PHÒNG", "bonus": "NGƯỜI LẬP BẢNG", "decision": "Nơi nhận:", "minutes": "THƯ KÝ"}


@pytest.mark.parametrize("long", [False, True])
def test_two_lines_stay_with_every_signature(long):
    steps = {"summary": 6, "bonus": 6} if long else {"summary": 2, "bonus": 3}
    keys = [(key, count) for key in SIGNED for count in range(1, 61, steps.get(key, 15))]
    wanted = [
        _pages(wording(key), _TITLES[key], context(values), values.locked_at)
        for key, count in keys
        for values in (of(count, long),)
    ]
    alone = []
    for (key, count), pdf in zip(keys, compiled(wanted), strict=True):
        (page,) = (page for page in pages_of(pdf) if SIGNED[key] in page)
        before = [line for line in page.partition(SIGNED[key])[0].splitlines() if len(line.strip()) > 3]
        if len(before) < 2:
            alone.append((key, count, before))
    assert alone == []


def test_without_the_mark_a_signature_does_stand_alone():
    """The control: the same lines, not kept together."""
    described = wording("bonus")
    wanted = []
    for count in range(1, 61, 3):
        values = of(count)
        one = _pages(described, "x", context(values), values.locked_at)
        for section in one.data["sections"]:
            for block in section:
                block["keep"] = False
        wanted.append(one)
    tops = []
    for pdf in compiled(wanted):
        (page,) = (page for page in pages_of(pdf) if SIGNED["bonus"] in page)
        before = [line for line in page.partition(SIGNED["bonus"])[0].splitlines() if len(line.strip()) > 3]
        tops.append(len(before))
    assert min(tops) == 0


def test_each_report_of_three_kinds_is_one_page_numbered_for_itself():
    values = papers(recipients=(*of(9).recipients, recipient(30, "collectives", LONG[:200])))
    pages = pages_of(compiled([_pages(wording("reports"), "x", context(values), values.locked_at)])[0])
    assert len(pages) == len(values.recipients)
    told = "Đã vận động các hộ trong ngõ kích hoạt định danh mức 2. " * 60
    two = replace(values, recipients=(replace(values.recipients[0], told=told),) * 2)
    pages = pages_of(compiled([_pages(wording("reports"), "x", context(two), two.locked_at)])[0])
    assert [page.split()[0] for page in pages] == ["UBND", "2"] * 2


def body_of(key: str, values):
    return docx.Document(BytesIO(paper_docx(key, values))).element.body


def kept(one) -> bool:
    return one.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None


def signature_in(body):
    return next(
        table
        for table in body.iter(qn("w:tbl"))
        for title in table.findall(f"{qn('w:tblPr')}/{qn('w:tblCaption')}")
        if title.get(qn("w:val")) == SIGNATURE
    )


@pytest.mark.parametrize("count", [1, 2, 30])
def test_in_word_the_last_two_rows_hold_the_signature(count):
    signature = signature_in(body_of("summary", of(count)))
    row = signature.getparent().getparent()
    assert row.tag == qn("w:tr"), "in the last row of the table"
    rows = row.getparent().findall(qn("w:tr"))
    assert all(kept(one) for before in rows[-3:-1] for one in before.iter(qn("w:p")))
    assert all(one.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for one in rows)
    assert rows[0].find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None


@pytest.mark.parametrize("key", ["submission", "decision", "minutes", "bonus"])
def test_in_word_the_last_two_lines_of_a_text_keep_to_the_signature(key):
    one, lines = signature_in(body_of(key, of(5))).getprevious(), 0
    while lines < 100:
        assert one.tag == qn("w:p") and kept(one)
        lines += len("".join(text.text or "" for text in one.iter(qn("w:t"))))
        one = one.getprevious()


def test_in_word_each_report_is_a_section_numbered_from_one():
    body = body_of("reports", of(4))
    sections = list(body.iter(qn("w:sectPr")))
    assert len(sections) == 4
    assert [one.find(qn("w:pgNumType")).get(qn("w:start")) for one in sections] == ["1"] * 4


def test_lines_that_would_be_torn_are_not_justified():
    for key, word in (("minutes", "ab" * 32), ("submission", "Căn cứ Luật")):
        found = [
            one.find(f"{qn('w:pPr')}/{qn('w:jc')}").get(qn("w:val"))
            for one in body_of(key, of(3)).findall(qn("w:p"))
            if word in "".join(text.text or "" for text in one.iter(qn("w:t")))
        ]
        assert found and set(found) == ({"left"} if key == "minutes" else {"both"})
