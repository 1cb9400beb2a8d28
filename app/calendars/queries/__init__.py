"""Reading what calendars and timetables tell."""

from .feed import Place, address_of, owner_of, places_of
from .sheets import Sheet, Turn, point_sheet, team_sheet, turns_at, turns_of_team

__all__ = [
    "Place",
    "Sheet",
    "Turn",
    "address_of",
    "owner_of",
    "places_of",
    "point_sheet",
    "team_sheet",
    "turns_at",
    "turns_of_team",
]
