"""How papers become files: one description of each, drawn as PDF and as a Word template."""
