"""The script that goes with every archive: it knows nothing of the site's code and comes to the same bytes."""

import ast
import json
import sys
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.archive.rules.manifest import SCRIPT
from app.contributions.rules import GROUPS
from app.ranking.rules import Credit, Person, Scheme, Shares, Squad, again, canonical, rank
from tests.archive.conftest import script
from tests.ranking.conftest import SCHEME

KINDS = ("support_turn", "vneid_level2", "moon_walk")


def test_it_is_plain_python_of_the_standard_library_alone():
    tree = ast.parse(Path(SCRIPT).read_text("utf-8"))
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0
            names.add(node.module.partition(".")[0])
    assert names <= sys.stdlib_module_names
    assert "app" not in names


amounts = st.sampled_from(["0", "1", "2.5", "0.333333", "7", 3])
counts = st.dictionaries(st.sampled_from(KINDS), st.integers(0, 40), max_size=3)
groups = st.dictionaries(st.sampled_from(GROUPS), st.integers(0, 5), max_size=3)


@st.composite
def schemes(draw):
    document = json.loads(json.dumps(SCHEME))
    document["points_per_unit"] = {code: draw(amounts) for code in KINDS[:2]}
    document["points_per_hour"] = draw(amounts)
    document["extra_points_per_vulnerable_turn"] = draw(amounts)
    document["daily_cap_per_person"] = draw(st.sampled_from([None, "5", "60", "7.5"]))
    document["individual"]["eligible"] = {
        "min_active_days": draw(st.integers(0, 2)),
        "not_on_hold": draw(st.booleans()),
    }
    document["collective"]["eligible"] = {
        "min_members": draw(st.integers(0, 2)),
        "active_on_last_day": draw(st.booleans()),
    }
    document["collective"] |= {"weight_total": draw(amounts), "weight_per_head": draw(amounts)}
    if draw(st.booleans()):
        document["points_per_group"] = {"elderly": draw(amounts)}
    if draw(st.booleans()):
        document["individual"]["order"] = ["points", "women", "active_days"]
        document["collective"]["order"] = ["score", "women_share", "total"]
        document["collective"]["women_percent"] = draw(st.sampled_from([50, 70]))
    if draw(st.booleans()):
        document["shares"] = {
            "binding": False,
            "leaders_percent": draw(st.sampled_from([None, 50])),
            "units": [{"begins": "Tổ", "most": 1}],
        }
    return document


@st.composite
def rankings(draw):
    """A scheme as it was written, and the text of a ranking by it."""
    document = draw(schemes())
    scheme = Scheme.from_json(document)
    people = [
        Person(
            n,
            f"Người {n}",
            f"{n % 3}",
            None,
            draw(st.sampled_from([None, 1, 2])),
            "",
            draw(st.booleans()),
            n % 2 == 0,
            n == 1,
        )
        for n in range(1, draw(st.integers(1, 6)) + 1)
    ]
    squads = [
        Squad(n, f"Tổ {n}", f"{n % 2}", draw(st.integers(0, 4)), draw(st.booleans()), draw(st.integers(0, 3)))
        for n in (1, 2, 3)
    ]
    credits = []
    for log_id in range(1, draw(st.integers(0, 12)) + 1):
        who = draw(st.sampled_from([None, *(one.user_id for one in people)]))
        team = draw(st.sampled_from([1, 2, 3] if who is None else [None, 1, 2, 3]))
        day = date(2025, 8, draw(st.integers(1, 3)))
        credits.append(Credit(log_id, who, team, day, draw(st.integers(0, 300)), draw(groups), draw(counts)))
    return document, canonical(rank(scheme, credits, people, squads), scheme)


@given(rankings())
@settings(max_examples=150, deadline=None)
def test_it_ranks_as_the_site_does_byte_for_byte(found):
    scheme, text = found
    assert again(text, scheme) == text
    assert script.rank_again(json.loads(text), scheme) == text
    assert script.scheme_text(scheme) == json.loads(text)["scheme"]


def test_another_scheme_gives_another_ranking():
    scheme = Scheme.from_json(
        SCHEME | {"individual": {**SCHEME["individual"], "eligible": {"min_active_days": 1, "not_on_hold": True}}}
    )
    credits = [Credit(1, 1, 1, date(2025, 8, 1), 90, {}, {"support_turn": 4})]
    person, squad = Person(1, "Lan", "lan", None, 1, "Tổ 1", False), Squad(1, "Tổ 1", "to 1", 1, True)
    text = canonical(rank(scheme, credits, [person], [squad]), scheme)
    assert script.rank_again(json.loads(text), scheme.to_json()) == text
    other = replace(scheme, points_per_hour=Fraction(9, 2), shares=Shares(True, 10)).to_json()
    assert script.rank_again(json.loads(text), other) == again(text, other) != text


@pytest.mark.parametrize("value", [0.1, True, None, [], "x"])
def test_what_is_no_exact_number_is_refused(value):
    with pytest.raises((ValueError, TypeError)):
        script.fraction(value)
