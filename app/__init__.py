"""Gõ Cửa: shifts, contributions and commendations of a ward's campaign. This page is the table of contents."""

from functools import partial

from flask import Flask
from flask_compress import Compress
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from app import cli, wiring
from app.archive.views import bp as archive
from app.attendance.views import bp as attendance
from app.audit.views import bp as audit
from app.awards.views import bp as awards
from app.calendars.views import bp as calendars
from app.campaigns.here import init_app as know_here
from app.campaigns.views import bp as campaigns
from app.claims.views import bp as claims
from app.commended.views import bp as commended
from app.config import ROOT, engine_options, from_environment
from app.contributions.views import bp as contributions
from app.core import assets, clock, errors, i18n, log, pieces, refusals, shown_again, web, words
from app.core.db import db, migrate
from app.core.deadline import Deadline
from app.core.turns import Turns
from app.council.views import bp as council
from app.cover.views import bp as cover
from app.decisions.views import bp as decisions
from app.earlier.views import bp as earlier
from app.exchange.views import bp as exchange
from app.home.frame import init_app as show_frame
from app.home.views import bp as home
from app.lines.views import bp as lines
from app.messages.views import bp as messages
from app.messages.worker import init_app as know_queue
from app.names.views import bp as names
from app.opening.views import bp as opening
from app.papers.views import bp as papers
from app.people.sign_in import init_app as know_people
from app.people.views import bp as people
from app.posting.views import bp as posting
from app.powers.views import bp as powers
from app.ranking.views import bp as ranking
from app.results.views import bp as results
from app.shifts.views import bp as shifts
from app.signups.views import bp as signups
from app.swaps.views import bp as swaps
from app.warm import warm_up

ROOMS = (
    people,
    audit,
    messages,
    names,
    powers,
    campaigns,
    shifts,
    signups,
    swaps,
    claims,
    attendance,
    lines,
    calendars,
    cover,
    contributions,
    ranking,
    awards,
    posting,
    commended,
    council,
    decisions,
    earlier,
    papers,
    results,
    archive,
    exchange,
    opening,
    home,
)


def create_app(settings: dict | None = None) -> Flask:
    """Build the site from the environment; ``settings`` override it (tests). Raises ConfigError."""
    app = web.Site(__name__, static_folder=None, instance_path=str(ROOT / "instance"))
    app.config.update(from_environment())
    app.config.update(settings or {})
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = engine_options(app.config["SQLALCHEMY_DATABASE_URI"])
    if app.config["PROXIES"]:
        count = app.config["PROXIES"]
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)

    app.wsgi_app = Turns(Deadline(app.wsgi_app))

    clock.configure(app.config["TODAY"])
    log.init_app(app)
    db.init_app(app)
    migrate.init_app(app, directory=str(ROOT / "migrations"))
    i18n.init_app(app)
    know_people(app)
    refusals.init_app(app)
    shown_again.init_app(app)
    CSRFProtect(app)
    Compress(app)
    web.init_app(app)
    words.init_app(app)
    pieces.init_app(app)
    assets.init_app(app)
    errors.init_app(app)
    know_queue(app)
    know_here(app)
    show_frame(app)
    wiring.connect()
    for room in ROOMS:
        app.register_blueprint(room)
    cli.init_app(app)
    app.extensions["warm"] = partial(warm_up, app)
    return app
