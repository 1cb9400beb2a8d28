"""What an archive holds, how it is listed, and which entries of the trail speak of a round."""

from app.archive.rules.manifest import INSIDE, MANIFEST, SCRIPT, manifest
from app.archive.rules.trail import ABOUT, ELSEWHERE, SECRET

__all__ = ["ABOUT", "ELSEWHERE", "INSIDE", "MANIFEST", "SCRIPT", "SECRET", "manifest"]
