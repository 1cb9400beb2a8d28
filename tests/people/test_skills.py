"""The ward's skills, and who has which."""

import pytest

from app.audit.models import Entry
from app.core.db import db
from app.core.reasons import Refused
from app.people.actions import add_skill, rename_skill, set_skills
from app.people.models import Skill, UserSkill
from app.people.queries import skills_counted, skills_with
from app.people.rules import MOST_SKILLS


@pytest.fixture
def skills(app, cast):
    """Ids: two of Cửa Nam's, one of Kiến Hưng's."""
    with app.app_context():
        wards = (cast.cua_nam, "Bằng lái xe"), (cast.cua_nam, "Ngôn ngữ ký hiệu"), (cast.kien_hung, "Bằng lái xe")
        ids = [add_skill(ward.id, name, by=None).id for ward, name in wards]
        db.session.remove()
    return ids


def _has(app, user):
    with app.app_context():
        found = {row.skill_id for row in db.session.query(UserSkill).filter_by(user_id=user.id)}
        db.session.remove()
    return found


def test_a_name_stands_once_in_a_ward(room, cast, skills):
    for verb in (lambda: add_skill(cast.cua_nam.id, "bang lai XE", by=None),):
        with pytest.raises(Refused) as refused:
            verb()
        assert refused.value.reason.name == "NAME_TAKEN"
        db.session.rollback()
    skill = db.session.get(Skill, skills[1])
    with pytest.raises(Refused):
        rename_skill(skill, "Bằng lái XE", by=None)
    db.session.rollback()
    rename_skill(skill, "Ngôn ngữ Ký hiệu", by=cast.hoa.id)
    rename_skill(skill, "Ngôn ngữ Ký hiệu", by=cast.hoa.id)
    assert db.session.query(Entry).filter_by(action="skill.renamed").count() == 1


def test_there_is_an_end_to_the_list(room, cast, skills):
    for n in range(MOST_SKILLS - 2):
        add_skill(cast.cua_nam.id, f"Kỹ năng {n}", by=None)
    with pytest.raises(Refused) as refused:
        add_skill(cast.cua_nam.id, "Một nữa", by=None)
    assert refused.value.reason.name == "MANY"


def test_what_a_person_has_is_told_skill_by_skill_and_once(room, cast, skills):
    one, other, foreign = skills
    set_skills(cast.lan.id, cast.cua_nam.id, {one, foreign, 10**6}, by=cast.hoa.id)
    set_skills(cast.lan.id, cast.cua_nam.id, {one}, by=cast.hoa.id)
    set_skills(cast.lan.id, cast.cua_nam.id, {other}, by=cast.hoa.id)
    set_skills(cast.lan.id, cast.kien_hung.id, {foreign}, by=None)
    set_skills(cast.lan.id, cast.cua_nam.id, set(), by=cast.hoa.id)
    assert [row.has for row in skills_with(cast.kien_hung.id, cast.lan.id)] == [True], "another ward's stay"
    told = [(row.action, row.subject_id) for row in db.session.query(Entry).filter(Entry.action.like("skill.%e%"))]
    wanted = [("skill.given", one), ("skill.given", other), ("skill.taken", one), ("skill.taken", other)]
    assert [each for each in told if each[0] != "skill.added"].count(("skill.given", one)) == 1
    assert set(wanted) <= set(told)
    assert [row.people for row in skills_counted(cast.cua_nam.id)] == [0, 0]


def test_the_list_on_screen(as_, app, cast, skills, count_sql):
    hoa = as_(cast.hoa)
    with count_sql() as s:
        page = hoa.get("/skills")
    assert page.status_code == 200 and page.text.count("Bằng lái xe") >= 1
    assert len(s) <= 5
    with count_sql() as s:
        assert hoa.post("/skills", data={"name": "Cài đặt iPhone"}).status_code == 303
    assert len(s) <= 7
    for wrong in ("", "bằng lái xe", "x" * 81, "số 012345678901", "\0"):
        assert hoa.post("/skills", data={"name": wrong}).status_code == 422
        assert hoa.post(f"/skills/{skills[1]}", data={"name": wrong}).status_code == 422
    assert hoa.post(f"/skills/{skills[0]}", data={"name": "Lái xe máy"}).status_code == 303
    assert "Lái xe máy" in hoa.get("/skills").text
    assert hoa.post(f"/skills/{skills[2]}", data={"name": "x"}).status_code == 404
    for person in (cast.lan, cast.son, cast.tu):
        client = as_(person)
        assert client.get("/skills").status_code == client.post("/skills", data={"name": "x"}).status_code == 403


def test_ticking_what_somebody_can_do(as_, app, cast, skills, count_sql):
    hoa, url = as_(cast.hoa), f"/people/{cast.lan.id}/skills"
    with count_sql() as s:
        page = hoa.get(f"/people/{cast.lan.id}").text
    assert f'action="{url}"' in page and "Ngôn ngữ ký hiệu" in page
    assert len(s) <= 5
    assert hoa.post(url, data={"skill": skills[:2]}).status_code == 303
    with count_sql() as s:
        assert hoa.post(url, data={"skill": [skills[1], skills[2], "x", "9" * 30]}).status_code == 303
    assert len(s) <= 7
    assert _has(app, cast.lan) == {skills[1]}
    assert hoa.get(f"/people/{cast.lan.id}").text.count(f'value="{skills[1]}" checked') == 1
    assert as_(cast.phuc).post(url, data={"skill": skills[2]}).status_code == 404
    assert as_(cast.son).post(url, data={"skill": skills[0]}).status_code == 403
    assert "/skills" not in as_(cast.son).get(f"/people/{cast.lan.id}").text
    assert _has(app, cast.lan) == {skills[1]}
