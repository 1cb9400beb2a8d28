"""The council in the archive: open votes by name and counted again, secret ones in totals only."""

import json

from app.council.rules.settings import Settings
from tests.archive.conftest import archive_of, checked, edited, parts_of
from tests.council.conftest import Council

COUNCIL = "council/council.json"


def held(cast, settings) -> Council:
    """Five vote on Lan and team 01, one of them against everything; a conflict of one member was declared."""
    council = Council(cast, settings, individuals=1)
    council.opened()
    council.do("declare", council.item(cast.lan.name), "Cùng gia đình", by=council.others[1])
    council.do("open_ballot")
    for number, person in enumerate(council.people):
        word = "against" if person is cast.mai else "for"
        council.vote(person, token=f"token-{number}" * 4, everything=word)
    council.do("close_ballot")
    council.do("close_session")
    return council


def test_open_votes_are_there_by_name_and_counted_again(room, cast, tmp_path, capsys):
    held(cast, Settings())
    parts = parts_of(archive_of(cast))
    (session,) = json.loads(parts[COUNCIL])["sessions"]
    assert len(session["votes"]) == 9 and {one["in_favour"] for one in session["tallies"]} == {3, 4}
    assert checked(parts, tmp_path, capsys)[0] == 0
    forged = {
        "a vote": lambda one: one["votes"][0].update(choice="against"),
        "a vote left out": lambda one: one["votes"].pop(),
        "a tally": lambda one: one["tallies"][0].update(in_favour=5),
        "the members": lambda one: one["tallies"][0].update(denominator=4),
        "what passed": lambda one: one["tallies"][0].update(passed=False),
        "who is proposed": lambda one: one["outcomes"][0].update(proposed=False),
        "the pass mark": lambda one: one.update(pass_percent=40),
        "the quorum": lambda one: one.update(quorum_percent=1),
        "when somebody came": lambda one: one["attendance"][0].update(at="2025-08-14T01:00:00+00:00"),
        "who stood back": lambda one: one["conflicts"].clear(),
    }
    for what, change in forged.items():
        data = edited(lambda one, change=change: change(one["sessions"][0]))(parts[COUNCIL])
        status, said = checked({**parts, COUNCIL: data}, tmp_path, capsys)
        assert status == 1 and "[SAI / WRONG]" in said, what


def test_of_a_secret_ballot_only_totals_leave_the_ward(room, cast, tmp_path, capsys):
    council = held(cast, Settings(ballot="secret"))
    parts = parts_of(archive_of(cast))
    (session,) = json.loads(parts[COUNCIL])["sessions"]
    assert session["votes"] is None
    totals = [(one["in_favour"], one["against"], one["written"]) for one in session["tallies"]]
    assert sorted(totals) == [(3, 1, 0), (4, 1, 0)]
    assert not any({"member_id", "by"} & set(row) for row in session["tallies"] + session["lines"])
    entries = [json.loads(line) for line in parts["trail/entries.jsonl"].decode().splitlines()]
    actions = {one["action"] for one in entries}
    assert "council.ballot_closed" in actions and "council.voted" not in actions
    # Nothing else of who voted: no mark of a paper, no stub.
    whole = b"".join(data for name, data in parts.items() if name.endswith((".json", ".jsonl"))).decode()
    assert "mark" not in whole.replace("checksum", "") and "stub" not in whole and "token" not in whole
    assert checked(parts, tmp_path, capsys)[0] == 0
    assert len(council.people) == 5


def test_a_vote_on_the_list_is_counted_again_without_those_voted_on_alone(room, cast, tmp_path, capsys):
    held(cast, Settings(vote_by="list"))
    parts = parts_of(archive_of(cast))
    (session,) = json.loads(parts[COUNCIL])["sessions"]
    assert {one["item_id"] is None for one in session["lines"]} == {True, False}, "Lan stands alone"
    assert {one["in_favour"] for one in session["tallies"]} == {3, 4}
    status, said = checked(parts, tmp_path, capsys)
    assert status == 0, said
