"""The HTTP API under /api/v1: one file a noun, every error an RFC 9457 problem in two languages."""
