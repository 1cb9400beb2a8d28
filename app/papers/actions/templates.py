"""A ward's own Word templates: brought in, given up again."""

from app.core.clock import now
from app.core.db import action, db
from app.core.events import announce
from app.core.isolated import MB, Limits, OutOfMemory, TookTooLong, run
from app.core.reasons import Refused
from app.papers import vault
from app.papers.events import TemplateChanged
from app.papers.layout.checking import MAX_UNPACKED
from app.papers.models import PaperTemplate
from app.papers.rules.answers import TemplateCode

LIMITS = Limits(seconds=15, memory=256 * MB)


def keep_template(ward_id: int, paper: str, file: str, data: bytes, by: int) -> None:
    """From now on this paper is written into the ward's own template; refused where one of its fields is none."""
    _check(data, file)
    _keep(ward_id, paper, file, vault.keep(data), by)


def _check(data: bytes, file: str) -> None:
    """In a process of its own: what somebody sends may be made to grow, or to take for ever."""
    try:
        run("app.papers.layout.checking:check_template", data, file, limits=LIMITS, raises=(Refused,))
    except TookTooLong as error:
        raise Refused(TemplateCode.TOO_SLOW, file=file) from error
    except OutOfMemory as error:
        raise Refused(TemplateCode.TOO_LARGE, file=file, limit=f"{MAX_UNPACKED // MB} MB") from error


@action
def _keep(ward_id: int, paper: str, file: str, sha256: str, by: int) -> None:
    _write(ward_id, paper, by, file, sha256)


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
