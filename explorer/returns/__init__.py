"""Bringing in what agencies send."""
