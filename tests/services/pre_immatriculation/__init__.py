"""Tests of the registration of an employer."""
