"""Whoever is on the list checks how they will be printed, declines, and says who comes to the ceremony."""
