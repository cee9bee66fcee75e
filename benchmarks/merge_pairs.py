"""Two reviewers of one document, for `merges.py --pairs`: merged together, or shown as a conflict.

Three judges say what the two files come to, and none of them has a part in merging. Two make the
edits of one reviewer once more in the file of the other, as mammoth reads it. The third is
`git merge-file`, word by word. A merge is exact where one of them expects what it made, wrong
where none does, and “undecided” where none has an opinion: those are for a person to look at.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Mapping, Sequence
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING

from tests.merge.edits import NothingHereError, Step, again
from tests.merge.judge import said

from panel_papers.core import InputsError
from panel_papers.merge.copies import copied, put
from panel_papers.merge.one_file import Merging

if TYPE_CHECKING:
    from merges import Paper

CONFLICTS = ("merge-conflict-with-inputs",)
Read = list[tuple[str, tuple[tuple[object, ...], ...]]]
"""What mammoth reads: paragraphs, each its kind and its stretches."""


def merged_pair(
    paper: Paper, files: Sequence[bytes], scratch: Path, *, again: bool = False
) -> tuple[str, list[str], bytes, dict[str, bytes]]:
    """Merge two files, one after the other; return the result, the document and the inputs.

    With `again`, the first file is merged once more: nothing of it may be typed a second time.
    """
    known: dict[str, object] = {}
    changed: dict[str, bytes] = {}
    made = b""
    with copied(paper.folder) as copy:
        for number, data in enumerate([*files, files[0]] if again else files):
            file = scratch / f"reviewer-{number}.docx"
            file.write_bytes(data)
            merging = Merging(copy, file, paper.settings, known, same_inputs=False)
            try:
                _, new = merging.merged()
            except InputsError as error:
                why = [f"{each.code}: {each.found}" for each in error.problems]
                if not number:
                    return "one alone refused", why, b"", {}
                if number == len(files):
                    return "refused again", why, b"", {}
                conflict = any(each.startswith(CONFLICTS) for each in why)
                return ("conflict" if conflict else "refused"), why, b"", {}
            if new and number == len(files):
                return "wrong", [_typed_again(new)], b"", {}
            known |= merging.base
            put(copy, new)
            changed |= {path: after for path, (_, after) in new.items()}
            made = merging.made
    return "merged", [], made, changed


def _typed_again(files: Mapping[str, tuple[bytes, bytes]]) -> str:
    """Return the lines that a second merge of the same file has changed."""
    return "\n".join(
        line
        for path, (old, new) in files.items()
        for line in unified_diff(old.decode().split("\n"), new.decode().split("\n"), path, n=0)
    )


def judged(
    base: bytes, files: Sequence[bytes], steps: Sequence[Sequence[Step]], made: bytes
) -> tuple[str, list[str]]:
    """Say whether the document that two merges made is what one of the judges expects."""
    ours = words_of(said(made))
    expected = []
    for file, other in ((files[0], steps[1]), (files[1], steps[0])):
        try:
            expected.append(words_of(said(again(file, other))))
        except NothingHereError:
            continue
    by_git = git_merged(*(words_of(said(each)) for each in (files[0], base, files[1])))
    expected += [] if by_git is None else [by_git]
    if ours in expected:
        return "exact", []
    shown = [difference(each, ours) for each in expected]
    return ("wrong" if expected else "undecided"), shown


def words_of(read: Read) -> list[str]:
    """Return a document word by word; rows of tables are not numbered."""
    return list(_words(read))


def _words(read: Read) -> Iterator[str]:
    for kind, stretches in read:
        yield f"¶ {kind.rpartition(', ')[2]}"
        for text, *look in stretches:
            for word in str(text).replace("\n", " ⏎ ").split(" "):
                yield f"{word} {look}"


def git_merged(ours: list[str], base: list[str], theirs: list[str]) -> list[str] | None:
    """Return what git makes of three versions; None where it finds a conflict."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / name for name in ("ours", "base", "theirs")]
        for path, lines in zip(paths, (ours, base, theirs), strict=True):
            path.write_text("".join(f"{each}\n" for each in lines), encoding="utf-8")
        command = ["git", "merge-file", "-p", *map(str, paths)]
        came = subprocess.run(command, capture_output=True, check=False)
    return came.stdout.decode().split("\n")[:-1] if came.returncode == 0 else None


def difference(expected: list[str], ours: list[str]) -> str:
    """Return the first words in which two documents differ."""
    both = min(len(expected), len(ours))
    at = next((n for n in range(both) if expected[n] != ours[n]), both)
    one, other = (each[max(0, at - 4) : at + 6] for each in (expected, ours))
    return f"expected {one!r}\n    ours     {other!r}"
