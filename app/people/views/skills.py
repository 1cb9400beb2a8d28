"""What people of the ward can do: the list of skills, and who has which."""

from flask import abort, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.core.place import ward_for
from app.core.policy import Permission, needs
from app.core.reasons import Refused
from app.core.web import done, page
from app.core.words import say
from app.people import actions
from app.people.forms import SkillForm
from app.people.queries import skill_in_reach, skills_counted

from . import bp
from .person import the_person


def _draw(ward_id: int, form=None, at=None, status=200):
    """``at`` is the id of the skill whose form was wrong, None for that of a new one."""
    skills = skills_counted(ward_id)
    forms = {
        row.id: (form if at == row.id else SkillForm(formdata=None, data={"name": row.name})).apart(f"skill{row.id}")
        for row in skills
    }
    new = form if form is not None and at is None else SkillForm(formdata=None)
    return page("people/skills.html", skills=skills, forms=forms, wrong=at, form=new, status=status)


def _named(verb, ward_id: int, message: str, at: int | None = None):
    form = SkillForm()
    if form.validate():
        try:
            verb(form.name.data)
        except Refused as refused:
            form.name.errors = [say(refused.reason, **refused.facts)]
        else:
            return done(message, url_for("people.skills"))
    return _draw(ward_id, form, at, 422)


@bp.get("/skills")
@needs(Permission.PERSON_GRANT)
def skills():
    return _draw(ward_for(Permission.PERSON_GRANT))


@bp.post("/skills")
@needs(Permission.PERSON_GRANT)
def add_skill():
    ward_id = ward_for(Permission.PERSON_GRANT)
    return _named(
        lambda name: actions.add_skill(ward_id, name, by=current_user.id), ward_id, _("The skill is added.")
    )


@bp.post("/skills/<id:skill_id>")
@needs(Permission.PERSON_GRANT)
def rename_skill(skill_id):
    skill = skill_in_reach(skill_id, current_user.reach(Permission.PERSON_GRANT)) or abort(404)
    return _named(
        lambda name: actions.rename_skill(skill, name, by=current_user.id),
        skill.ward_id,
        _("The skill is renamed."),
        skill.id,
    )


@bp.post("/people/<id:user_id>/skills")
@needs(Permission.PERSON_GRANT)
def set_skills(user_id):
    user, ward_id = the_person(user_id, Permission.PERSON_GRANT), ward_for(Permission.PERSON_GRANT)
    actions.set_skills(user.id, ward_id, set(request.form.getlist("skill", type=int)), by=current_user.id)
    return done(_("Saved."), url_for("people.person", user_id=user.id))
