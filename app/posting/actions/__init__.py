"""Verbs of posting: the ward's rule, the posting itself, objections and their answers."""

from .answers import answer, confirm, pass_on
from .objections import make_objection
from .postings import post_list, set_rule

__all__ = ["answer", "confirm", "make_objection", "pass_on", "post_list", "set_rule"]
