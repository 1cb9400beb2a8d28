"""Two clerks who give the same number at the same moment, in processes of their own."""

from pathlib import Path

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from app.core.clock import at
from app.core.db import db, write_tx
from app.core.reasons import Refused
from app.papers.actions.clerk import set_numbers
from app.papers.models import DecisionNumber, PaperDetails
from app.papers.queries.heads import head_of
from tests.cast import MORNING
from tests.conftest import site
from tests.papers.conftest import DECISION, NOTHING


def numbering(start, answers, url: str, home: str, campaign_id: int, by: int) -> None:
    """With the number that was free a moment ago, then with the one that is offered."""
    app, told, number = site(url, Path(home)), [], DECISION[0]
    with app.app_context(), at(MORNING):
        head_of(campaign_id)
        db.session.rollback()
        start.wait(60)
        while not told or told[-1] != "numbered":
            try:
                given = {"decision": (number, DECISION[1]), "submission": NOTHING, "minutes": NOTHING}
                set_numbers(campaign_id, given, by)
                told.append("numbered")
            except Refused as refused:
                told.append(refused.reason.name)
                number = refused.facts["next"]
        db.session.remove()
    answers.put((number, told))


def numbering_unguarded(start, answers, url: str, home: str, campaign_id: int, by: int) -> None:
    """The control: looks first, and writes then without the ward's lock."""
    app, number = site(url, Path(home)), DECISION[0]
    with app.app_context(), at(MORNING):
        taken = db.session.scalar(select(DecisionNumber.number).where(DecisionNumber.number == number))
        round_id = head_of(campaign_id).id
        db.session.rollback()
        start.wait(60)
        values = {"decision_no": number, "decision_day": DECISION[1], "decision_year": DECISION[1].year}
        try:
            with write_tx():
                db.session.execute(update(PaperDetails).where(PaperDetails.round_id == round_id).values(**values))
            told = "numbered"
        except IntegrityError:
            told = "crashed"
        db.session.remove()
    answers.put((number, [taken, told]))
