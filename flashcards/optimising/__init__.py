"""Fitting the weights of FSRS to a learner, in a process of its own: the optimiser stops every thread of the one it runs in.

child.py is the side that asks and knows no optimiser; `python -m flashcards.optimising` is the side that answers.
"""

STEPS = 4
"""A fit reads, fits, then judges the present weights and the fitted ones; it says when each begins."""
