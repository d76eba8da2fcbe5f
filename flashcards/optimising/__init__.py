"""Fitting the weights of FSRS to a review log, in a process of its own: the Rust optimiser stops the interpreter meanwhile."""
