"""The papers as they are written now, the files that were issued as they were, and the register."""

from app.archive.pack import Pack
from app.papers import vault
from app.papers.books import paper_book
from app.papers.layout.amended import FILES, amendment_docx, amendment_pdf
from app.papers.layout.filling import paper_docx
from app.papers.layout.papers import FAILED, PAPERS, paper_pdf, paper_pdfs
from app.papers.queries.amendments import amendments_of
from app.papers.queries.data import every_paper, failed_sessions
from app.papers.queries.papers_of_amendments import fields_of
from app.papers.queries.register import templates_of
from app.results.printing import PAPERS as CEREMONY
from app.results.printing import ceremony_docx, ceremony_pdf, in_reading_order, values_of
from app.results.queries import history_of, holders_of


def put_papers(pack: Pack, head) -> None:
    if head.locked_at is None:
        return
    own = {paper: row.sha256 for paper, row in templates_of(head.ward_id).items()}
    papers = every_paper(head)
    pdfs = paper_pdfs(papers)
    for key, values in papers.items():
        paper = PAPERS[key]
        pack.data(f"papers/{paper.file}.pdf", pdfs.pop(key))
        template = vault.stored(own[key]) if key in own else None
        pack.data(f"papers/{paper.file}.docx", paper_docx(key, values, template))
        if paper.sheet:
            pack.data(f"papers/{paper.file}.xlsx", paper_book(key, values).getvalue())
    amended = amendments_of(head.id) if head.amended else []
    for one in amended:
        if one.row.granted:
            fields, name = fields_of(head, amended, one.row.id), f"papers/{FILES[one.row.kind]}-{one.row.id}"
            pack.data(f"{name}.pdf", amendment_pdf(fields, one.row.at))
            pack.data(f"{name}.docx", amendment_docx(fields))
    for number, values in enumerate(failed_sessions(head), start=1):
        pack.data(f"papers/{FAILED.file}-phien-{number}.pdf", paper_pdf(FAILED.key, values))
        pack.data(f"papers/{FAILED.file}-phien-{number}.docx", paper_docx(FAILED.key, values))
    holders = holders_of(head.id)
    if holders is None:
        return
    ceremony = history_of(head.id).ceremony
    found = values_of(head, in_reading_order(holders, ceremony), ceremony)
    for key, (_name, _title, file) in CEREMONY.items():
        pack.data(f"result/{file}.pdf", ceremony_pdf(key, head, found))
        pack.data(f"result/{file}.docx", ceremony_docx(key, found))
