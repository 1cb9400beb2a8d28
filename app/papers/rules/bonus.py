"""The money that goes with a certificate: base salary times a factor, both as they are on the decision's day."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Rate:
    """Figures from ``starts_on`` on: VND a month, factors in thousandths; rounded up to so many VND (0: not)."""

    starts_on: date
    base_salary: int
    collective: int
    individual: int
    household: int
    round_up_to: int = 0
    source: str = ""

    def factor(self, board: str) -> int:
        return {"collectives": self.collective, "individuals": self.individual, "households": self.household}[board]

    def bonus(self, board: str) -> int:
        """VND for one certificate."""
        exact = self.base_salary * self.factor(board)
        if not self.round_up_to:
            return -(-exact // 1000)
        step = 1000 * self.round_up_to
        return -(-exact // step) * self.round_up_to


_DECREE_98 = "Nghị định số 98/2023/NĐ-CP ngày 31 tháng 12 năm 2023"
_DECREE_152 = "Nghị định số 152/2025/NĐ-CP ngày 14 tháng 6 năm 2025"
_DECREE_73 = "Nghị định số 73/2024/NĐ-CP ngày 30 tháng 6 năm 2024"

# Before the ward writes rows of its own. Individuals: Decree 152/2025/ND-CP, article 54; collectives twice as much,
# households one and a half times.
KNOWN = (
    Rate(date(2024, 7, 1), 2_340_000, 300, 150, 225, source=f"{_DECREE_98}; {_DECREE_73}"),
    Rate(date(2025, 7, 1), 2_340_000, 600, 300, 450, source=f"{_DECREE_152}; {_DECREE_73}"),
)


def rate_on(day: date, own: tuple[Rate, ...] = ()) -> Rate:
    """What counts on this day: the latest row that has begun; of two from the same day the one written last."""
    begun = [rate for rate in (*KNOWN, *own) if rate.starts_on <= day]
    latest = max((rate.starts_on for rate in begun), default=None)
    return next((rate for rate in reversed(begun) if rate.starts_on == latest), KNOWN[0])


def factor_text(thousandths: int) -> str:
    """ "0,6"."""
    return f"{thousandths // 1000},{thousandths % 1000:03d}".rstrip("0").rstrip(",")
