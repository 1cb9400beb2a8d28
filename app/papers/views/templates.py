"""A ward's own Word templates, and the fields they may hold."""

from flask import abort, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.campaigns.here import Here, here_for
from app.core.policy import Permission, needs
from app.core.reasons import Refused
from app.core.web import done, page
from app.core.words import say
from app.papers.actions.templates import drop_template, keep_template
from app.papers.forms import TemplateForm
from app.papers.layout.checking import MAX_TEMPLATE, MB, sample
from app.papers.layout.papers import PAPERS
from app.papers.layout.tracked import holds_deleted
from app.papers.layout.word import template_of
from app.papers.queries.register import templates_of
from app.papers.rules.answers import TemplateCode
from app.papers.views import bp
from app.papers.views.papers import own_template
from app.papers.views.shared import send


def _show(place: Here, wrong: str = "", form: TemplateForm | None = None, status: int = 200):
    forms = {key: (form if key == wrong and form else TemplateForm(formdata=None)).apart(key) for key in PAPERS}
    fields = sample()
    return page(
        "papers/templates.html",
        papers=PAPERS.values(),
        forms=forms,
        own=templates_of(place.ward_id),
        most=MAX_TEMPLATE // MB,
        fields=sorted(name for name, value in fields.items() if isinstance(value, str)),
        lists=sorted(name for name, value in fields.items() if isinstance(value, list) and isinstance(value[0], str)),
        tables=sorted(
            name for name, value in fields.items() if isinstance(value, list) and isinstance(value[0], dict)
        ),
        row=sorted(name for name, value in fields["everyone"][0].items() if isinstance(value, str)),
        session=sorted(name for name, value in fields["session"].items() if isinstance(value, str)),
        session_lists=sorted(
            f"session.{name}" for name, value in fields["session"].items() if isinstance(value, list)
        ),
        voted=sorted(set(fields["voted_individuals"][0]) - {"again"}),
        status=status,
    )


@bp.get("/awards/papers/templates")
@needs(Permission.PAPER_MAKE)
def templates():
    return _show(here_for(Permission.PAPER_MAKE))


@bp.get("/awards/papers/templates/<paper>.docx")
@needs(Permission.PAPER_MAKE)
def template(paper):
    place = here_for(Permission.PAPER_MAKE)
    if paper not in PAPERS:
        abort(404)
    mine = templates_of(place.ward_id).get(paper)
    return send(own_template(mine.sha256 if mine else None) or template_of(paper), f"mau-{PAPERS[paper].file}.docx")


@bp.post("/awards/papers/templates/<paper>")
@needs(Permission.PAPER_MAKE)
def bring_template(paper):
    place, form = here_for(Permission.PAPER_MAKE), TemplateForm()
    if paper not in PAPERS:
        abort(404)
    if not form.validate():
        return _show(place, paper, form, 422)
    with form.file.data.stream as stream:
        data = stream.read()
    name = " ".join((form.file.data.filename or "").replace("\\", "/").rpartition("/")[2].split())[-120:] or "?"
    try:
        keep_template(place.ward_id, paper, name, data, current_user.id)
    except Refused as refused:
        if not isinstance(refused.reason, TemplateCode):
            raise
        form.file.errors = [say(refused.reason, **refused.facts)]
        return _show(place, paper, form, 422)
    said = _("The template is saved: this paper uses it from now on.")
    if holds_deleted(data):
        said += " " + _(
            "What tracked changes deleted in it is left out; accept the changes in Word to be rid of them."
        )
    return done(said, url_for("papers.templates"))


@bp.post("/awards/papers/templates/<paper>/removal")
@needs(Permission.PAPER_MAKE)
def remove_template(paper):
    place = here_for(Permission.PAPER_MAKE)
    if paper not in PAPERS:
        abort(404)
    drop_template(place.ward_id, paper, current_user.id)
    return done(_("This paper uses our own template again."), url_for("papers.templates"))
