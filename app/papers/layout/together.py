"""What stays on the page of a signature: nobody signs a page on which nothing of the paper stands."""

# A line of text holds about 80 letters: whatever has more than these fills two.
TWO_LINES = 100
LINES = 2


def lines_in(text: str) -> int:
    """How many of the lines that a signature needs above it a paragraph gives."""
    return LINES if len(text) > TWO_LINES else 1 if text.strip() else 0


def kept_together(blocks: list[dict]) -> list[dict]:
    """The blocks of a section, those before a signature marked: texts that keep to what follows (``keep``), or the
    table that takes the signature, and what stands between, into its last row (``tail``)."""
    found: list[dict] = []
    for block in blocks:
        found.append(block)
        if block["kind"] in ("sign", "posts"):
            _keep(found)
    return found


def _keep(found: list[dict]) -> None:
    """Of blocks that end with a signature."""
    lines, at = 0, len(found) - 1
    while lines < LINES and at > 0:
        at -= 1
        block = found[at]
        if block["kind"] == "rows":
            if block["rows"]:
                block["tail"] = found[at + 1 :]
                del found[at + 1 :]
            return
        if block["kind"] != "text":
            return
        block["keep"] = True
        lines += lines_in(block["text"])
