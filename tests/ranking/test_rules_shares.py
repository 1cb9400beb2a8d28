"""Sub-quotas: what a list exceeds, counted by hand."""

import pytest

from app.ranking.rules import Flaw, Scheme, SchemeError, Shares, UnitShare, excesses

YOUTH = UnitShare("Đoàn", 1)


def test_leaders_are_counted_against_their_largest_share():
    half = Shares(leaders_percent=50)
    assert excesses(half, [True, False], []) == []
    assert excesses(half, [True, True, False], []) == [("", 2, 1)]
    assert excesses(Shares(leaders_percent=0), [True], []) == [("", 1, 0)]
    assert excesses(Shares(), [True, True], []) == []


def test_kinds_of_unit_are_told_by_how_their_names_begin():
    shares = Shares(units=(YOUTH, UnitShare("Tổ", 2)))
    teams = ["đoàn phường", "ĐOÀN trường", "Tổ 1", "Tổ 2", "Chi hội"]
    assert excesses(shares, [], teams) == [("Đoàn", 2, 1)]
    assert excesses(shares, [], teams[1:]) == []


def test_a_team_counts_for_the_first_kind_that_fits():
    shares = Shares(units=(UnitShare("Tổ chuyển đổi số", 1), UnitShare("Tổ", 0)))
    assert excesses(shares, [], ["Tổ chuyển đổi số 1"]) == []
    assert excesses(shares, [], ["Tổ dân phố 1"]) == [("Tổ", 1, 0)]


def test_shares_go_into_the_json_and_back(scheme_json):
    said = {"binding": True, "leaders_percent": 30, "units": [{"begins": "Đoàn", "most": 1}]}
    scheme = Scheme.from_json({**scheme_json, "shares": said})
    assert scheme.shares == Shares(True, 30, (YOUTH,))
    assert scheme.to_json()["shares"] == said
    assert "shares" not in Scheme.from_json(scheme_json).to_json()


@pytest.mark.parametrize(
    ("changed", "field", "flaw"),
    [
        ({"leaders_percent": 101}, "shares.leaders_percent", Flaw.TOO_LARGE),
        ({"binding": 1}, "shares.binding", Flaw.NOT_A_FLAG),
        ({"units": {}}, "shares.units", Flaw.NOT_A_LIST),
        ({"units": [{"begins": "Tổ", "most": 1}] * 13}, "shares.units", Flaw.TOO_LONG),
        ({"units": [{"begins": " -", "most": 1}]}, "shares.units.0.begins", Flaw.MISSING),
        ({"units": [{"begins": "Tổ", "most": -1}]}, "shares.units.0.most", Flaw.NEGATIVE),
    ],
)
def test_what_is_wrong_is_named(scheme_json, changed, field, flaw):
    said = {"binding": False, "leaders_percent": None, "units": []} | changed
    with pytest.raises(SchemeError) as refused:
        Scheme.from_json({**scheme_json, "shares": said})
    assert (refused.value.field, refused.value.reason) == (field, flaw)
