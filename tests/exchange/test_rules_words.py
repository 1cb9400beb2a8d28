"""Every sentence the rules can say has its Vietnamese, with the same placeholders."""

import re
from pathlib import Path

from babel.messages.pofile import read_po

from app.core.sheets import SheetCode
from app.core.text import TextCode
from app.exchange.rules import FIELD_NAMES, MESSAGES
from app.exchange.rules.questions import Answer, Asked

PO = Path(__file__).resolve().parents[2] / "app" / "translations" / "vi" / "exchange.po"


def test_all_sentences_are_translated():
    with PO.open("rb") as file:
        catalogue = read_po(file, locale="vi")
    sentences = [
        *MESSAGES.values(),
        *FIELD_NAMES.values(),
        *(code.value for code in (*SheetCode, *TextCode, *Asked, *Answer)),
    ]
    for sentence in sentences:
        message = catalogue.get(sentence)
        assert message is not None, f"add a Vietnamese line for: {sentence}"
        assert message.string, f"add a Vietnamese line for: {sentence}"
        holders = [sorted(re.findall(r"%\(\w+\)s", text)) for text in (sentence, message.string)]
        assert holders[0] == holders[1]
