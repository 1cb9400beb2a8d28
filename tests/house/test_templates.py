"""Templates keep to the strict policy: nothing inline, nothing unescaped, a token in every form."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "app" / "templates"
TEMPLATES = sorted(FOLDER.rglob("*.html"))
FORBIDDEN = {
    r"<style|\sstyle=": "a class in static/css/app (the policy refuses inline styles)",
    r"<script(?![^>]*\ssrc=)": "a script of its own in static/js",
    r"\son\w+\s*=\s*[\"']": "a script in static/js/app listening on the document",
    r"\|\s*safe\b|autoescape\s+false": "text as text; markup belongs to templates",
    r"hx-on|hx-vals|js:|javascript:|hx-trigger=[\"'][^\"']*\[": "what needs no eval",
    r"(src|href|action)=[\"'](https?:)?//": "files and pages of our own",
    r"[ạảãáàăằắẳẵặâầấẩẫậđẹẻẽéèêềếểễệịỉĩíìọỏõóòôồốổỗộơờớởỡợụủũúùưừứửữựỵỷỹýỳ]": "an English msgid in _()",
}
# Names that are the same in every language.
NAMES = ("Gõ Cửa", "Tiếng Việt")


def name(path: Path) -> str:
    return path.relative_to(FOLDER).as_posix()


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_nothing_inline_and_nothing_unescaped(path):
    text = re.sub(r"\{#.*?#\}", "", path.read_text(), flags=re.S)
    for own in NAMES:
        text = text.replace(own, "")
    for pattern, instead in FORBIDDEN.items():
        found = re.search(pattern, text, flags=re.I)
        assert not found, f"{found[0]!r}: write {instead}"


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_every_form_that_posts_carries_the_token(path):
    text = path.read_text()
    for form in re.findall(r"<form\b.*?</form>", text, flags=re.S | re.I):
        if re.search(r"method=[\"']post", form, flags=re.I):
            assert re.search(r"csrf\(\)|csrf_token", form), f"add {{{{ csrf() }}}}: {form[:120]}"
    for form in re.findall(r"<form\b[^>]*hx-(?:post|put|delete|patch)[^>]*>", text, flags=re.I):
        assert re.search(r"method=[\"']post", form, flags=re.I), f"works without scripts too: {form}"
        assert "action=" in form or 'hx-post="{{' in form, f"works without scripts too: {form}"


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_macros_are_imported_inside_of_blocks(path):
    """A part drawn alone does not see what its page imported above."""
    text = path.read_text()
    if "{% extends" in text:
        above = text.partition("{% block")[0]
        assert "import" not in above, "import inside of the block"


def test_every_part_stands_in_an_element_of_its_name():
    """``page(..., parts=("roster",))`` draws the block roster, which holds the element with that id."""
    for view in sorted((ROOT / "app").rglob("views*/*.py")) + sorted((ROOT / "app").glob("*/views.py")):
        for call in re.findall(r"page\(\s*\"([^\"]+)\",\s*parts=\(([^)]*)\)", view.read_text()):
            text = (FOLDER / call[0]).read_text()
            for part in re.findall(r"\"([\w-]+)\"", call[1]):
                block = re.search(r"\{%-? block " + part + r"(?: scoped)? -?%\}(.*)", text, flags=re.S)
                assert block, f"{call[0]} has no block {part}"
                assert re.match(r"\s*(\{[%#].*?[%#]\}\s*)*<\w+[^>]*\bid=\"" + part + r"\"", block[1], flags=re.S), (
                    f"{call[0]}: block {part} begins with the element whose id is {part}"
                )


def test_nothing_of_the_older_htmx_is_left():
    command = [sys.executable, "tools/htmx_upgrade_check.py", "--no-color", "app/templates"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout
