"""Tests of the registration of workers."""
