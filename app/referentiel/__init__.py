"""What the fund decides at two: rows in force from a day on, acts that a second person confirms.

May import `travaux` and what is below.
"""
