"""A board in pages of fifty, which opens where its reader stands."""

from fractions import Fraction

import pytest

from app.ranking.views.rows import COLLECTIVES, INDIVIDUALS, SIZE, Entry, Names, board_of


def entries(ranked: int, unranked: int = 0) -> list[Entry]:
    def one(n: int, place: int | None) -> Entry:
        figure = Fraction(1000 - n)
        each = (figure, 0, 1, figure, figure)
        return Entry(n, n, place, f"Người {n}", "Tổ 1", *each, None if place else "too_few_days")

    return [one(n, n) for n in range(1, ranked + 1)] + [
        one(n, None) for n in range(ranked + 1, ranked + unranked + 1)
    ]


class Scheme:
    """A scheme of which only the reason of a row without a place is asked: the fewest days."""

    min_active_days = 3

    def __getattr__(self, name):
        return self


def board(rows, which=INDIVIDUALS, me=0, teams=(), quota=3, asked="", text=""):
    names = Names(True, me, frozenset(), frozenset(teams))
    return board_of(rows, which, quota, Scheme(), names, False, text, asked)


@pytest.mark.parametrize(("me", "page"), [(0, 1), (1, 1), (50, 1), (51, 2), (130, 3)])
def test_it_opens_at_the_page_of_ones_own_place(me, page):
    found = board(entries(130), me=me)
    assert (found.page, found.pages) == (page, 3)
    assert found.ranked[0].place == SIZE * (page - 1) + 1
    assert [row.place for row in found.mine] == ([me] if me else [])


def test_teams_of_ones_own_stand_above_the_board_of_collectives():
    found = board(entries(130), COLLECTIVES, me=7, teams=(90,))
    assert [row.place for row in found.mine] == [90]
    assert found.page == 2, "and nobody's own number is taken for a team's"


@pytest.mark.parametrize(
    ("asked", "page"), [("2", 2), ("0", 1), ("99", 3), ("x", 3), ("²", 3), ("-1", 3), ("all", 0)]
)
def test_a_page_that_is_asked_for(asked, page):
    found = board(entries(130), me=120, asked=asked)
    assert found.page == page
    assert len(found.ranked) == (130 if page == 0 else min(SIZE, 130 - SIZE * (page - 1)))


def test_the_line_stands_on_its_page_alone_and_rows_without_a_place_follow_the_others():
    rows = entries(60, unranked=50)
    first, second, third = (board(rows, quota=55, asked=str(n)) for n in (1, 2, 3))
    assert (first.cut, second.cut, third.cut) == (55, 5, -1)
    assert len(first.ranked) == 50 and 55 not in range(len(first.ranked))
    assert (len(second.ranked), len(second.unranked)) == (10, 40)
    assert (len(third.ranked), len(third.unranked)) == (0, 10)
    assert second.count == 110


def test_who_is_looked_for_is_found_from_the_first_page_on():
    found = board(entries(130), me=120, text="nguoi 1")
    assert found.page == 1
    assert all("Người 1" in row.name for row in found.ranked)
