"""The tables of the public site."""
