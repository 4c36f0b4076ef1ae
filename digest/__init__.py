"""digest: a news desk in a repository."""

__version__ = "0.1.0"
