"""Put on hold after the list was locked: paused on the agenda, seen by all, voted on once the hold is lifted."""

import pytest

from app.core.db import db
from app.council import actions
from app.council.queries import minutes_of, proposed
from app.council.queries.candidates import addable
from app.council.rules.answers import CouncilAnswer as Answer
from app.council.rules.settings import Settings
from app.ranking.actions import lift_hold, place_hold
from tests.council.conftest import Council, names, refused


def hold(cast, person):
    place_hold(cast.cua_nam.id, cast.campaign.id, person.id, "Đang xem xét", cast.son.id)


def lift(cast, person):
    lift_hold(cast.cua_nam.id, cast.campaign.id, person.id, "Đã rõ", cast.son.id)


def all_vote(held, close=True):
    for number, person in enumerate(held.people):
        held.vote(person, everything="for", token=f"t{number}")
    if close:
        held.do("close_ballot")


@pytest.mark.parametrize("settings", [Settings(), Settings(vote_by="list"), Settings(ballot="secret")])
def test_a_hold_after_the_lock_pauses_and_is_voted_on_after_it_is_lifted(council, cast, settings):
    held = council(settings, individuals=1).come()
    hold(cast, cast.lan)
    held.do("open_session")
    item = held.item(cast.lan.name)
    assert held.live.waiting == [item] and cast.lan.name not in [one.name for one in addable(held.round.id)]
    held.do("open_ballot")
    all_vote(held)
    assert [line.item_id for line in held.live.lines if line.CouncilTally] != [item]
    with pytest.raises(actions.NotYet) as found:
        held.do("close_session")
    assert found.value.reason is Answer.STILL_PAUSED and cast.lan.name in found.value.facts["names"]
    lift(cast, cast.lan)
    with pytest.raises(actions.NotYet) as found:
        held.do("close_session")
    assert found.value.reason is Answer.NOT_VOTED_ON
    held.do("open_ballot")
    assert [line.item_id for line in held.live.open_lines] == [item], "alone, whatever was voted on together before"
    all_vote(held)
    held.do("close_session")
    assert names(held, proposed(held.round.id)) == [cast.team1.name, cast.lan.name]


def test_the_council_may_end_without_who_is_on_hold_and_says_why(council, cast):
    held = council(individuals=1).come()
    hold(cast, cast.lan)
    held.do("open_session")
    held.do("open_ballot")
    all_vote(held)
    held.do("explain", held.item(cast.lan.name), "Chờ kết luận xác minh")
    held.do("close_session")
    assert names(held, proposed(held.round.id)) == [cast.team1.name]
    lan = next(one for one in minutes_of(held.round.id).items if one.name == cast.lan.name)
    assert lan.paused and lan.departure == "Chờ kết luận xác minh" and not lan.counts


@pytest.mark.parametrize("ballot", ["open", "secret"])
def test_a_hold_during_the_ballot_voids_what_was_voted_on_them(council, cast, ballot):
    held = council(Settings(ballot=ballot), individuals=1).balloted()
    all_vote(held, close=False)
    before = held.live.session.version
    hold(cast, cast.lan)
    assert held.live.session.version > before, "pages that look at it draw it anew"
    assert refused(held.vote, cast.mai, lan="against", token="t2") is Answer.PAUSED
    held.do("close_ballot")
    tallies = {line.item_id: line.CouncilTally for line in held.live.lines}
    assert tallies[held.item(cast.lan.name)] is None and tallies[held.item(cast.team1.name)].passed
    lift(cast, cast.lan)
    held.do("open_ballot")
    all_vote(held)
    held.do("close_session")
    assert len(proposed(held.round.id)) == 2


def test_no_run_off_is_held_while_one_of_the_equal_is_on_hold(council, cast):
    held = council().balloted()
    all_vote(held)
    hold(cast, cast.binh)
    assert refused(held.do, "open_run_off", "individuals") is Answer.RUN_OFF_PAUSED
    lift(cast, cast.binh)
    held.do("open_run_off", "individuals")
    for person in held.people:
        held.vote(person, minh="for", binh="against")
    hold(cast, cast.binh)
    held.do("close_ballot")
    assert held.live.outcomes["individuals"].equal, "a run-off without one of them says nothing"
    lift(cast, cast.binh)
    held.do("open_run_off", "individuals")
    for person in held.people:
        held.vote(person, minh="for", binh="against")
    held.do("close_ballot")
    held.do("close_session")
    assert names(held, proposed(held.round.id)) == [cast.team1.name, cast.lan.name, cast.minh.name]


def test_all_members_see_who_is_paused_and_how_many_places_there_are(app, as_, cast):
    with app.app_context():
        held = Council(cast).come()
        hold(cast, cast.lan)
        held.do("open_session")
        held.do("open_ballot")
        db.session.remove()
    at, mai = f"/council/{held.id}", as_(cast.mai)
    page = mai.get(at).text
    assert f"Tạm dừng xét: {cast.lan.name}" in page, page[page.index("<main") :][:5000]
    assert "Cá nhân · 2 suất" in page
    for person in held.people:
        as_(person).post(f"{at}/votes", data={"all": "for"})
    son = as_(cast.son)
    son.post(f"{at}/count")
    son.post(f"{at}/ballots", data={"board": "individuals"})
    page = mai.get(at).text
    assert "1 suất, ai nhiều phiếu hơn thì được" in page, "Lan's place is kept"
    assert f"Tạm dừng xét: {cast.lan.name}" in page
