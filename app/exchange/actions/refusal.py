"""Why an import as a whole is refused."""

from app.core.reasons import Reason, Refused
from app.core.text import N_
from app.exchange.rules import Question, RowError, the_open


class ImportAnswer(Reason):
    ROWS_WRONG = N_("%(count)s entries must be corrected first. Nothing was imported.")
    OPEN = N_("%(count)s questions about the file must be answered first. Nothing was imported.")
    SECOND = N_("Whoever brings paper records in doesn't approve them. Another secretary has to do it.")
    NO_APPROVER = N_("This person may not approve records in this ward.")
    MEANWHILE = N_("Somebody else added one of these people just now. Please try again.")
    APPLIED = N_("This file has been imported already.")
    DROPPED = N_("This file was discarded. Send it again to import it.")
    FILE_GONE = N_("Files are kept for a day only. Please send this one again.")
    CHANGED = N_("The matching of the columns was changed meanwhile. Please look at the preview again.")
    OTHER_CONTENT = N_("The campaign %(slug)s already exists with different content. Change it on its own page.")


class RowsWrong(Refused):
    """``errors`` names every row that keeps the list out; nothing was written."""

    def __init__(self, errors: list[RowError]):
        super().__init__(ImportAnswer.ROWS_WRONG, count=len(errors))
        self.errors = errors


class QuestionsOpen(Refused):
    """``questions`` are those that a person must answer before the file can be imported; nothing was written."""

    def __init__(self, questions: list[Question]):
        super().__init__(ImportAnswer.OPEN, count=len(questions))
        self.questions = questions


def refuse_open(questions: list[Question]) -> None:
    if left := the_open(questions):
        raise QuestionsOpen(left)


def refuse_wrong(errors: list[RowError]) -> None:
    if errors:
        raise RowsWrong(errors)
