"""The rows of which an archive is made, a thousand at a time where there may be many."""
