"""Through a ward's first hour: the ward, its campaign opened on screen, a copy of an earlier one."""

from tests.opening.conftest import FORM


def through_the_opening(walk, cast):
    walk.get(cast.quan, "opening.wards")
    walk.get(cast.quan, "opening.new_ward")
    new = {"ward": "phường Mới", "province": "Hà Nội", "name": "Trần Thị Thư", "phone": "0977123499"}
    walk.post(cast.quan, "opening.add_ward", new | {"phone": ""}, status=422)
    walk.post(cast.quan, "opening.add_ward", new)
    walk.post(cast.quan, "opening.add_ward", new | {"phone": "0977123498"}, status=422)
    form = FORM | {"ward": cast.cua_nam.id}
    for person in (cast.hoa, cast.quan):
        walk.get(person, "opening.new")
    walk.post(cast.hoa, "opening.open_campaign", form | {"more": "points"})
    walk.post(cast.hoa, "opening.open_campaign", form | {"name": ""}, status=422)
    walk.post(cast.hoa, "opening.open_campaign", form)
    walk.post(cast.hoa, "opening.open_campaign", form)
    old, copy = {"slug": cast.campaign.name}, {"name": "Lần hai", "starts_on": "2026-07-31"}
    walk.get(cast.hoa, "opening.copy", **old)
    walk.get(cast.hoa, "opening.copy", query=copy, **old)
    walk.post(cast.hoa, "opening.make_copy", copy | {"starts_on": ""}, status=422, **old)
    walk.post(cast.hoa, "opening.make_copy", copy, **old)
    for person in (cast.hoa, cast.an):
        walk.forget(person)
        walk.get(person, "home.start")
