"""Through the roles that take two: asked, declined, agreed to; a slip for somebody who decides, confirmed."""

import re

from app.core.db import action, db
from app.people.models import Grant
from app.powers.models import RoleRequest


def _newest(walk) -> int:
    with walk.app.app_context():
        found = db.session.query(RoleRequest.id).order_by(RoleRequest.id.desc()).first()[0]
        db.session.remove()
    return found


@action
def _end_again(user_id: int) -> None:
    """The rest of the walk meets the people that it knows."""
    for grant in db.session.query(Grant).filter_by(user_id=user_id, role="clerk", ends_on=None):
        grant.ends_on = grant.starts_on


def through_the_powers(walk, cast):
    an, lan = cast.an, cast.lan
    walk.get(an, "powers.new")
    new = {"name": "Đỗ Thị Mới Nữa", "phone": "0977123499", "power": "council_member"}
    walk.post(an, "powers.add", new | {"name": ""}, status=422)
    walk.post(an, "powers.add", new | {"phone": "0950000001"}, status=422)
    walk.post(an, "powers.add", new)
    walk.post(cast.hoa, "powers.refuse", ask_id=_newest(walk))
    walk.post(an, "powers.ask", {"power": "x"}, user_id=lan.id, status=422)
    walk.post(an, "powers.ask", {"power": "clerk"}, user_id=an.id, status=409)
    walk.post(an, "powers.ask", {"power": "clerk"}, user_id=lan.id)
    for person in (an, cast.hoa, cast.quan):
        walk.get(person, "powers.requests")
        walk.get(person, "people.person", user_id=lan.id)
    walk.post(cast.son, "powers.consent", ask_id=_newest(walk))
    made = walk.post(an, "people.invite", user_id=cast.tu.id)
    code = re.search(r"/vao/([A-Z0-9-]+)", made.text)[1]
    walk.post(None, "people.invitation", {"password": "một câu dài để vào"}, code=code)
    walk.forget(None)
    walk.get(cast.mai, "powers.requests")
    walk.get(cast.hoa, "people.person", user_id=cast.tu.id)
    walk.post(cast.mai, "powers.confirm", user_id=cast.tu.id)
    walk.forget(cast.tu)
    with walk.app.app_context():
        _end_again(lan.id)
        db.session.remove()
