"""Where the demo's points are, with a landmark, and whom one can call there. The numbers are made up."""

from sqlalchemy import select

from app.campaigns.models import Campaign
from app.core.db import db
from app.places.actions import change_point
from app.places.models import Point

PLACES = {
    "cua-nam-2025": (
        ("Điểm lưu động số 1", "Sân khu tập thể 83 phố Cửa Nam, cạnh vườn hoa Cửa Nam", "0959000101"),
        (
            "Điểm lưu động số 2",
            "Nhà sinh hoạt cộng đồng 12 phố Phan Bội Châu, đối diện trường tiểu học",
            "0959000102",
        ),
        ("Điểm lưu động số 3", "Chợ Ngô Sĩ Liên, cổng phố Ngô Sĩ Liên", "0959000103"),
        ("Điểm lưu động số 4", "Sảnh chính ga Hà Nội, 120 đường Lê Duẩn", "0959000104"),
        ("Điểm lưu động số 5", "Nhà văn hóa 32 phố Lý Thường Kiệt, gần ngã tư Phan Bội Châu", "0959000105"),
        ("Điểm lưu động số 6", "Vườn hoa 45 phố Tràng Thi, trước cổng bệnh viện", "0959000106"),
    ),
    "kien-hung-2025": (
        ("Bộ phận Một cửa", "Trụ sở UBND phường, tầng 1, đường Phúc La, sau bưu điện", "0959000111"),
        ("Nhà văn hóa phường", "Nhà văn hóa, ngõ 9 đường Mậu Lương, cạnh sân bóng", "0959000112"),
        ("Chợ Kiến Hưng", "Cổng chính chợ Kiến Hưng, đường Đa Sĩ", "0959000113"),
    ),
    "ngoc-phung-2024": tuple(
        (f"Nhà văn hóa thôn {n}", f"Nhà văn hóa thôn {n}, {landmark}", f"095900012{n}")
        for n, landmark in enumerate(
            (
                "cạnh trạm y tế xã",
                "trước sân đình",
                "đầu cầu Ngọc Phụng",
                "đối diện trường mầm non",
                "ngã ba đường liên xã",
                "cạnh chợ phiên",
                "sau trụ sở hợp tác xã",
            ),
            1,
        )
    ),
    "vi-thang-2024": (
        ("UBND xã", "Trụ sở UBND xã Vị Thắng, ấp 9, cạnh trạm y tế", "0959000131"),
        ("Chợ 4.0", "Nhà lồng chợ Vị Thắng, bến ghe", "0959000132"),
        ("Điểm Viettel", "Cửa hàng Viettel, ấp 7, đối diện trường trung học cơ sở", "0959000133"),
    ),
}


def tell(campaign: Campaign, by: int) -> None:
    """Give the campaign's points their addresses and numbers."""
    points = {point.name: point for point in db.session.scalars(select(Point).filter_by(ward_id=campaign.ward_id))}
    for name, address, phone in PLACES[campaign.slug]:
        change_point(points[name], name, address, by, phone=phone)
