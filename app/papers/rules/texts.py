"""The texts of papers that a ward may write itself: which there are, how long they may be."""

import json
from dataclasses import dataclass

from app.core.text import N_

LONGEST_LINE, LONGEST_TEXT, MOST_LINES = 300, 3_000, 20


@dataclass(frozen=True)
class Text:
    """One text; ``lines``: each of its lines is an entry of a list."""

    key: str
    label: str
    lines: bool = False

    @property
    def most(self) -> int:
        return LONGEST_TEXT if self.lines else LONGEST_LINE


GROUPS = (
    (
        N_("Letterhead and signature"),
        (
            Text("head_top", N_("First line at the top left")),
            Text("head_name", N_("Second line, in bold")),
            Text("place", N_("Place before the date")),
            Text("signer", N_("Post of the signatory")),
            Text("signer_name", N_("Name of the signatory")),
            Text("authority", N_("Who commends, in capitals")),
            Text("authority_words", N_("Who commends, within a sentence")),
            Text("decision_symbol", N_("Symbol of the decision")),
        ),
    ),
    (
        N_("Decision"),
        (
            Text("about", N_("What it is about")),
            Text("merit", N_("Reason for the commendation")),
            Text("bases", N_("Legal bases, one per line"), lines=True),
            Text("proposer", N_("Who proposes")),
            Text("fund", N_("Where the money comes from")),
            Text("executors", N_("Who carries it out")),
            Text("recipients", N_("Recipients, one per line"), lines=True),
        ),
    ),
    (
        N_("Submission and minutes"),
        (
            Text("submission_top", N_("Submission: first line at the top left")),
            Text("submission_name", N_("Submission: second line, in bold")),
            Text("submission_symbol", N_("Symbol of the submission")),
            Text("addressees", N_("Addressees, one per line"), lines=True),
            Text("submission_recipients", N_("Recipients of the submission, one per line"), lines=True),
            Text("submission_signer", N_("Post of the signatory of the submission")),
            Text("submission_signer_name", N_("Name of the signatory of the submission")),
            Text("council", N_("The council, within a sentence")),
            Text("council_top", N_("Minutes: first line at the top left")),
            Text("council_name", N_("Minutes: second line, in bold")),
            Text("minutes_symbol", N_("Symbol of the minutes")),
        ),
    ),
    (
        N_("Certificates"),
        (
            Text("certificate_merit", N_("Text of a certificate of merit")),
            Text("participation_merit", N_("Text of a certificate of participation")),
        ),
    ),
)
TEXTS = {text.key: text for _, texts in GROUPS for text in texts}

# The texts that stand on a certificate, frozen with it.
SHEET = ("place", "authority", "signer", "signer_name", "decision_symbol")


def sheet_of(texts: dict[str, str]) -> str:
    return json.dumps({key: texts[key] for key in SHEET}, ensure_ascii=False, sort_keys=True)
