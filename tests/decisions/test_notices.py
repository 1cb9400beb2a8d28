"""The leader hears that the council's proposal waits, and no longer once it is decided."""

from sqlalchemy import select

from app.core import clock
from app.core.db import db
from app.core.policy import Role
from app.decisions.actions import decide
from app.messages.models import Message
from app.people.actions import grant_role
from app.people.models import User
from tests.cast import STARTS
from tests.council.conftest import Council


def waiting() -> list[tuple[int, str]]:
    query = select(Message.user_id, Message.url).where(
        Message.kind == "decision.waits", Message.ends_at.is_(None) | (Message.ends_at > clock.now())
    )
    return [tuple(row) for row in db.session.execute(query)]


def test_who_decides_hears_of_a_proposal_until_it_is_decided(room, cast):
    held = Council(cast).balloted()
    mai = db.session.get(User, cast.mai.id)
    grant_role(mai, Role.WARD_LEADER, by=None, ward_id=cast.cua_nam.id, starts_on=STARTS)
    for person in held.people:
        held.vote(person, everything="for")
    held.vote(cast.mai, binh="abstain")
    held.do("close_ballot")
    assert waiting() == []
    held.do("close_session", by=cast.son)
    url = "/awards/decision?campaign=cua-nam-2025"
    assert waiting() == [(mai.id, url)], "Sơn chaired it and knows"
    decide(cast.campaign.id, {}, cast.son.id)
    assert waiting() == []
