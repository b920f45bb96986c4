"""Tests of the waiver."""
