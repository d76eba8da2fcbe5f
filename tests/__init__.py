"""Tests read as sentences; what they build their worlds from is in tests.build."""
