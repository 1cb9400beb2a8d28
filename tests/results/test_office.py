"""LibreOffice opens the ceremony's papers and loses no word of them."""

import unicodedata
from collections import Counter

from app.results.printing import PAPERS, ceremony_docx, values_of
from app.results.queries import Holder
from tests.papers.conftest import text_of
from tests.papers.test_layout import DECOMPOSED, word_text
from tests.results.test_printing import HEAD

HOLDERS = [
    Holder(1, "collective", "Tổ chuyển đổi số cộng đồng số 01", "", 1),
    Holder(2, "household", f"Hộ gia đình {DECOMPOSED}", "Tổ dân phố 3", 2),
    Holder(3, "individual", "Trần Văn <Minh> & Con", "Tổ 5", 3),
]


def composed(text: str) -> Counter:
    return Counter(unicodedata.normalize("NFC", text).split())


def test_programme_and_hand_over_convert_without_losing_a_word(convert, tmp_path):
    said, values = {}, values_of(HEAD, HOLDERS, None)
    for paper in PAPERS:
        data = ceremony_docx(paper, values)
        (tmp_path / f"{paper}.docx").write_bytes(data)
        said[paper] = word_text(data)
    convert([f"{paper}.docx" for paper in PAPERS])
    for paper, text in said.items():
        shown = text_of((tmp_path / f"{paper}.pdf").read_bytes())
        assert composed(text) - composed(shown) == Counter(), paper
        assert "{{" not in shown and "Trần Văn <Minh> & Con" in shown
