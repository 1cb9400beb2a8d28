"""The Word template of a paper, built from the same description as its PDF: officials change it as they like."""

from functools import cache
from io import BytesIO

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

from app.papers.layout.fields import row_name
from app.papers.layout.papers import USUAL_SIZE
from app.papers.layout.settled import SIGNATURE
from app.papers.wording import wording

FONT = "Times New Roman"
MARGINS = (30, 15)  # mm, left and right
MANY = 6  # columns; the heads of more are set smaller
_MARGINS = (
    f"<w:tblCellMar {nsdecls('w')}><w:left w:w='60' w:type='dxa'/><w:right w:w='60' w:type='dxa'/></w:tblCellMar>"
)
_SIDES = {"l": ALIGN.LEFT, "c": ALIGN.CENTER, "r": ALIGN.RIGHT}
# style -> (alignment, bold, italic, first line indented, points after)
_STYLES = {
    "draft": (ALIGN.LEFT, True, False, False, 6),
    "type": (ALIGN.CENTER, True, False, False, 6),
    "about": (ALIGN.CENTER, True, False, False, 0),
    "authority": (ALIGN.CENTER, True, False, False, 8),
    "basis": (ALIGN.JUSTIFY, False, True, True, 6),
    "body": (ALIGN.JUSTIFY, False, False, True, 6),
    "item": (ALIGN.JUSTIFY, False, False, True, 6),
    "entry": (ALIGN.JUSTIFY, False, False, True, 6),
    "lead": (ALIGN.LEFT, True, False, False, 6),
    "right": (ALIGN.RIGHT, False, True, False, 4),
    "appendix": (ALIGN.CENTER, True, False, False, 0),
    "appendix-title": (ALIGN.CENTER, True, False, False, 0),
    "with": (ALIGN.CENTER, False, True, False, 8),
}


@cache
def template_of(key: str) -> bytes:
    """Our own template of this paper, as a .docx with fields."""
    described = wording(key)
    document = Document()
    size = described.get("size", USUAL_SIZE)
    _prepare(document, described.get("landscape", False), size)
    pen = _Pen(document, 297 if described.get("landscape") else 210, size)
    for number, section in enumerate(described["section"]):
        pen.section(section, first=number == 0)
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def _prepare(document, landscape: bool, size: int) -> None:
    document.core_properties.author = document.core_properties.comments = ""
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(size)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    style.paragraph_format.space_after = style.paragraph_format.space_before = Pt(0)
    style.paragraph_format.line_spacing = 1
    section = document.sections[0]
    section.page_width, section.page_height = (Mm(297), Mm(210)) if landscape else (Mm(210), Mm(297))
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(MARGINS[0]), Mm(MARGINS[1])
    section.header_distance = Mm(10)
    # Every section, also one that is repeated, begins with 1.
    numbering = OxmlElement("w:pgNumType")
    numbering.set(qn("w:start"), "1")
    section._sectPr.find(qn("w:pgMar")).addnext(numbering)
    # The number of a page stands above its text, from the second page on.
    section.different_first_page_header_footer = True
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = ALIGN.CENTER
    run = paragraph.add_run()
    run.font.size = Pt(13)
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)


class _Pen:
    """Writes blocks at the end of a document, or into a cell of a table."""

    def __init__(self, document, page_width: int, size: int):
        self.document, self.width, self.size = document, page_width - sum(MARGINS), size

    def section(self, section: dict, first: bool) -> None:
        if "when" in section:
            self.line(f"{{%p if {section['when']} %}}")
        if not first:
            self.new_section()
        if "each" in section:
            self.line(f"{{%p for one in {section['each']} %}}")
        for block in section["block"]:
            self.block(block)
        if "each" in section:
            self.line("{%p if not loop.last %}")
            self.new_section()
            self.line("{%p endif %}")
            self.line("{%p endfor %}")
        if "when" in section:
            self.line("{%p endif %}")

    def new_section(self) -> None:
        """On a page of its own, numbered from 1."""
        self.document.add_section(WD_SECTION.NEW_PAGE)
        # The end of a section is a line, which must not take a page.
        ending = self.document.paragraphs[-1]
        ending.paragraph_format.line_spacing = ending.paragraph_format.space_after = Pt(1)

    def block(self, block: dict) -> None:
        if "when" in block:
            self.line(f"{{%p if {block['when']} %}}")
        if "head" in block:
            self.head(*block["head"])
        elif "table" in block:
            self.table(block)
        elif "posts" in block:
            self.posts(block["posts"], block.get("below", []))
        elif "sign" in block:
            self.sign(block.get("recipients"), *block["sign"])
        elif "addressees" in block:
            self.addressees(block["addressees"])
        else:
            self.text(block)
        if "when" in block:
            self.line("{%p endif %}")

    def line(self, text: str, into=None):
        return (into or self.document).add_paragraph(text)

    def write(self, paragraph, text: str, size: float = 14, bold=False, italic=False, align=None):
        run = paragraph.add_run(text)
        run.font.size, run.bold, run.italic = Pt(size), bold, italic
        if align is not None:
            paragraph.alignment = align
        return paragraph

    def text(self, block: dict) -> None:
        align, bold, italic, indent, after = _STYLES[block["style"]]
        size = self.size
        if "each" in block:
            self.line(f"{{%p for {row_name(block['each'])} in {block['each']} %}}")
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(after)
        if indent:
            paragraph.paragraph_format.first_line_indent = Mm(12.7)
        if block["style"] in ("lead", "item", "right", "appendix", "appendix-title", "with"):
            paragraph.paragraph_format.keep_with_next = True
        if "lead" in block:
            self.write(paragraph, f"{block['lead']} ", size, bold=True)
        self.write(paragraph, block["text"], size, bold, italic, align)
        if "each" in block:
            self.line("{%p endfor %}")
        if block["style"] == "about":
            self.rule(self.document, self.width * 0.34, 8)

    def rule(self, into, side: float, after: float = 0) -> None:
        """A line in the middle: ``side`` millimetres are left free on each side."""
        paragraph = into.add_paragraph()
        shape = paragraph.paragraph_format
        shape.left_indent = shape.right_indent = Mm(side)
        shape.space_after, shape.line_spacing = Pt(after), Pt(4)
        borders, line = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
        for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "auto")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
        # The schema wants it before the spacing.
        paragraph._p.get_or_add_pPr().insert(0, borders)

    def grid(self, *shares: float):
        """A table without lines, one row; its cells."""
        table = self.document.add_table(rows=1, cols=len(shares))
        table.autofit = False
        # Never over two pages: a signature stands beside its recipients.
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for column, cell, share in zip(table.columns, table.rows[0].cells, shares, strict=True):
            column.width = cell.width = Mm(self.width * share)
        return table.rows[0].cells

    def head(self, top: str, name: str, number: str, day: str = "") -> None:
        left, right = self.grid(0.44, 0.56)
        self.write(left.paragraphs[0], top, 12, align=ALIGN.CENTER)
        self.write(left.add_paragraph(), name, 12, bold=True, align=ALIGN.CENTER)
        self.rule(left, self.width * 0.14, 6)
        self.write(left.add_paragraph(), number, 13, align=ALIGN.CENTER)
        self.write(right.paragraphs[0], "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, bold=True, align=ALIGN.CENTER)
        self.write(right.add_paragraph(), "Độc lập - Tự do - Hạnh phúc", 13, bold=True, align=ALIGN.CENTER)
        self.rule(right, self.width * 0.56 / 2 - 29, 6)
        self.write(right.add_paragraph(), day, 13, italic=True, align=ALIGN.CENTER)
        self.document.add_paragraph()

    def table(self, block: dict) -> None:
        """Columns that stand only where some field says something make it two tables, one of which is left out."""
        only = next((column[4] for column in block["columns"] if len(column) > 4), None)
        if only is None:
            self.rows(block, block["columns"])
            return
        self.line(f"{{%p if {only} %}}")
        self.rows(block, block["columns"])
        self.line("{%p else %}")
        self.rows(block, [column for column in block["columns"] if len(column) == 4])
        self.line("{%p endif %}")

    def rows(self, block: dict, columns: list) -> None:
        name, total = row_name(block["table"]), block.get("total")
        table = self.document.add_table(rows=4 + bool(total), cols=len(columns))
        table.style, table.alignment, table.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
        heading = OxmlElement("w:tblHeader")
        table.rows[0]._tr.get_or_add_trPr().append(heading)
        table.cell(1, 0).text = f"{{%tr for {name} in {block['table']} %}}"
        table.cell(3, 0).text = "{%tr endfor %}"
        heads = 11 if len(columns) > MANY else 12
        whole = sum(column[2] for column in columns)
        for row in table.rows:
            # A name never goes over two pages.
            row._tr.get_or_add_trPr().insert(0, OxmlElement("w:cantSplit"))
            if block.get("height") and row is not table.rows[0]:
                row.height = Mm(block["height"])
        for place, (head, value, width, side, *_) in enumerate(columns):
            table.columns[place].width = Mm(self.width * width / whole)
            for row in table.rows:
                row.cells[place].width = Mm(self.width * width / whole)
                row.cells[place].vertical_alignment = WD_ALIGN_VERTICAL.CENTER
            self.write(table.cell(0, place).paragraphs[0], head, heads, bold=True, align=ALIGN.CENTER)
            self.write(table.cell(2, place).paragraphs[0], value, 12, align=_SIDES[side])
            if total:
                self.write(table.cell(4, place).paragraphs[0], total[place], 12, bold=True, align=_SIDES[side])
        for row in table.rows:
            for cell in row.cells:
                shape = cell.paragraphs[0].paragraph_format
                shape.space_before = shape.space_after = Pt(1)
        margins = parse_xml(_MARGINS)
        table._tbl.tblPr.append(margins)
        self.document.add_paragraph().paragraph_format.line_spacing = Pt(8)

    def sign(self, recipients: str | None, post: str, name: str) -> None:
        self.document.add_paragraph()
        left, right = self.signed(self.grid(0.45, 0.55))
        if recipients:
            self.write(left.paragraphs[0], "Nơi nhận:", 12, bold=True, italic=True)
            self.line(f"{{%p for one in {recipients} %}}", left)
            self.write(left.add_paragraph(), "{{ one }}", 11)
            self.line("{%p endfor %}", left)
        self.signature(right, post, name)

    def posts(self, signing: list[str], below: list[str]) -> None:
        """Two or more who sign, beside each other; recipients below them."""
        self.document.add_paragraph()
        count = len(signing) // 2
        cells = self.signed(self.grid(*[1 / count] * count))
        for cell, post, name in zip(cells, signing[::2], signing[1::2], strict=True):
            self.signature(cell, post, name)
        if below:
            cell = cells[0]
            self.write(cell.add_paragraph(), "Nơi nhận:", 12, bold=True, italic=True, align=ALIGN.LEFT)
            cell.paragraphs[-1].paragraph_format.space_before = Pt(14)
            for line in below:
                self.write(cell.add_paragraph(), line, 11)

    def signed(self, cells):
        """The cells of a signature: their table is marked, so that a text keeps to it."""
        title = OxmlElement("w:tblCaption")
        title.set(qn("w:val"), SIGNATURE)
        cells[0]._tc.getparent().getparent().tblPr.append(title)
        return cells

    def signature(self, cell, post: str, name: str) -> None:
        self.write(
            cell.paragraphs[0], post, self.size, bold=True, align=ALIGN.CENTER
        ).paragraph_format.space_after = Mm(26)
        self.write(cell.add_paragraph(), name, self.size, bold=True, align=ALIGN.CENTER)

    def addressees(self, names: str) -> None:
        left, right = self.grid(0.25, 0.75)
        self.write(left.paragraphs[0], "Kính gửi:", 14, align=ALIGN.RIGHT)
        self.line(f"{{%p for one in {names} %}}", right)
        self.write(right.add_paragraph(), "- {{ one }}", 14)
        self.line("{%p endfor %}", right)
        right._tc.remove(right.paragraphs[0]._p)
        self.document.add_paragraph()
