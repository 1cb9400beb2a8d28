"""Cover: where people are missing, who could help out, and asking them."""
