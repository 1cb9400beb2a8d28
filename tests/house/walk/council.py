"""Through the council's room: its rules, a session that fails, and one that is held to its end."""

from app.awards.models import Round
from app.core.clock import now
from app.core.db import action, db
from app.council.models import CouncilConflict, CouncilItem, CouncilLine, CouncilMember, ProcedureRequest
from app.council.queries.candidates import addable
from tests.house.walk.walker import id_in
from tests.house.walk.work import ids_of

RULES = {
    "procedure": "full",
    "quorum_percent": "67",
    "pass_percent": "60",
    "denominator": "all_members",
    "ballot": "open",
    "vote_by": "candidate",
    "absent_by_writing": "y",
    "recused_leave": "y",
    "reason": "Theo hướng dẫn của tỉnh",
}


def through_the_council(walk, cast):
    son, tu, mai, hoa = cast.son, cast.tu, cast.mai, cast.hoa
    walk.post(tu, "council.settings", RULES | {"pass_percent": "0"}, status=422)
    walk.post(tu, "council.settings", RULES | {"reason": ""}, status=409)
    walk.post(tu, "council.settings", RULES)
    calling = {"day": "2025-08-15", "at": "14:00", "place": "Phòng họp", "chair": son.id, "secretary": tu.id}
    calling |= {f"member_{one.id}": "y" for one in (mai, hoa)} | {f"post_{mai.id}": "Chủ tịch Hội Phụ nữ"}
    simple = RULES | {"procedure": "simple", "legal_ground": "Điều 85 Luật Thi đua, khen thưởng"}
    walk.post(tu, "council.settings", simple)
    for person in (mai, son):
        walk.get(person, "council.council")
    walk.post(mai, "council.refuse", ask_id=_asked(walk))
    walk.post(tu, "council.settings", simple)
    walk.post(tu, "council.consent", status=409, ask_id=_asked(walk))
    walk.post(son, "council.consent", ask_id=_asked(walk))
    walk.post(tu, "council.settings", RULES)
    walk.post(son, "council.call", calling | {"place": ""}, status=422)
    walk.post(son, "council.call", calling | {"secretary": son.id}, status=409)
    place = {"meeting_id": id_in(walk.post(son, "council.call", calling))}
    walk.post(tu, "council.failure", **place)
    place = {"meeting_id": id_in(walk.post(tu, "council.call", calling))}
    walk.get(tu, "council.called", **place)
    walk.post(tu, "council.change", calling | {"day": "x"}, status=422, **place)
    walk.post(tu, "council.change", calling | {"day": "2025-08-14", "at": "9:00"}, **place)
    walk.get(mai, "council.mine")
    walk.get(mai, "council.mine", target="council")
    for person in (son, tu):
        walk.get(person, "council.meeting", **place)
        walk.post(person, "council.attend", {"word": "present"}, **place)
    member = ids_of(walk, lambda: db.session.query(CouncilMember.id).filter_by(user_id=hoa.id, **_at(place)))[0]
    walk.post(son, "council.attend", {"member": member, "word": "present", "from": "desk"}, **place)
    for person, door in ((hoa, "council.meeting"), (son, "council.desk")):
        walk.get(person, door, **place)
    walk.post(son, "council.opening", status=409, **place)
    walk.post(son, "council.confirm", {"member": member}, status=409, **place)
    walk.post(tu, "council.confirm", {"member": member}, **place)
    walk.post(son, "council.opening", **place)
    _prepare(walk, cast, place)
    _vote(walk, cast, place)
    for person in (mai, hoa):
        walk.get(person, "council.meeting", **place)
        walk.get(person, "council.minutes", **place)
    walk.get(hoa, "council.desk", **place)
    walk.get(son, "council.council")


def _prepare(walk, cast, place):
    """The chair adds somebody; a question is asked and answered, a conflict declared, the chair handed over."""
    son, mai = cast.son, cast.mai
    more = _addable(walk, cast)[0]
    walk.post(son, "council.candidates", {"nomination": more, "reason": ""}, status=422, **place)
    walk.post(son, "council.candidates", {"nomination": more, "reason": "Thành tích đặc biệt"}, **place)
    walk.post(son, "council.discussion", {"text": "Hội đồng nhất trí cao."}, **place)
    items = ids_of(walk, lambda: db.session.query(CouncilItem.id).filter_by(session_id=place["meeting_id"]))
    walk.get(mai, "council.conflicts", **place)
    walk.post(mai, "council.conflict", {"item": items[0], "reason": ""}, status=422, **place)
    walk.post(mai, "council.conflict", {"item": items[0], "reason": "Là em gái"}, **place)
    question = _ask(walk, cast, place["meeting_id"], items[-1])
    for person, door in ((mai, "council.meeting"), (son, "council.desk")):
        walk.get(person, door, **place)
    walk.post(mai, "council.answers", {"question": question, "related": "no"}, **place)
    hoa = ids_of(walk, lambda: db.session.query(CouncilMember.id).filter_by(user_id=cast.hoa.id, **_at(place)))
    walk.post(son, "council.duties", {"duty": "chair", "member": hoa[0]}, **place)


def _asked(walk) -> int:
    return ids_of(walk, lambda: db.session.query(ProcedureRequest.id).filter(ProcedureRequest.answer.is_(None)))[0]


def _at(place):
    return {"session_id": place["meeting_id"]}


def _addable(walk, cast) -> list[int]:
    with walk.app.app_context():
        round_id = db.session.query(Round.id).filter_by(campaign_id=cast.campaign.id).scalar()
        found = [one.nomination_id for one in addable(round_id) if one.board == "individuals"]
        db.session.remove()
    return found


def _ask(walk, cast, session_id, item_id):
    with walk.app.app_context():
        member = db.session.query(CouncilMember.id).filter_by(session_id=session_id, user_id=cast.mai.id).scalar()

        @action
        def ask():
            row = CouncilConflict(
                ward_id=cast.cua_nam.id,
                session_id=session_id,
                member_id=member,
                item_id=item_id,
                kind="proposed",
                word="asked",
                at=now(),
            )
            db.session.add(row)
            db.session.flush()
            return row.id

        found = ask()
        db.session.remove()
    return found


def _vote(walk, cast, place):
    """Hoa chairs now. The first individual fails, the added one passes: that takes a reason."""
    hoa, son, tu, mai = cast.hoa, cast.son, cast.tu, cast.mai
    walk.post(hoa, "council.ballots", **place)
    walk.post(hoa, "council.closing", status=409, **place)
    lines = ids_of(walk, lambda: db.session.query(CouncilLine.id).filter_by(**_at(place)).order_by(CouncilLine.id))
    _on_paper(walk, cast, place, lines)
    for line in lines:
        walk.post(mai, "council.votes", {f"line-{line}": "for"}, status=(303, 409), **place)
    walk.post(son, "council.votes", {f"line-{lines[1]}": "against"}, target="live", **place)
    walk.post(son, "council.votes", {"all": "for"}, **place)
    walk.post(hoa, "council.votes", {f"line-{lines[1]}": "against"}, **place)
    walk.post(hoa, "council.votes", {"all": "for"}, target="live", **place)
    walk.post(tu, "council.votes", {f"line-{line}": "for" for line in lines[2:]}, **place)
    for target in (None, "live"):
        walk.get(mai, "council.meeting", target=target, **place)
    for target in (None, "desk"):
        walk.get(hoa, "council.desk", target=target, **place)
    for target in (None, "wall"):
        walk.get(mai, "council.wall", target=target, **place)
    walk.post(hoa, "council.count", **place)
    walk.get(hoa, "council.desk", **place)
    walk.get(mai, "council.beside", **place)
    walk.post(hoa, "council.closing", status=409, **place)
    fallen = ids_of(walk, lambda: db.session.query(CouncilItem.id).filter_by(**_at(place)).order_by(CouncilItem.id))[
        1
    ]
    walk.post(hoa, "council.departures", {"item": fallen, "reason": ""}, status=422, **place)
    walk.post(hoa, "council.departures", {"item": fallen, "reason": "Chưa gương mẫu"}, **place)
    walk.post(hoa, "council.closing", **place)


def _on_paper(walk, cast, place, lines):
    """Mai is away: the secretary enters what she wrote, she objects; another paper is entered, and she comes."""
    mai, tu, hoa = cast.mai, cast.tu, cast.hoa
    for target in (None, "live"):
        walk.get(mai, "council.meeting", query={"written": "1"}, target=target, **place)
    away = ids_of(walk, lambda: db.session.query(CouncilMember.id).filter_by(user_id=mai.id, **_at(place)))
    paper = {"member": away[0], "reference": "CV 12", "dated": "2025-08-14"}
    walk.post(tu, "council.opinions", paper | {"reference": ""}, status=422, **place)
    walk.post(tu, "council.opinions", paper | {"dated": "2025-08-20", f"line-{lines[1]}": "for"}, status=409, **place)
    walk.post(tu, "council.opinions", paper | {f"line-{lines[1]}": "for"}, **place)
    for target in (None, "live"):
        walk.get(mai, "council.meeting", target=target, **place)
    walk.post(mai, "council.objection", **place)
    walk.post(mai, "council.objection", status=409, **place)
    walk.post(tu, "council.opinions", paper | {f"line-{lines[-1]}": "for"}, **place)
    for target in (None, "desk"):
        walk.get(tu, "council.desk", target=target, **place)
    walk.get(hoa, "council.desk", **place)
    walk.post(mai, "council.attend", {"word": "present"}, **place)
