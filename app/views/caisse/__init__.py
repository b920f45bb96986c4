"""The screens of the fund's own staff."""
