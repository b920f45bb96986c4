"""Tests of the quitus."""
