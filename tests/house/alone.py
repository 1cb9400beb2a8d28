"""All that one account can send: every address that takes a form, with forms in order and ids that are there.

``Alone`` signs in as one person and goes through them, again and again as far as something came of it, so that what
one form made (a session, a proposal, a request) is what the next is about.
"""

from collections.abc import Callable, Iterator
from itertools import product

from sqlalchemy import text

from app.core.db import db
from app.core.policy import Role
from app.papers.queries.data import locked_head, papers_from
from tests.people.conftest import PASSWORD

# Who plays each role, by the cast's own names; an administrator of a ward, and one of the whole site.
PLAYERS = {
    Role.VOLUNTEER: "lan",
    Role.TEAM_LEADER: "minh",
    Role.SECRETARY: "hoa",
    Role.COUNCIL_MEMBER: "mai",
    Role.WARD_LEADER: "son",
    Role.CLERK: "tu",
    Role.ADMINISTRATOR: "an",
    "site": "quan",
}
# What ends the account's own session, or takes long, comes when all else was tried, and once.
LAST = (
    "archive.seal_archive",
    "people.end_sessions",
    "people.change_password",
    "people.sign_out",
    "people.sign_in_demo",
)
WHY, DAY = "Theo văn bản mới của cấp trên", "2025-08-14"
RULES = {"quorum_percent": "50", "pass_percent": "51", "denominator": "present", "ballot": "open", "vote_by": "list"}
SCHEME = {"unit_support_turn": "9", "hour": "9", "elderly": "1", "cap": "", "days": "1", "total": "0.6"}
SCHEME |= {"per_head": "0.4", "members": "1", "active": "y"}
CALL = {"day": DAY, "at": "9:00", "place": "Phòng họp"}
LOGIN = {"name": "Đỗ Thị Mới", "phone": "0977123499", "gender": "", "birth_year": ""}
# Fields that many forms have; what a form does not know, it leaves unread.
ANY = {
    "reason": WHY,
    "text": WHY,
    "note": WHY,
    "name": "Nguyễn Thị Thu Lân",
    "unit": "Trường khác",
    "grounds": WHY,
    "criterion": "field",
    "subject": "individual",
    "own_password": PASSWORD,
    "password": PASSWORD,
    "old": PASSWORD,
    "day": DAY,
    "time": "10:00",
    "place": "Phòng họp",
    "issuer": "Thành đoàn",
    "revision": "1",
}
# Address -> the forms that are sent to it: functions of (the cast, ids by what they are of).
Forms = Callable[[object, dict], Iterator[dict]]


def _settings(cast, ids):
    for procedure in ("full", "simple"):
        yield RULES | {"procedure": procedure, "legal_ground": WHY, "reason": WHY, "absent_by_writing": "y"}


def _call(cast, ids):
    members = {f"member_{one.id}": "y" for one in (cast.son, cast.tu, cast.mai, cast.hoa)}
    for chair, secretary in ((cast.son, cast.tu), (cast.tu, cast.son)):
        yield CALL | members | {"chair": chair.id, "secretary": secretary.id}


def _members(cast, ids):
    for member in ids["member_id"]:
        for word in ("present", "absent"):
            yield {"member": member, "word": word, "from": "desk"}


def _votes(cast, ids):
    for word in ("for", "against"):
        yield {"all": word} | {f"line-{line}": word for line in ids["line_id"]}


def _opinions(cast, ids):
    for member in ids["member_id"]:
        yield {"member": member, "reference": "CV 12", "dated": DAY} | {
            f"line-{line}": "for" for line in ids["line_id"]
        }


def _each(field: str, of: str, **more) -> Forms:
    def forms(cast, ids):
        for one in ids[of]:
            yield {field: one, "reason": WHY, **more}

    return forms


def _one(*forms: dict) -> Forms:
    return lambda cast, ids: iter([ANY | form for form in forms])


def _powers(cast, ids):
    for role in ("ward_leader", "clerk", "secretary", "council_member"):
        yield LOGIN | {"power": role}


def _decision(cast, ids):
    """Each mark that the page could carry: asked for beforehand (``Alone.seen``), and none."""
    yield from ({"seen": seen, "own_password": PASSWORD} for seen in ids["seen"])
    for one in ids["nomination_id"]:
        yield {"seen": (*ids["seen"], "")[0], f"decline-{one}": "y", f"reason-{one}": WHY}


FORMS: dict[str, Forms] = {
    "council.settings": _settings,
    "council.call": _call,
    "council.change": _call,
    "council.attend": lambda cast, ids: iter([{"word": "present"}, *_members(cast, ids)]),
    "council.confirm": _each("member", "member_id"),
    "council.duties": _each("member", "member_id", duty="chair"),
    "council.candidates": _each("nomination", "nomination_id"),
    "council.conflict": _each("item", "item_id"),
    "council.answers": _each("question", "conflict_id", related="no"),
    "council.departures": _each("item", "item_id"),
    "council.votes": _votes,
    "council.opinions": _opinions,
    "council.ballots": _one({}, {"how": "one_by_one"}, {"how": "run_off", "board": "individuals"}),
    "decisions.make_decision": _decision,
    "papers.number": _one(
        {"decision_no": "9", "decision_day": DAY, "submission_no": "3", "submission_day": DAY},
        {"decision_no": "", "decision_day": "", "minutes_no": "4", "minutes_day": DAY},
    ),
    "papers.change_texts": _one(
        {"about": "Về việc khác", "signer_name": "Người Khác", "signer_post": "Phó Chủ tịch"}
    ),
    "papers.rate": _one(
        {"starts_on": DAY, "base_salary": "9000000", "collective": "900", "individual": "900", "household": "900"}
    ),
    "papers.place_words": _one({"x": "2", "y": "2", "name_y": "79", "merit_y": "110", "foot_y": "144", "qr": "y"}),
    "papers.issue": _one({"first_no": "5", "address": "http://localhost"}),
    "awards.open_awards": _one({"individuals": "5", "collectives": "5", "households": "5", "early": "1"}),
    "awards.quota": _one({"individuals": "5", "collectives": "5", "households": "5"}),
    "awards.choose_above": _one({"board": "individuals"}, {"board": "collectives"}),
    "awards.rest": _one({"rest_reason": WHY}),
    "awards.new_proposal": _one({}, {"name": "Nguyễn Thị Thu Lan", "meant": "other:nguyễn thị thu lan"}),
    "names.correct_name": _one({"name": "Nguyễn Thị Thu Lang"}, {"name": "Người Khác Hẳn"}),
    "results.publish": _one({"name_rule": "whole"}),
    "results.order": _one({"no-1": "2", "no-2": "1"}),
    "ranking.write_draft": lambda cast, ids: iter([SCHEME | {"revision": n} for n in ("0", "1")]),
    "contributions.decide_many": lambda cast, ids: iter(
        [
            {"verdict": word, "log": ids["log_id"], "seen": "x" * 16, "reason": WHY}
            for word in ("approved", "rejected")
        ]
    ),
    "contributions.decide": _one({"verdict": "approved"}, {"verdict": "rejected"}),
    "attendance.mark": _one({"state": "present"}, {"state": "no_show"}),
    "powers.ask": _powers,
    "powers.add": _powers,
    "people.give_role": lambda cast, ids: iter(
        {"role": role, "team": team} for role, team in (("volunteer", cast.team1.id), ("administrator", "0"))
    ),
    "people.add_person": _one(LOGIN | {"role": "volunteer"}),
    "campaigns.change": _one(
        {"starts_on": "2025-07-31", "ends_on": "2025-08-13", "grace_days": "0", "shift_min": "1", "shift_max": "5"}
        | {"shift_leads": "1", "quota_collectives": "9", "quota_individuals": "9"}
    ),
}
# Name in an address -> where its numbers stand. What is not here is no number.
IDS = {
    "ask_id": "role_requests",
    "bulk_id": "bulk_approvals",
    "campaign_id": "campaigns",
    "certificate_id": "certificates",
    "claim_id": "team_claims",
    "conflict_id": "council_conflicts",
    "exception_id": "plan_exceptions",
    "file_id": "kept_files",
    "grant_id": "grants",
    "item_id": "council_items",
    "kind_id": "kinds",
    "line_id": "council_lines",
    "log_id": "logs",
    "meeting_id": "council_sessions",
    "member_id": "council_members",
    "message_id": "messages",
    "nomination_id": "nominations",
    "note_id": "handover_notes",
    "parallel_id": "parallel_awards",
    "point_id": "points",
    "proposal_id": "proposals",
    "request_id": "name_requests",
    "run_id": "import_runs",
    "shift_id": "shifts",
    "skill_id": "skills",
    "slot_id": "slots",
    "swap_id": "swap_offers",
    "team_id": "teams",
    "template_id": "shift_templates",
    "user_id": "users",
}
WORDS = {"slug": ["cua-nam-2025"], "paper": ["decision"], "mode": ["full"], "code": ["2222-2222-2222"]}
# Of each kind of thing so many are named: the first and the last.
MOST = 2
_TABLES = (
    "rounds",
    "choices",
    "nominations",
    "council_outcomes",
    "award_decisions",
    "award_lines",
    "award_revocations",
)


def what_stands(app, cast) -> dict[str, object]:
    """Who is commended, whether and what was decided, and, once the decision has its number, all that it says."""
    with app.app_context():
        found = {name: _rows(name) for name in _TABLES}
        # A candidate who was only proposed is not commended; a text of an achievement is no part of the decision.
        chosen = {row["nomination_id"] for row in found["choices"]}
        found["nominations"] = [row for row in found["nominations"] if row["id"] in chosen]
        head = locked_head(cast.campaign.id)
        if db.session.execute(text("SELECT decision_no FROM paper_details")).scalar() is not None:
            found["decision"] = repr(papers_from(head, "decision"))
        db.session.remove()
    return found


def _rows(table: str) -> list[dict]:
    return [dict(row) for row in db.session.execute(text(f"SELECT * FROM {table} ORDER BY 1")).mappings()]


class Alone:
    """``paths``: (verb, address) -> the best answer; ``found``: what changed, and by which form."""

    def __init__(self, app, cast, client, watched=what_stands):
        self.app, self.cast, self.client, self.watched = app, cast, client, watched
        self.paths: dict[tuple[str, str], int] = {}
        self.sent, self.found, self.ids = 0, [], {}
        self.before, self.heads = watched(app, cast), None

    def go(self, turns: int = 2) -> None:
        doors = sorted(
            (rule for rule in self.app.url_map.iter_rules() if "POST" in rule.methods),
            key=lambda rule: (rule.endpoint in LAST, rule.endpoint, rule.rule),
        )
        for turn in range(turns):
            for rule in doors:
                # What was let in was let in, and what was shut at the door is shut; what was refused may go by now,
                # and there may be now what there was not.
                if turn and self.paths["POST", rule.rule] not in (0, 400, 404, 409, 422):
                    continue
                if rule.endpoint in LAST and turn < turns - 1:
                    self.paths.setdefault(("POST", rule.rule), 0)
                    continue
                self._through(rule)
        self._compare("", {})

    def _through(self, rule) -> None:
        ids = self.ids = self.ids or self._ids()
        places = [WORDS.get(name) or ids.get(name) or [1] for name in sorted(rule.arguments)]
        forms = list(FORMS.get(rule.endpoint, lambda cast, ids: iter([ANY]))(self.cast, ids)) or [ANY]
        for values in product(*places):
            for form in forms:
                status = self._send(rule, dict(zip(sorted(rule.arguments), values, strict=True)), form)
                if status in (403, 405):
                    return

    def _send(self, rule, args: dict, form: dict) -> int:
        _host, url = rule.build(args, append_unknown=False)
        status = self.client.post(url, data=form).status_code
        self.sent += 1
        key = ("POST", rule.rule)
        self.paths[key] = min(self.paths.get(key) or 999, status)
        assert status < 500, f"{url} {form}: {status}"
        if status < 400:
            self.ids = {}
            self._compare(url, form)
        return status

    def _compare(self, url: str, form: dict) -> None:
        """Each verb leaves an entry: where the trail has none more, nothing was done. ``go`` compares once more."""
        with self.app.app_context():
            heads = _rows("audit_heads")
            db.session.remove()
        if heads == self.heads and url:
            return
        self.heads = heads
        now = self.watched(self.app, self.cast)
        if now != self.before:
            self.found.append((url, form, [name for name in now if now[name] != self.before.get(name)]))
            self.before = now

    def _ids(self) -> dict[str, list]:
        with self.app.app_context():
            found = {}
            for name, table in IDS.items():
                rows = [row["id"] for row in _rows(table)]
                found[name] = rows if name in ("member_id", "line_id", "item_id") else _ends(rows)
            db.session.remove()
        found["seen"] = self._seen()
        return found

    def _seen(self) -> list[str]:
        """The mark that the page of the decision carries for whoever may read it."""
        import re

        shown = self.client.get("/awards/decision")
        return re.findall(r'name="seen" value="(\w+)"', shown.text) if shown.status_code == 200 else []


def _ends(rows: list) -> list:
    return rows if len(rows) <= MOST else [rows[0], rows[-1]]
