"""A JSON file from outside: read strictly, or refused with a reason."""

import hashlib
import json
import math

from app.campaigns.rules import CampaignPlan, read_document
from app.core.reasons import Reason
from app.core.text import N_
from app.ranking.rules import Flaw, Scheme, SchemeError

MAX_DOCUMENT = 1024 * 1024


class DocumentCode(Reason):
    TOO_LARGE = N_("“%(file)s” is too large for a campaign.")
    NOT_JSON = N_("“%(file)s” is not a JSON file.")
    BROKEN = N_("“%(file)s” can't be read as JSON: line %(line)s, column %(column)s.")
    TOO_DEEP = N_("“%(file)s” is nested too deeply.")
    NUMBER = N_("“%(file)s” contains a number that can't be used.")
    TWICE = N_("“%(file)s” names the field “%(field)s” twice in one place.")
    NOT_OBJECT = N_("“%(file)s” does not describe a campaign.")


class DocumentProblem(Exception):
    """Why a file is refused as a whole: ``code``, and ``facts`` for its sentence."""

    def __init__(self, code: DocumentCode, **facts):
        super().__init__(code.name)
        self.code, self.facts = code, facts


def parse_document(data: bytes, file_name: str) -> dict:
    """The object in a UTF-8 file. Raises DocumentProblem, also for what Python's reader would let through: fields
    given twice, NaN, numbers without end."""

    def wrong(code, **facts):
        return DocumentProblem(code, file=file_name, **facts)

    def once(pairs):
        found = {}
        for name, value in pairs:
            if name in found:
                raise wrong(DocumentCode.TWICE, field=name[:40])
            found[name] = value
        return found

    def finite(text):
        number = float(text)
        if not math.isfinite(number):
            raise wrong(DocumentCode.NUMBER)
        return number

    def whole(text):
        if len(text) > 20:
            raise wrong(DocumentCode.NUMBER)
        return int(text)

    if len(data) > MAX_DOCUMENT:
        raise wrong(DocumentCode.TOO_LARGE)
    try:
        found = json.loads(
            data.decode("utf-8-sig"),
            object_pairs_hook=once,
            parse_float=finite,
            parse_int=whole,
            parse_constant=finite,
        )
    except UnicodeDecodeError as error:
        raise wrong(DocumentCode.NOT_JSON) from error
    except json.JSONDecodeError as error:
        code = DocumentCode.BROKEN if data.lstrip()[:1] in (b"{", b"[") else DocumentCode.NOT_JSON
        raise wrong(code, line=error.lineno, column=error.colno) from error
    except RecursionError as error:
        raise wrong(DocumentCode.TOO_DEEP) from error
    if not isinstance(found, dict):
        raise wrong(DocumentCode.NOT_OBJECT)
    return found


def read_campaign(document: dict) -> CampaignPlan:
    """The campaign of a document whose scheme can be used with it. Raises DocumentError or SchemeError with the path
    of the first field that is wrong."""
    plan = read_document(document)
    scheme = document["assumed"].get("scheme")
    if not isinstance(scheme, dict):
        raise SchemeError("assumed.scheme", Flaw.NOT_AN_OBJECT)
    try:
        found = Scheme.from_json({**scheme, "version": 1})
    except SchemeError as error:
        raise SchemeError(f"assumed.scheme.{error.field}", error.reason) from error
    codes = {kind.code for kind in plan.kinds}
    for code in found.points_per_unit:
        if code not in codes:
            raise SchemeError(f"assumed.scheme.points_per_unit.{code}", Flaw.UNKNOWN_KIND)
    return plan


def document_sum(document: dict) -> str:
    """Equal for equal content, however it is laid out."""
    return hashlib.sha256(json.dumps(document, sort_keys=True).encode()).hexdigest()
