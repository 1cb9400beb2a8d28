"""A Word template filled in, ours or the ward's own; and whether a ward's own can be."""

import zipfile
from io import BytesIO

from docxtpl import DocxTemplate

from app.papers.layout.fields import environment
from app.papers.layout.word import template_of
from app.papers.rules.context import context
from app.papers.rules.data import Papers

# What every part of a file that we make is dated: nothing of a paper depends on when it was made.
_DAY = (1980, 1, 1, 0, 0, 0)


def paper_docx(key: str, papers: Papers, own: bytes | None = None) -> bytes:
    """The paper as .docx, from the ward's own template where there is one. Texts stay texts."""
    return fill(own or template_of(key), context(papers))


def fill(template: bytes, found: dict) -> bytes:
    document = DocxTemplate(BytesIO(template))
    document.render(found, jinja_env=environment(autoescape=True), autoescape=True)
    target = BytesIO()
    document.save(target)
    return _steady(target.getvalue())


def _steady(data: bytes) -> bytes:
    """The same package without the moment at which it was packed."""
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name in source.namelist():
            made.writestr(zipfile.ZipInfo(name, _DAY), source.read(name), zipfile.ZIP_DEFLATED)
    return target.getvalue()
