"""Coming in through HTTP: log-in, second factor, tokens of one's own, and log-in by another provider."""
