"""After a match is published: a letter that comes late, a mentor that declines, places worth keeping (3.1.2)."""
