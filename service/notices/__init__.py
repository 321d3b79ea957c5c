"""Telling those who are not looking: reminders by e-mail, calendars that a person follows, signed webhooks."""
