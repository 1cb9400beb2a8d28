"""QR codes as pictures inside a page."""

import segno
from markupsafe import Markup


def qr_code(text: str) -> Markup:
    """The text as an SVG element: black on white in any colours, with the quiet zone that readers want."""
    drawn = segno.make(text, error="m", micro=False)
    return Markup(drawn.svg_inline(border=4, dark="#000", light="#fff", omitsize=True))  # noqa: S704 (segno's own)
