"""What the National Board could decide otherwise: one rule or ceiling over many values, each point exact (4.2)."""
