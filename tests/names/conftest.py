"""Names of the cast, and how they are corrected in tests."""

from app.core.policy import Permission, reach
from app.names.actions import answer_request, correct
from app.names.models import NameCorrection, NameRequest
from app.names.subjects import SUBJECTS
from app.people.queries import held_by
from tests.cast import MORNING

WHY = "Căn cước công dân"


def person_reach(user_id: int):
    return reach(held_by(user_id, MORNING.date()), Permission.NAME_CORRECT)


def reach_of(person):
    return person_reach(person.id)


def mend(cast, word: str, subject_id: int, name: str, by=None, why: str = WHY) -> NameCorrection | NameRequest:
    """What the clerk (or ``by``) does on the page."""
    by = by or cast.tu
    return correct(word, SUBJECTS[word].find(subject_id, reach_of(by), None), name, why, by.id)


def confirm(request: NameRequest, by, granted: bool = True):
    return answer_request(request.id, reach_of(by), granted, by.id)
