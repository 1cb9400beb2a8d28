"""The ward's people: list, one person, roles, invitations."""
