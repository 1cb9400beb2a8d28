"""The texts of the papers, each to be said as the ward says it."""

from flask import url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.core.policy import Permission, needs
from app.core.web import done, page
from app.papers.actions.clerk import set_texts
from app.papers.forms import TextsForm
from app.papers.queries.texts import own_texts, texts_of, usual_texts
from app.papers.rules.texts import GROUPS
from app.papers.views import bp
from app.papers.views.shared import round_here


def _show(head, form=None, status=200):
    return page("papers/texts.html", form=form or TextsForm(data=texts_of(head)), groups=GROUPS, status=status)


@bp.get("/awards/papers/texts")
@needs(Permission.PAPER_MAKE)
def texts():
    return _show(round_here()[1])


@bp.post("/awards/papers/texts")
@needs(Permission.PAPER_MAKE)
def change_texts():
    place, head = round_here()
    form = TextsForm()
    if not form.validate():
        return _show(head, form, 422)
    usual = usual_texts(head)
    own = {key: text for key, text in form.texts.items() if text and text != usual[key]}
    set_texts(place.campaign_id, own, current_user.id, own_texts(head))
    return done(_("The texts are saved. Every paper uses them from now on."), url_for("papers.papers"))
