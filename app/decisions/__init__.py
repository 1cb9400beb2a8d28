"""The leader's decision on what the council proposes, and the end of a single award afterwards."""
