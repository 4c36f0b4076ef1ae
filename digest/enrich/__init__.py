"""Topics, actors and quotes of an article. No I/O."""
