"""The page that says how firm a list is: who may read it, what it says, and that it is worked out once."""

import pytest

from app.core.db import db
from app.ranking.actions import publish
from app.ranking.models import Ranking
from app.ranking.queries import firm_copy
from app.ranking.rules import firmness as module
from tests.ranking.makers import adopt, approved, campaign_of, some_logs


@pytest.fixture
def copy(app, cast):
    """The id of a published copy: Lan 12 points, Minh and Bình 9 each, Hoa 5."""
    with app.app_context():
        adopt(cast)
        some_logs(cast)
        found = publish(campaign_of(cast), by=cast.son.id).id
        db.session.remove()
    return found


def test_it_is_linked_from_the_ranking_its_copy_and_the_award_round(as_, cast, copy):
    son = as_(cast.son)
    assert "/ranking/firmness?board=individuals" in son.get("/ranking").text
    assert f"/ranking/{copy}/firmness?board=collectives" in son.get(f"/ranking/{copy}?board=collectives").text
    son.post("/awards/rounds", data={"individuals": 1, "collectives": 1, "ranking": copy, "early": "1"})
    assert f"/ranking/{copy}/firmness?board=individuals&amp;places=1" in son.get("/awards").text
    assert "firmness" not in as_(cast.lan).get("/ranking").text


def test_it_is_for_those_who_may_read_all_names(as_, cast, copy):
    for url in ("/ranking/firmness", f"/ranking/{copy}/firmness"):
        assert as_(cast.lan).get(url).status_code == 403
        assert as_(cast.mai).get(url).status_code == 200
    assert as_(cast.phuc).get(f"/ranking/{copy}/firmness").status_code == 404
    assert as_(cast.phuc).get("/ranking/firmness").status_code == 404, "no scheme, no ranking"


def test_it_says_in_words_who_stands_firm_and_what_a_place_hangs_on(as_, cast, copy):
    text = as_(cast.mai).get(f"/ranking/{copy}/firmness?places=1").text.split("<main")[1]
    assert "vững trong chỉ tiêu" in text and "chắc chắn ngoài chỉ tiêu" in text
    assert "hơn người đầu tiên ngoài chỉ tiêu 3,00 điểm" in text
    assert "phụ thuộc vào một nhật ký duy nhất: ngày 31/7/2025, 10,00 điểm" in text
    assert "không thay đổi nào của riêng một hệ số làm đổi chỗ" in text
    assert '<svg viewBox="0 0 320' in text and 'role="img"' in text and "style=" not in text
    assert "Đủ suất cho tất cả" in as_(cast.mai).get(f"/ranking/{copy}/firmness?places=9").text
    teams = as_(cast.mai).get(f"/ranking/{copy}/firmness?board=collectives&places=1").text
    assert cast.team1.name in teams and "Ngưỡng chỉ tiêu: 1 suất" in teams


@pytest.mark.parametrize("places", ["x", "-1", "1001", "9" * 30, "²"])
def test_odd_places_are_those_of_the_campaign(as_, cast, copy, places):
    assert (
        "Ngưỡng chỉ tiêu: 3 suất"
        in as_(cast.mai).get(f"/ranking/{copy}/firmness", query_string={"places": places}).text
    )


def test_a_ranking_is_worked_out_once_and_kept_by_its_checksum(app, as_, cast, copy, monkeypatch):
    calls = []
    whole = module.firmness
    monkeypatch.setattr(module, "firmness", lambda *args: calls.append(args) or whole(*args))
    client = as_(cast.mai)
    client.get(f"/ranking/{copy}/firmness")
    client.get(f"/ranking/{copy}/firmness")
    client.get("/ranking/firmness")
    assert len(calls) == 1, "the live ranking is still the one that was published"
    with app.app_context():
        approved(cast, cast.hoa, cast.team2, day=9, support_turn=9, by=cast.an.id)
        db.session.remove()
    client.get("/ranking/firmness")
    client.get(f"/ranking/{copy}/firmness")
    assert len(calls) == 2


def test_the_same_on_both_databases(room, cast):
    """The figures stand here, so that either database must find them."""
    adopt(cast)
    some_logs(cast)
    approved(cast, cast.binh, cast.team2, day=2, minutes=0, online_dossier=1)
    row = publish(campaign_of(cast), by=cast.son.id)
    stored = db.session.get(Ranking, row.id)
    found = firm_copy(stored.id, "0" * 64, "individuals", 1).firmness
    assert [(one.rank, one.stays) for one in found.candidates] == FOUND
    assert [(one.weight.what, one.percent) for one in found.swaps if one.weight] == SWAPS


FOUND = [(1, 5005), (2, 4995), (3, 0), (4, 0)]
SWAPS = [("unit", 1)]


@pytest.mark.parametrize("path", ["/ranking/firmness", "/ranking/{copy}/firmness", "/ranking/scheme/draft"])
def test_no_page_takes_more_than_five_statements(as_, cast, copy, count_sql, path):
    client = as_(cast.an)
    with count_sql() as statements:
        assert client.get(path.format(copy=copy)).status_code == 200
    assert len(statements) <= 5, statements
