"""The ward's skills and who has them."""

from sqlalchemy import and_, exists, func, select

from app.core.db import db
from app.people.models import Skill, UserSkill


def skills_of(ward_id: int) -> list[Skill]:
    """The ward's skills by their names, in one statement."""
    found = db.session.scalars(select(Skill).where(Skill.ward_id == ward_id).order_by(Skill.search_key, Skill.id))
    return list(found)


def skills_with(ward_id: int, user_id: int) -> list:
    """Rows (id, name, has) of the ward's skills; ``has`` says whether this person has it."""
    has = exists().where(and_(UserSkill.skill_id == Skill.id, UserSkill.user_id == user_id))
    query = select(Skill.id, Skill.name, has.label("has")).where(Skill.ward_id == ward_id)
    return list(db.session.execute(query.order_by(Skill.search_key, Skill.id)).all())


def skills_counted(ward_id: int) -> list:
    """Rows (id, name, people) of the ward's skills; ``people`` is how many have it."""
    people = select(func.count()).where(UserSkill.skill_id == Skill.id).scalar_subquery()
    query = select(Skill.id, Skill.name, people.label("people")).where(Skill.ward_id == ward_id)
    return list(db.session.execute(query.order_by(Skill.search_key, Skill.id)).all())


def skill_in_reach(skill_id: int, reach) -> Skill | None:
    return db.session.scalar(select(Skill).where(Skill.id == skill_id, reach.where(Skill.ward_id)))
