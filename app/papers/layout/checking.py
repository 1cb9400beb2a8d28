"""Whether a Word file of a ward can serve as a template: a document of decent size, and only fields that exist."""

import posixpath
import re
import zipfile
from copy import copy
from datetime import UTC, date, datetime
from fractions import Fraction
from functools import cache
from io import BytesIO
from xml.parsers import expat

from docxtpl import DocxTemplate
from jinja2 import nodes

from app.awards.rules import PAPERS_ORDER
from app.core.reasons import Refused
from app.core.unzip import TooMuch, Unpacker
from app.papers.layout.fields import check
from app.papers.layout.filling import fill
from app.papers.layout.tracked import TEXT_PARTS, without_deleted
from app.papers.rules.answers import TemplateCode
from app.papers.rules.bonus import KNOWN
from app.papers.rules.context import context
from app.papers.rules.data import Numbered, Papers, Recipient
from app.papers.wording import default_texts

MB = 1024 * 1024
MAX_TEMPLATE = 2 * MB
MAX_UNPACKED = 16 * MB
MAX_BODY = 3 * MB  # the part that holds the text
MAX_PARTS = 200
# Marks of the template library that would set a value outside of its text.
_RAW = re.compile(r"\{\{\s*(?:r|p|tr|tc)\s")
_ACTIVE = re.compile(r"vbaproject|/embeddings/|/activex/|\.bin$", re.IGNORECASE)
# What a document may name without holding it: addresses that somebody may click on.
_LINK = "/hyperlink"


@cache
def sample() -> dict:
    """Every field with something in it."""
    day, at = date(2025, 9, 15), datetime(2025, 9, 15, tzinfo=UTC)
    work = (("Việc", 1),)
    chosen = [
        Recipient(number, board, "Tên", "Đơn vị", 1, Fraction(1), 1, 60, work, 1990, "male", "Tổ viên", "x", "Câu")
        for number, board in enumerate(PAPERS_ORDER, start=1)
    ]
    numbered = Numbered(1, day)
    texts = default_texts("phường Mẫu", "Chiến dịch", 2025)
    papers = Papers(
        "phường Mẫu", "Chiến dịch", day, day, at, day, "x" * 64, KNOWN[-1], texts, numbered, numbered, numbered,
        tuple(chosen), draft=True,
    )  # fmt: skip
    found = context(papers)
    # Where the session has ended these lists have lines.
    for name in ("questions", "added", "failing", "rule_changes"):
        found["session"][name] = [""]
    found["bonus_notes"] = [""]
    found["session"]["attendance"] = [dict.fromkeys(("no", "name", "post", "duty", "word"), "")]
    return found


def check_template(data: bytes, file: str) -> None:
    """Raises Refused with a TemplateCode for whatever would not work, or would do more than it should."""
    _check_package(data, file)
    try:
        data = without_deleted(data)
    except Exception as error:  # lxml, of a part put together by hand
        raise Refused(TemplateCode.BROKEN, file=file) from error
    found = 0
    for source in _sources(data, file):
        if "{{" in source or "{%" in source:
            tree = check(source)
            _resolve(tree, dict(sample()))
            found += len(list(tree.find_all(nodes.Name)))
    if not found:
        raise Refused(TemplateCode.NO_FIELDS, file=file)
    try:
        fill(data, sample())
    except Exception as error:  # whatever lxml, zipfile or the template make of a document put together by hand
        raise Refused(TemplateCode.BROKEN, file=file) from error


def _check_package(data: bytes, file: str) -> None:
    if len(data) > MAX_TEMPLATE:
        raise Refused(TemplateCode.TOO_LARGE, file=file, limit=f"{MAX_TEMPLATE // MB} MB")
    if not data.startswith(b"PK"):
        raise Refused(TemplateCode.NOT_DOCX, file=file)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
            names = [part.filename for part in parts]
            sizes = {part.filename: part.file_size for part in parts}
            if len(parts) > MAX_PARTS or sum(sizes.values()) > MAX_UNPACKED or _body(sizes) > MAX_BODY:
                raise Refused(TemplateCode.TOO_LARGE, file=file, limit=f"{MAX_UNPACKED // MB} MB")
            for part in parts:
                _measure(archive, part, file)
            if "word/document.xml" not in names or len(set(names)) != len(names):
                raise Refused(TemplateCode.NOT_DOCX, file=file)
            if any(_ACTIVE.search(name) or posixpath.normpath(name).startswith(("..", "/")) for name in names):
                raise Refused(TemplateCode.MACROS, file=file)
            # All of them, for whoever fills the template in reads all of them, and whole.
            unpacker = Unpacker(archive, MAX_UNPACKED)
            for part in parts:
                read = unpacker.read(part)
                if part.filename.endswith((".xml", ".rels")):
                    _check_part(part.filename, read, file)
    except Refused:
        raise
    except TooMuch as error:
        raise Refused(TemplateCode.TOO_LARGE, file=file, limit=f"{MAX_UNPACKED // MB} MB") from error
    except Exception as error:  # zipfile lets struct, zlib, value and index errors of a broken file through
        raise Refused(TemplateCode.BROKEN, file=file) from error


def _measure(archive: zipfile.ZipFile, part: zipfile.ZipInfo, file: str) -> None:
    """Unpack it bit by bit: what the directory of the file says of its size need not be true."""
    said, size = part.file_size, 0
    with archive.open(_without_end(part)) as unpacked:
        while piece := unpacked.read(64 * 1024):
            size += len(piece)
            if size > said:
                raise Refused(TemplateCode.BROKEN, file=file)


def _without_end(part: zipfile.ZipInfo) -> zipfile.ZipInfo:
    """The same part, to be read until it ends, not only as far as it says."""
    other = copy(part)
    other.file_size = MAX_UNPACKED + 1
    return other


def _body(sizes: dict[str, int]) -> int:
    return max((size for name, size in sizes.items() if TEXT_PARTS.fullmatch(name)), default=0)


def _check_part(name: str, xml: bytes, file: str) -> None:
    """No document type (hence no entities), nothing taken in from outside, no fields where none are looked for."""

    def refuse(*_):
        raise Refused(TemplateCode.BROKEN, file=file)

    def on_element(tag, attributes):
        name, outside = tag.rpartition(":")[2], attributes.get("TargetMode") == "External"
        if name == "Relationship" and outside and not attributes.get("Type", "").endswith(_LINK):
            raise Refused(TemplateCode.OUTSIDE, file=file, what=attributes.get("Target", "")[:100])
        if name in ("altChunk", "oleObject", "control"):
            raise Refused(TemplateCode.MACROS, file=file)

    if b"\0" in xml:
        refuse()
    parser = expat.ParserCreate("UTF-8")
    parser.StartDoctypeDeclHandler, parser.StartElementHandler = refuse, on_element
    parser.Parse(xml, True)
    if not TEXT_PARTS.fullmatch(name) and (b"{{" in xml or b"{%" in xml):
        raise Refused(TemplateCode.NOT_ALLOWED, what=name)


def _sources(data: bytes, file: str) -> list[str]:
    """The text of each part with its fields, as the template engine will see it."""
    try:
        document = DocxTemplate(BytesIO(data))
        document.init_docx()
        found = [document.get_xml()]
        for uri in (document.HEADER_URI, document.FOOTER_URI):
            found += [document.get_part_xml(part) for _, part in document.get_headers_footers(uri)]
        plain = [re.sub(r"<[^>]*>", "", xml) for xml in found]
        patched = [document.patch_xml(xml) for xml in found]
    except Exception as error:
        raise Refused(TemplateCode.BROKEN, file=file) from error
    raw = next((match[0] for text in plain for match in _RAW.finditer(text)), None)
    if raw:
        raise Refused(TemplateCode.NOT_ALLOWED, what=raw.strip())
    return patched


def _resolve(node, scope: dict) -> None:
    """Every name there is must be a field, inside a list one of its rows."""
    if isinstance(node, nodes.For):
        rows = _value(node.iter, scope)
        if not isinstance(rows, list) or not isinstance(node.target, nodes.Name):
            raise Refused(TemplateCode.NOT_ALLOWED, what="for")
        loop = {"index": 1, "first": True, "last": True}
        for child in (*node.body, *node.else_):
            _resolve(child, {**scope, node.target.name: rows[0], "loop": loop})
        return
    if isinstance(node, nodes.Output):
        for said in node.nodes:
            if not isinstance(said, nodes.TemplateData) and isinstance(_value(said, scope), dict | list):
                raise Refused(TemplateCode.NOT_ALLOWED, what=_said(said))
        return
    if isinstance(node, nodes.Name | nodes.Getattr):
        _value(node, scope)
        return
    for child in node.iter_child_nodes():
        _resolve(child, scope)


def _value(node, scope: dict):
    if isinstance(node, nodes.Name):
        if node.name not in scope:
            raise Refused(TemplateCode.UNKNOWN, field=node.name)
        return scope[node.name]
    if isinstance(node, nodes.Getattr):
        inside = _value(node.node, scope)
        if not isinstance(inside, dict) or node.attr not in inside:
            raise Refused(TemplateCode.UNKNOWN, field=f"{_said(node.node)}.{node.attr}")
        return inside[node.attr]
    raise Refused(TemplateCode.NOT_ALLOWED, what=type(node).__name__)


def _said(node) -> str:
    return f"{_said(node.node)}.{node.attr}" if isinstance(node, nodes.Getattr) else getattr(node, "name", "?")
