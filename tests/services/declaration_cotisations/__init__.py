"""Tests of the declaration of contributions."""
