"""Who did what and what may happen next: the command line, the walks, the papers, the pages.

The service decides nothing that a solver should decide; it hands an intake to the matcher and the
planner, refuses an answer that their checkers refuse, and shows the rest to people.
"""
