"""Accounts: signing in, signing up, who acts for whom, one's own data."""
