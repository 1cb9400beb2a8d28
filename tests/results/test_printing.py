"""The ceremony's papers: whatever stands in a name stands in them, and nothing else happens."""

import unicodedata
import zipfile
from datetime import UTC, date, datetime
from io import BytesIO
from types import SimpleNamespace

import pytest

from app.papers.wording import default_texts
from app.results.printing import PAPERS, ceremony_docx, ceremony_pdf, in_reading_order, usual_points, values_of
from app.results.queries import Holder
from tests.papers.conftest import CAMPAIGN, ODD, WARD, text_of

HEAD = SimpleNamespace(
    frozen=None,
    ward=WARD,
    campaign=CAMPAIGN,
    ends_on=date(2025, 9, 13),
    decision_no=None,
    decision_day=None,
    locked_at=datetime(2025, 9, 20, 8, tzinfo=UTC),
    texts=None,
    earlier=None,
    quota_households=1,
)
HOLDERS = [
    *(Holder(n, "collective", name, "", n) for n, name in enumerate(ODD, start=1)),
    Holder(50, "household", "Hộ gia đình ông Nguyễn Văn Ế", "Tổ dân phố 3", None),
    *(Holder(60 + n, "individual", name, ODD[-1 - n], None) for n, name in enumerate(ODD)),
]


@pytest.mark.parametrize("paper", PAPERS)
def test_odd_names_stand_there_letter_by_letter(paper):
    values = values_of(HEAD, HOLDERS, None)
    pdf = ceremony_pdf(paper, HEAD, values)
    said = text_of(pdf).replace(" ", "")
    for name in ODD:
        assert unicodedata.normalize("NFC", name).replace(" ", "") in said, name
    assert pdf == ceremony_pdf(paper, HEAD, values_of(HEAD, HOLDERS, None))
    with zipfile.ZipFile(BytesIO(ceremony_docx(paper, values))) as file:
        body = file.read("word/document.xml").decode()
    assert "&lt;b&gt;Đậm&lt;/b&gt; &amp; &lt;w:t&gt;" in body and "{{ 7 * 7 }}" in body
    assert "     /QĐ-UBND" in body and ".docx" not in body


def test_the_usual_points_name_the_campaign_and_give_way_to_the_wards_own():
    usual = usual_points("{campaign} 2025")
    assert "“{campaign} 2025”" in usual["opening"]
    own = SimpleNamespace(starts_at=None, place="", opening="Một\nHai", closing="", reading="[50, 2]")
    values = values_of(HEAD, in_reading_order(HOLDERS, own), own)
    points = [one["text"] for one in values["points"]]
    assert points[:2] == ["Một", "Hai"] and points[-1].startswith("Trao Giấy khen cho cá nhân")
    assert values["everyone"][0]["name"] == ODD[1]
    assert values["time"] == values["venue"] == "." * 50
    assert set(default_texts(WARD, CAMPAIGN, 2025)) >= {"head_top", "authority_words", "merit"}
