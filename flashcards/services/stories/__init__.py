"""The learner's own stories: written, told, scored, and asked for as a loop would."""
