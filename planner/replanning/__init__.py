"""What has to change in a published year after something happened: the fewest partnerships, then the fewest days."""
