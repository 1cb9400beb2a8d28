"""A ward's own Word templates: brought in, given up again."""

from app.core.clock import now
from app.core.db import action, db
from app.core.events import announce
from app.papers import vault
from app.papers.events import TemplateChanged
from app.papers.layout.checking import check_template
from app.papers.models import PaperTemplate


@action
def keep_template(ward_id: int, paper: str, file: str, data: bytes, by: int) -> None:
    """From now on this paper is written into the ward's own template; refused where one of its fields is none."""
    check_template(data, file)
    _write(ward_id, paper, by, file, vault.keep(data))


@action
def drop_template(ward_id: int, paper: str, by: int) -> None:
    """Back to our own template."""
    _write(ward_id, paper, by, "", None)


def _write(ward_id: int, paper: str, by: int, name: str, sha256: str | None) -> None:
    row = PaperTemplate(ward_id=ward_id, paper=paper, name=name, sha256=sha256, added_at=now(), added_by=by)
    db.session.add(row)
    db.session.flush()
    after = {"paper": paper, "checksum": sha256}
    announce(TemplateChanged(ward_id=ward_id, subject_id=row.id, by=by, after=after))
