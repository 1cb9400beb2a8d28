"""Reading people, always inside somebody's reach."""

from .lists import GONE, NEVER_IN, NO_SLIP, NOW, Person, people_by_id, people_page, teams_by_person
from .one import (
    DemoPerson,
    account_of,
    agreed,
    demo_people,
    grant_in_reach,
    grants_of,
    names_of,
    person_in_reach,
    sessions_of,
    user_by_login,
    whole_person,
)
from .roles import ROSTER_ROLES, had_power, held_by, held_from, held_from_many, held_in, in_force, not_ended, roster
from .skills import skill_in_reach, skills_counted, skills_of, skills_with

__all__ = [
    "GONE",
    "NEVER_IN",
    "NOW",
    "NO_SLIP",
    "ROSTER_ROLES",
    "DemoPerson",
    "Person",
    "account_of",
    "agreed",
    "demo_people",
    "grant_in_reach",
    "grants_of",
    "had_power",
    "held_by",
    "held_from",
    "held_from_many",
    "held_in",
    "in_force",
    "names_of",
    "not_ended",
    "people_by_id",
    "people_page",
    "person_in_reach",
    "roster",
    "sessions_of",
    "skill_in_reach",
    "skills_counted",
    "skills_of",
    "skills_with",
    "teams_by_person",
    "user_by_login",
    "whole_person",
]
