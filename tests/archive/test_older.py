"""Rounds of the time before decisions were rows of their own: the trail noted rows of the ranking, no decision, and a
certificate's end for that of its award. The script knows them, and is no easier to cheat by that."""

import io
import json

import pytest

from tests.archive.conftest import parts_of, script


class Kept:
    """An archive in memory."""

    def __init__(self, parts):
        self.parts = parts

    def names(self):
        return list(self.parts)

    def open(self, name):
        return io.BytesIO(self.parts[name])


@pytest.fixture
def older(whole):
    """The parts, and the entries as they would stand had it been locked and decided on back then."""
    parts = parts_of(whole.data)
    rows = {one["id"]: one["standing_id"] for one in json.loads(parts["round/nominations.json"])}
    entries = [json.loads(line) for line in parts["trail/entries.jsonl"].decode().splitlines()]
    later = ("award.decided", "round.bound", "ranking.bound")
    entries = [one for one in entries if one["action"] not in later]
    for one in entries:
        if one["action"] == "round.locked":
            after = {board: [rows[number] for number in ids] for board, ids in json.loads(one["after"]).items()}
            one["after"] = json.dumps(after)
    return parts, entries


def found(parts, entries):
    say = script.Said("")
    script.check_what_it_says(Kept(parts), entries, say)
    return [mark for mark, _, _ in say.lines]


def change(parts, name, edit):
    value = json.loads(parts[name])
    edit(value)
    return {**parts, name: json.dumps(value).encode()}


def test_an_older_round_fits_with_a_note(older):
    assert found(*older) == ["LƯU Ý / NOTE"]


def test_whoever_takes_the_decision_out_of_the_trail_can_only_grant_the_locked_list(older):
    parts, entries = older
    for edit in (
        lambda one: one["lines"].pop(),
        lambda one: one["lines"][0].update(granted=False),
        lambda one: one["decision"].update(basis="council"),
    ):
        assert "SAI / WRONG" in found(change(parts, "decision/decision.json", edit), entries)


def test_the_end_of_a_certificate_was_the_end_of_its_award(older):
    parts, entries = older
    decision, register = (
        json.loads(parts[f"{name}.json"]) for name in ("decision/decision", "certificates/register")
    )
    line = decision["lines"][0]
    number = next(one["id"] for one in register["certificates"] if one["nomination_id"] == line["nomination_id"])
    ended = change(
        parts, "decision/decision.json", lambda one: one["revocations"].append({"line_id": line["id"], "reason": "x"})
    )
    assert "SAI / WRONG" in found(ended, entries)
    told = {"action": "certificate.revoked", "subject_id": number, "after": "{}"}
    assert found(ended, [*entries, told]) == ["LƯU Ý / NOTE"]
