"""The insured person's screens."""
