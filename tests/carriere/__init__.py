"""Tests of the individual account."""
