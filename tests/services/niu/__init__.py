"""The national number: attached, compared, counted."""
