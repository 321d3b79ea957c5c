"""What records tell: one utility under two names, what people chose, which pilots succeeded."""
