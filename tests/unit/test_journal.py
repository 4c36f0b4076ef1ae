"""Rows are stored whole or not at all, and nothing that was edited meanwhile is overwritten."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import digest.journal
from digest.errors import StateError
from digest.front_matter import join_content, split_content
from digest.journal import Journal, Row, finish_journals, hash_file

FOLDER = "2026/01/02"


def text(body: str) -> str:
    return join_content('title: "T"\n', body)


def row(name: str, body: str, before: str | None = None) -> Row:
    line = json.dumps({"id": name, "body": body}) + "\n"
    known = hash_file(split_content(text(before))) if before is not None else None
    return Row(id=name, path=f"{FOLDER}/{name}.md", folder=FOLDER, before=known, text=text(body), line=line)


def read(content: Path) -> tuple[dict[str, str], dict[str, str]]:
    """Bodies by file name, and by line."""
    files = {path.stem: split_content(path.read_text()).body for path in (content / FOLDER).glob("*.md")}
    lines = [json.loads(line) for line in (content / FOLDER / "found.jsonl").read_text().splitlines()]
    assert [line["id"] for line in lines] == sorted(line["id"] for line in lines)
    return files, {line["id"]: line["body"] for line in lines}


def store(journal: Journal, content: Path, *rows: Row) -> tuple[int, list[str]]:
    journal.begin("w")
    journal.append(rows)
    journal.seal()
    return journal.carry_over(content)


def test_rows_are_stored_and_other_lines_stay_as_they_are(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "x.journal")
    assert store(journal, tmp_path, row("b", "two"), row("c", "three"))[0] == 3
    found = tmp_path / FOLDER / "found.jsonl"
    found.write_text(found.read_text().replace('{"id": "c"', '{"id":   "c"'))
    store(journal, tmp_path, row("a", "one"), row("b", "two again", before="two"))
    assert read(tmp_path) == ({"a": "one", "b": "two again", "c": "three"},) * 2
    assert '{"id":   "c"' in found.read_text()
    assert not journal.path.exists()


@pytest.mark.parametrize("writes", range(4))
def test_what_was_cut_short_while_storing_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, writes: int
) -> None:
    content, cache = tmp_path / "content", tmp_path / ".cache"
    journal = Journal(cache / "x.journal")
    store(journal, content, row("a", "one"), row("b", "two"))
    real, count = digest.journal.write_text, 0

    def die(path: Path, new: str) -> bool:
        nonlocal count
        if count == writes:
            raise KeyboardInterrupt
        count += 1
        return real(path, new)

    monkeypatch.setattr(digest.journal, "write_text", die)
    rows = row("a", "1", before="one"), row("b", "2", before="two"), row("c", "3")
    with pytest.raises(KeyboardInterrupt):
        store(journal, content, *rows)
    monkeypatch.undo()
    assert finish_journals(cache, content) == []
    assert read(content) == ({"a": "1", "b": "2", "c": "3"},) * 2
    assert list(cache.iterdir()) == []


def test_a_journal_that_was_never_sealed_changes_nothing(tmp_path: Path) -> None:
    content, cache = tmp_path / "content", tmp_path / ".cache"
    journal = Journal(cache / "x.journal")
    store(journal, content, row("a", "one"))
    journal.begin("w")
    journal.append([row("a", "1", before="one")])
    assert finish_journals(cache, content) == []
    assert read(content) == ({"a": "one"},) * 2


def test_what_was_edited_or_deleted_meanwhile_stays(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "x.journal")
    store(journal, tmp_path, row("a", "one"), row("b", "two"), row("c", "three"))
    (tmp_path / FOLDER / "a.md").write_text(text("by hand"))
    (tmp_path / FOLDER / "b.md").unlink()
    rows = row("a", "1", before="one"), row("b", "2", before="two"), row("c", "3", before="three")
    assert store(journal, tmp_path, *rows)[1] == [f"{FOLDER}/a.md", f"{FOLDER}/b.md"]
    assert read(tmp_path) == ({"a": "by hand", "c": "3"}, {"a": "one", "b": "two", "c": "3"})


def test_work_is_resumed_up_to_the_last_whole_row(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "x.journal")
    assert journal.resume("w") == []
    journal.append([row("a", "1"), row("b", "2")])
    whole = journal.path.read_bytes()
    journal.append([row("c", "3")])
    journal.path.write_bytes(journal.path.read_bytes()[:-9])
    assert [one.id for one in journal.resume("w")] == ["a", "b"]
    assert journal.path.read_bytes() == whole
    journal.append([row("b", "2 again")])
    journal.seal()
    journal.carry_over(tmp_path)
    assert read(tmp_path) == ({"a": "1", "b": "2 again"},) * 2


@pytest.mark.parametrize("left", [b"", b"\0\0\xff", b'{"work":"other"}\n{"id":"a"}\n', b"[1]\n", b'{"work":"w"'])
def test_other_work_and_broken_journals_are_begun_anew(tmp_path: Path, left: bytes) -> None:
    journal = Journal(tmp_path / "x.journal")
    journal.path.write_bytes(left)
    assert journal.resume("w") == []
    assert journal.path.read_bytes() == b'{"work":"w"}\n'
    assert not journal.is_sealed()


def test_a_broken_found_jsonl_is_named_and_nothing_is_lost(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "x.journal")
    store(journal, tmp_path, row("a", "one"))
    found = tmp_path / FOLDER / "found.jsonl"
    found.write_text("<<<<<<< HEAD\n")
    with pytest.raises(StateError, match=r"found\.jsonl:1"):
        store(journal, tmp_path, row("a", "1", before="one"))
    assert found.read_text() == "<<<<<<< HEAD\n"
    assert journal.path.exists()
