"""LibreOffice opens what we write in Word's format and loses no word of it."""

import os
import shutil
import subprocess
import unicodedata
from collections import Counter
from dataclasses import replace

import pytest

from app.papers.layout.filling import paper_docx
from app.papers.layout.papers import FONTS, PAPERS
from tests.papers.conftest import homes, papers, text_of
from tests.papers.test_layout import DECOMPOSED, word_text
from tests.papers.test_minutes import minutes
from tests.support.missing import missing


@pytest.fixture
def convert(tmp_path):
    program = shutil.which("soffice") or missing("LibreOffice", "libreoffice-writer-nogui")

    # The widths of Times New Roman, whatever fonts the machine has.
    fonts = tmp_path / "fonts.conf"
    fonts.write_text(
        f"""<fontconfig><dir>{FONTS}</dir><cachedir>{tmp_path / "cache"}</cachedir><alias binding="same">
        <family>Times New Roman</family><prefer><family>Tinos</family></prefer></alias></fontconfig>"""
    )

    def run(names: list[str]) -> None:
        command = [
            program,
            f"-env:UserInstallation=file://{tmp_path / 'profile'}",
            "--headless",
            "--convert-to",
            "pdf",
        ]
        subprocess.run(
            [*command, "--outdir", str(tmp_path), *names],
            check=True,
            cwd=tmp_path,
            env={**os.environ, "FONTCONFIG_FILE": str(fonts)},
            capture_output=True,
            timeout=180,
        )

    return run


def composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def test_every_paper_converts_without_losing_a_word(convert, tmp_path):
    said, values = {}, papers(("Nguyễn Thị Thu Lan", "Trần Văn <Minh> & Con"), session=minutes(), draft=True)
    values = replace(values, recipients=values.recipients + homes("Hộ gia đình bà Lê Thị Tám", DECOMPOSED))
    for paper in PAPERS:
        data = paper_docx(paper, values)
        (tmp_path / f"{paper}.docx").write_bytes(data)
        said[paper] = word_text(data)
    convert([f"{paper}.docx" for paper in PAPERS])
    for paper, text in said.items():
        shown = text_of((tmp_path / f"{paper}.pdf").read_bytes())
        lost = Counter(composed(text).split()) - Counter(composed(shown).split())
        # A checksum of 64 letters may be broken over two lines.
        assert [word for word in lost if len(word) < 40] == [], paper
        assert "{{" not in shown
