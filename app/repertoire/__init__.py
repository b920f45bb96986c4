"""Whom the fund knows: employers, insured people, families, divisions; the parameters of the law."""
