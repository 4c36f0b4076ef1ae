"""Articles -> stories and editions. No I/O."""
