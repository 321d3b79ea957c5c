"""The record through HTTP: programmes, members, letters, partnerships, their steps, and the journal."""
