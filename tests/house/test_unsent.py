"""Whatever form comes in after its session has ended stands there again for its writer, and does nothing."""

import io
import re
from functools import cache
from html import unescape

from flask import url_for
from sqlalchemy import func, select
from werkzeug.datastructures import FileStorage

from app.audit.models import Entry
from app.core import unsent
from app.core.db import db
from app.core.web import _signed
from tests.conftest import on_sqlite
from tests.house.test_statements import sends_few_statements
from tests.house.walk.all_doors import through_all_doors
from tests.house.walk.walker import Walk
from tests.people.conftest import PASSWORD, let_in

TYPED = "Ghi chú phải giữ lại: <b>nhà số 7</b> & thứ Sáu"
# What a sign-in writes by itself.
OWN = ("sign_ins", "audit_entries", "audit_heads", "throttles")


class Late(Walk):
    """Before each door that takes a form is opened, the same form comes in without a session and is signed in for."""

    def __init__(self, *args):
        super().__init__(*args)
        self.tried, self.on_their_page = set(), set()
        self.quiet = False

    def post(self, person, endpoint, data=None, target=None, query=None, status=(200, 303), file=None, **args):
        view = self.app.view_functions[endpoint]
        if person and endpoint not in self.tried and view.access != "public":
            self.tried.add(endpoint)
            with self.app.test_request_context():
                url = url_for(endpoint, **(args | (query or {})))
            self.come_late(person, endpoint, url, dict(data or {}), file)
        return super().post(person, endpoint, data, target, query, status, file, **args)

    def come_late(self, person, endpoint, url, data, file):
        before, open_data = self.written(), {n: v for n, v in data.items() if "password" not in n and n != "old"}
        shown = self.sign_in_for(person, url, data, file)
        if open_data or file:
            assert shown.status_code == 200, f"{url}: {shown.status_code}"
            page = unescape(shown.text)
            values = [one for v in open_data.values() for one in (v if isinstance(v, list) else [v])]
            typed = [str(value) for value in values if " " in str(value)]
            assert unsent.holds(page, typed), f"{url} lost {typed}"
            assert not file or file[0] in page, url
            assert 'name="csrf_token"' in page
            if "Chưa gửi</h1>" not in page:
                self.on_their_page.add(endpoint)
        else:
            assert shown.status_code == 303, url
            more = self.sign_in_for(person, url, {**data, "zz": TYPED}, file)
            assert more.status_code == 200 and TYPED in unescape(more.text), f"{url} lost what it does not know"
        assert self.written() == before, f"{url} did something"

    def sign_in_for(self, person, url, data, file):
        client = self.app.test_client()
        token = _signed(self.app.secret_key, unsent.owned_secret(person.id))
        body = {**data, "csrf_token": token}
        if file:
            body["file"] = FileStorage(io.BytesIO(file[1]), file[0])
        asked = client.post(url, data=body)
        assert asked.status_code == 401, f"{url}: {asked.status_code}"
        kept = unescape(re.search(r'name="unsent_form" value="([^"]+)"', asked.text)[1])
        sent = {"login": let_in(self.app, person), "password": PASSWORD, "unsent_form": kept}
        return client.post("/sign-in", data=sent)

    def written(self):
        with self.app.app_context():
            found = db.session.execute(rows_of_all_tables()).one()._asdict()
            db.session.remove()
        return found


@cache
def rows_of_all_tables():
    tables = [table for table in db.metadata.sorted_tables if table.name not in OWN]
    rows = [select(func.count()).select_from(table).scalar_subquery().label(table.name) for table in tables]
    told = select(func.count()).where(Entry.action.not_like("session.%")).scalar_subquery()
    return select(*rows, told.label("told"))


@on_sqlite
def test_every_form_of_the_site_is_kept_for_its_writer(app, cast, as_, count_sql):
    walk = Late(app, cast, as_, count_sql)
    through_all_doors(walk, cast)
    doors = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if "POST" in rule.methods and app.view_functions[rule.endpoint].access != "public"
    }
    assert doors - walk.tried == set(), "come late to these too"
    assert len(walk.on_their_page) > 20, walk.on_their_page
    # What is counted on PostgreSQL by a walk of its own is counted here beside.
    sends_few_statements(walk)
