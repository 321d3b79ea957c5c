"""How far a plan can be trusted: float of every step, the chance of being on time, and its quality (2.6, 2.7)."""
