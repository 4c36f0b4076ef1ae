"""`python -m digest` and the `digest` command."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line. `--version` is answered before anything else is imported."""
    if sys.argv[1:] == ["--version"]:
        from digest import __version__

        sys.stdout.write(f"digest {__version__}\n")
        return
    from digest.cli import run

    run()


if __name__ == "__main__":
    main()
