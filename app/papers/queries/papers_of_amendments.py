"""The fields of the papers of further decisions: as they are now, or as they were fixed with their number."""

import json
from dataclasses import replace
from datetime import date

from app.decisions.queries import holding
from app.papers.queries.amendments import original_of
from app.papers.queries.texts import local_day, texts_now
from app.papers.rules.amended_words import amendment_fields
from app.papers.rules.amending import AWARD, applied
from app.papers.rules.data import Numbered, Papers


def fields_of(head, rows: list, amendment_id: int) -> dict:
    """Every field of the paper of one of the round's further decisions (``rows``, all of them); once it has its
    number, as it was then."""
    one = next(each for each in rows if each.row.id == amendment_id)
    if one.row.document is not None:
        return json.loads(one.row.document)
    return _fields(head, rows, one, None, None)


def document_fields(head, rows: list, amendment_id: int, number: int, day: date) -> str:
    """The same as a text, with the number that it gets."""
    one = next(each for each in rows if each.row.id == amendment_id)
    return json.dumps(_fields(head, rows, one, number, day), ensure_ascii=False, sort_keys=True)


def _fields(head, rows: list, one, number: int | None, day: date | None) -> dict:
    original = original_of(head)
    after = _after(head, rows, one, original)
    amended = replace(one.amended, number=number, day=day)
    decided = one.row.answered_at or one.row.at
    after = replace(after, decision=Numbered(number, day), decided_on=local_day(decided))
    return amendment_fields(amended, original, after, draft=not one.row.granted)


def _after(head, rows: list, one, original: Papers) -> Papers:
    """The decision as it reads with this one, by the signatory and in the words of now."""
    ended = {who.nomination_id for who in original.recipients} - set(holding(head.id))
    until = [each for each in rows if each.row.id <= one.row.id and (each.row.granted or each.row.id == one.row.id)]
    later = [each for each in rows if each.row.id > one.row.id and each.row.granted]
    for each in later:
        ended -= {change.nomination for change in each.changes if change.what == AWARD}
        if each.amended.whole:
            ended = set()
    texts = texts_now(head, any(who.board == "households" for who in original.recipients))
    after = replace(original, texts=texts)
    for each in until:
        after = applied(after, each.changes)
    return replace(after, recipients=tuple(who for who in after.recipients if who.nomination_id not in ended))
