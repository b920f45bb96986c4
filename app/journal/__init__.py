"""The journal: who did or read what, when and why, in lines that only grow and that each hold the one before.

`notes.noter` is how any room above says a fact; what a screen forgets to say is said for it (`requetes`).
May import `travaux` and what is below; it knows no table of the fund's but its own.
"""
