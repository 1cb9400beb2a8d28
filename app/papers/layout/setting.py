"""Setting pages, in a process of its own: the only module that loads typst.

The site never imports it, it names it to `core/isolated.py`: typst starts threads of its own, which a process that is
forked afterwards would wait for in vain, and a page on which it hangs has to be ended from outside.
"""

import typst


def pdfs(root: str, fonts: str, wanted: list) -> list[bytes]:
    """A PDF for each (template in ``root``, name of its input, input as JSON, timestamp) in ``wanted``."""
    return [_pdf(root, fonts, *one) for one in wanted]


def _pdf(root: str, fonts: str, template: str, name: str, data: str, timestamp: int) -> bytes:
    with open(f"{root}/{template}.typ", "rb") as file:
        source = file.read()
    return typst.compile(
        source,
        root=root,
        font_paths=[fonts],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={name: data},
        timestamp=timestamp,
    )
