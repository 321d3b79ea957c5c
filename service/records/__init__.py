"""What a facilitator holds, and what a planned year is: plain frozen records."""
