"""Rules of the council's session: who may do what, and how votes become a result."""
