"""A Word template filled in, ours or the ward's own; and whether a ward's own can be."""

import zipfile
from io import BytesIO

from docxtpl import DocxTemplate

from app.core.isolated import MB, Limits, OutOfMemory, TookTooLong, run
from app.core.reasons import Refused
from app.papers.layout.fields import environment
from app.papers.layout.settled import settle
from app.papers.layout.tracked import without_deleted
from app.papers.layout.word import template_of
from app.papers.rules.answers import PaperAnswer
from app.papers.rules.context import context
from app.papers.rules.data import Papers

# What every part of a file that we make is dated: nothing of a paper depends on when it was made.
LIMITS = Limits(seconds=20, memory=768 * MB)
_DAY = (1980, 1, 1, 0, 0, 0)


def paper_docx(key: str, papers: Papers, own: bytes | None = None) -> bytes:
    """The paper as .docx, from the ward's own template where there is one. Texts stay texts.

    A ward's own may hold lists in lists in lists: it is filled in where that can be ended. Raises Refused then.
    """
    if own is None:
        return fill(template_of(key), context(papers))
    try:
        return run("app.papers.layout.filling:fill_own", own, context(papers), limits=LIMITS)
    except (TookTooLong, OutOfMemory) as error:
        raise Refused(PaperAnswer.OWN_TOO_MUCH) from error


def fill_own(template: bytes, found: dict) -> bytes:
    """A ward's own template filled in: as its reader sees it, without what tracked changes deleted."""
    return fill(without_deleted(template), found)


def fill(template: bytes, found: dict) -> bytes:
    document = DocxTemplate(BytesIO(template))
    document.render(found, jinja_env=environment(autoescape=True), autoescape=True)
    settle(document.docx.element.body)
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
