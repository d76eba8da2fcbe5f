"""The language of searches: text to tree, with the column of every mistake."""
