"""Through the rooms of merit: schemes, rankings, awards; and what comes in as files."""

import json
from datetime import timedelta

from app.awards.models import Nomination, ParallelAward, Proposal
from app.core import clock
from app.core.db import db
from app.ranking.models import SchemeVersion, Standing
from app.seeds.files import document
from tests.cast import MORNING
from tests.exchange.conftest import JOURNAL, ROSTER, make_book
from tests.house.walk.walker import id_in
from tests.house.walk.work import ids_of
from tests.ranking.makers import approved

SCHEME = {"unit_support_turn": "2", "hour": "1", "elderly": "1", "cap": "", "days": "1", "total": "0.6"}
SCHEME |= {"per_head": "0.4", "members": "1", "active": "y"}


def through_the_ranking(walk, cast):
    an, son, lan = cast.an, cast.son, cast.lan
    walk.get(lan, "ranking.ranking")
    walk.get(an, "ranking.scheme")
    walk.get(an, "ranking.draft")
    walk.post(an, "ranking.write_draft", SCHEME | {"hour": "much"}, status=422)
    walk.post(an, "ranking.write_draft", SCHEME)
    walk.post(an, "ranking.write_draft", SCHEME, status=409)
    walk.get(an, "ranking.scheme")
    walk.get(an, "ranking.draft_effect")
    walk.post(an, "ranking.publish_scheme", {"revision": "1"})
    walk.post(an, "ranking.write_draft", SCHEME | {"hour": "2"})
    walk.get(an, "ranking.draft_effect")
    walk.post(an, "ranking.end_draft")
    walk.post(an, "ranking.write_draft", SCHEME | {"hour": "2"})
    walk.post(an, "ranking.publish_scheme", {"revision": "1"}, status=409)
    walk.post(an, "ranking.publish_scheme", {"revision": "1", "reason": ""}, status=422)
    for answer in ("refuse_scheme", "agree_scheme"):
        walk.post(an, "ranking.publish_scheme", {"revision": "1", "reason": "Nghị quyết mới"})
        walk.get(an, "ranking.draft_effect")
        walk.get(son, "ranking.asked_scheme")
        walk.post(son, "ranking.refuse_scheme", {"revision": "1"}, status=422)
        walk.post(son, f"ranking.{answer}", {"revision": "1", "reason": "Chưa rõ"})
    version = ids_of(walk, lambda: db.session.query(SchemeVersion.id).order_by(SchemeVersion.id))[0]
    walk.get(lan, "ranking.scheme_version", scheme_id=version)
    for person in (lan, son):
        for board in ("individuals", "collectives"):
            walk.get(person, "ranking.ranking", query={"board": board})
            walk.get(person, "ranking.ranking", target="board", query={"board": board})
        walk.get(person, "ranking.individual", user_id=lan.id)
        walk.get(person, "ranking.collective", team_id=cast.team1.id)
        walk.get(person, "ranking.scheme")
    for target in (None, "addends"):
        walk.get(son, "ranking.individual", target=target, user_id=lan.id)
    walk.post(son, "ranking.hold", status=422, user_id=lan.id)
    walk.post(son, "ranking.hold", {"reason": "Đang xem lại"}, user_id=lan.id)
    walk.post(son, "ranking.end_hold", {"reason": "Đã rõ"}, user_id=lan.id)
    walk.get(son, "ranking.ranking_book")
    walk.get(son, "ranking.live_firmness")
    walk.post(son, "ranking.publish_ranking", {"note": "số 012345678901"}, status=422)
    ranking = id_in(walk.post(son, "ranking.publish_ranking", {"note": "Đợt 1"}))
    standings = ids_of(walk, lambda: db.session.query(Standing.id).order_by(Standing.id))
    for person in (lan, son):
        walk.get(person, "ranking.publications")
        for query in ({}, {"board": "collectives"}, {"check": "1"}):
            walk.get(person, "ranking.publication", ranking_id=ranking, query=query)
        for standing in (standings[0], standings[-1]):
            walk.get(person, "ranking.copy_standing", ranking_id=ranking, standing_id=standing)
    for board in ("individuals", "collectives"):
        walk.get(son, "ranking.copy_firmness", ranking_id=ranking, query={"board": board, "places": "2"})


def through_the_freeze(walk, cast):
    """The moment is set, changed, passes; what counts from then on, and what was decided since."""
    son, lan, form = cast.son, cast.lan, {"day": "2025-08-14", "time": "09:05"}
    walk.post(son, "ranking.set_freeze", form | {"day": ""}, status=422)
    walk.post(son, "ranking.set_freeze", form | {"time": "08:00"}, status=409)
    walk.post(son, "ranking.set_freeze", form)
    walk.post(son, "ranking.end_freeze")
    walk.post(son, "ranking.set_freeze", form)
    walk.get(lan, "ranking.ranking")
    with clock.at(MORNING + timedelta(minutes=5)):
        for person in (lan, son):
            walk.get(person, "ranking.ranking")
            walk.get(person, "ranking.publications")
        walk.post(son, "ranking.freeze_now")
        walk.post(son, "ranking.freeze_now", status=409)
        for person in (lan, son):
            for board in ("individuals", "collectives"):
                walk.get(person, "ranking.ranking", query={"board": board})
            walk.get(person, "ranking.ranking", target="board")
            walk.get(person, "ranking.individual", user_id=lan.id)
        walk.get(son, "ranking.late")
        with walk.app.app_context():
            approved(cast, cast.binh, cast.team2, day=9, support_turn=1)
        walk.get(son, "ranking.live_after")
        walk.get(cast.mai, "ranking.late")
        walk.post(son, "ranking.publish_ranking", status=409)
    with clock.at(MORNING + timedelta(minutes=6)):
        walk.post(son, "ranking.publish_ranking", {"reason": "Phiếu giấy nộp đúng hạn"})


def through_the_resting(walk, cast):
    """In another campaign of the ward: a round rests on the frozen copy, another is made, and it moves onto that."""
    son = cast.son
    walk.get(son, "ranking.ranking", query={"campaign": "lan-2"})
    walk.post(son, "ranking.set_freeze", {"day": "2025-08-14", "time": "09:05"})
    with clock.at(MORNING + timedelta(minutes=5)):
        walk.post(son, "ranking.freeze_now")
        walk.get(son, "awards.awards")
        walk.post(son, "awards.open_awards", {"individuals": 2, "collectives": 1, "early": "1"})
        walk.post(son, "ranking.hold", {"reason": "Đang xem lại"}, user_id=cast.lan.id)
    with clock.at(MORNING + timedelta(minutes=6)):
        walk.post(son, "ranking.publish_ranking", {"reason": "Có khiếu nại"})
        walk.get(son, "awards.awards")
        walk.post(son, "awards.rest", {"rest_reason": "số 012345678901"}, status=422)
        walk.post(son, "awards.rest", status=409)
        walk.post(son, "awards.rest", {"rest_reason": "Có khiếu nại"})
        walk.get(son, "awards.awards")


def through_the_awards(walk, cast):
    son, mai = cast.son, cast.mai
    walk.get(son, "awards.awards")
    places = {"individuals": 2, "collectives": 1}
    walk.post(son, "awards.open_awards", places | {"individuals": "-1"}, status=422)
    walk.post(son, "awards.open_awards", places, status=409)
    walk.post(son, "awards.open_awards", places | {"early": "1"})
    everybody = ids_of(walk, lambda: db.session.query(Nomination.id).order_by(Nomination.id.desc()))
    at_first = (Standing.id == Nomination.standing_id, Standing.place == 1, Standing.board == "individuals")
    ranked = ids_of(walk, lambda: db.session.query(Nomination.id).filter(*at_first))
    one = {"nomination_id": max(ranked)}
    for person in (mai, son):
        for query in ({}, {"board": "collectives"}, {"show": "open"}):
            walk.get(person, "awards.awards", query=query)
        walk.get(person, "awards.candidate", **one)
    walk.get(son, "awards.candidate", nomination_id=everybody[0])
    _around_a_candidate(walk, cast, one)
    walk.post(son, "awards.struck", status=409, **one)
    walk.post(son, "awards.struck", {"reason": "Xin rút"}, **one)
    walk.post(son, "awards.cleared", **one)
    walk.post(son, "awards.choice", {"reason": "số 012345678901"}, status=422, **one)
    walk.post(son, "awards.choice", **one)
    walk.post(son, "awards.quota", {"individuals": "x"}, status=422)
    walk.post(son, "awards.quota", {"individuals": 1, "collectives": 1})
    walk.post(son, "awards.lock", status=409)
    walk.post(son, "awards.choose_above", query={"board": "collectives"})
    walk.post(son, "awards.lock")
    walk.get(son, "awards.awards")
    walk.get(son, "awards.award_list")
    walk.get(son, "home.start")


def _around_a_candidate(walk, cast, one):
    """Proposals by all who may, words, notes and holds."""
    hoa, minh, mai, tu = cast.hoa, cast.minh, cast.mai, cast.tu
    grounds = {"criterion": "movement", "grounds": "Trực thay sáu ca đêm bão"}
    household = {"subject": "household", "name": "Hộ ông Nguyễn Văn Tư", "unit": "Tổ dân phố 5", **grounds}
    walk.get(hoa, "awards.proposals")
    walk.get(hoa, "awards.proposals", query={"q": "lan"})
    walk.get(minh, "awards.proposals")
    walk.post(hoa, "awards.new_proposal", household | {"name": ""}, status=422)
    walk.post(hoa, "awards.new_proposal", household, status=409)
    walk.post(hoa, "awards.new_proposal", household | {"criterion": "contribution"})
    walk.post(minh, "awards.new_proposal", grounds | {"candidate": f"u{cast.lan.id}"})
    walk.post(hoa, "awards.candidate_proposal", grounds, **one)
    walk.post(hoa, "awards.candidate_proposal", grounds, status=409, **one)
    proposal = ids_of(walk, lambda: db.session.query(Proposal.id).filter_by(by=hoa.id).order_by(Proposal.id.desc()))
    walk.post(hoa, "awards.withdrawal", proposal_id=proposal[0])
    walk.get(mai, "awards.all_proposals")
    walk.post(tu, "awards.achievement", {"text": ""}, status=422, **one)
    walk.post(tu, "awards.achievement", {"text": "Đã hướng dẫn 4 lượt người dân."}, **one)
    walk.post(tu, "awards.draft_again", **one)
    walk.post(tu, "awards.parallel", {"issuer": "Thành đoàn", "day": "32/1/2025"}, status=422, **one)
    walk.post(tu, "awards.parallel", {"issuer": "Thành đoàn", "day": "5/8/2025"}, **one)
    walk.get(mai, "awards.candidate", **one)
    noted = ids_of(walk, lambda: db.session.query(ParallelAward.id))[0]
    walk.post(tu, "awards.parallel_removal", parallel_id=noted, **one)
    walk.post(hoa, "awards.candidate_hold", status=422, **one)
    walk.post(hoa, "awards.candidate_hold", {"reason": "Có đơn thư"}, **one)
    walk.get(hoa, "awards.candidate", **one)
    walk.post(hoa, "awards.candidate_hold_end", {"reason": "Đã rõ"}, **one)


def through_the_imports(walk, cast):
    hoa, team = cast.hoa, cast.team1.name
    walk.get(hoa, "exchange.imports")
    walk.get(hoa, "exchange.campaign_format")
    walk.get(hoa, "exchange.campaign_sample")
    walk.post(hoa, "exchange.upload", {"target": "people"}, file=("x.xlsx", b"no sheet"), status=422)
    roster = make_book(
        ROSTER,
        ("Nguyễn Văn Ân", "Nam", 1990, "0912345678", None, team),
        ("Trần Văn Minh", "Nam", 1991, "0950000002", None, "Tổ mới"),
    )
    journal = make_book(
        JOURNAL, ("13/8/2025", "Sáng", "Điểm lưu động số 2", cast.binh.name, "0950000003", cast.team2.name, 60, 2, 1)
    )
    for target, book in (("people", roster), ("logs", journal)):
        run = {"run_id": id_in(walk.post(hoa, "exchange.upload", {"target": target}, file=("ds.xlsx", book)))}
        walk.get(hoa, "exchange.run", **run)
        walk.get(hoa, "exchange.errors_book", **run)
        walk.post(hoa, "exchange.layout", {"sheet": "0"}, **run)
        walk.post(hoa, "exchange.layout", {"sheet": "0"}, target="preview", **run)
        walk.post(hoa, "exchange.reading", {"read": "0"}, **run)
        walk.post(hoa, "exchange.reading", {"read": "0", "hidden_rows": "read"}, target="preview", **run)
        walk.post(hoa, "exchange.answers", {"question-0": "font", "answer-0": "take"}, **run)
        walk.post(hoa, "exchange.answers", {"question-0": "font", "answer-0": "take"}, target="preview", **run)
        walk.get(hoa, "exchange.run", target="preview", **run)
        if target == "people":
            walk.post(hoa, "exchange.apply", status=422, **run)
        walk.post(hoa, "exchange.apply", {"create_teams": "y"}, **run)
        walk.get(hoa, "exchange.run", **run)
        run = {"run_id": id_in(walk.post(hoa, "exchange.upload", {"target": target}, file=("ds.xlsx", book)))}
        walk.post(hoa, "exchange.drop", **run)
    another = json.dumps(document("vi-thang-2024")).encode()
    own = json.dumps(document("cua-nam-2025") | {"slug": "lan-2"}).encode()
    for person, book in ((cast.quan, another), (cast.an, own)):
        at = walk.post(person, "exchange.upload", {"target": "campaign"}, file=("x.json", book))
        walk.get(person, "exchange.run", run_id=id_in(at))
        walk.post(person, "exchange.apply", run_id=id_in(at))
        walk.get(person, "exchange.run", run_id=id_in(at))
