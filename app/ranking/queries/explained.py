"""How a place came about, in the one shape that the live page reads and a published copy stores."""

from app.ranking.queries.inputs import Live
from app.ranking.rules import PersonStanding, SquadStanding, entry


def explained(live: Live, standing: PersonStanding | SquadStanding) -> tuple[dict, dict]:
    """The standing's figures, and its addends with the kinds' words, who earned and who approved them."""
    figures = entry(standing, live.inputs.scheme)
    addends = figures.pop("addends")
    inputs = live.inputs
    approvals = {addend["log_id"]: inputs.approvals[addend["log_id"]] for addend in addends}
    codes = {line["code"] for addend in addends for line in addend["lines"]}
    earners = {addend["user_id"] for addend in addends} - {None}
    return figures, {
        "addends": addends,
        "approved": {
            str(log_id): {"by": one.by, "name": one.name, "at": one.at.isoformat()}
            for log_id, one in approvals.items()
        },
        "names": {str(person.user_id): person.name for person in inputs.people if person.user_id in earners},
        "kinds": {code: inputs.kinds[code]._asdict() for code in codes},
    }
