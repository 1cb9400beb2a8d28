"""Tracked changes of Word: what was deleted in them is in the file still, and nobody who reads the document sees it.

A template is what its reader sees: deleted text is left out before fields are looked for, what was inserted stays.
"""

import re
import zipfile
from io import BytesIO

from lxml import etree

TEXT_PARTS = re.compile(r"word/(document|header\d*|footer\d*)\.xml")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_GONE = (f"{_W}del", f"{_W}moveFrom")
# Marks of a deletion that are no text themselves: of the end of a paragraph, of a row.
_OF_PARAGRAPH, _OF_ROW = (f"{_W}pPr", f"{_W}rPr"), (f"{_W}trPr",)


def holds_deleted(data: bytes) -> bool:
    """Whether a document (a .docx that was checked) holds text that tracked changes deleted."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return any(
            b"<w:delText" in archive.read(name) or b"<w:moveFrom " in archive.read(name) for name in _parts(archive)
        )


def without_deleted(data: bytes) -> bytes:
    """The document without what tracked changes deleted or moved away; the very same bytes where there is nothing."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        changed = {name: found for name in _parts(archive) if (found := _cleaned(archive.read(name))) is not None}
        if not changed:
            return data
        target = BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
            for part in archive.infolist():
                made.writestr(part, changed.get(part.filename) or archive.read(part))
    return target.getvalue()


def _parts(archive: zipfile.ZipFile) -> list[str]:
    return [name for name in archive.namelist() if TEXT_PARTS.fullmatch(name)]


def _cleaned(xml: bytes) -> bytes | None:
    """The part without deleted text; None where it holds none."""
    if not any(mark in xml for mark in (b":del ", b":del>", b":del/", b":moveFrom ", b":moveFrom>")):
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.fromstring(xml, parser)
    for row in [one.getparent().getparent() for one in root.iter(_GONE[0]) if _path(one, 1) == _OF_ROW]:
        _take_out(row)
    ended = [one.getparent().getparent().getparent() for one in root.iter(_GONE[0]) if _path(one, 2) == _OF_PARAGRAPH]
    for one in [one for one in root.iter(*_GONE) if len(one)]:
        _take_out(one)
    for paragraph in ended:
        if not any(text.text for text in paragraph.iter(f"{_W}t")) and paragraph.find(f".//{_W}drawing") is None:
            _take_out(paragraph)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _path(one, steps: int) -> tuple[str, ...]:
    """The tags above an element, the outermost first."""
    found = []
    for _ in range(steps):
        one = one.getparent()
        if one is None:
            return ()
        found.insert(0, one.tag)
    return tuple(found)


def _take_out(one) -> None:
    """With nothing of what stands after it (its tail) lost; once, wherever it stood in another one that went."""
    parent = one.getparent()
    if parent is None:
        return
    # A cell must end with a paragraph.
    if one.tag == f"{_W}p" and parent.tag == f"{_W}tc" and len(parent.findall(f"{_W}p")) == 1:
        return
    parent.remove(one)
