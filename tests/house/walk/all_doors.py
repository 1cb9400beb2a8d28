"""The whole walk, in an order in which each part finds what it needs."""

from tests.house.walk import (
    attendance,
    calendars,
    council,
    cover,
    lines,
    merit,
    names,
    opening,
    papers,
    people,
    posting,
    powers,
    results,
    seats,
    work,
)


def through_all_doors(walk, cast):
    people.through_the_front_door(walk, cast)
    people.through_the_door_again(walk, cast)
    people.through_the_inbox(walk, cast)
    people.through_ones_own_account(walk, cast)
    people.through_the_list_of_people(walk, cast)
    powers.through_the_powers(walk, cast)
    work.through_the_campaign(walk, cast)
    work.through_the_shifts(walk, cast)
    lines.through_the_lines(walk, cast)
    calendars.through_the_calendars(walk, cast)
    cover.through_cover(walk, cast)
    work.through_the_ledger(walk, cast)
    attendance.through_attendance(walk, cast)
    papers.let_another_work(walk, cast)
    merit.through_the_ranking(walk, cast)
    merit.through_the_awards(walk, cast)
    council.through_the_council(walk, cast)
    papers.through_the_papers(walk, cast)
    results.through_the_archive(walk, cast)
    merit.through_the_imports(walk, cast)
    merit.through_the_freeze(walk, cast)
    merit.through_the_resting(walk, cast)
    seats.through_the_swaps(walk, cast)
    seats.through_the_claims(walk, cast)
    names.through_the_names(walk, cast)
    posting.through_the_posting(walk, cast)
    opening.through_the_opening(walk, cast)
