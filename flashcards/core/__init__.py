"""Pure rules: no I/O, no clock, no randomness. Imports the standard library and fsrs only."""
