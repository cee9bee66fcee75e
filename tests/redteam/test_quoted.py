"""What a restricted appendix says is found wherever the public inputs say it, at its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from panel_papers.build.check import check_paper

from . import still_open, ways_quoted
from .attack import HEAD, TEXTS, errors_of, write_paper
from .reader import holds, words_in

RESTRICTED = (
    "  - {title: What is exempt, file: appendices/exempt.docx, restricted: {paragraph: 3, "
    "reason: It would harm the council in the next tender., public_title: Further matters}}\n"
)


def errors(
    folder: Path, files: dict[str, str | bytes], entries: str
) -> set[tuple[str, int | None]]:
    """Return the places of all errors: the file's name and the line."""
    settings = write_paper(folder, [], files, HEAD)
    yaml = folder / "inputs" / "depots" / "paper.yaml"
    yaml.write_text(f"{HEAD}appendices:\n{entries}{RESTRICTED}", encoding="utf-8")
    problems = errors_of(lambda: check_paper("depots", settings))
    return {(Path(p.place.file).name, p.place.line) for p in problems}


@pytest.mark.slow
def test_what_a_section_repeats_is_found_at_its_line(tmp_path: Path):
    quotations = ways_quoted.LINES
    exempt = ways_quoted.restricted_docx(quotations)
    said = words_in("", exempt)
    assert all(holds(said, each.kept) for each in quotations)
    files: dict[str, str | bytes] = {"appendices/exempt.docx": exempt}
    text, lines = TEXTS["context.md"], {}
    assert isinstance(text, str)
    for each in quotations:
        lines[each.name] = range(
            text.count("\n") + 2, text.count("\n") + 3 + each.typed.count("\n")
        )
        text += f"\n{each.typed}\n"
    assert errors(tmp_path / "clean", files, "") == set()
    found = errors(tmp_path / "quoted", {**files, "context.md": text}, "")
    places = {line for file, line in found if file == "context.md"}
    missed = {name for name, where in lines.items() if not places & set(where)}
    assert missed == still_open.LINES.keys()


@pytest.mark.slow
def test_what_another_public_file_repeats_is_found_in_that_file(tmp_path: Path):
    quotations = ways_quoted.FILE_QUOTATIONS
    files: dict[str, str | bytes] = {
        "appendices/exempt.docx": ways_quoted.restricted_docx(quotations)
    }
    entries, names = "", {}
    for number, each in enumerate(quotations, 1):
        ending, make = ways_quoted.FILES[each.name]
        name = names[each.name] = f"other{number}.{ending}"
        files[f"appendices/{name}"] = make(each.secret if ending in ("csv", "xlsx") else each.typed)
        alt = f", alt: “{each.typed}”" if ending == "png" else ""
        entries += f"  - {{title: Plan {number}, file: appendices/{name}{alt}}}\n"
    found = {file for file, _ in errors(tmp_path, files, entries)}
    wrong = [n for n, file in names.items() if not {file, "paper.yaml"} & found]
    assert wrong == []
