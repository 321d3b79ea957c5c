"""A no in words: who competes for too few places, which rules together say no, and what would help (3.1.1-A6)."""
