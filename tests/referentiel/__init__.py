"""Tests of the register and the law's parameters."""
