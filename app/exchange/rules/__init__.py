"""What spreadsheets from wards say, in plain values: headings matched, rows checked, reasons given."""

from app.exchange.rules.cells import file_label
from app.exchange.rules.choice import Choice, SheetChoice
from app.exchange.rules.codes import MESSAGES, Code, Notice, NoticeCode, Parsed, RowError
from app.exchange.rules.document import DocumentCode, DocumentProblem, document_sum, parse_document, read_campaign
from app.exchange.rules.fields import (
    FIELD_NAMES,
    PEOPLE,
    KindField,
    KindNames,
    LogField,
    PeopleField,
    Target,
    logs_target,
)
from app.exchange.rules.ground import Ground, Person, Stored
from app.exchange.rules.journal import JournalPlan, plan_journal
from app.exchange.rules.known import Known, Standing
from app.exchange.rules.layout import Layout, best_sheet, guess
from app.exchange.rules.logs import LogRow, read_logs
from app.exchange.rules.nearest import Entry, Names
from app.exchange.rules.people import PersonRow, read_people
from app.exchange.rules.questions import Option, Question, the_open, with_answers
from app.exchange.rules.reading import Fate, Frame, Part, Reading, read_book
from app.exchange.rules.roster import RosterPlan, plan_roster
from app.exchange.rules.rows import RowNo, Skipped, SkipReason
from app.exchange.rules.slots import Slots

__all__ = [
    "FIELD_NAMES",
    "MESSAGES",
    "PEOPLE",
    "Choice",
    "Code",
    "DocumentCode",
    "DocumentProblem",
    "Entry",
    "Fate",
    "Frame",
    "Ground",
    "JournalPlan",
    "KindField",
    "KindNames",
    "Known",
    "Layout",
    "LogField",
    "LogRow",
    "Names",
    "Notice",
    "NoticeCode",
    "Option",
    "Parsed",
    "Part",
    "PeopleField",
    "Person",
    "PersonRow",
    "Question",
    "Reading",
    "RosterPlan",
    "RowError",
    "RowNo",
    "SheetChoice",
    "SkipReason",
    "Skipped",
    "Slots",
    "Standing",
    "Stored",
    "Target",
    "best_sheet",
    "document_sum",
    "file_label",
    "guess",
    "logs_target",
    "parse_document",
    "plan_journal",
    "plan_roster",
    "read_book",
    "read_campaign",
    "read_logs",
    "read_people",
    "the_open",
    "with_answers",
]
