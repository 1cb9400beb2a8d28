"""The names on the round's list that were corrected since the ranking was published, with who did so and why."""

from app.archive.pack import Pack
from app.archive.queries.rows import rows_of
from app.awards.queries import corrected_of
from app.names.models import NameCorrection
from app.people.queries import names_of


def put_names(pack: Pack, head) -> None:
    if head.corrected_at is None:
        return
    rows = rows_of(NameCorrection, corrected_of(head.id))
    who = names_of({row[column] for row in rows for column in ("by", "confirmed_by")})
    pack.json("round/names.json", {"corrections": rows, "people": {f"{key}": who[key] for key in sorted(who)}})
