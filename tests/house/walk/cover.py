"""Through cover: the board, who can come, asking, and both answers."""

from datetime import date

from app.core.db import db
from tests.shifts.makers import make_shifts


def through_cover(walk, cast):
    hoa, minh, lan, binh = cast.hoa, cast.minh, cast.lan, cast.binh
    with walk.app.app_context():
        shift = {"shift_id": make_shifts(cast, cast.point2, first=date(2025, 9, 10), least=2, most=6)[-1]}
        db.session.remove()
    for person in (hoa, minh, cast.son, cast.quan):
        walk.get(person, "cover.coverage", query={"from": "today"})
    walk.get(hoa, "cover.coverage", target="coverage", query={"short": "1", "point": cast.point1.id, "kind": "point"})
    for person in (hoa, minh):
        walk.get(person, "cover.who_can", **shift)
    walk.post(hoa, "cover.ask", {"person": [lan.id, binh.id]}, **shift)
    walk.post(hoa, "cover.ask", {"person": [minh.id]}, **shift)
    walk.post(hoa, "cover.ask", {"person": [lan.id]}, status=409, **shift)
    walk.get(hoa, "cover.who_can", target="asked", **shift)
    for target in (None, "requests"):
        walk.get(lan, "signups.requests", target=target)
    walk.post(lan, "cover.answer", {"answer": "yes"}, **shift)
    walk.post(binh, "cover.answer", {"answer": "no"}, **shift)
    walk.get(lan, "signups.requests")
    walk.get(lan, "cover.cannot_come_question", **shift)
    walk.post(lan, "cover.cannot_come", **shift)
