"""The screens of the declaration."""
