"""Who holds an award of a round now, what was announced, and the ceremony."""

from app.results.queries.awarded import awarded_people, news_of, times_withdrawn
from app.results.queries.holders import Holder, holders_of
from app.results.queries.told import Told, history_of, public_result, published_results, rule_now

__all__ = [
    "Holder",
    "Told",
    "awarded_people",
    "history_of",
    "holders_of",
    "news_of",
    "public_result",
    "published_results",
    "rule_now",
    "times_withdrawn",
]
