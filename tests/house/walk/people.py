"""Through the rooms of people: in and out, one's own account, everybody else's."""

import re

from sqlalchemy import select

from app.core.db import action, db
from app.messages.actions import tell
from app.messages.kinds import kind
from app.messages.models import Message
from app.messages.rules import Told
from app.people.models import Grant, Skill, User
from tests.people.conftest import HASH, PASSWORD

WORD = kind("walk.word", topic="changes", subject="A word", sentence="From %(giver_id)s", people=("giver_id",))


@action
def _give_passwords(ids):
    for user_id in ids:
        db.session.get(User, user_id).password_hash = HASH


def _grant_of(walk, user_id) -> int:
    with walk.app.app_context():
        found = db.session.query(Grant.id).filter_by(user_id=user_id, ends_on=None).order_by(Grant.id.desc()).first()
        db.session.remove()
    return found[0]


def through_the_front_door(walk, cast):
    with walk.app.app_context():
        _give_passwords([cast.lan.id, cast.quan.id, cast.son.id])
    walk.app.config["DEMO"] = True
    walk.get(None, "people.sign_in")
    walk.post(None, "people.sign_in_demo", {"person": cast.lan.id})
    walk.app.config["DEMO"] = False
    for login in ("0950000001", "0950000011"):
        walk.forget(None)
        walk.post(None, "people.sign_in", {"login": login, "password": "wrong"}, status=422)
        walk.post(None, "people.sign_in", {"login": login, "password": PASSWORD})
        walk.post(None, "people.sign_out")
        # A browser that knows the account.
        walk.post(None, "people.sign_in", {"login": login, "password": PASSWORD})
        walk.forget(None)
    walk.get(None, "home.healthz")
    walk.get(None, "home.readyz")
    for person in (cast.lan, cast.minh, cast.hoa, cast.son, cast.mai, cast.tu, cast.an, cast.quan):
        walk.get(person, "home.start")


def through_the_door_again(walk, cast):
    walk.get(cast.son, "people.again")
    walk.post(cast.son, "people.prove_again", {"own_password": "no"}, status=422)
    walk.post(cast.son, "people.prove_again", {"own_password": PASSWORD, "next": "/awards"})
    walk.get(cast.son, "people.again")


def through_ones_own_account(walk, cast):
    walk.get(cast.lan, "people.me")
    walk.post(cast.lan, "people.language", {"lang": "en"})
    walk.post(cast.lan, "people.language", {"lang": "vi"})
    walk.post(cast.lan, "people.consent", {"board_name": "y"})
    walk.post(cast.lan, "people.consent")
    walk._as(cast.lan)
    walk.post(cast.lan, "people.end_sessions")
    fresh = "một mật khẩu khác hẳn"
    walk.post(cast.lan, "people.change_password", {"old": "no", "password": fresh}, status=422)
    walk.post(cast.lan, "people.change_password", {"old": PASSWORD, "password": fresh})
    walk.post(cast.lan, "people.sign_out")
    walk.forget(cast.lan)


def _skills(walk) -> list[int]:
    with walk.app.app_context():
        found = [row.id for row in db.session.query(Skill.id).order_by(Skill.id)]
        db.session.remove()
    return found


def through_the_inbox(walk, cast):
    with walk.app.app_context():
        keys = [f"walk:{n}" for n in range(3)]
        tell([Told(user_id=cast.lan.id, kind=WORD.name, key=key, data={"giver_id": cast.minh.id}) for key in keys])
        first, second, _third = db.session.scalars(
            select(Message.id).where(Message.key.in_(keys)).order_by(Message.id)
        )
        db.session.remove()
    walk.get(cast.lan, "messages.list_messages")
    walk.get(cast.lan, "messages.message", message_id=first)
    walk.post(cast.lan, "messages.read", message_id=second)
    walk.get(cast.lan, "messages.list_messages", target="inbox")
    walk.post(cast.lan, "messages.read_all", {"until": first})
    walk.post(cast.lan, "messages.read_all", {"until": 2**31 - 1}, target="inbox")
    walk.get(cast.lan, "messages.notices")
    walk.post(cast.lan, "messages.choose_notices", {"topic": "reminders"})


def through_the_list_of_people(walk, cast):
    hoa = cast.hoa
    for query in ({}, {"show": "gone"}, {"show": "never_in"}, {"q": "lan", "team": cast.team1.id}):
        walk.get(hoa, "people.people", query=query)
    walk.get(hoa, "people.people", target="roster")
    walk.get(hoa, "people.new_person")
    new = {"name": "Người mới", "role": "volunteer", "team": cast.team1.id, "phone": "0977123456"}
    walk.post(hoa, "people.add_person", new | {"name": ""}, status=422)
    at = walk.post(hoa, "people.add_person", new)
    walk.post(hoa, "people.add_person", new, status=422)
    user_id = int(re.findall(r"\d+", at.location)[-1])
    walk.get(hoa, "people.skills")
    for name in ("Ngôn ngữ ký hiệu", "Bằng lái"):
        walk.post(hoa, "people.add_skill", {"name": name})
    walk.post(hoa, "people.add_skill", {"name": "bằng lái"}, status=422)
    one, other = _skills(walk)
    walk.post(hoa, "people.rename_skill", {"name": "Bằng lái xe"}, skill_id=other)
    walk.post(hoa, "people.rename_skill", {"name": ""}, skill_id=other, status=422)
    walk.post(hoa, "people.set_skills", {"skill": one}, user_id=user_id)
    walk.post(hoa, "people.set_skills", {"skill": other}, user_id=user_id)
    for person in (hoa, cast.an, cast.quan, cast.tu):
        walk.get(person, "people.person", user_id=user_id)
    for person, name in ((hoa, "Người mới tinh"), (cast.quan, "Người cũ")):
        walk.post(person, "people.change_person", new | {"name": name}, user_id=user_id)
    taken = new | {"phone": "0950000002"}
    walk.post(hoa, "people.change_person", taken, user_id=user_id, status=422)
    walk.post(hoa, "people.give_role", {"role": "volunteer", "team": cast.team2.id}, user_id=user_id)
    walk.post(hoa, "people.give_role", {"role": "volunteer", "team": cast.team2.id}, user_id=user_id, status=422)
    walk.post(hoa, "people.end_role", user_id=user_id, grant_id=_grant_of(walk, user_id))
    walk.post(cast.quan, "people.give_role", {"role": "administrator", "team": 0}, user_id=user_id)
    walk.post(cast.quan, "people.end_role", user_id=user_id, grant_id=_grant_of(walk, user_id))
    _links(walk, cast, user_id)
    for person in (hoa, cast.quan):
        walk.post(person, "people.close_account", user_id=user_id)
        walk.post(person, "people.open_account", user_id=user_id)
    walk.get(cast.an, "audit.trail")
    walk.get(cast.an, "audit.trail", target="trail", query={"group": "people", "day": "2025-08-14"})
    walk.get(cast.quan, "audit.trail", query={"of": "site"})
    walk.post(cast.an, "audit.check")


def _links(walk, cast, user_id):
    walk.get(cast.hoa, "people.invitations")
    walk.get(cast.hoa, "people.invitations", query={"show": "now", "team": cast.team1.id})
    walk.post(cast.hoa, "people.invite_many", status=422)
    ids = [user_id, cast.binh.id, cast.lan.id, cast.son.id]
    walk.post(cast.hoa, "people.invite_many", {"person": ids})
    walk.post(cast.hoa, "people.invite_many", {"shown": ids, "all": "1"})
    walk.post(cast.quan, "people.invite", user_id=user_id)
    page = walk.post(cast.hoa, "people.invite", user_id=user_id).text
    code = re.search(r"/vao/([\w-]{14})", page)[1]
    walk.get(None, "people.old_link", code=code)
    walk.get(None, "people.slip")
    walk.post(None, "people.open_slip", {"code": "2222-2222-2222"}, status=422)
    walk.post(None, "people.open_slip", {"code": code})
    walk.get(None, "people.invitation", code=code)
    walk.post(None, "people.invitation", {"password": "x"}, code=code, status=422)
    walk.post(None, "people.invitation", {"password": "một câu dài để vào"}, code=code)
    walk.forget(None)
    walk.get(None, "people.invitation", code=code, status=404)
