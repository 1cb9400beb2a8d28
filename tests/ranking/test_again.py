"""A published ranking is ranked again from its own text: the same to the byte, or it is said."""

import json
from dataclasses import replace

import pytest
from sqlalchemy import text

from app.core.db import db
from app.people.actions import change_person
from app.people.models import User
from app.ranking.actions import place_hold, publish
from app.ranking.models import Ranking
from app.ranking.rules import Scheme, again, canonical, counted, rank
from tests.conftest import on_sqlite
from tests.ranking.makers import adopt, approved, campaign_of, reverse, some_logs

SHARES = {"binding": False, "leaders_percent": 50, "units": []}
SCHEMES = {
    "as schemes always were": {},
    "with all that they can say now": {"points_per_group": {"elderly": "3"}, "shares": SHARES},
    "with a cap that is reached": {"daily_cap_per_person": "5"},
}


def test_every_figure_comes_back(easy_scheme, make_credit, make_person, make_squad):
    people = [make_person(1), make_person(2, on_hold=True), make_person(3, "Ánh")]
    squads = [make_squad(1, members=2), make_squad(2, active=False), make_squad(3, members=0)]
    credits = [
        make_credit(7, 1, minutes=50, groups={"elderly": 1, "disabled": 2}, support_turn=40, moon_walk=3),
        make_credit(8, 1, 2, minutes=60),
        make_credit(9, 2, None, day=3, minutes=7),
        make_credit(10, None, 1, training_session=1),
    ]
    document = canonical(rank(easy_scheme, credits, people, squads), easy_scheme)
    assert again(document) == document
    assert len(counted(document).credits) == 4
    other = replace(easy_scheme, points_per_hour=easy_scheme.points_per_hour * 2)
    assert again(document, other.to_json()) != document, "by another scheme it is another ranking"


@pytest.mark.parametrize("more", SCHEMES.values(), ids=list(SCHEMES))
@on_sqlite
def test_a_hundred_recomputations_of_a_published_copy(room, cast, more):
    changed = dict(more)
    adopt(cast, **changed)
    logs = some_logs(cast)
    change_person(db.session.get(User, cast.binh.id), by=None, gender="female")
    place_hold(cast.cua_nam.id, cast.campaign.id, cast.hoa.id, "x", cast.son.id)
    ranking = publish(campaign_of(cast), by=cast.son.id)
    reverse(logs["lan1"], by=cast.hoa.id)
    adopt(cast, points_per_hour="7")
    for _ in range(100):
        db.session.expire_all()
        stored = db.session.get(Ranking, ranking.id)
        assert again(stored.document) == stored.document


@pytest.fixture
def copy(app, cast):
    with app.app_context():
        adopt(cast)
        some_logs(cast)
        ranking = publish(campaign_of(cast), by=cast.son.id)
        approved(cast, cast.binh, cast.team2, day=5, support_turn=20)
        found = ranking.id, ranking.checksum
        db.session.remove()
    return found


def recompute(app, number):
    return app.test_cli_runner().invoke(args=["recompute", str(number)])


def test_the_command_says_the_checksum(app, copy):
    answer = recompute(app, copy[0])
    assert (answer.exit_code, copy[1] in answer.output) == (0, True)
    assert recompute(app, 999).exit_code == 1


@pytest.mark.parametrize("engine_name", ["sqlite"])
@pytest.mark.parametrize(
    "change",
    [
        lambda found: found["individuals"][0].update(points="99/1"),
        lambda found: found["individuals"][0]["addends"][0].update(minutes=600),
        lambda found: found["scheme"].update(points_per_hour="2"),
        lambda found: found["individuals"].reverse(),
        lambda found: found["individuals"][0]["addends"][0].pop("day"),
        lambda found: found.pop("scheme"),
    ],
    ids=["points", "minutes", "scheme", "order", "no day", "no scheme"],
)
def test_a_text_changed_behind_the_triggers_is_found_even_with_a_checksum_of_its_own(app, copy, change):
    from app.ranking.rules import checksum, written

    with app.app_context():
        found = json.loads(db.session.get(Ranking, copy[0]).document)
        change(found)
        document = written(found)
        db.session.execute(text("DROP TRIGGER rankings_no_update"))
        db.session.execute(
            text("UPDATE rankings SET document = :d, checksum = :c"), {"d": document, "c": checksum(document)}
        )
        db.session.commit()
        db.session.remove()
    assert recompute(app, copy[0]).exit_code == 1


def test_a_scheme_reads_the_text_of_any_older_one(scheme_json):
    assert Scheme.from_json(scheme_json).to_json() == scheme_json, "not a key more than it had"
