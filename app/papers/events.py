"""What happens to papers and certificates. No names, only ids, numbers and checksums."""

from dataclasses import dataclass

from app.core.events import Event


@dataclass(frozen=True, kw_only=True)
class NumbersEntered(Event):
    action = "paper.numbered"


@dataclass(frozen=True, kw_only=True)
class DecisionFrozen(Event):
    """With its number what the decision says is fixed; `after` holds the checksum of that."""

    action = "paper.frozen"


@dataclass(frozen=True, kw_only=True)
class TextsChanged(Event):
    """`after` names the texts that changed, not what they say."""

    action = "paper.texts_changed"


@dataclass(frozen=True, kw_only=True)
class TemplateChanged(Event):
    """A ward's own template was brought in, or (no checksum) given up again."""

    action = "paper.template_changed"


@dataclass(frozen=True, kw_only=True)
class RateAdded(Event):
    action = "paper.rate_added"


@dataclass(frozen=True, kw_only=True)
class CertificatesIssued(Event):
    action = "certificate.issued"


@dataclass(frozen=True, kw_only=True)
class FileKept(Event):
    """A file of certificates was made and is kept under its checksum."""

    action = "certificate.filed"


@dataclass(frozen=True, kw_only=True)
class CertificateReprinted(Event):
    action = "certificate.reprinted"


@dataclass(frozen=True, kw_only=True)
class CertificateRevoked(Event):
    action = "certificate.revoked"


@dataclass(frozen=True, kw_only=True)
class CertificateReplaced(Event):
    """Another one took its place, since the name on it was corrected. The reason stays out: it may hold names."""

    action = "certificate.replaced"


@dataclass(frozen=True, kw_only=True)
class ParticipationStarted(Event):
    """Certificates of participation: registered, and on their way to paper."""

    action = "certificate.participation"
