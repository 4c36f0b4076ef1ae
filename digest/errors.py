"""The one exception tree. The command line maps it to exit codes; the pipeline to quarantine."""

from __future__ import annotations


class DigestError(Exception):
    """Anything this program says of its own accord. `str()` is fit to be shown to a person."""


class ConfigError(DigestError):
    """The configuration cannot be used: exit status 2, before any work.

    `problems` holds one message a problem, each with file, line, key path, what was found and what is allowed.
    """

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class InputError(DigestError):
    """One input cannot be used: it is quarantined with `code` and reason, and the run goes on."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


class FetchError(InputError):
    """A source or file could not be read."""


class FeedError(InputError):
    """A feed, or one entry of it, could not be read."""


class ExtractError(InputError):
    """No article could be made of a document."""


class ContentError(InputError):
    """A file under `content/` is broken."""


class RenderError(DigestError):
    """The site could not be built: exit status 1; the old site stands."""


class StateError(DigestError):
    """What is on disk does not allow the run: exit status 1."""
