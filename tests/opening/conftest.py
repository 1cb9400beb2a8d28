"""Helpers: a ward without any campaign, and the form that opens one."""

import pytest

from app.core.clock import today
from app.core.db import action, db
from app.core.policy import Role
from app.people.actions import add_person, grant_role
from app.places.actions import add_ward
from tests.cast import Named

FORM = {
    "name": "60 ngày đêm",
    "starts_on": "2025-09-01",
    "ends_on": "2025-10-30",
    "points-0-name": "Nhà văn hóa số 1",
    "points-0-address": "12 phố Huế",
    "points-1-name": "Chợ Hôm",
    "slots-0-name": "Sáng",
    "slots-0-starts": "8:00",
    "slots-0-ends": "11h30",
    "kinds": ["support_turn", "online_dossier"],
    "scheme": "weighed",
    "shift_min": "2",
    "shift_max": "4",
    "shift_leads": "1",
    "key": "a-key",
}


@pytest.fixture
def empty_ward(app):
    """(the ward, its secretary, a volunteer of it) of a ward without a campaign."""

    @action
    def make():
        ward = add_ward("phường Mới", "Hà Nội", by=None)
        people = []
        for name, phone, role in (
            ("Trần Thị Thư", "0950000091", Role.SECRETARY),
            ("Lê Văn Tình", "0950000092", Role.VOLUNTEER),
        ):
            user = add_person(name, by=None, phone=phone)
            grant_role(user, role, by=None, ward_id=ward.id, starts_on=today())
            people.append(Named(user.id, user.name))
        return Named(ward.id, ward.name), *people

    with app.app_context():
        made = make()
        db.session.remove()
    return made


@pytest.fixture
def form(empty_ward):
    """``form(name="")``: the filled form for the empty ward, with changes."""
    return lambda **changes: {**FORM, "ward": empty_ward[0].id, **changes}
