"""The wards' own spreadsheets, brought in as the import page does it."""

from app.campaigns.models import Campaign
from app.campaigns.queries import kinds_of
from app.core import clock
from app.core.sheets import read_sheets
from app.exchange.actions import import_logs, import_people
from app.exchange.rules import PEOPLE, best_sheet, logs_target, read_logs, read_people
from app.seeds import files


def import_roster(name: str, campaign: Campaign, by: int) -> None:
    sheet, layout = best_sheet(read_sheets(files.sheet(name), name), PEOPLE)
    import_people(campaign, read_people(sheet, layout, clock.today()), by, create_teams=False)


def import_journal(name: str, campaign: Campaign, by: int, approved_by: int) -> None:
    kinds = kinds_of(campaign.id)
    target = logs_target(kinds)
    sheet, layout = best_sheet(read_sheets(files.sheet(name), name), target)
    parsed = read_logs(sheet, layout, kinds, campaign.starts_on, campaign.ends_on, clock.today())
    import_logs(campaign, parsed, by, approved_by)
