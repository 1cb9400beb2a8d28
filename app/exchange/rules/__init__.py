"""What spreadsheets from wards say, in plain values: headings matched, rows checked, reasons given."""

from app.exchange.rules.codes import MESSAGES, Code, Notice, NoticeCode, Parsed, RowError
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
from app.exchange.rules.layout import Layout, best_sheet, guess
from app.exchange.rules.logs import LogRow, read_logs
from app.exchange.rules.people import PersonRow, read_people

__all__ = [
    "FIELD_NAMES",
    "MESSAGES",
    "PEOPLE",
    "Code",
    "KindField",
    "KindNames",
    "Layout",
    "LogField",
    "LogRow",
    "Notice",
    "NoticeCode",
    "Parsed",
    "PeopleField",
    "PersonRow",
    "RowError",
    "Target",
    "best_sheet",
    "guess",
    "logs_target",
    "read_logs",
    "read_people",
]
