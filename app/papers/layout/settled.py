"""What a Word template can't say of itself: what keeps to a signature, and which lines must not be stretched.

Both are known only once the fields are filled in.
"""

from copy import deepcopy

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from app.papers.layout.together import LINES, lines_in
from app.papers.rules.phrases import TIED, bound

SIGNATURE = "Chữ ký"  # the title of a table that holds one
# A word that no line could take: the one before would be torn apart.
LONGEST_WORD = 24
_P, _TBL, _TR, _T = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:t")


def settle(body) -> None:
    """Change a filled-in document: the last two lines of a text or rows of a table stay on the page of the signature
    after them; lines in the middle are broken by sense; what can't be justified well is not."""
    for paragraph in body.iterchildren(_P):
        _align(paragraph)
    for table in list(body.iterchildren(_TBL)):
        if _is_signature(table):
            _keep_to(table)


def _is_signature(table) -> bool:
    title = table.find(f"{qn('w:tblPr')}/{qn('w:tblCaption')}")
    return title is not None and title.get(qn("w:val")) == SIGNATURE


def _text(one) -> str:
    return "".join(text.text or "" for text in one.iter(_T))


def _align(paragraph) -> None:
    side = paragraph.find(f"{qn('w:pPr')}/{qn('w:jc')}")
    if side is None:
        return
    kind = side.get(qn("w:val"))
    if kind == "center":
        for text in paragraph.iter(_T):
            if text.text:
                text.text = bound(text.text)
    elif kind == "both" and _torn(paragraph):
        side.set(qn("w:val"), "left")


def _torn(paragraph) -> bool:
    """Whether blanks would be stretched: before a very long word, or before a line that was ended by hand."""
    if paragraph.find(f".//{qn('w:br')}") is not None:
        return True
    words = _text(paragraph).replace(TIED, " ").split(" ")
    return any(len(word) > LONGEST_WORD for word in words)


def _keep_to(signature) -> None:
    lines, between, one = 0, [], signature.getprevious()
    while one is not None and lines < LINES:
        if one.tag == _TBL:
            if not _is_signature(one) and len(rows := one.findall(_TR)) > 1:
                _take_in(one, rows, [*reversed(between), signature])
            return
        if one.tag != _P or one.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None:
            return
        _keep(one)
        between.append(one)
        lines += lines_in(_text(one))
        one = one.getprevious()


def _keep(paragraph) -> None:
    paragraph.get_or_add_pPr().get_or_add_keepNext()


def _take_in(table, rows: list, parts: list) -> None:
    """Put the signature and what stands before it into a last row of the table, which its last two rows keep to:
    Word and LibreOffice keep rows of one table together, not a table and what follows it."""
    for row in rows[-2:]:
        for paragraph in row.iter(_P):
            _keep(paragraph)
    columns = table.find(qn("w:tblGrid")).findall(qn("w:gridCol"))
    row = parse_xml(
        f"<w:tr {nsdecls('w')}><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:gridSpan w:val='{len(columns)}'/>"
        "<w:tcBorders><w:left w:val='nil'/><w:bottom w:val='nil'/><w:right w:val='nil'/></w:tcBorders>"
        "</w:tcPr></w:tc></w:tr>"
    )
    cell = row.find(qn("w:tc"))
    for part in parts:
        cell.append(part)
    # A cell must end with a paragraph.
    last = deepcopy(_SMALL)
    cell.append(last)
    table.append(row)


_SMALL = parse_xml(f"<w:p {nsdecls('w')}><w:pPr><w:spacing w:line='20' w:lineRule='exact'/></w:pPr></w:p>")
