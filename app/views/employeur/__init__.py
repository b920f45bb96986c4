"""The employer's screens."""
