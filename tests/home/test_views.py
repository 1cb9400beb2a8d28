"""The first page and the two questions of a monitor."""

from datetime import timedelta

from sqlalchemy import text

from app.core import clock
from app.core.db import db
from app.messages.minute import tick


def test_nobody_signed_in_is_sent_to_the_door(anonymous):
    answer = anonymous.get("/")
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/sign-in"


def test_a_volunteer_sees_today(as_, cast):
    answer = as_(cast.lan).get("/")
    assert answer.status_code == 200
    assert "phường Cửa Nam" in answer.text


def test_the_site_says_it_is_ready(anonymous):
    assert anonymous.get("/healthz").json == {"status": "ok"}
    assert anonymous.get("/readyz").json["status"] == "ok"


def test_it_says_when_the_worker_was_last_at_its_work(app, anonymous):
    assert anonymous.get("/readyz").json["worker"] == "never seen"
    with app.app_context():
        tick()
    answer = anonymous.get("/readyz")
    assert (answer.status_code, answer.json["worker"]) == (200, "ok")
    with clock.at(clock.now() + timedelta(minutes=4)):
        answer = anonymous.get("/readyz")
    assert (answer.status_code, answer.json["status"], answer.json["worker"]) == (200, "ok", "late")
    assert answer.json["worker_seen"].endswith("+00:00")


def test_a_database_without_tables_or_of_another_version_is_not_ready(another_site, tmp_path, app, anonymous):
    bare = another_site(SQLALCHEMY_DATABASE_URI=f"sqlite:///{tmp_path / 'bare.sqlite'}").test_client()
    assert (bare.get("/readyz").status_code, bare.get("/healthz").status_code) == (503, 200)
    with app.app_context():
        db.session.execute(text("UPDATE alembic_version SET version_num = 'an older one'"))
        db.session.commit()
    answer = anonymous.get("/readyz")
    assert (answer.status_code, answer.json["status"]) == (503, "database not migrated")


def test_a_database_that_is_gone_is_not_ready(another_site, tmp_path):
    for address in (f"sqlite:///{tmp_path / 'no' / 'folder.sqlite'}", "postgresql+psycopg://x@127.0.0.1:1/x"):
        client = another_site(SQLALCHEMY_DATABASE_URI=address).test_client()
        assert (client.get("/readyz").status_code, client.get("/healthz").status_code) == (503, 200)


def test_a_folder_that_is_gone_is_not_ready(another_site, tmp_path):
    """As when a volume was not mounted: pages would be read, but no upload and no paper kept."""
    client = another_site(HOME=tmp_path / "gone").test_client()
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json["status"]) == (503, "folder not writable")
    assert client.get("/healthz").status_code == 200


def test_the_lines_stand_in_the_menu_of_who_may_see_them(as_, cast):
    page = as_(cast.lan).get("/").text
    assert 'href="/lines"' in page[page.index('<nav class="nav"') : page.index("</nav>")]
