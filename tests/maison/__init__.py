"""Invariants of the whole house: they hold for what is added tomorrow."""
