"""What a plan costs and who pays it: journeys, charges and lines of dated events, and their recount (4.1, 4.2)."""
