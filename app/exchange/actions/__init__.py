"""The verbs of imports: people, records of contributions, campaigns; and the runs that uploads pass through."""

from .campaign import load_campaign
from .logs import LogsResult, import_logs, plan_logs, preview_logs
from .people import PeopleResult, import_people, plan_people, preview_people
from .refusal import ImportAnswer, RowsWrong

__all__ = [
    "ImportAnswer",
    "LogsResult",
    "PeopleResult",
    "RowsWrong",
    "import_logs",
    "import_people",
    "load_campaign",
    "plan_logs",
    "plan_people",
    "preview_logs",
    "preview_people",
]
