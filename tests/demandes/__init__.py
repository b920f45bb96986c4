"""Tests of the life of any request."""
