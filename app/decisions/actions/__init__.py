"""What is done with a decision: made once, and a single award revoked."""

from .decide import Against, decide
from .revoke import revoke_award

__all__ = ["Against", "decide", "revoke_award"]
