"""What people of a ward can do: the ward's list of skills, and who has which."""

from sqlalchemy import delete, insert

from app.core.again import asked_again
from app.core.db import action, db, lock
from app.core.events import announce, announce_all
from app.core.reasons import Refused
from app.core.text import fold
from app.people.events import SkillAdded, SkillGiven, SkillRenamed, SkillTaken
from app.people.models import Skill, UserSkill
from app.people.queries import skills_of, skills_with
from app.people.rules import MOST_SKILLS, SkillAnswer


def _check_name(skills: list[Skill], name: str, but: int | None = None) -> None:
    if any(skill.search_key == fold(name) and skill.id != but for skill in skills):
        raise Refused(SkillAnswer.NAME_TAKEN)


@asked_again
@action
def add_skill(ward_id: int, name: str, by: int | None) -> Skill:
    """Refused: NAME_TAKEN, MANY."""
    skills = skills_of(ward_id)
    _check_name(skills, name)
    if len(skills) >= MOST_SKILLS:
        raise Refused(SkillAnswer.MANY)
    skill = Skill(ward_id=ward_id, name=name, search_key=fold(name))
    db.session.add(skill)
    db.session.flush()
    announce(SkillAdded(ward_id=ward_id, subject_id=skill.id, by=by, after={"name": name}))
    return skill


@asked_again
@action
def rename_skill(skill: Skill, name: str, by: int | None) -> None:
    """Whoever has it keeps it, shifts that need it go on needing it. Refused: NAME_TAKEN."""
    lock(skill)
    _check_name(skills_of(skill.ward_id), name, but=skill.id)
    before = skill.name
    if before == name:
        return
    skill.name, skill.search_key = name, fold(name)
    db.session.flush()
    told = {"before": {"name": before}, "after": {"name": name}}
    announce(SkillRenamed(ward_id=skill.ward_id, subject_id=skill.id, by=by, **told))


@asked_again
@action
def set_skills(user_id: int, ward_id: int, skill_ids: set[int], by: int | None) -> None:
    """The person has these of the ward's skills and no others; ids that are not the ward's are left aside."""
    found = skills_with(ward_id, user_id)
    given = [row.id for row in found if row.id in skill_ids and not row.has]
    taken = [row.id for row in found if row.id not in skill_ids and row.has]
    if given:
        rows = [{"user_id": user_id, "skill_id": each, "ward_id": ward_id} for each in given]
        db.session.execute(insert(UserSkill), rows)
    if taken:
        db.session.execute(delete(UserSkill).where(UserSkill.user_id == user_id, UserSkill.skill_id.in_(taken)))
    place = {"ward_id": ward_id, "by": by}
    announce_all(
        [
            *(SkillGiven(**place, subject_id=each, after={"user": user_id}) for each in given),
            *(SkillTaken(**place, subject_id=each, before={"user": user_id}) for each in taken),
        ]
    )
