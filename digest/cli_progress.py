"""Progress as the command line shows it."""

from __future__ import annotations

import sys
from typing import Any

import click


class ShownProgress:
    """Progress on standard error: a bar on a terminal, a line a stage elsewhere."""

    def __init__(self) -> None:
        self._bar: Any = None
        self._task: Any = None
        self._total = 0

    def __enter__(self) -> ShownProgress:
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

            self._bar = Progress(
                TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(),
                console=Console(stderr=True), transient=True,
            )  # fmt: skip
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()

    def start(self, stage: str, total: int) -> None:
        """A stage begins."""
        self._total = total
        if self._bar is not None:
            self._task = self._bar.add_task(stage, total=total or None)
        elif total:
            click.echo(f"{stage}: {total}", err=True)

    def extend(self) -> None:
        """One item more is to be done: a feed named a page."""
        self._total += 1
        if self._bar is not None:
            self._bar.update(self._task, total=self._total)

    def advance(self) -> None:
        """One item more is done."""
        if self._bar is not None:
            self._bar.advance(self._task)
