"""The verbs of imports: people, records of contributions, campaigns; and the runs that uploads pass through."""

from .campaign import load_campaign, load_once
from .logs import LogsResult, import_logs, plan_logs, preview_logs
from .people import PeopleResult, import_people, plan_people, preview_people
from .refusal import ImportAnswer, QuestionsOpen, RowsWrong
from .runs import apply_campaign, apply_logs, apply_people, choose_layout, drop_run, start_run

__all__ = [
    "ImportAnswer",
    "LogsResult",
    "PeopleResult",
    "QuestionsOpen",
    "RowsWrong",
    "apply_campaign",
    "apply_logs",
    "apply_people",
    "choose_layout",
    "drop_run",
    "import_logs",
    "import_people",
    "load_campaign",
    "load_once",
    "plan_logs",
    "plan_people",
    "preview_logs",
    "preview_people",
    "start_run",
]
