"""All papers of a round in one file, each as PDF, in Word's format and, where it is a table, as a workbook."""

import zipfile
from collections.abc import Callable
from io import BytesIO

from app.papers.books import paper_book
from app.papers.layout.filling import paper_docx
from app.papers.layout.papers import FAILED, PAPERS, paper_pdf, paper_pdfs
from app.papers.rules.data import Papers

# Nothing of it depends on when it was made: the same papers are the same file.
_DAY = (1980, 1, 1, 0, 0, 0)


def bundle(papers: dict[str, Papers], own: Callable[[str], bytes | None], failed: list[Papers] = ()) -> bytes:
    """``own(key)``: the ward's own Word template of a paper, None where it has none. ``failed``: the minutes of
    sessions that had no result."""
    target, pdfs = BytesIO(), paper_pdfs(papers)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, paper in enumerate((one for one in PAPERS.values() if one.key in papers), start=1):
            values = papers[paper.key]
            made = {"docx": paper_docx(paper.key, values, own(paper.key)), "pdf": pdfs[paper.key]}
            if paper.sheet:
                made["xlsx"] = paper_book(paper.key, values).getvalue()
            for kind, data in made.items():
                name = zipfile.ZipInfo(f"{number:02d}-{'du-thao-' if values.draft else ''}{paper.file}.{kind}", _DAY)
                archive.writestr(name, data, zipfile.ZIP_DEFLATED)
        for number, values in enumerate(failed, start=1):
            made = {"docx": paper_docx(FAILED.key, values), "pdf": paper_pdf(FAILED.key, values)}
            for kind, data in made.items():
                name = zipfile.ZipInfo(f"{FAILED.file}-phien-{number}.{kind}", _DAY)
                archive.writestr(name, data, zipfile.ZIP_DEFLATED)
    return target.getvalue()
