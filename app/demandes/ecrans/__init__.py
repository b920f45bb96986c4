"""The screens that every service has."""
