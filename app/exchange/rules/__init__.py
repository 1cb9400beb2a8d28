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
from app.exchange.rules.layout import Layout, best_sheet, guess
from app.exchange.rules.logs import LogRow, read_logs
from app.exchange.rules.people import PersonRow, read_people
from app.exchange.rules.reading import Fate, Frame, Part, Reading, read_book
from app.exchange.rules.roster import Known, RosterPlan, Standing, plan_roster
from app.exchange.rules.rows import RowNo, Skipped, SkipReason

__all__ = [
    "FIELD_NAMES",
    "MESSAGES",
    "PEOPLE",
    "Choice",
    "Code",
    "DocumentCode",
    "DocumentProblem",
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
    "Notice",
    "NoticeCode",
    "Parsed",
    "Part",
    "PeopleField",
    "Person",
    "PersonRow",
    "Reading",
    "RosterPlan",
    "RowError",
    "RowNo",
    "SheetChoice",
    "SkipReason",
    "Skipped",
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
]
