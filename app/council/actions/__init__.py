"""The verbs of the council's room."""

from .attendance import confirm_attendance, take_attendance
from .ballots import close_ballot, open_ballot, open_one_by_one, open_run_off
from .call import call_session, change_session
from .close import NotYet, close_session, explain, hindrances, to_explain
from .conflicts import answer, declare
from .meet import add_item, give_up, open_session, pass_duty, write_discussion
from .opinions import enter_written, object_to_opinion
from .refresh import show_holds
from .settings import answer_procedure, change_settings
from .urn import new_token
from .votes import vote, vote_on_all

__all__ = [
    "NotYet",
    "add_item",
    "answer",
    "answer_procedure",
    "call_session",
    "change_session",
    "change_settings",
    "close_ballot",
    "close_session",
    "confirm_attendance",
    "declare",
    "enter_written",
    "explain",
    "give_up",
    "hindrances",
    "new_token",
    "object_to_opinion",
    "open_ballot",
    "open_one_by_one",
    "open_run_off",
    "open_session",
    "pass_duty",
    "show_holds",
    "take_attendance",
    "to_explain",
    "vote",
    "vote_on_all",
    "write_discussion",
]
