"""No in words: which named rules together leave no day, the cheapest repairs, and the edge of the year (2.6)."""
