"""Tests of any workbook."""
