"""Tracked changes in a ward's own template: what was deleted is no part of it, what was inserted is."""

import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from app.core.reasons import Refused
from app.papers.layout.checking import check_template
from app.papers.layout.filling import paper_docx
from app.papers.layout.tracked import holds_deleted, without_deleted
from app.papers.rules.answers import TemplateCode
from tests.papers.conftest import papers
from tests.papers.test_layout import word_text
from tests.papers.test_templates import document

HANDED = (Path(__file__).parent / "files" / "template-deleted-field.docx").read_bytes()


def xml(text: str):
    head, _, rest = text.partition(">")
    return parse_xml(f"{head} {nsdecls('w')}>{rest}")


def run(text: str, tag: str = "t") -> str:
    return f'<w:r><w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'


def template(*parts) -> bytes:
    """A document of one paragraph of these parts, and a table row that was deleted."""
    made = docx.Document()
    paragraph = made.add_paragraph()
    for part in parts:
        paragraph._p.append(xml(part))
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def all_xml(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("word/document.xml").decode()


def test_a_field_that_was_deleted_long_ago_stands_in_nobodys_way():
    assert holds_deleted(HANDED)
    check_template(HANDED, "mau.docx")
    made = paper_docx("decision", papers(), HANDED)
    assert "Cửa Nam" in word_text(made) and "oldfield" not in all_xml(made)


def test_no_value_is_written_where_nobody_looks():
    data = template(
        run("Nơi: {{ place }}"), f'<w:del w:id="1" w:author="x">{run("{{ authority }}", "delText")}</w:del>'
    )
    check_template(data, "mau.docx")
    assert "CHỦ TỊCH ỦY BAN" not in all_xml(paper_docx("decision", papers(), data))


@pytest.mark.parametrize("tag", ["ins", "moveTo"])
def test_what_was_inserted_is_filled_in(tag):
    data = template(f'<w:{tag} w:id="1" w:author="x">{run("{{ place }}")}</w:{tag}>')
    assert "Cửa Nam" in word_text(paper_docx("decision", papers(), data)) or "Cửa Nam" in all_xml(
        paper_docx("decision", papers(), data)
    )
    wrong = template(f'<w:{tag} w:id="1" w:author="x">{run("{{ nothing }}")}</w:{tag}>')
    with pytest.raises(Refused) as caught:
        check_template(wrong, "mau.docx")
    assert caught.value.reason is TemplateCode.UNKNOWN


def test_a_field_mended_in_tracked_changes_is_the_one_that_is_read():
    data = template(
        run("{{ pla"),
        f'<w:del w:id="1" w:author="x">{run("zz", "delText")}</w:del>',
        f'<w:ins w:id="2" w:author="x">{run("ce")}</w:ins>',
        run(" }}"),
    )
    check_template(data, "mau.docx")


def test_half_of_a_list_in_deleted_text_is_no_list():
    data = template(
        run("{{ place }}"),
        f'<w:del w:id="1" w:author="x">{run("{% for one in individuals %}", "delText")}</w:del>',
        f'<w:moveFrom w:id="2" w:author="x">{run("{{ gone }}")}</w:moveFrom>',
    )
    check_template(data, "mau.docx")
    assert "for one" not in all_xml(without_deleted(data)) and "gone" not in all_xml(without_deleted(data))


def test_a_row_that_was_deleted_goes_with_its_fields():
    made = docx.Document()
    made.add_paragraph("{{ place }}")
    table = made.add_table(2, 1)
    for row, text in zip(table.rows, ("giữ", "{{ gone }}"), strict=True):
        row.cells[0].text = text
    table.rows[1]._tr.append(xml('<w:trPr><w:del w:id="9" w:author="x"/></w:trPr>'))
    target = io.BytesIO()
    made.save(target)
    check_template(target.getvalue(), "mau.docx")
    cleaned = docx.Document(io.BytesIO(without_deleted(target.getvalue())))
    assert [row.cells[0].text for row in cleaned.tables[0].rows] == ["giữ"]


def test_a_template_of_deleted_fields_alone_has_none():
    data = template(f'<w:del w:id="1" w:author="x">{run("{{ place }}", "delText")}</w:del>')
    with pytest.raises(Refused) as caught:
        check_template(data, "mau.docx")
    assert caught.value.reason is TemplateCode.NO_FIELDS


def test_where_nothing_was_deleted_the_bytes_stay():
    data = document("{{ place }}")
    assert without_deleted(data) is data and not holds_deleted(data)


def test_whoever_brings_it_is_told(as_, cast, locked_round):
    client = as_(cast.tu)
    path = "/awards/papers/templates/decision"
    answer = client.post(path, data={"file": (io.BytesIO(HANDED), "mau.docx")}, follow_redirects=True)
    assert answer.status_code == 200 and "Track Changes" in answer.text
    answer = client.post(path, data={"file": (io.BytesIO(document("{{ place }}")), "m.docx")}, follow_redirects=True)
    assert "Track Changes" not in answer.text
