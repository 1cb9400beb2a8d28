"""Lines minded round the clock: who is on duty, which hours nobody minds, and what one duty hands to the next."""
