"""Through the corrections of names: asked, declined, confirmed, and a certificate that takes another one's place."""

from app.awards.models import Nomination
from app.core.db import db
from app.names.models import NameRequest
from app.papers.models import Certificate

WHY = {"reason": "Căn cước công dân"}


def _first(walk, query):
    with walk.app.app_context():
        found = query().first()
        db.session.remove()
    return found


def _participant():
    """(certificate, account and name) of somebody whose certificate of participation holds."""
    query = db.session.query(Certificate.id, Nomination.user_id, Certificate.name)
    return query.join(Nomination, Nomination.id == Certificate.nomination_id).filter(
        Certificate.kind == "participation"
    )


def _newest():
    return db.session.query(NameRequest.id).order_by(NameRequest.id.desc())


def through_the_names(walk, cast):
    """After the certificates of participation."""
    certificate, user_id, name = _first(walk, _participant)
    tu = cast.tu
    walk.get(tu, "names.name", user_id=user_id)
    walk.get(tu, "names.name", team_id=cast.team1.id)
    walk.post(tu, "names.correct_name", {"name": "", **WHY}, status=422, user_id=user_id)
    walk.post(tu, "names.correct_name", {"name": name, **WHY}, status=409, user_id=user_id)
    for other, verb in (("Trần Văn Cháu", "names.decline"), ("Trần Thị Cháu", "names.confirm")):
        walk.post(tu, "names.correct_name", {"name": other, **WHY}, user_id=user_id)
        walk.get(cast.son, "names.corrections")
        walk.post(cast.son, verb, request_id=_first(walk, _newest).id)
    walk.post(tu, "names.correct_name", {"name": "Trần Thị Chấu", **WHY}, user_id=user_id)
    for person in (cast.mai, cast.an, tu):
        walk.get(person, "names.corrections")
    walk.get(cast.lan, "names.mine")
    walk.get(cast.son, "awards.names")
    walk.get(tu, "papers.certificate", certificate_id=certificate)
    walk.post(tu, "papers.replace", {"reason": ""}, status=422, certificate_id=certificate)
    walk.post(tu, "papers.replace", WHY, certificate_id=certificate)
    newest = _first(walk, lambda: db.session.query(Certificate.id).order_by(Certificate.id.desc())).id
    walk.post(cast.son, "papers.end", WHY, certificate_id=newest)
    walk.get(tu, "papers.certificate", certificate_id=certificate)
    walk.get(tu, "papers.register", query={"kind": "participation"})
