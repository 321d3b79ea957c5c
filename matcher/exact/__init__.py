"""Exact allocation on plain arrays of whole numbers: no book, no words, nothing that a checker would have to trust."""
