"""Alembic's folder: ``env.py`` is run by ``service.store.migrate``, each file of ``versions/`` is one step."""
