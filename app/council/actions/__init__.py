"""The verbs of the council's room."""

from .ballots import close_ballot, open_ballot, open_one_by_one, open_run_off
from .call import call_session, change_session, change_settings
from .close import NotYet, close_session, explain, hindrances
from .conflicts import answer, declare
from .meet import add_item, give_up, open_session, pass_duty, take_attendance, write_discussion
from .urn import new_token
from .votes import enter_written, vote, vote_on_all

__all__ = [
    "NotYet",
    "add_item",
    "answer",
    "call_session",
    "change_session",
    "change_settings",
    "close_ballot",
    "close_session",
    "declare",
    "enter_written",
    "explain",
    "give_up",
    "hindrances",
    "new_token",
    "open_ballot",
    "open_one_by_one",
    "open_run_off",
    "open_session",
    "pass_duty",
    "take_attendance",
    "vote",
    "vote_on_all",
    "write_discussion",
]
