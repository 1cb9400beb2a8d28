"""The list as a workbook."""

from flask import abort

from app.awards.queries import chosen_rows, round_in
from app.awards.sheets import award_book
from app.awards.views import bp
from app.campaigns.here import here_for
from app.core.policy import Permission, needs
from app.ranking.views.live import send_book


@bp.get("/awards.xlsx")
@needs(Permission.AWARD_READ)
def award_list():
    place = here_for(Permission.AWARD_READ)
    found = round_in(place.campaign_id) or abort(404)
    book = award_book(found, chosen_rows(found), (place.campaign.name, place.ward.name))
    return send_book(book, f"khen-thuong-{place.campaign.slug}.xlsx")
