import json
import random
from dataclasses import replace
from fractions import Fraction

import pytest

from app.ranking.rules import Scheme, canonical, checksum, rank


@pytest.fixture
def campaign(make_credit, make_person, make_squad):
    """Logs, people and teams of a small campaign with capped days, ties and people without a rank."""
    dice = random.Random(610)
    people = [make_person(key, sort_key="same", team_id=1 + key % 3, on_hold=key == 7) for key in range(1, 11)]
    squads = [make_squad(key, members=key) for key in (1, 2, 3)]
    credits = [
        make_credit(
            log_id,
            user_id=dice.choice([None, *range(1, 11)]),
            team_id=dice.randint(1, 3),
            day=dice.randint(1, 4),
            minutes=dice.choice([100, 180, 210]),
            groups={"elderly": dice.randint(0, 3)},
            support_turn=dice.randint(0, 20),
            vneid_level2=dice.randint(0, 20),
        )
        for log_id in range(60)
    ]
    return credits, people, squads


def test_shuffled_inputs_give_the_same_bytes(scheme, campaign):
    text = canonical(rank(scheme, *campaign), scheme)
    dice = random.Random(1)
    for _ in range(20):
        shuffled = [dice.sample(part, len(part)) for part in campaign]
        assert canonical(rank(scheme, *shuffled), scheme) == text


def test_the_order_of_keys_in_a_scheme_or_a_log_does_not_show(scheme, scheme_json, campaign):
    credits, people, squads = campaign
    turned = [replace(credit, counts=dict(reversed(credit.counts.items()))) for credit in credits]
    scheme_json["points_per_unit"] = dict(reversed(scheme_json["points_per_unit"].items()))
    other = Scheme.from_json(scheme_json)
    assert canonical(rank(other, turned, people, squads), other) == canonical(rank(scheme, *campaign), scheme)


def test_the_text_holds_every_addend_exactly(scheme, campaign):
    outcome = rank(scheme, *campaign)
    content = json.loads(canonical(outcome, scheme))
    assert content["scheme"] == scheme.to_json()
    for board, figure in (("individuals", "points"), ("collectives", "total")):
        standings = getattr(outcome, board)
        assert len(content[board]) == len(standings)
        for written, standing in zip(content[board], standings, strict=True):
            assert written["rank"] == standing.rank
            assert len(written["addends"]) == len(standing.addends)
            assert sum(Fraction(addend["points"]) for addend in written["addends"]) == Fraction(written[figure])
            for addend in written["addends"]:
                parts = [Fraction(item["points"]) for item in addend["lines"]]
                parts += [Fraction(addend["hour_points"]), Fraction(addend["vulnerable_points"])]
                assert sum(parts) == Fraction(addend["raw"])
                assert Fraction(addend["raw"]) * Fraction(addend["factor"]) == Fraction(addend["points"])


def test_a_single_log_is_written_in_full(easy_scheme, make_credit, make_person, make_squad):
    credit = make_credit(9, minutes=20, groups={"elderly": 1}, local_app=1)
    content = json.loads(canonical(rank(easy_scheme, [credit], [make_person(1)], [make_squad(1)]), easy_scheme))
    assert content["individuals"][0]["addends"] == [
        {
            "log_id": 9,
            "user_id": 1,
            "team_id": 1,
            "day": "2025-07-31",
            "lines": [{"code": "local_app", "quantity": 1, "points_each": "1/2", "points": "1/2"}],
            "minutes": 20,
            "hour_points": "1/3",
            "vulnerable": 1,
            "vulnerable_points": "1/1",
            "raw": "11/6",
            "factor": "1/1",
            "points": "11/6",
        }
    ]


def test_keys_are_sorted_without_spaces_and_vietnamese_stays_readable(scheme, make_person):
    text = canonical(rank(scheme, [], [make_person(1, "Nguyễn Thị Hồng Hoa")], []), scheme)
    assert "Nguyễn Thị Hồng Hoa" in text
    compact = json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert text == compact


def test_phones_stay_out_of_the_text(scheme, make_person):
    assert "0950000000" not in canonical(rank(scheme, [], [make_person(1)], []), scheme)


def test_any_change_of_a_log_changes_the_checksum(scheme, campaign):
    credits, people, squads = campaign
    before = checksum(canonical(rank(scheme, *campaign), scheme))
    for position, credit in enumerate(credits):
        changed = [*credits[:position], replace(credit, minutes=credit.minutes + 1), *credits[position + 1 :]]
        assert checksum(canonical(rank(scheme, changed, people, squads), scheme)) != before


@pytest.mark.parametrize(
    ("text", "digest"),
    [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        ("Gõ Cửa", "a20042016e1a7d3f5c51683bbdd116eb45b471ea63a44c7853638e806b5e8805"),
    ],
)
def test_the_checksum_is_sha256_of_the_utf8_text(text, digest):
    assert checksum(text) == digest
