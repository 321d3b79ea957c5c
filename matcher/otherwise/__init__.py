"""What else the match could be: the price of every other choice, and other matches beside it (3.1.2, 2.1.4)."""
