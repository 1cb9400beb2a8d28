"""The verbs about people."""

from .access import (
    accept_invitation,
    change_password,
    close_account,
    end_other_sessions,
    end_session,
    invite,
    open_account,
    sign_in,
)
from .people import add_person, agree, change_person, choose_language, end_role, grant_role, withdraw

__all__ = [
    "accept_invitation",
    "add_person",
    "agree",
    "change_password",
    "change_person",
    "choose_language",
    "close_account",
    "end_other_sessions",
    "end_role",
    "end_session",
    "grant_role",
    "invite",
    "open_account",
    "sign_in",
    "withdraw",
]
