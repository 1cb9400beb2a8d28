"""What a server does before its first request: then the first tap of a morning is as quick as the hundredth, and each
worker that is forked from it starts with all of this."""

import logging

from flask_login import current_user
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import configure_mappers

from app.campaigns.queries import standing_in
from app.core.clock import today
from app.core.db import db
from app.core.i18n import LANGUAGES, catalogue, speaking
from app.core.policy import Reach
from app.home.frame import draw
from app.people.sign_in import visitor_of
from app.signups.queries import board_rows, held_between, shifts_of, standing

# Templates of pages that everybody meets.
WARM = ("_", "base", "errors/", "home/", "signups/")
NOBODY, NOTHING = 0, 0


def warm_up(app) -> None:
    """Read the words, press the styles, compile templates and statements. Leaves no connection open. A database that
    does not answer yet is none of its business."""
    configure_mappers()
    for name in app.jinja_env.list_templates():
        if name.startswith(WARM):
            app.jinja_env.get_template(name)
    with app.test_request_context("/"):
        for language in LANGUAGES:
            catalogue(language)
            with speaking(language):
                draw()
        try:
            _read()
        except SQLAlchemyError as error:
            logging.getLogger("gocua").warning("the database does not answer yet: %s", type(error).__name__)
        finally:
            db.session.remove()
            db.engine.dispose()


def _read() -> None:
    """The statements behind what most people do, asked about nobody."""
    day, reach = today(), Reach(wards=frozenset({NOTHING}))
    visitor_of("")
    standing_in(current_user, campaign_id=NOTHING)
    board_rows(NOTHING, day, NOBODY)
    held_between(NOBODY, day, day)
    shifts_of(NOBODY)
    standing(NOTHING, NOBODY, reach)
    standing(NOTHING, NOBODY, reach, for_update=True)
