"""The list as a workbook."""

from flask import abort

from app.awards.queries import (
    chosen_rows,
    draft_of,
    edited_text,
    first_grounds,
    proposals_in,
    round_in,
    units_of,
)
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
    rows, units = chosen_rows(found, edited_text(), first_grounds()), units_of(place.campaign_id)
    told = {row.id: row.edited or draft_of(row, found, units) for row in rows}
    book = award_book(found, rows, (place.campaign.name, place.ward.name), told, proposals_in(found.id, most=None))
    return send_book(book, f"khen-thuong-{place.campaign.slug}.xlsx")
