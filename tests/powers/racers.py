"""What the processes of a race do."""

from pathlib import Path

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError, OperationalError

from app.core.clock import at, now, today
from app.core.db import action, db
from app.core.policy import Permission, reach
from app.core.reasons import Refused
from app.people.queries import held_by
from app.powers.actions import answer
from app.powers.models import RoleRequest
from tests.cast import MORNING
from tests.conftest import site


def agreeing(start, answers, url: str, home: str, requests: list[int], by: int) -> None:
    """Agree to each request at the same moment as another one."""
    app, told = site(url, Path(home)), []
    with app.app_context(), at(MORNING):
        held = held_by(by, today())
        for request_id in requests:
            db.session.remove()
            start.wait(60)
            try:
                answer(request_id, reach(held, Permission.ROLE_CONSENT), True, by, held)
                told.append("agreed")
            except Refused as refused:
                told.append(refused.reason.name)
        db.session.remove()
    answers.put(told)


def agreeing_unlocked(start, answers, url: str, home: str, requests: list[int], by: int) -> None:
    """The control: each looks before it writes, and takes no lock."""
    app, told = site(url, Path(home)), []

    @action
    def agree(request_id):
        values = {"answer": "granted", "answered_by": by, "answered_at": now()}
        db.session.execute(update(RoleRequest).where(RoleRequest.id == request_id).values(values))

    with app.app_context(), at(MORNING):
        for request_id in requests:
            is_open = db.session.scalar(select(RoleRequest.answer).where(RoleRequest.id == request_id)) is None
            db.session.remove()
            start.wait(60)
            told.append("open" if is_open else "answered")
            try:
                agree(request_id)
                told.append("written")
            except (IntegrityError, OperationalError):
                db.session.rollback()
                told.append("refused by the database")
        db.session.remove()
    answers.put(told)
