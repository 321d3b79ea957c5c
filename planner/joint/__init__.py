"""Who enters: candidates and their alternatives compete for money, mentors and the calendar at once (2.2, 2.6, 4.2)."""
