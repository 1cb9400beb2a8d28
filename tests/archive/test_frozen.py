"""A frozen round: what was decided too late is in the archive with its effect, and another copy with its reason."""

import json
from datetime import datetime, timedelta

from app.awards.actions import open_round, rest_on
from app.core import clock
from app.ranking.actions import freeze, publish_once, set_moment
from tests.archive.conftest import archive_of, checked, parts_of
from tests.names.conftest import confirm, mend
from tests.ranking.makers import adopt, approved, campaign_of, some_logs

MOMENT = datetime(2025, 8, 20, 17, 0, tzinfo=clock.LOCAL)
QUOTAS = {"individuals": 1, "collectives": 1, "households": 0}


def test_what_came_too_late_is_there_with_its_effect_and_another_copy_with_its_reason(room, cast, tmp_path, capsys):
    adopt(cast)
    some_logs(cast)
    set_moment(campaign_of(cast), MOMENT, cast.son.id)
    with clock.at(MOMENT):
        open_round(campaign_of(cast), freeze(cast.campaign.id), QUOTAS, by=cast.son.id)
    with clock.at(MOMENT + timedelta(hours=1)):
        approved(cast, cast.minh, cast.team1, day=5, support_turn=9)
    parts = parts_of(archive_of(cast))
    appeals = json.loads(parts["appeals/appeals.json"])
    (late,) = appeals["records"]
    assert late["name"] == cast.minh.name and not late["reversed"]
    assert {one["move"]["name"] for one in late["would_change"]["crossings"]} >= {cast.minh.name, cast.lan.name}
    freezes = json.loads(parts["ranking/freezes.json"])
    assert [one["kind"] for one in freezes["freezes"]] == ["moment"]
    assert checked(parts, tmp_path, capsys)[0] == 0

    with clock.at(MOMENT + timedelta(days=1)):
        confirm(mend(cast, "person", cast.lan.id, "Nguyễn Thị Lan Anh"), cast.son)
        copy, _made = publish_once(campaign_of(cast), cast.son.id, reason="Hội đồng đề nghị tính thêm.")
        rest_on(cast.campaign.id, copy, cast.son.id, "Theo đề nghị của Hội đồng.")
    parts = parts_of(archive_of(cast))
    assert json.loads(parts["appeals/appeals.json"])["records"] == []
    (rest,) = json.loads(parts["round/round.json"])["rests"]
    assert rest["reason"] == "Theo đề nghị của Hội đồng." and rest["ranking_id"] == copy.id
    assert [one["kind"] for one in json.loads(parts["ranking/freezes.json"])["freezes"]] == ["moment", "again"]
    status, said = checked(parts, tmp_path, capsys)
    assert status == 0, said
