"""The verbs about people."""

from .access import (
    accept_invitation,
    change_password,
    invite,
    invite_many,
    invited_person,
    set_first_password,
    why_not,
)
from .accounts import close_account, open_account
from .door import end_other_sessions, end_session, prove, sign_in
from .mine import agree, choose_language, withdraw
from .people import add_person, add_to_ward, change_person, end_role, grant_role
from .skills import add_skill, rename_skill, set_skills

__all__ = [
    "accept_invitation",
    "add_person",
    "add_skill",
    "add_to_ward",
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
    "invite_many",
    "invited_person",
    "open_account",
    "prove",
    "rename_skill",
    "set_first_password",
    "set_skills",
    "sign_in",
    "why_not",
    "withdraw",
]
