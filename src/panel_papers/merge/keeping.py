"""What merges keep beside the papers: how to undo them, and what each paper said before.

    inputs/.merged/march-2024.json

No paper's folder begins with a dot, and nothing of it is published.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from panel_papers.core import InputsError, Place, Problem, sha256
from panel_papers.output import write_copies

_MOST = 20
FOLDER = ".merged"

Files = Mapping[str, tuple[bytes, bytes]]
"""Files by their paths: before and after."""


def bases(folder: Path) -> dict[str, Any]:
    """Return what the paper said before each merge, by the names of the builds."""
    kept = _read(folder).get("builds", {})
    return dict(kept) if isinstance(kept, dict) else {}


def write(folder: Path, files: Files, before: Mapping[str, Any]) -> None:
    """Write the files of a paper, all or none, and keep what is needed to undo that.

    Raises InputsError where a file was changed since it was read, OutputsError where the system
    refuses.
    """
    for path, (old, _) in files.items():
        if (folder / path).read_bytes() != old:
            found = "The file was changed while the merge was under way"
            raise InputsError([_problem("merge-overtaken", folder / path, found, "merge again")])
    kept = _read(folder)
    undo = {
        path: {"before": base64.b64encode(old).decode(), "after": sha256(new)}
        for path, (old, new) in files.items()
    }
    kept["undo"] = [*kept.get("undo", []), undo][-_MOST:]
    known = {**bases(folder), **before}
    kept["builds"] = dict(list(known.items())[-_MOST:])
    _put(folder, {path: new for path, (_, new) in files.items()}, kept)


def undo(folder: Path) -> list[str]:
    """Give the files of the last merge their former content; return their paths.

    Raises InputsError where there is nothing to undo, or a file was changed since.
    """
    kept = _read(folder)
    if not kept.get("undo"):
        found = f"No merge into {folder.name} can be undone"
        hint = "merge a file first"
        raise InputsError([_problem("merge-nothing-to-undo", folder, found, hint)])
    *earlier, last = kept["undo"]
    problems = [
        _problem(
            "merge-undo-overtaken",
            folder / path,
            "The file was changed after the merge, and undoing the merge would lose that",
            "delete the merged changes from the file by hand",
        )
        for path, entry in last.items()
        if not (folder / path).is_file() or sha256((folder / path).read_bytes()) != entry["after"]
    ]
    if problems:
        raise InputsError(problems)
    kept["undo"] = earlier
    _put(folder, {path: base64.b64decode(entry["before"]) for path, entry in last.items()}, kept)
    return sorted(last)


def _put(folder: Path, files: Mapping[str, bytes], kept: Mapping[str, Any]) -> None:
    """Write files and what is kept; where one cannot be written, all are as they were."""
    former = {path: (folder / path).read_bytes() for path in files}
    record = _record(folder)
    data = json.dumps(kept, ensure_ascii=False, indent=1).encode()
    written: list[str] = []
    try:
        for path, new in files.items():
            written.append(path)
            write_copies((folder / path).parent, {Path(path).name: new})
        write_copies(record.parent, {record.name: data})
    except BaseException:
        for path in written:
            (folder / path).write_bytes(former[path])
        raise


def _read(folder: Path) -> dict[str, Any]:
    try:
        kept = json.loads(_record(folder).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return kept if isinstance(kept, dict) else {}


def _record(folder: Path) -> Path:
    return folder.parent / FOLDER / f"{folder.name}.json"


def _problem(code: str, path: Path, found: str, hint: str) -> Problem:
    return Problem(code, Place(path.as_posix()), found, "", hint)
