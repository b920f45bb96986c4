"""Tests of what is done after the commit."""
