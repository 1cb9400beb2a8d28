"""Through what is done with seats after they are taken: handed over, exchanged."""

from datetime import date, timedelta

from app.claims.models import TeamClaim
from app.core.db import db
from app.signups.models import SignUp
from app.swaps.models import SwapOffer
from tests.shifts.makers import AFTERNOON, EVENING, make_shifts

DAY = date(2025, 8, 28)


def latest(walk, model):
    with walk.app.app_context():
        found = db.session.query(model.id).order_by(model.id.desc()).first()[0]
        db.session.remove()
    return found


def through_the_swaps(walk, cast):
    lan, minh, binh, hoa = cast.lan, cast.minh, cast.binh, cast.hoa
    with walk.app.app_context():
        one, other = make_shifts(cast, slots=(AFTERNOON, EVENING), first=DAY, most=1)[-2:]
        db.session.remove()
    walk.post(lan, "signups.sign_up", shift_id=one)
    walk.post(binh, "signups.sign_up", shift_id=other)
    walk.post(hoa, "signups.sign_up", {"wait": "1"}, shift_id=one)
    seat = latest_seat(walk, binh.id)

    def offered():
        return latest(walk, SwapOffer)

    for page in ("swaps.hand_over", "swaps.swap"):
        walk.get(lan, page, shift_id=one)
    walk.post(lan, "swaps.offer_seat", {"person": binh.id}, shift_id=one)
    walk.get(lan, "swaps.hand_over", shift_id=one)
    walk.get(binh, "swaps.hand_over", shift_id=one)
    walk.get(binh, "signups.my_shifts")
    walk.post(binh, "swaps.decline", swap_id=offered())
    walk.post(lan, "swaps.offer_seat", {"person": ""}, shift_id=one)
    walk.get(minh, "swaps.hand_over", shift_id=one)
    walk.post(minh, "swaps.accept", swap_id=offered(), status=409)
    walk.post(hoa, "swaps.accept", swap_id=offered())
    walk.post(hoa, "swaps.offer_swap", {"seat": seat}, shift_id=one)
    walk.post(hoa, "swaps.withdraw", swap_id=offered())
    walk.post(hoa, "swaps.offer_swap", {"seat": seat}, shift_id=one)
    walk.get(binh, "signups.my_shifts")
    walk.post(binh, "swaps.accept", swap_id=offered())
    on = {"shift_id": one, "user_id": binh.id}
    walk.get(hoa, "swaps.pass_on", **on)
    walk.post(hoa, "swaps.pass_on_now", {"person": minh.id}, status=422, **on)
    walk.post(hoa, "swaps.pass_on_now", {"person": cast.dung.id, "reason": "x"}, status=422, **on)
    walk.post(hoa, "swaps.pass_on_now", {"seat": latest_seat(walk, hoa.id), "reason": "Đổi"}, **on)
    walk.post(hoa, "swaps.pass_on_now", {"person": minh.id, "reason": "Ốm"}, shift_id=other, user_id=binh.id)


def through_the_claims(walk, cast):
    lan, minh = cast.lan, cast.minh
    with walk.app.app_context():
        shift = make_shifts(cast, slots=(AFTERNOON,), first=DAY + timedelta(days=1), most=2)[-1]
        db.session.remove()
    for person in (minh, cast.hoa):
        walk.get(person, "claims.claims", shift_id=shift)
    asked = {"team": cast.team1.id, "seats": 2}
    walk.post(minh, "claims.claim", asked, shift_id=shift)
    walk.post(minh, "claims.claim", asked, shift_id=shift, status=422)
    team = latest(walk, TeamClaim)
    walk.get(minh, "claims.team", claim_id=team)
    walk.get(minh, "claims.overview")
    walk.post(minh, "claims.name", {"person": lan.id}, claim_id=team)
    walk.post(minh, "claims.name", {"person": cast.binh.id}, claim_id=team, status=409)
    walk.post(cast.binh, "signups.sign_up", {"wait": "1"}, shift_id=shift)
    walk.post(minh, "claims.give_back", {"seats": 1}, claim_id=team)


def latest_seat(walk, user_id):
    with walk.app.app_context():
        query = db.session.query(SignUp.id).filter_by(user_id=user_id, state="seated")
        found = query.order_by(SignUp.id.desc()).first()[0]
        db.session.remove()
    return found
