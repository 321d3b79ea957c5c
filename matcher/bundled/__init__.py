"""A mentor for each subject: few mentors a mentee, a price on every pair, capacity in places or team-days (2.1.3)."""
