"""What a page looks like when the reason asked for in one of its panels was wrong."""

import re

WRONG = "Gọi bà Tư 079 123 456 789"


def open_panels(text: str, kind: str = "confirm") -> list[str]:
    return re.findall(rf'<details class="{kind}[^"]*" open>.*?</details>', text, re.DOTALL)


def reopened(answer, kind: str = "confirm") -> str:
    """The one panel that is open: the error stands beside its field, the text is kept, no id stands twice."""
    assert answer.status_code == 422
    (panel,) = open_panels(answer.text, kind)
    (area,) = re.findall(r'<(?:textarea|input)[^>]*name="reason"[^>]*>', panel)
    number = re.search(r' id="([^"]+)"', area)[1]
    assert 'aria-invalid="true"' in area and f'<label for="{number}">' in panel
    assert f'<p class="error" id="{number}-error">' in panel
    assert WRONG in panel
    main = answer.text.split('<main id="main"')[1].split("</main>")[0]
    ids = re.findall(r' id="([^"]+)"', main)
    assert len(ids) == len(set(ids)), ids
    return panel
