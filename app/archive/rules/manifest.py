"""What lies in an archive, and how it is listed: the format that `sha256sum --check` reads."""

from collections.abc import Iterable
from pathlib import Path

INSIDE = Path(__file__).resolve().parent.parent / "inside"
SCRIPT = INSIDE / "recompute.py"
MANIFEST = "MANIFEST"


def manifest(sums: Iterable[tuple[str, str]]) -> str:
    """Lines "SHA-256  name", by name."""
    return "".join(f"{sha256}  {name}\n" for name, sha256 in sorted(sums))
