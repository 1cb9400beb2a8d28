"""Verbs of the ledger: record, change, send, withdraw, throw away; approve, return, reject, reverse."""

from .attended import log_attendance
from .change import Differs, change, send, throw_away, withdraw
from .decide import Result, decide, decide_many, reverse
from .many import Fault, RowsRefused, faults_in, record_many
from .record import record
from .undo import undo_many

__all__ = [
    "Differs",
    "Fault",
    "Result",
    "RowsRefused",
    "change",
    "decide",
    "decide_many",
    "faults_in",
    "log_attendance",
    "record",
    "record_many",
    "reverse",
    "send",
    "throw_away",
    "undo_many",
    "withdraw",
]
