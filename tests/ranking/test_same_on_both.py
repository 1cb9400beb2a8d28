"""A published ranking is the same, byte for byte, over 100 recomputations, and on both databases."""

from datetime import datetime, timedelta

import pytest

from app.core import clock
from app.core.db import db
from app.ranking.actions import freeze, place_hold, set_moment
from app.ranking.models import Ranking
from app.ranking.queries import live_ranking
from app.ranking.rules import again, canonical
from tests.conftest import site
from tests.ranking.makers import adopt, approved, campaign_of, some_logs

MOMENT = datetime(2025, 8, 20, 17, 0, tzinfo=clock.LOCAL)


@pytest.mark.postgresql
@pytest.mark.parametrize("engine_name", ["sqlite"])
def test_the_frozen_ranking_is_the_same_on_both_databases_and_over_100_recomputations(request, database, tmp_path):
    template, _cast = request.getfixturevalue("_postgres_template")
    other = request.getfixturevalue("copy_of_postgres")(template)
    found = [
        frozen(database[0], tmp_path / "sqlite", database[1]),
        frozen(other.replace("postgresql://", "postgresql+psycopg://"), tmp_path / "postgresql", database[1]),
    ]
    assert found[0] == found[1]
    document = found[0][0]
    for _turn in range(100):
        assert again(document) == document


def frozen(url, home, cast) -> tuple[str, str]:
    """(text, checksum) of a copy made late, with a hold, a cap, thirds of points and a team's own record; ranked from
    the rows 20 times."""
    with site(url, home).app_context():
        adopt(cast, points_per_hour="0.333333", daily_cap_per_person="7")
        some_logs(cast)
        place_hold(cast.cua_nam.id, cast.campaign.id, cast.minh.id, "x", cast.son.id)
        set_moment(campaign_of(cast), MOMENT, cast.son.id)
        with clock.at(MOMENT + timedelta(hours=1)):
            approved(cast, cast.binh, cast.team2, day=5, minutes=37, support_turn=9)
            copy = freeze(cast.campaign.id).id
            campaign = campaign_of(cast)
            place = (campaign.id, campaign.ward_id, campaign.starts_on, campaign.ends_on, MOMENT)
            document = db.session.get(Ranking, copy).document
            for _turn in range(20):
                live = live_ranking(*place)
                assert canonical(live.outcome, live.inputs.scheme) == document
        found = document, db.session.get(Ranking, copy).checksum
        db.session.remove()
        db.engine.dispose()
    return found
