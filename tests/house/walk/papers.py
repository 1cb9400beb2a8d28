"""Through the papers of a locked round: every document, the register, a certificate's end, and the public check."""

import re

from app.core.db import db
from app.decisions.models import AwardLine
from app.papers.layout.papers import PAPERS
from app.papers.layout.word import template_of
from app.papers.models import Certificate, KeptFile
from app.papers.rules.amending import MOST_CHANGES
from tests.house.walk.results import through_the_results
from tests.house.walk.work import ids_of
from tests.ranking.makers import approved

NUMBERS = {"decision_no": "7", "decision_day": "2025-08-14"}
PLACES = {"x": "2,5", "y": "-1", "name_y": "79", "merit_y": "110", "foot_y": "144", "qr": "y"}
RATE = {
    "starts_on": "2025-07-01",
    "base_salary": "2530000",
    "collective": "600",
    "individual": "300",
    "household": "450",
    "round_up_to": "",
}


def let_another_work(walk, cast):
    """Before the ranking: somebody who will not be on the list, for a certificate of participation."""
    with walk.app.app_context():
        approved(cast, cast.binh, cast.team2, day=2, minutes=30)
        db.session.remove()


def through_the_papers(walk, cast):
    son, tu = cast.son, cast.tu
    for person in (son, tu):
        walk.get(person, "papers.papers")
        walk.get(person, "papers.texts")
        walk.get(person, "papers.templates")
    walk.post(tu, "papers.change_texts", {"about": "x" * 400}, status=422)
    walk.post(tu, "papers.change_texts", {"signer_name": "Hoàng Ngọc Sơn"})
    walk.post(tu, "papers.number", NUMBERS, status=409)
    through_the_decision(walk, cast)
    through_the_results(walk, cast)
    walk.post(tu, "papers.number", {"decision_no": "7"}, status=409)
    walk.post(tu, "papers.number", {"decision_no": "x"}, status=422)
    walk.post(tu, "papers.number", NUMBERS)
    walk.post(tu, "papers.rate", RATE | {"base_salary": ""}, status=422)
    walk.post(tu, "papers.rate", RATE)
    for paper in PAPERS:
        walk.get(tu, "papers.template", paper=paper)
        own = template_of(paper)
        walk.post(tu, "papers.bring_template", file=("Mẫu.docx", own), paper=paper)
        for kind in ("pdf", "docx", *(["xlsx"] if PAPERS[paper].sheet else [])):
            walk.get(tu, "papers.file", paper=paper, kind=kind)
        walk.post(tu, "papers.bring_template", file=("Mẫu.docx", b"PK"), status=422, paper=paper)
        walk.post(tu, "papers.remove_template", paper=paper)
    walk.get(tu, "papers.papers")
    walk.get(tu, "papers.every_file")
    # The first session that was called.
    for kind in ("pdf", "docx"):
        walk.get(tu, "papers.failed_session", number=1, kind=kind)
    through_the_register(walk, cast)


def through_the_decision(walk, cast):
    son, mai = cast.son, cast.mai
    for person in (son, mai):
        walk.get(person, "decisions.decision")
    walk.post(son, "decisions.make_decision", {"seen": "0"}, status=409)
    seen = re.search(r'name="seen" value="(\w+)"', walk.get(son, "decisions.decision").text)[1]
    walk.post(son, "decisions.make_decision", {"seen": seen})
    walk.get(son, "decisions.decision")
    one = {"nomination_id": min(ids_of(walk, lambda: db.session.query(AwardLine.nomination_id.label("id"))))}
    walk.get(mai, "awards.candidate", **one)
    walk.get(son, "decisions.revocation", **one)
    walk.post(son, "decisions.revoke", status=422, **one)
    walk.post(son, "decisions.revoke", {"reason": "Khai sai thành tích"}, **one)
    walk.get(son, "awards.awards")


def through_the_register(walk, cast):
    son, tu = cast.son, cast.tu
    walk.get(tu, "papers.register")
    for mode in ("full", "overlay", "test"):
        walk.get(tu, "papers.preview", mode=mode)
    walk.post(tu, "papers.place_words", PLACES | {"x": "wide"}, status=422)
    walk.post(tu, "papers.place_words", PLACES)
    walk.post(tu, "papers.issue", {"first_no": "x"}, status=422)
    walk.post(tu, "papers.issue", {"first_no": "5", "address": "http://localhost"})
    for mode in ("full", "overlay"):
        walk.post(tu, "papers.print_all", mode=mode)
    walk.post(tu, "papers.participation")
    for query in ({}, {"kind": "participation"}, {"page": "2"}):
        walk.get(son, "papers.register", query=query)
    walk.get(son, "papers.register", target="job")
    for file_id in ids_of(walk, lambda: db.session.query(KeptFile.id)):
        walk.get(tu, "papers.kept_file", file_id=file_id)
    one = max(ids_of(walk, lambda: db.session.query(Certificate.id).filter_by(kind="merit")))
    walk.get(tu, "papers.certificate", certificate_id=one)
    walk.post(tu, "papers.print_again", {"reason": ""}, status=422, certificate_id=one)
    walk.post(tu, "papers.print_again", {"reason": "Bị rách"}, certificate_id=one)
    walk.post(tu, "papers.end", {"reason": "x"}, status=403, certificate_id=one)
    walk.post(son, "papers.end", {"reason": ""}, status=422, certificate_id=one)
    walk.post(son, "papers.end", {"reason": "Khai sai thành tích"}, status=409, certificate_id=one)
    walk.get(son, "papers.certificate", certificate_id=one)
    through_the_amendments(walk, cast, one)
    with walk.app.app_context():
        code = db.session.query(Certificate.code).order_by(Certificate.id).first()[0]
        db.session.remove()
    walk.get(None, "papers.check")
    walk.get(None, "papers.check", query={"code": code})
    walk.get(None, "papers.checked", code=code)
    walk.get(None, "papers.checked", code="0" * 10, status=404)


def through_the_amendments(walk, cast, certificate_id):
    """The decision that has its number is corrected, then one award of it cancelled."""
    son, tu = cast.son, cast.tu
    (whose,) = ids_of(
        walk, lambda: db.session.query(Certificate.nomination_id.label("id")).filter_by(id=certificate_id)
    )
    empty = {f"{name}_{at}": "" for name in ("whom", "what", "before", "after") for at in range(MOST_CHANGES)}
    of_one = empty | {"reason": "Sai sót khi soạn thảo", "whom_0": f"{whose}"}
    walk.get(tu, "papers.amendments", query={"ends": f"{whose}"})
    walk.post(tu, "papers.propose_change", empty, status=422)
    walk.post(tu, "papers.propose_change", of_one | {"kind": "correction"}, status=409)
    for number, more in (
        (1, {"kind": "correction", "what_0": "amount", "after_0": "800000"}),
        (2, {"kind": "cancellation", "what_0": "award"}),
    ):
        walk.post(tu, "papers.propose_change", of_one | more)
        walk.get(son, "papers.amendments")
        walk.post(son, "papers.answer_change", {}, status=422, number=number)
        walk.post(son, "papers.answer_change", {"granted": "y"}, number=number)
        walk.post(tu, "papers.number_change", {}, status=422, number=number)
        walk.post(tu, "papers.number_change", {"number": "7", "day": "2025-08-14"}, status=409, number=number)
        walk.post(tu, "papers.number_change", {"number": f"{7 + number}", "day": "2025-08-14"}, number=number)
        for kind in ("pdf", "docx"):
            walk.get(tu, "papers.amendment_file", number=number, kind=kind)
    walk.get(son, "decisions.decision")
    walk.get(tu, "papers.register")
    walk.get(tu, "papers.every_file")
