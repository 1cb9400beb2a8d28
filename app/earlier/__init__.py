"""Awards of earlier years: of the site's own decisions, and those that the ward enters."""
