"""What is done with a decision: made once, and a single award revoked."""

from .decide import Against, decide
from .revoke import end_awards, revoke_award

__all__ = ["Against", "decide", "end_awards", "revoke_award"]
