"""A paper that hangs or grows is ended, in words, and the pages beside it go on."""

import io
import re
import struct
import threading
import time
import zipfile
import zlib

import pytest

from app.core.isolated import MB, Limits
from app.core.reasons import Refused
from app.papers.actions import templates
from app.papers.actions.templates import keep_template
from app.papers.layout import filling
from app.papers.layout import papers as layout
from app.papers.layout.filling import fill, paper_docx
from app.papers.layout.papers import PAPERS, compiled, paper_pdf, paper_pdfs
from app.papers.layout.word import template_of
from app.papers.rules.answers import PaperAnswer, TemplateCode
from app.papers.rules.context import context
from tests.conftest import on_sqlite
from tests.papers.conftest import papers
from tests.papers.test_templates import document

ENDLESS = "#let n = 0\n#for a in range(30000) { for b in range(30000) { n = calc.rem(n + b, 7) } }\n#n"
GROWING = '#let text = "x"\n#for one in range(40) { text = text + text }\n#text.len()'
URL = "/awards/papers/decision.pdf"


@pytest.fixture
def drawn_with(tmp_path, monkeypatch):
    """From now on papers are drawn with this template, within this time and memory."""

    def draw(source: str, **limits):
        (tmp_path / "paper.typ").write_text(source)
        monkeypatch.setattr(layout, "TEMPLATES", str(tmp_path))
        monkeypatch.setattr(layout, "LIMITS", Limits(**limits))

    return draw


@pytest.mark.parametrize(("source", "limits"), [(ENDLESS, {"seconds": 2}), (GROWING, {"memory": 200 * MB})])
@on_sqlite
def test_a_paper_that_never_ends_or_grows_is_told_in_words(app, cast, decided_round, as_, drawn_with, source, limits):
    drawn_with(source, **limits)
    clerk, began = as_(cast.tu), time.monotonic()
    answer = clerk.get(URL)
    assert time.monotonic() - began < 40
    assert answer.status_code == 503 and answer.headers["Retry-After"]
    assert "quá lâu" in answer.text and re.search(r"<b>[0-9a-f]{8}</b>", answer.text)
    assert "</html>" in answer.text and cast.tu.name in answer.text


@on_sqlite
def test_the_pages_beside_a_paper_that_hangs_go_on(app, cast, decided_round, as_, drawn_with):
    drawn_with(ENDLESS, seconds=6)
    clerk, others = as_(cast.tu), as_(cast.lan)
    others.get("/shifts")
    hanging = [threading.Thread(target=clerk.get, args=(URL,)) for _ in range(3)]
    for thread in hanging:
        thread.start()
    time.sleep(1)
    began = time.monotonic()
    assert others.get("/shifts").status_code == 200
    assert time.monotonic() - began < 3
    for thread in hanging:
        thread.join()
    assert others.get("/shifts").status_code == 200


@on_sqlite
def test_a_template_of_typst_that_breaks_is_an_error_page_with_a_number(app, cast, decided_round, as_, drawn_with):
    drawn_with("#panic()", seconds=20)
    answer = as_(cast.tu).get(URL)
    assert answer.status_code == 500 and re.search(r"<b>[0-9a-f]{8}</b>", answer.text)


def test_papers_drawn_together_are_those_drawn_one_by_one():
    wanted = {key: papers() for key in PAPERS if key != "reports"}
    together = paper_pdfs(wanted)
    assert list(together) == list(wanted)
    for key in ("decision", "bonus"):
        assert together[key] == paper_pdf(key, wanted[key])
    assert compiled([]) == []


def test_a_wards_own_template_gives_the_same_bytes_wherever_it_is_filled_in():
    values = papers(("<b>Đậm</b> & {{ 7 * 7 }}",))
    own = template_of("decision")
    assert paper_docx("decision", values, own) == fill(own, context(values))


def test_lists_in_lists_in_lists_are_refused_and_not_written_out(monkeypatch):
    monkeypatch.setattr(filling, "LIMITS", Limits(seconds=3, memory=256 * MB))
    nested = "".join(f"{{% for {name} in everyone %}}" for name in "abcd") + "{{ d.name }}" + "{% endfor %}" * 4
    with pytest.raises(Refused) as refused:
        paper_docx("decision", papers(), document(nested))
    assert refused.value.reason is PaperAnswer.OWN_TOO_MUCH


def lying(size: int, told: int) -> bytes:
    """A Word file with a part of so many bytes whose directory tells another number, and the checksum to match."""
    target, text = io.BytesIO(), b"<a>" + b" " * (size - 7) + b"</a>"
    with zipfile.ZipFile(io.BytesIO(template_of("decision"))) as source, zipfile.ZipFile(target, "w") as made:
        for one in source.namelist():
            made.writestr(one, source.read(one))
        made.writestr("word/footnotes.xml", text, zipfile.ZIP_DEFLATED)
        true = made.getinfo("word/footnotes.xml")
    old = struct.pack("<LLL", true.CRC, true.compress_size, size)
    new = struct.pack("<LLL", zlib.crc32(text[:told]), true.compress_size, told)
    assert target.getvalue().count(old) == 2, "beside the part and in the directory"
    return target.getvalue().replace(old, new)


@pytest.mark.parametrize("told", [7, 1_000])
@on_sqlite
def test_a_file_that_lies_about_its_size_is_refused(room, cast, told):
    with pytest.raises(Refused) as refused:
        keep_template(cast.cua_nam.id, "decision", "Mẫu.docx", lying(300 * MB, told), cast.tu.id)
    assert refused.value.reason is TemplateCode.BROKEN
    assert refused.value.facts["file"] == "Mẫu.docx"


@pytest.mark.parametrize(
    ("limits", "reason"),
    [({"seconds": 0.01}, TemplateCode.TOO_SLOW), ({"memory": 20 * MB}, TemplateCode.TOO_LARGE)],
)
@on_sqlite
def test_a_template_that_takes_too_much_to_check_is_refused(room, cast, monkeypatch, limits, reason):
    monkeypatch.setattr(templates, "LIMITS", Limits(**limits))
    with pytest.raises(Refused) as refused:
        keep_template(cast.cua_nam.id, "decision", "Mẫu.docx", template_of("decision"), cast.tu.id)
    assert refused.value.reason is reason
