"""Who may come in, and how they prove it: passwords, second factor, tokens, sessions, grants.

It decides nothing about the record: what an account may do there is ``service/api/record/access.toml``.
"""
