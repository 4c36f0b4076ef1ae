"""What is remembered of texts: the same answers with it, without it, and with what is left of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from digest.pipeline.lessons import Lessons


class Asked:
    """Computes, and counts how often it had to."""

    def __init__(self) -> None:
        self.times = 0

    def answer(self, path: Path | None, *texts: str) -> list[Any]:
        with Lessons(path) as lessons:
            return [lessons.recall(("shout", text), lambda text=text: self.shout(text)) for text in texts]  # type: ignore[misc]

    def shout(self, text: str) -> dict[str, int]:
        self.times += 1
        return {text.upper(): len(text), "a\n": 1}


def test_an_answer_is_computed_once(tmp_path: Path) -> None:
    asked, path = Asked(), tmp_path / "cache" / "lessons.jsonl"
    texts = ["harbour", "Hafen", "港", "\ud800", "a\nb", ""]
    first = asked.answer(path, *texts)
    assert asked.answer(path, *reversed(texts)) == first[::-1]
    assert asked.times == len(texts)
    assert asked.answer(path, "harbour", "quay", "quay")[0] == first[0]
    assert asked.times == len(texts) + 1


def test_without_a_file_all_is_computed() -> None:
    asked = Asked()
    assert asked.answer(None, "a", "a") == [{"A": 1, "a\n": 1}] * 2
    assert asked.times == 2


@pytest.mark.parametrize("cut", [0, 1, 40, 100, 190, 215, -1])
def test_a_file_that_was_cut_short_costs_time_only(tmp_path: Path, cut: int) -> None:
    asked, path = Asked(), tmp_path / "lessons.jsonl"
    first = asked.answer(path, "harbour", "quay")
    path.write_bytes(path.read_bytes()[:cut])
    assert asked.answer(path, "harbour", "quay") == first
    computed = asked.times
    assert asked.answer(path, "harbour", "quay") == first
    assert asked.times == computed


def test_of_another_state_of_the_program_nothing_is_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked, path = Asked(), tmp_path / "lessons.jsonl"
    asked.answer(path, "harbour")
    monkeypatch.setattr("digest.pipeline.lessons.hash_code", lambda: "another")
    asked.answer(path, "harbour")
    assert asked.times == 2
    assert path.read_bytes().count(b"\n") == 2


def test_a_damaged_line_is_computed_again(tmp_path: Path) -> None:
    asked, path = Asked(), tmp_path / "lessons.jsonl"
    first = asked.answer(path, "harbour", "quay")
    path.write_bytes(path.read_bytes().replace(b"HARBOUR", b'HARB"""R'))
    assert asked.answer(path, "harbour", "quay") == first


def test_what_is_asked_for_no_more_is_dropped(tmp_path: Path) -> None:
    asked, path = Asked(), tmp_path / "lessons.jsonl"
    asked.answer(path, *map(str, range(20)))
    asked.answer(path, "3", "4")
    assert path.read_bytes().count(b"\n") == 3
    asked.answer(path, "3", "4")
    assert asked.times == 20
