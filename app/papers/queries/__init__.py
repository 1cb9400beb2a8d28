"""Reading what papers are made from, and what was issued."""
