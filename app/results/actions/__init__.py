"""The verbs of the announcement and the ceremony."""

from app.results.actions.announce import publish_result, withdraw_result
from app.results.actions.ceremony import plan_ceremony, set_reading

__all__ = ["plan_ceremony", "publish_result", "set_reading", "withdraw_result"]
