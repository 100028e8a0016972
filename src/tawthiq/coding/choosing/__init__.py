"""Choosing: what belongs to an act, weighed over all that the report names around it."""
