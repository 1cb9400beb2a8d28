"""Every door says who may enter, asks for its token, and does not open to another ward."""

import json
import re
from datetime import date, timedelta

import pytest
from werkzeug.routing import IntegerConverter

from app.awards.models import Nomination, ParallelAward, Proposal, Round
from app.campaigns.models import Kind, Slot
from app.claims.actions import claim
from app.contributions.models import BulkApproval, BulkApprovalLog, Log
from app.core import clock
from app.core.db import action, db
from app.core.policy import Permission, Role
from app.council.models import CouncilSession
from app.earlier.models import EarlierAward
from app.exchange.models import ImportRun
from app.lines.models import HandoverNote
from app.messages.models import Message
from app.names.models import NameRequest
from app.papers.models import Certificate, KeptFile
from app.people.actions import add_person, add_skill, grant_role
from app.people.models import Grant
from app.posting.models import Objection, Posting
from app.powers.models import RoleRequest
from app.ranking.models import Ranking, SchemeVersion, Standing
from app.shifts.actions import add_exception
from app.shifts.models import Shift
from app.shifts.rules import Closed
from app.signups.actions import sign_up
from app.signups.models import SignUp
from app.swaps.models import SwapOffer
from tests.conftest import on_sqlite
from tests.shifts.makers import make_template

PUBLIC = {
    "assets.static_file",
    "calendars.feed",
    "home.healthz",
    "home.readyz",
    "papers.check",
    "papers.checked",
    "people.invitation",
    "people.language",
    "people.old_link",
    "people.open_slip",
    "people.sign_in",
    "people.sign_in_demo",
    "people.sign_out",
    "people.slip",
    "posting.answered",
    "posting.object_to",
    "posting.posted",
    "results.result",
}
UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}
CANARY = "CANARY of Cửa Nam"
# A role decides what is allowed and the database how an id is looked for: each of them once, not each with each.
every_role = pytest.mark.parametrize(
    ("engine_name", "role"),
    [*(("sqlite", role) for role in Role), pytest.param("postgresql", Role.SECRETARY, marks=pytest.mark.postgresql)],
)


def rules(app):
    return sorted((rule for rule in app.url_map.iter_rules()), key=lambda rule: (rule.rule, rule.endpoint))


@on_sqlite
def test_every_door_says_who_may_enter(app):
    silent, public = [], set()
    for rule in rules(app):
        access = getattr(app.view_functions[rule.endpoint], "access", None)
        if access == "public":
            public.add(rule.endpoint)
        elif access != "signed_in" and not isinstance(access, Permission):
            silent.append(rule.rule)
    assert silent == [], "write @needs(Permission.X), @signed_in or @public above these views"
    assert public == PUBLIC, "a page open to all is added to PUBLIC here, on purpose"


@on_sqlite
def test_ids_in_addresses_fit_the_database(app):
    wide = [r.rule for r in rules(app) if any(type(c) is IntegerConverter for c in r._converters.values())]
    assert wide == [], "write <id:...> instead of <int:...>"


@on_sqlite
def test_reading_never_writes_and_writing_has_addresses_of_its_own(app):
    assert [r.rule for r in rules(app) if r.methods & UNSAFE and r.methods & UNSAFE != {"POST"}] == []
    both = {r.endpoint for r in rules(app) if {"GET", "POST"} <= r.methods}
    assert both == {"people.sign_in", "people.invitation"}, "a GET and a POST are two views"


@pytest.fixture
def things(app, cast):
    """One of everything in Cửa Nam: parameter of an address -> its value there."""

    @action
    def make():
        at, ward, campaign = clock.now(), cast.cua_nam.id, cast.campaign.id
        place = {"ward_id": ward, "campaign_id": campaign}

        def keep(row):
            db.session.add(row)
            db.session.flush()
            return row.id

        starts = at + timedelta(days=2)
        shift = keep(
            Shift(
                **place,
                point_id=cast.point1.id,
                day=date(2025, 8, 16),
                slot=CANARY,
                starts_at=starts,
                ends_at=starts + timedelta(hours=3),
                min_heads=1,
                max_heads=3,
                leads=0,
            )
        )
        sign_up(cast.lan.id, shift)
        seat = db.session.query(SignUp.id).filter_by(user_id=cast.lan.id).scalar()
        offer = {"ward_id": ward, "shift_id": shift, "sign_up_id": seat, "user_id": cast.lan.id}
        team_seats = claim(cast.team1.id, shift, 1, cast.minh.id)
        swap = keep(SwapOffer(**offer, made_at=at, made_by=cast.lan.id))
        log = keep(
            Log(
                **place,
                user_id=cast.lan.id,
                team_id=cast.team1.id,
                filed_by=cast.lan.id,
                client_ref="canary",
                day=date(2025, 8, 13),
                minutes=60,
                note=CANARY,
                created_at=at,
            )
        )
        decided = {"user_id": cast.lan.id, "filed_by": cast.lan.id, "day": date(2025, 8, 12), "created_at": at}
        approved = keep(Log(**place, **decided, client_ref="approved", minutes=60, state="approved", sent_at=at))
        bulk = keep(BulkApproval(**place, by=cast.hoa.id, at=at))
        db.session.add(BulkApprovalLog(bulk_id=bulk, log_id=approved, ward_id=ward))
        scheme = keep(SchemeVersion(**place, version=77, document="{}", made_at=at))
        ranking = keep(
            Ranking(
                **place,
                scheme_id=scheme,
                scheme_version=77,
                document=json.dumps({"note": CANARY}),
                checksum="x",
                note=CANARY,
                published_at=at,
            )
        )
        standing = keep(
            Standing(
                ward_id=ward,
                ranking_id=ranking,
                board="individuals",
                position=1,
                user_id=cast.lan.id,
                name=CANARY,
                place=1,
                eligible=True,
                figures="{}",
                addends="[]",
            )
        )
        quotas = {"quota_collectives": 1, "quota_individuals": 1}
        opened = keep(Round(**place, ranking_id=ranking, **quotas, opened_at=at))
        issued = {"ward_id": ward, "round_id": opened}
        who = {"subject": "individual", "user_id": cast.lan.id, "name": CANARY, "standing_id": standing}
        nomination = keep(Nomination(**issued, **who, added_at=at))
        about = {"ward_id": ward, "nomination_id": nomination, "by": cast.hoa.id, "at": at}
        proposal = keep(Proposal(**about, criterion="movement", grounds=CANARY))
        parallel = keep(ParallelAward(**about, issuer=CANARY, day=at.date()))
        db.session.get(Round, opened).locked_at = at
        db.session.flush()
        certificate = keep(
            Certificate(
                **issued,
                kind="participation",
                nomination_id=nomination,
                year=2025,
                register_no=1,
                code="0123456789",
                name=CANARY,
                merit=CANARY,
                award=CANARY,
                sheet="{}",
                issued_at=at,
                issued_by=cast.tu.id,
            )
        )
        file = {"what": "full", "name": CANARY, "sha256": "0" * 64, "size": 1}
        kept = keep(KeptFile(**issued, **file, made_at=at, made_by=cast.tu.id))
        asked = keep(
            NameRequest(
                ward_id=ward,
                user_id=cast.lan.id,
                old_name=cast.lan.name,
                new_name=CANARY,
                reason=CANARY,
                by=cast.tu.id,
                at=at,
            )
        )
        role_asked = keep(
            RoleRequest(ward_id=ward, user_id=cast.lan.id, role="clerk", by=cast.an.id, at=at),
        )
        award = {"user_id": cast.lan.id, "year": 2023, "form": CANARY, "by": cast.tu.id, "at": at}
        earlier = keep(EarlierAward(ward_id=ward, **award))
        posting = keep(
            Posting(
                **issued,
                number=1,
                scope="ward",
                days=3,
                lines=1,
                by=cast.tu.id,
                at=at,
                ends_at=at + timedelta(days=4),
            )
        )
        objection = keep(
            Objection(
                **issued,
                posting_id=posting,
                nomination_id=nomination,
                text=CANARY,
                code_sum="0" * 64,
                at=at,
                owner_id=cast.tu.id,
            )
        )
        meeting = keep(
            CouncilSession(
                ward_id=ward,
                round_id=opened,
                number=1,
                meets_at=at,
                place=CANARY,
                called_at=at,
                called_by=cast.tu.id,
            )
        )
        run = keep(ImportRun(**place, target="people", file_name=CANARY, stored_name="canary", started_at=at))
        template = make_template(cast, cast.point1)
        closed = add_exception(campaign, Closed(date(2025, 9, 2), date(2025, 9, 2)), CANARY, by=None)
        skill = add_skill(ward, CANARY, by=None)
        note = keep(HandoverNote(ward_id=ward, shift_id=shift, by=cast.lan.id, at=at, text=CANARY))
        message = keep(
            Message(
                ward_id=ward,
                user_id=cast.lan.id,
                kind="none",
                topic="none",
                key="k",
                data={"place": CANARY},
                created_at=at,
            )
        )
        for role in set(Role) - {Role.VOLUNTEER, Role.SECRETARY}:
            other = add_person(f"Người {role}", by=None, phone=f"09770000{list(Role).index(role):02d}")
            team = cast.other_team.id if role is Role.TEAM_LEADER else None
            grant_role(other, role, None, cast.kien_hung.id, team, starts_on=date(2025, 7, 31))
            strangers[role] = other
        return {
            "slug": cast.campaign.name,
            "campaign_id": campaign,
            "user_id": cast.lan.id,
            "grant_id": db.session.query(Grant.id).filter_by(user_id=cast.lan.id).scalar(),
            "team_id": cast.team1.id,
            "point_id": cast.point1.id,
            "slot_id": db.session.query(Slot.id).filter_by(campaign_id=campaign).first()[0],
            "kind_id": db.session.query(Kind.id).filter_by(campaign_id=campaign).first()[0],
            "shift_id": shift,
            "log_id": log,
            "bulk_id": bulk,
            "swap_id": swap,
            "claim_id": team_seats,
            "scheme_id": scheme,
            "ranking_id": ranking,
            "standing_id": standing,
            "nomination_id": nomination,
            "meeting_id": meeting,
            "objection_id": objection,
            "award_id": earlier,
            "proposal_id": proposal,
            "parallel_id": parallel,
            "run_id": run,
            "note_id": note,
            "message_id": message,
            "template_id": template,
            "exception_id": closed.id,
            "skill_id": skill.id,
            "token": "not-a-token",
            "code": "not-a-code",
            "name": "css/app.css",
            "paper": "not-a-paper",
            "kind": "pdf",
            "number": 1,
            "mode": "full",
            "certificate_id": certificate,
            "file_id": kept,
            "request_id": asked,
            "ask_id": role_asked,
        }

    strangers = {Role.VOLUNTEER: cast.dung, Role.SECRETARY: cast.phuc}
    with app.app_context():
        found = make()
        db.session.remove()
    return found, strangers


def address(rule, found) -> str:
    """The rule's address with the ids of Cửa Nam."""
    missing = set(rule.arguments) - set(found)
    assert not missing, f"{rule.rule}: add one of these to the things of this test: {missing}"
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda match: str(found[match[1]]), rule.rule)


@on_sqlite
def test_every_post_asks_for_its_token(another_site, as_, cast, things):
    app = another_site(WTF_CSRF_ENABLED=True)
    cookie = as_(cast.quan, cast.campaign.id)
    with cookie.session_transaction() as session:
        kept = dict(session)
    client = app.test_client()
    with client.session_transaction() as session:
        session.update(kept)
    assert client.get("/people").status_code == 200
    for rule in rules(app):
        for method in sorted(rule.methods & UNSAFE):
            for extra in ({}, {"X-CSRFToken": "forged"}):
                answer = client.open(address(rule, things[0]), method=method, headers=extra)
                assert answer.status_code == 400, f"{method} {rule.rule} without a token: {answer.status_code}"
    assert client.get("/people").status_code == 200, "not even signing out"


@every_role
def test_nothing_of_another_ward_opens(app, as_, cast, things, role):
    """Every address with an id of Cửa Nam, asked for by Kiến Hưng: the very answer that an id of nobody gets."""
    found, strangers = things
    nowhere = {name: 2_000_000_000 if isinstance(value, int) else "of-nobody" for name, value in found.items()}
    client = as_(strangers[role])
    for rule in rules(app):
        if not rule.arguments or rule.endpoint in PUBLIC:
            continue
        for method in sorted(rule.methods & (UNSAFE | {"GET"})):
            url = address(rule, found)
            answer, same = client.open(url, method=method), client.open(address(rule, nowhere), method=method)
            assert 400 <= answer.status_code < 500, f"{role} {method} {url}: {answer.status_code}"
            assert answer.status_code == same.status_code, f"{role} {method} {url} differs from what is not there"
            assert bare(answer) == bare(same), f"{role} {method} {url} differs from what is not there"
            assert_silent(answer, url)


def bare(answer) -> str:
    return re.sub(r'(csrf_token" value=|X-CSRFToken": )"[^"]*"', "", answer.get_data(as_text=True))


def assert_silent(answer, url):
    for word in (CANARY, "Nguyễn Thị Thu Lan", "0950000001", "phường Cửa Nam"):
        assert word not in answer.get_data(as_text=True), f"{url} tells {word}"


@every_role
def test_pages_without_an_id_speak_of_ones_own_ward(app, as_, cast, things, role):
    client = as_(things[1][role])
    for rule in rules(app):
        if rule.arguments or "GET" not in rule.methods:
            continue
        for query in ("", "?campaign=cua-nam-2025", f"?team={cast.team1.id}&point={cast.point1.id}&day=2025-08-16"):
            answer = client.get(rule.rule + query)
            assert answer.status_code in (200, 303, 403, 404), f"{role} {rule.rule}{query}: {answer.status_code}"
            if answer.mimetype.startswith("text"):
                assert_silent(answer, rule.rule + query)


@every_role
def test_an_empty_or_odd_form_is_never_a_fault_of_ours(app, as_, cast, things, role):
    """Every POST, in one's own ward, empty and full of nonsense."""
    client = as_(things[1][role])
    own = {**things[0], "slug": cast.other_campaign.name, "campaign_id": cast.other_campaign.id}
    names = ("name", "note", "reason", "day", "person", "log", "team", "point", "kind", "quota", "minutes", "elderly")
    nonsense = dict.fromkeys(names, "\x00\u202e" + "9" * 30)
    for rule in rules(app):
        if "POST" not in rule.methods or rule.endpoint in ("people.sign_out", "people.sign_in_demo"):
            continue
        for data in ({}, nonsense):
            answer = client.post(address(rule, own), data=data)
            assert answer.status_code < 500, f"{role} POST {rule.rule}: {answer.status_code}"
