"""The floor: bare Flask + SQLAlchemy + Jinja2 pages that do the same reads and a bare capacity-checked insert.

No sign-in, no trail, no headers, no translations, no scripts: what is left when everything is taken away.
"""

import os

from flask import Flask, g, render_template, request
from flask_sqlalchemy import SQLAlchemy
from jinja2 import DictLoader
from sqlalchemy import event, text

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["FLOOR_URL"]
db = SQLAlchemy(app)

with app.app_context():
    if db.engine.dialect.name == "sqlite":

        @event.listens_for(db.engine, "connect")
        def _connect(connection, record):
            connection.isolation_level = None
            connection.execute("PRAGMA synchronous=FULL")
            connection.execute("PRAGMA busy_timeout=15000")

        def _begin(connection):
            connection.dbapi_connection.execute("BEGIN IMMEDIATE" if "writing" in g else "BEGIN")

        # SQLAlchemy begins by itself: a second BEGIN would be refused.
        db.engine.dialect.do_begin = _begin


DAY = text(
    "SELECT s.id, s.day, s.slot, s.starts_at, s.ends_at, s.min_heads, s.max_heads, s.seats_taken, p.name "
    "FROM shifts s JOIN points p ON p.id = s.point_id WHERE s.campaign_id = :campaign AND s.day = :day "
    "ORDER BY s.starts_at, p.sort_key"
)
ALL = text(DAY.text.replace("AND s.day = :day ", ""))
MINE = text(
    "SELECT s.id, s.day, s.slot, s.starts_at, s.ends_at, s.min_heads, s.max_heads, s.seats_taken, p.name "
    "FROM sign_ups u JOIN shifts s ON s.id = u.shift_id JOIN points p ON p.id = s.point_id "
    "WHERE u.user_id = :user AND u.state <> 'left' ORDER BY s.starts_at"
)
PAGE = """<!doctype html><html><head><title>{{ title }}</title></head><body><h1>{{ title }}</h1><table>
{% for row in rows %}<tr><td>{{ row.day }}</td><td>{{ row.slot }}</td><td>{{ row.starts_at }}-{{ row.ends_at }}</td>
<td><a href="/shifts/{{ row.id }}">{{ row.name }}</a></td><td>{{ row.seats_taken }}/{{ row.max_heads }}</td>
<td>{% if row.seats_taken < row.max_heads %}
<form method="post" action="/shifts/{{ row.id }}/take"><button>Take</button>
</form>{% else %}full{% endif %}</td></tr>{% endfor %}</table></body></html>"""
app.jinja_loader = DictLoader({"page.html": PAGE})


def rows(query, **values):
    return db.session.execute(query, values).all()


@app.get("/day")
def day():
    found = rows(DAY, campaign=int(request.args["campaign"]), day=request.args["day"])
    return render_template("page.html", title="Day", rows=found)


@app.get("/all")
def everything():
    return render_template("page.html", title="All", rows=rows(ALL, campaign=int(request.args["campaign"])))


@app.get("/mine")
def mine():
    return render_template("page.html", title="Mine", rows=rows(MINE, user=int(request.args["user"])))


@app.post("/shifts/<int:shift>/take")
def take(shift):
    user = int(request.form["user"])
    sqlite = db.engine.dialect.name == "sqlite"
    g.writing = True
    lock = "" if sqlite else " FOR UPDATE"
    seats = db.session.execute(text("SELECT seats FROM floor_shifts WHERE id = :s" + lock), {"s": shift}).scalar()
    taken = db.session.execute(text("SELECT count(*) FROM floor_seats WHERE shift_id = :s"), {"s": shift}).scalar()
    if taken >= seats:
        db.session.rollback()
        return "full", 409
    db.session.execute(text("INSERT INTO floor_seats (shift_id, user_id) VALUES (:s, :u)"), {"s": shift, "u": user})
    db.session.commit()
    return "taken", 303, {"Location": "/"}
