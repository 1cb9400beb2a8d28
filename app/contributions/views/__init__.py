"""Pages of the ledger: one's own records, and the queue of those who decide."""

from flask import Blueprint

bp = Blueprint("contributions", __name__)

from . import approvals, bulk, logs, writing
