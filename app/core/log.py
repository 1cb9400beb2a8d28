"""Lines for the operator: one JSON object each, UTC, no secret and no personal data in it."""

import json
import logging
import re
import sys
from datetime import UTC, datetime

# A segment of a path that long is a key, such as a calendar's address; so is the code of a sign-in slip.
_KEYS = re.compile(r"(?<=/)[\w-]{32,}|(?<=/vao/)[^\s/?#\"']+")
# PostgreSQL explains its refusals with the row itself: "Key (phone)=(0950...) already exists".
_ROWS = re.compile(r"^(?:DETAIL|CONTEXT|LINE \d+):.*$", re.MULTILINE)

# Who writes down what was asked for. gunicorn's settings file must not import the site: it would be there half.
SERVERS = ("werkzeug", "gunicorn.error", "gunicorn.access")


def without_keys(text: str) -> str:
    """The text with what lets people in left out of the addresses in it."""
    return _KEYS.sub("(left out)", text)


class WithoutKeys(logging.Filter):
    """For loggers of servers, which write down the addresses that were asked for."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = without_keys(record.getMessage()), ()
        return True


class JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": without_keys(record.getMessage()),
        }
        if record.exc_info:
            line["trace"] = _ROWS.sub("(left out)", self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)


def init_app(app) -> None:
    logger = logging.getLogger("gocua")
    logger.setLevel(logging.INFO)
    if not logger.handlers:
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(JsonLines())
        logger.addHandler(handler)
    logger.propagate = app.testing
    for name in SERVERS:
        served = logging.getLogger(name)
        if not any(isinstance(one, WithoutKeys) for one in served.filters):
            served.addFilter(WithoutKeys())
