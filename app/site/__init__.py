"""The public site: what any visitor reads, kept by the fund's own staff."""
