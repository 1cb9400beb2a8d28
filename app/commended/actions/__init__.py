"""Verbs: asking those on the list, answering, noting for those without an account, settling what is wrong."""

from .ask import ask_all
from .reply import note, reply, settle

__all__ = ["ask_all", "note", "reply", "settle"]
