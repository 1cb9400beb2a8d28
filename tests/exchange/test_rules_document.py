"""JSON from outside."""

import json
from pathlib import Path

import pytest

from app.campaigns.rules import DocumentError
from app.exchange.rules import DocumentCode, DocumentProblem, document_sum, parse_document, read_campaign
from app.exchange.rules.document import MAX_DOCUMENT
from app.ranking.rules import SchemeError

DATA = Path(__file__).resolve().parents[2] / "app" / "seeds" / "data"

NASTY = {
    b"": DocumentCode.NOT_JSON,
    b"PK\x03\x04": DocumentCode.NOT_JSON,
    b"\xff\xfe{\x00}\x00": DocumentCode.NOT_JSON,
    b"{": DocumentCode.BROKEN,
    b'{"a": 1,}': DocumentCode.BROKEN,
    b"[1]": DocumentCode.NOT_OBJECT,
    b"1": DocumentCode.NOT_OBJECT,
    b'{"a": {"b": 1, "b": 2}}': DocumentCode.TWICE,
    b'{"a": NaN}': DocumentCode.NUMBER,
    b'{"a": -Infinity}': DocumentCode.NUMBER,
    b'{"a": 1e400}': DocumentCode.NUMBER,
    b'{"a": ' + b"9" * 5000 + b"}": DocumentCode.NUMBER,
    b'{"a": ' * 90_000 + b"1" + b"}" * 90_000: DocumentCode.TOO_DEEP,
    b"[" * 200_000: DocumentCode.TOO_DEEP,
    b" " * (MAX_DOCUMENT + 1): DocumentCode.TOO_LARGE,
}


@pytest.mark.parametrize("data", NASTY, ids=lambda data: repr(data[:12]))
def test_what_is_no_document_is_refused_with_its_reason(data):
    with pytest.raises(DocumentProblem) as caught:
        parse_document(data, "x.json")
    assert caught.value.code is NASTY[data]
    assert caught.value.code.value % caught.value.facts


@pytest.mark.parametrize("path", sorted(DATA.glob("*.json")), ids=lambda path: path.stem)
def test_the_wards_own_documents_are_read(path):
    document = parse_document(b"\xef\xbb\xbf" + path.read_bytes(), path.name)
    assert read_campaign(document).slug == path.stem
    assert document_sum(document) == document_sum(dict(reversed(document.items())))


@pytest.mark.parametrize(
    ("change", "path"),
    [
        (lambda d: d.pop("ward"), "ward"),
        (lambda d: d["campaign"].update(starts_on="0001-01-01"), "campaign.starts_on"),
        (lambda d: d["campaign"].update(ends_on="9999-12-31"), "campaign.ends_on"),
        (lambda d: d["award_round"].update(individuals=-1), "award_round.individuals"),
        (lambda d: d["award_round"].update(individuals=10**18), "award_round.individuals"),
        (lambda d: d["teams"].append("x" * 100_000), "teams[28]"),
        (lambda d: d["points"].append("a\x00b"), "points[6]"),
        (lambda d: d["assumed"].pop("scheme"), "assumed.scheme"),
        (lambda d: d["assumed"]["scheme"].update(points_per_hour=1.5), "assumed.scheme.points_per_hour"),
        (lambda d: d["assumed"]["scheme"]["points_per_unit"].update(x="1"), "assumed.scheme.points_per_unit.x"),
    ],
)
def test_the_first_wrong_field_is_named(change, path):
    document = json.loads((DATA / "cua-nam-2025.json").read_text())
    change(document)
    with pytest.raises((DocumentError, SchemeError)) as caught:
        read_campaign(document)
    assert (getattr(caught.value, "path", "") or caught.value.field) == path
