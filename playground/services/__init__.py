"""Verbs of the practice network."""
