"""What a campaign starts with where nobody wants something else: slots, kinds of work and schemes of points, as in
the campaigns that were published in 2024 and 2025."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import time
from fractions import Fraction

from app.campaigns.rules import KindPlan, SlotPlan
from app.core.text import N_
from app.ranking.rules.scheme import blank_scheme

# Names are stored, not translated: they are read by everybody of the ward.
SLOTS = (
    SlotPlan("Sáng", time(8), time(11, 30)),
    SlotPlan("Chiều", time(14), time(17)),
    SlotPlan("Tối", time(19), time(21)),
)

# Each with the points that one of it is worth.
KINDS: tuple[tuple[KindPlan, Fraction], ...] = tuple(
    (KindPlan(code, vi, en, unit, logged_by), Fraction(points))
    for code, vi, en, unit, logged_by, points in (
        ("support_turn", "Lượt người dân được hỗ trợ", "Support turns", "lượt", "both", "2"),
        ("vneid_level2", "Cài đặt, kích hoạt VNeID mức 2", "VNeID level 2 activated", "tài khoản", "both", "1"),
        ("local_app", "Cài đặt ứng dụng của địa phương", "Local app installed", "tài khoản", "both", "0.5"),
        ("etax_mobile", "Cài đặt eTax Mobile", "eTax Mobile installed", "tài khoản", "both", "0.5"),
        ("online_dossier", "Hồ sơ dịch vụ công trực tuyến", "Online service dossiers guided", "hồ sơ", "both", "3"),
        ("payment_account", "Tài khoản thanh toán, ví điện tử", "Payment accounts", "tài khoản", "both", "1"),
        ("digital_signature", "Chữ ký số cá nhân", "Personal digital signatures", "người", "both", "2"),
        ("household_visit", "Hộ được đến tận nhà", "Households visited", "hộ", "both", "2"),
        ("hotline_call", "Cuộc gọi đường dây nóng được giải quyết", "Hotline calls", "cuộc", "individual", "1"),
        ("training_session", "Lớp, buổi tập huấn", "Training sessions held", "buổi", "collective", "20"),
        ("outreach_item", "Tin bài, phát thanh, clip tuyên truyền", "Outreach items", "tin", "collective", "5"),
    )
)
POINTS = {kind.code: points for kind, points in KINDS}

WEIGHED, EQUAL, HOURS = "weighed", "equal", "hours"
SCHEMES = {
    WEIGHED: N_(
        "By kind of work, as in the campaigns of 2024 and 2025 (such as 2 points per person helped, 3 per dossier)"
    ),
    EQUAL: N_("One point for each thing done, and one for each hour"),
    HOURS: N_("Hours alone: one point for each hour"),
}


def scheme_of(name: str, kinds: Iterable[KindPlan], own: Mapping[str, Fraction]) -> dict:
    """The document of one of SCHEMES for these kinds; ``own``: the points of kinds that are not among KINDS."""

    def each(code: str) -> Fraction:
        return {WEIGHED: own.get(code, POINTS.get(code, Fraction(1))), EQUAL: Fraction(1)}.get(name, Fraction(0))

    points = {kind.code: each(kind.code) for kind in kinds}
    extra = {} if name == WEIGHED else {"extra_points_per_vulnerable_turn": Fraction(0)}
    return replace(blank_scheme(), points_per_unit=points, **extra).to_json()
