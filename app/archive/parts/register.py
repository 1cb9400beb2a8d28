"""The register of certificates, and the very files that were issued."""

from app.archive.pack import Pack
from app.archive.queries.rows import rows_of
from app.papers import vault
from app.papers.models import Certificate, KeptFile, Revocation


def put_register(pack: Pack, head) -> None:
    certificates = rows_of(Certificate, Certificate.round_id == head.id)
    ids = [one["id"] for one in certificates]
    ended = rows_of(Revocation, Revocation.certificate_id.in_(ids))
    files = rows_of(KeptFile, KeptFile.round_id == head.id)
    pack.json(
        "certificates/register.json",
        {"certificates": certificates, "revocations": ended, "files": [_put_file(pack, one) for one in files]},
    )


def _put_file(pack: Pack, kept: dict) -> dict:
    """The row of a kept file with the name under which it lies here; None where the stored file is gone."""
    path = vault.place_of(kept["sha256"])
    name = f"certificates/{kept['id']:06d}-{kept['name']}"
    if path is None:
        return {**kept, "file": None}
    pack.file(name, path)
    return {**kept, "file": name}
