"""A walk through every door of the site, each opened by somebody who may, on data that makes it work."""

import io
import re

from flask import url_for
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from tests.conftest import PART

WELL = (200, 303)


class Walk:
    """``walk.get(person, endpoint, ...)`` and ``walk.post`` open one door and keep the statements that it sent.

    ``query`` goes into the address; ``target`` asks for that part, as htmx does; ``status`` is what must come back.
    """

    def __init__(self, app, cast, as_, count_sql):
        self.app, self.cast, self._as, self._count = app, cast, as_, count_sql
        self._clients, self.sent, self.opened = {}, {}, set()

    def client(self, person):
        if person not in self._clients:
            self._clients[person] = self._as(person) if person else self.app.test_client()
        return self._clients[person]

    def forget(self, person):
        self._clients.pop(person, None)

    def get(self, person, endpoint, target=None, query=None, status=WELL, **args):
        return self._open("GET", person, endpoint, target, status, args | (query or {}))

    def post(self, person, endpoint, data=None, target=None, query=None, status=WELL, file=None, **args):
        body = {"data": data or {}}
        if file:
            # Encoded here, since the client would leave a large body in an open file.
            edge, raw = encode_multipart({**body["data"], "file": FileStorage(io.BytesIO(file[1]), file[0])})
            body = {"data": raw, "content_type": f"multipart/form-data; boundary={edge}"}
        return self._open("POST", person, endpoint, target, status, args | (query or {}), body)

    def _open(self, method, person, endpoint, target, status, args, body=None):
        with self.app.test_request_context():
            url = url_for(endpoint, **args)
        headers = {**PART, "HX-Target": f"div#{target}"} if target else {}
        client = self.client(person)
        with self._count() as sent:
            answer = client.open(url, method=method, headers=headers, **(body or {}))
        wanted = (status,) if isinstance(status, int) else status
        assert answer.status_code in wanted, f"{method} {url}: {answer.status_code}"
        well = answer.status_code in WELL
        if well:
            self.opened.add((method, endpoint))
        door = f"{method} {endpoint}" + (f" #{target}" if target else "") + ("" if well else f" {answer.status_code}")
        self.sent[door] = max(self.sent.get(door, []), list(sent), key=len)
        return answer


def id_in(answer) -> int:
    """The last number of the address that an answer leads to."""
    return int(re.findall(r"\d+", answer.location)[-1])
