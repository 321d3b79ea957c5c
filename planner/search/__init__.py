"""Looking for a plan: whom the money carries, a plan at once, better ones, and the plain ones beside them."""
