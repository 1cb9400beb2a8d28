"""Reading award rounds."""

from .achievements import achievements_of, draft_of, edited_text, first_grounds, texts_on, told_of, told_to, units_of
from .beside import composition_columns, elsewhere_in, hold_on, parallels_on, people_and_teams
from .candidates import (
    Boards,
    boards_of,
    candidate_of,
    chosen_rows,
    judged_rows,
    nomination_in,
    on_hold_in,
    rows_of,
    words_on,
)
from .forward import Forward, forward_of, put_forward
from .naming import corrected_in, corrected_of, name_at, name_now, typed_name, unit_at, unit_now
from .proposals import found_by_name, known_of, own_people, proposals_in, proposals_on, proposed_round
from .rounds import quotas_of, round_in, rounds_elsewhere, shares_in, shares_of

__all__ = [
    "Boards",
    "Forward",
    "achievements_of",
    "boards_of",
    "candidate_of",
    "chosen_rows",
    "composition_columns",
    "corrected_in",
    "corrected_of",
    "draft_of",
    "edited_text",
    "elsewhere_in",
    "first_grounds",
    "forward_of",
    "found_by_name",
    "hold_on",
    "judged_rows",
    "known_of",
    "name_at",
    "name_now",
    "nomination_in",
    "on_hold_in",
    "own_people",
    "parallels_on",
    "people_and_teams",
    "proposals_in",
    "proposals_on",
    "proposed_round",
    "put_forward",
    "quotas_of",
    "round_in",
    "rounds_elsewhere",
    "rows_of",
    "shares_in",
    "shares_of",
    "texts_on",
    "told_of",
    "told_to",
    "typed_name",
    "unit_at",
    "unit_now",
    "units_of",
    "words_on",
]
