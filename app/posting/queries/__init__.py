"""Reading postings and objections."""

from .objections import (
    Answerer,
    Whole,
    answerers_in,
    concerned_in,
    objection_by_code,
    objection_in,
    objection_in_person,
    objections_of,
)
from .postings import lines_of, posted_page, postings_of, rule_of
from .stands import posting_columns, stands_in, stands_of

__all__ = [
    "Answerer",
    "Whole",
    "answerers_in",
    "concerned_in",
    "lines_of",
    "objection_by_code",
    "objection_in",
    "objection_in_person",
    "objections_of",
    "posted_page",
    "posting_columns",
    "postings_of",
    "rule_of",
    "stands_in",
    "stands_of",
]
