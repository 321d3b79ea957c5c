"""Rupiah on their own: lines with one payer, the board's decision, subsidies, sums; no calendar is known here."""
