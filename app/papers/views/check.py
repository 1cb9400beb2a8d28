"""The page where anybody checks a certificate: by its QR code, or by typing the short code."""

import json

from flask import make_response, request
from flask_babel import gettext as _

from app.core.clock import now
from app.core.policy import public
from app.core.web import go, page
from app.papers.forms import CodeForm
from app.papers.queries.register import certificate_by_code, replacing
from app.papers.rules.codes import read_code, shown
from app.papers.rules.numerals import number_words
from app.papers.views import bp
from app.people.actions.throttle import had_its_share, take_try
from app.people.rules import minutes_left


@bp.get("/check")
@public
def check():
    """Without scripts too: the code goes into the address."""
    typed = request.args.get("code", "")
    code = read_code(typed)
    if code:
        return go(f"/check/{shown(code)}")
    wrong = _("A code has 10 letters and digits, such as 7K2MQ-9XW4D.") if typed else ""
    return _answer(None, wrong=wrong, status=422 if typed else 200)


@bp.get("/check/<code>")
@public
def checked(code):
    """Name, award, decision; nothing else. Who guesses is slowed down, and a code is too long to be guessed."""
    guesser = request.remote_addr or ""
    if had_its_share("check", guesser):
        answer = _answer(
            None, wrong=_("Too many wrong codes from here. Try again in %(n)s min.", n=_wait()), status=429
        )
        answer.headers["Retry-After"] = str(60 * _wait())
        return answer
    plain = read_code(code)
    row = certificate_by_code(plain) if plain else None
    if row is None:
        take_try({"check": guesser})
        return _answer(
            None, wrong=_("There is no certificate with this code. Compare it with the paper."), status=404
        )
    return _answer(row, replacing(row), code=shown(plain))


def _wait() -> int:
    return minutes_left(now())


def _answer(row, newer=None, wrong: str = "", code: str = "", status: int = 200):
    decision = ""
    if row is not None and row.decision_no is not None:
        decision = number_words(row.decision_no, json.loads(row.sheet)["decision_symbol"])
    form = CodeForm(formdata=None)
    form.code.errors = [wrong] if wrong else []
    answer = make_response(
        page("papers/check.html", row=row, newer=newer, decision=decision, code=code, form=form, status=status)
    )
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer
