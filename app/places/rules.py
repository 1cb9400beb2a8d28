"""Where a point is, in plain values."""

from urllib.parse import urlencode

# The kind of point that is minded, not visited (``models.LINE``).
LINE = "line"
MAP = "https://www.google.com/maps/search/"


def location(row) -> str:
    """A place as maps find it, from a row with point, point_kind, address, ward and province; of a line that is
    minded only its address, "" for none."""
    if row.point_kind == LINE:
        return row.address
    return ", ".join(part for part in (row.point, row.address, row.ward, row.province) if part)


def map_address(row) -> str:
    """A page that shows the place on a map and the way there, "" for a line. Nothing is told about who asks."""
    return "" if row.point_kind == LINE else f"{MAP}?{urlencode({'api': 1, 'query': location(row)})}"
