"""Sealing: the ward's trail notes the checksum of the whole archive."""

from app.archive.events import ArchiveSealed
from app.archive.models import Archive
from app.core.clock import now
from app.core.db import action, db
from app.core.events import announce


@action
def seal(head, sha256: str, size: int, by: int) -> Archive:
    """Write down that the archive of this round, as it is now, has this checksum."""
    row = Archive(ward_id=head.ward_id, round_id=head.id, sha256=sha256, size=size, made_at=now(), made_by=by)
    db.session.add(row)
    db.session.flush()
    announce(ArchiveSealed(ward_id=head.ward_id, subject_id=head.id, by=by, after={"checksum": sha256}))
    return row
