"""Which cells are crossed out: the styles of an .xlsx and of an .ods, and text that is crossed out piece by piece."""

import re

from app.core.sheets.package import parse_xml

_NO = ("0", "false")
_CROSSED = re.compile(rb"strike|line-through")


def crossed_formats(styles: bytes, budget) -> frozenset[str]:
    """The numbers of an .xlsx's cell formats whose font is crossed out, as the cells name them."""
    if not _CROSSED.search(styles):
        return frozenset()
    inside, fonts, formats = [], [], []

    def start(name, attributes):
        budget.take_element()
        inside.append(name)
        where = inside[-2] if len(inside) > 1 else ""
        if name == "font" and where == "fonts":
            fonts.append(False)
        elif name == "strike" and inside[-3:-1] == ["fonts", "font"]:
            fonts[-1] = attributes.get("val") not in _NO
        elif name == "xf" and where == "cellXfs":
            formats.append(attributes.get("fontId", ""))

    def end(_):
        inside.pop()

    parse_xml(styles, start, end)
    crossed = {str(number) for number, is_crossed in enumerate(fonts) if is_crossed}
    return frozenset(str(number) for number, font in enumerate(formats) if font in crossed)


class Styles:
    """The styles of an .ods by name: whether their text is crossed out, by themselves or by the one they build on."""

    def __init__(self):
        self.known: dict[str, tuple[bool | None, str]] = {}
        self.name = ""

    def begin(self, attributes) -> None:
        self.name = attributes.get("name", "")
        self.known[self.name] = None, attributes.get("parent-style-name", "")

    def text(self, attributes) -> None:
        line = attributes.get("text-line-through-style", attributes.get("text-line-through-type"))
        if line is not None and self.name in self.known:
            self.known[self.name] = line != "none", self.known[self.name][1]

    def crosses(self, name: str) -> bool:
        for _ in range(20):  # a style that builds on itself ends here
            crossed, name = self.known.get(name, (False, ""))
            if crossed is not None:
                return crossed
        return False


class Pieces:
    """The pieces of one text on the way: whether all that can be seen of it is crossed out."""

    def __init__(self):
        self.any, self.plain, self.crossed = False, False, False

    def begin(self) -> None:
        self.crossed = False

    def cross(self, attributes) -> None:
        self.crossed = attributes.get("val") not in _NO

    def add(self, text: str) -> None:
        if text.strip():
            self.any, self.plain = True, self.plain or not self.crossed

    @property
    def all_crossed(self) -> bool:
        return self.any and not self.plain
