"""For the ward's office: the rule, posting the list, and what was objected to it."""

from flask import url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.awards.queries import round_in
from app.campaigns.here import Here, here_for
from app.core.clock import now
from app.core.policy import Permission, needs
from app.core.reasons import Refused
from app.core.web import done, page
from app.core.words import say
from app.posting import actions
from app.posting.forms import PostForm, RuleForm
from app.posting.queries import objections_of, postings_of, rule_of, stands_in
from app.posting.rules import NONE, SCOPE_WORDS, USUAL_DAYS, VERDICT_WORDS
from app.posting.views import bp


@bp.get("/awards/posting")
@needs(Permission.AWARD_READ)
def office():
    return show(here_for(Permission.AWARD_READ))


def show(place: Here, post: PostForm | None = None, rule: RuleForm | None = None, status: int = 200):
    found = round_in(place.campaign_id, with_steps=True)
    last = rule_of(place.ward_id)
    usual = {"days": last.days if last else USUAL_DAYS}
    stands = stands_in(found) if found else None
    posted = postings_of(found.id) if found and stands.scope else []
    may = current_user.may(Permission.COUNCIL_CALL, place.ward_id)
    may_post = may and found is not None and found.locked_at is not None and found.closed_at is None
    return page(
        "posting/office.html",
        round=found,
        stands=stands,
        now=now(),
        rule=last,
        posted=posted,
        objections=objections_of(found.id) if stands and stands.objections else [],
        scopes=SCOPE_WORDS,
        verdicts=VERDICT_WORDS,
        may=may,
        may_print=current_user.may(Permission.PAPER_MAKE, place.ward_id),
        post=(post or PostForm(formdata=None, data=usual | ({"scope": last.scope} if last else {}))).apart("post")
        if may_post
        else None,
        rule_form=(rule or RuleForm(formdata=None, data=usual | {"scope": last.scope if last else NONE})).apart(
            "rule"
        ),
        status=status,
    )


@bp.post("/awards/posting")
@needs(Permission.COUNCIL_CALL)
def post():
    place, form = here_for(Permission.COUNCIL_CALL), PostForm()
    if not form.validate():
        return show(place, post=form, status=422)
    try:
        actions.post_list(place.campaign_id, form.scope.data, form.days.data, form.reason.data, current_user.id)
    except Refused as refused:
        form.scope.errors = [say(refused.reason, **refused.facts)]
        return show(place, post=form, status=409)
    return done(_("The list is posted. Print the notice and put it up."), url_for("posting.office"))


@bp.post("/awards/posting/rule")
@needs(Permission.COUNCIL_CALL)
def rule():
    place, form = here_for(Permission.COUNCIL_CALL), RuleForm()
    if not form.validate():
        return show(place, rule=form, status=422)
    actions.set_rule(place.ward_id, form.scope.data, form.days.data, current_user.id)
    return done(
        _("Saved. It counts for lists that are locked from now on; those that are locked keep theirs."),
        url_for("posting.office"),
    )
