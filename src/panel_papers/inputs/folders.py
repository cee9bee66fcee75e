"""The folders that papers are in, one for each paper, by their names."""

from __future__ import annotations

import os
from pathlib import Path

from panel_papers.core import InputsError, Place, Problem, did_you_mean
from panel_papers.inputs.names import fault_in_name, printable


def all_papers(inputs: Path) -> list[str]:
    """Return the names of all papers, sorted; raises InputsError where `inputs` is no folder."""
    if not inputs.is_dir():
        raise _no_inputs(inputs)
    return sorted(
        entry.name for entry in inputs.iterdir() if entry.is_dir() and entry.name[0] not in "._~"
    )


def paper_folder(inputs: Path, name: str) -> Path:
    """Return the folder of the paper “march-2024”, also typed with Tab as “inputs/march-2024/”.

    Raises InputsError where there is no such folder, or no `paper.yaml` in it.
    """
    plain = _last_part(inputs, name)
    place = Place(printable((inputs / plain).as_posix()))
    fault = fault_in_name(plain)
    if plain.startswith(".") or fault:
        found = fault or f"The name “{plain}” begins with a dot"
        wanted = "the name of a folder in " + printable(inputs.as_posix())
        hint = "type the name of a folder that is there, such as make-paper march-2024"
        raise InputsError([Problem("bad-paper-name", Place(printable(name)), found, wanted, hint)])
    papers = all_papers(inputs)
    # the spelling on the disk counts, so that a name means the same on every platform
    if plain not in papers:
        known = [printable(paper) for paper in papers]
        likely = did_you_mean(printable(plain), known) or did_you_mean(plain.lower(), known)
        if not likely:
            few = "there are: " + ", ".join(known[:10]) if known else "there are no papers yet"
            likely = f"{few}; to start a new one, type “panel-papers new {printable(plain)}”"
        found = f"There is no folder “{printable(plain)}” in {printable(inputs.as_posix())}"
        raise InputsError([Problem("no-such-paper", place, found, "", likely)])
    folder = inputs / plain
    if "paper.yaml" not in os.listdir(folder):  # noqa: PTH208  # names, no paths
        names = sorted(printable(path) for path in os.listdir(folder))  # noqa: PTH208  # as above
        near = next((name for name in names if did_you_mean("paper.yaml", [name.lower()])), None)
        start = f"rename “{near}” to “paper.yaml”"
        if near is None:
            start = "copy the file paper.yaml of another paper into this folder, and change it"
        found = f"There is no “paper.yaml” in {place.file}"
        wanted = "the file paper.yaml, which holds the paper’s title and date"
        raise InputsError([Problem("no-paper-yaml", place, found, wanted, start)])
    return folder


def _last_part(inputs: Path, name: str) -> str:
    """Return the paper's own name from a path that leads to it through the inputs folder."""
    typed = name.replace("\\", "/")
    head, _, last = typed.rstrip("/").rpartition("/")
    if not head and not typed.startswith("/"):
        return last
    if last and (Path(head) == inputs or head == inputs.name or _same(Path(head or "/"), inputs)):
        return last
    found = f"“{printable(name)}” is not a folder of the papers here"
    wanted = "the name of a folder in " + printable(inputs.as_posix())
    hint = (
        f"write “{printable(last)}”; to use another folder of papers, add “--inputs FOLDER” "
        "to the command"
    )
    raise InputsError([Problem("bad-paper-name", Place(printable(name)), found, wanted, hint)])


def _same(one: Path, other: Path) -> bool:
    try:
        return one.resolve() == other.resolve()
    except (OSError, RuntimeError, ValueError):
        return False


def _no_inputs(inputs: Path) -> InputsError:
    place = Place(printable(inputs.as_posix()))
    found, wanted = f"There is no folder “{place.file}”", "the folder that holds the papers"
    hint = (
        "go to the folder that holds “inputs” and “templates” (type “cd” and its path), and "
        "run the command again; or add “--inputs FOLDER” to it"
    )
    return InputsError([Problem("no-inputs-folder", place, found, wanted, hint)])
