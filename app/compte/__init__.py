"""The two accounts a declaration feeds: the employer's contributions, the insured's career."""
