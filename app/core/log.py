"""Lines for the operator: one JSON object each, UTC, no secret and no personal data in it."""

import json
import logging
import re
import sys
from datetime import UTC, datetime

# PostgreSQL explains its refusals with the row itself: "Key (phone)=(0950...) already exists".
_ROWS = re.compile(r"^(?:DETAIL|CONTEXT|LINE \d+):.*$", re.MULTILINE)


class JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
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
