"""A filled-in starter for a new paper, which builds as it is."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from panel_papers.core import (
    MONTHS,
    Body,
    InputsError,
    Place,
    Problem,
    in_words,
    is_paper_name,
    suggested_paper_name,
)
from panel_papers.inputs.sections import DEFAULT_SECTIONS, sections_of
from panel_papers.law import bank_holiday

SCHEMAS = ".schemas"  # in the folder of all papers; a name with a dot is no paper's
_PAPER_SCHEMA = "paper.schema.json"
_THURSDAY = 3


def write_starter(
    inputs: Path, name: str, meeting: date | None = None, body: Body | None = None
) -> list[Path]:
    """Write a starter for the paper `name` under `inputs`; return its files, sorted.

    For a `body`, it has the sections and implications of that body's profile.

    Without `meeting`, a name such as “june-2024” means the first Thursday of that month that is
    no bank holiday. The folder appears with all its files or not at all. Beside it, in `.schemas`,
    are the JSON Schemas by which an editor completes and underlines its YAML files.

    Raises InputsError, with nothing touched, if the name will not do, the folder exists, the
    meeting's date is neither given nor in the name, or the disk refuses.
    """
    problems = [*_name_faults(inputs, name), *_folder_faults(inputs, name)]
    meeting = meeting or _first_thursday(name)
    if meeting is None and is_paper_name(name):
        problems.append(_no_date(inputs, name))
    if problems or meeting is None:
        raise InputsError(problems)
    words = {"NAME": name, "DATE": meeting.isoformat(), "DATE_IN_WORDS": in_words(meeting)}
    words |= _words_for(body)
    # Hidden until it is complete; the name is no paper's, so that `--all` passes it over.
    unfinished = inputs / f".{name}.starter"
    try:
        shutil.rmtree(unfinished, ignore_errors=True)  # of a run that was killed
        written = [
            _write(unfinished / path, _filled(source.read_text(encoding="utf-8"), words))
            for path, source in _starter_files(files(__package__) / "starter_paper")
        ]
        written += _further_sections(unfinished, body)
        _write_schemas(inputs, body)
        unfinished.rename(inputs / name)
    except OSError as fault:
        raise InputsError([_refused(inputs, name, fault)]) from fault
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return sorted(inputs / name / path.relative_to(unfinished) for path in written)


def _words_for(body: Body | None) -> dict[str, str]:
    """Return what the starter says of the body: the sample panel's words, or the profile's."""
    if body is None:
        return {
            "BODY": "",
            "REPORT_TO": "Police, Fire and Crime Panel",
            "AUTHOR": "Police, Fire and Crime Commissioner",
            "DIVISIONS": "All divisions",
            "MEETING": "Panel",
            "USUAL": "This is the usual list; without it you get the same.",
            "SECTIONS": ", ".join(DEFAULT_SECTIONS),
            "COVER": "",
            "FIELDS": "",
            "SCHEMA": _PAPER_SCHEMA,
        }
    return {
        "BODY": f"# Its profile is templates/bodies/{body.key}.yaml: notice, labels, sections.\n"
        f"body: {body.key}\n",
        "REPORT_TO": "Sample Committee",
        "AUTHOR": "Sample Directorate",
        "DIVISIONS": "All",
        "MEETING": "Committee",
        "USUAL": f"These are the sections that {body.name} asks for.",
        "SECTIONS": ", ".join(sections_of(body)),
        "COVER": _cover(body),
        "FIELDS": _fields(body),
        "SCHEMA": f"paper-{body.key}.schema.json" if body.fields else _PAPER_SCHEMA,
    }


def _cover(body: Body) -> str:
    """Return the lines of paper.yaml that fill in the rows which the body adds to the cover."""
    if not body.cover:
        return ""
    rows = "".join(f"  {each.name}: {each.default or 'Sample'}\n" for each in body.cover)
    return (
        f"# Further rows of the cover sheet, as {body.name} has them. Delete one that this paper\n"
        f"# does not need.\ncover:\n{rows}\n"
    )


def _fields(body: Body) -> str:
    """Return the lines of paper.yaml that fill in the body's own fields, with what each means."""
    if not body.fields:
        return ""
    lines = "".join(
        f"  # {each.meaning}\n  {each.name}: {_quoted(each.example or each.default or 'Sample')}\n"
        for each in body.fields
    )
    return f"# What {body.name} asks for beside the usual.\nfields:\n{lines}\n"


def _quoted(text: str) -> str:
    """Return a text as YAML that is read as that text."""
    return json.dumps(text, ensure_ascii=False)


def _further_sections(folder: Path, body: Body | None) -> list[Path]:
    """Write the sections of a body that the sample paper does not have; return their files."""
    written = []
    for section in sections_of(body) if body else ():
        path = folder / f"{section}.md"
        if not path.exists():
            subject = section.replace("-", " ")
            text = (
                "None, as this sample report is for noting only.\n"
                if body and section in body.implications
                else f"This sample section is about {subject}. Replace it with your own text.\n"
            )
            written.append(_write(path, text))
    return written


def _write_schemas(inputs: Path, body: Body | None) -> None:
    """Write the JSON Schemas that the starter's first lines name, so that editors work offline."""
    schemas = {n: s.read_bytes() for n, s in _starter_files(files(__package__) / "schemas")}
    if body and body.fields:
        schemas[f"paper-{body.key}.schema.json"] = _own_schema(schemas[_PAPER_SCHEMA], body)
    for name, data in schemas.items():
        path = inputs / SCHEMAS / name
        if not path.is_file() or path.read_bytes() != data:
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(data)


def _own_schema(paper: bytes, body: Body) -> bytes:
    """Return the schema of paper.yaml with the body's own fields, their meanings and examples."""
    schema = json.loads(paper)
    known = schema["properties"]["fields"]
    value = known.pop("additionalProperties", {})
    known["properties"] = {
        each.name: {
            **(value if isinstance(value, dict) else {}),
            "description": each.meaning,
            **({"examples": [each.example]} if each.example else {}),
        }
        for each in body.fields
    }
    known["additionalProperties"] = False
    needed = [each.name for each in body.fields if each.required and each.default is None]
    if needed:
        known["required"] = needed
        schema["required"] = [*schema.get("required", []), "fields"]
    return (json.dumps(schema, ensure_ascii=False, indent=2) + "\n").encode()


def _name_faults(inputs: Path, name: str) -> Iterator[Problem]:
    if is_paper_name(name):
        return
    better = suggested_paper_name(name)
    yield Problem(
        code="paper-name",
        place=Place((inputs / name).as_posix()),
        found=f"“{name}” cannot be the name of a paper",
        wanted="small letters, digits and hyphens, at most 60, and no name that Windows keeps "
        "for itself",
        hint=f"try: panel-papers new {better}" if better else "try: panel-papers new june-2024",
    )


def _folder_faults(inputs: Path, name: str) -> Iterator[Problem]:
    if is_paper_name(name) and os.path.lexists(inputs / name):
        yield Problem(
            code="paper-exists",
            place=Place((inputs / name).as_posix()),
            found=f"A paper, folder or file named “{name}” exists already",
            wanted="",
            hint="choose another name, or move the old folder away",
        )


def _no_date(inputs: Path, name: str) -> Problem:
    return Problem(
        code="meeting-date-needed",
        place=Place((inputs / name).as_posix()),
        found=f"The name “{name}” does not say when the meeting is",
        wanted="a name such as june-2024, or the date of the meeting",
        hint=f"add the date: panel-papers new {name} --date 2024-06-06",
    )


def _refused(inputs: Path, name: str, fault: OSError) -> Problem:
    return Problem(
        code="starter-not-written",
        place=Place((inputs / name).as_posix()),
        found=f"The new paper could not be written: {fault.strerror or fault}",
        wanted="a folder that you may write in",
        hint=f"ask IT to let you write into “{inputs.as_posix()}”, or run the command in a "
        "folder of your own",
    )


def _first_thursday(name: str) -> date | None:
    """Return the day that a name such as “june-2024” or “june-2024-supplement” stands for."""
    months = "|".join(month.casefold() for month in MONTHS)
    said = re.match(rf"({months})-(\d{{4}})(?:-|$)", name)
    if said is None or not 1900 <= int(said[2]) <= 2199:
        return None
    month = [month.casefold() for month in MONTHS].index(said[1]) + 1
    day = date(int(said[2]), month, 1)
    while day.weekday() != _THURSDAY or bank_holiday(day):
        day += timedelta(days=1)
    return day


def _starter_files(folder: Traversable, above: str = "") -> Iterator[tuple[str, Traversable]]:
    """Yield each file of the starter with its path; they may be in a folder or in a zip."""
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        if item.is_dir():
            yield from _starter_files(item, f"{above}{item.name}/")
        else:
            yield f"{above}{item.name}", item


def _filled(text: str, words: dict[str, str]) -> str:
    """Return the text with each `{{WORD}}` replaced; one that we do not know is our own mistake."""
    return re.sub(r"\{\{([A-Z_]+)\}\}", lambda mark: words[mark[1]], text)


def _write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    return path
