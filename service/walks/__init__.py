"""One file per story: from an intake to an answer that both checkers accept, and to its files."""
