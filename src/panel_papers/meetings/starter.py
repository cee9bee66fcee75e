"""A filled-in meeting.yaml for a new meeting, with the items that most agendas have."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from importlib.resources import files
from pathlib import Path

from panel_papers.core import Body, InputsError, Place, Problem, is_paper_name
from panel_papers.inputs import EXCLUSION, PaperHead, all_papers, paper_head
from panel_papers.meetings.folders import MEETING_YAML
from panel_papers.meetings.isolated import in_child

_SCHEMA = "meeting.schema.json"
_USUAL = ("apologies", "interests", "next-meeting")
"""The standing items of a body whose profile says none."""
_LAST = "next-meeting"
"""The one that comes behind the papers."""


def write_meeting(
    meetings: Path, name: str, meeting: date, body: Body, papers: Sequence[PaperHead] = ()
) -> list[Path]:
    """Write meeting.yaml for the meeting `name` of a body; return the files, sorted.

    `papers` are those of the inputs that are for this meeting; where one has a restricted appendix,
    the resolution to exclude the public is among the items. Beside all meetings, in `.schemas`,
    is the JSON Schema by which an editor completes the file. Raises InputsError, with nothing
    touched, if the name will not do, the folder exists, or the disk refuses.
    """
    folder = meetings / name
    if not is_paper_name(name):
        raise _refused(
            "bad-meeting-name",
            folder,
            f"The name “{name}” cannot be used for a folder",
            "use small letters, digits and hyphens, such as may-2027",
        )
    if folder.exists():
        raise _refused(
            "meeting-exists",
            folder,
            f"A meeting, folder or file named “{name}” exists already",
            "choose another name, or move the old folder away",
        )
    standing = body.standing_items or _USUAL
    withheld = any(each.withheld for each in papers)
    items = [
        *(f"- standing: {each}" for each in standing if each != _LAST),
        *(
            ["# Is a paper exempt as a whole? Then it is “part_2”, below “standing: exclusion”."]
            if papers
            else []
        ),
        *(f"- paper: {each.name}" for each in papers),
        *([f"- standing: {EXCLUSION}"] if withheld and EXCLUSION not in standing else []),
        *(f"- standing: {each}" for each in standing if each == _LAST),
    ]
    text = _TEXT.format(
        schema=_SCHEMA,
        body=body.key,
        name=body.name,
        date=meeting.isoformat(),
        items="\n".join(f"  {each}" for each in items),
    )
    try:
        schema = meetings / ".schemas" / _SCHEMA
        schema.parent.mkdir(parents=True, exist_ok=True)
        schema.write_bytes((files("panel_papers.inputs") / "schemas" / _SCHEMA).read_bytes())
        folder.mkdir()
        path = folder / MEETING_YAML
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise _refused(
            "meeting-not-written",
            folder,
            f"The new meeting could not be written: {error.strerror or error}",
            f"ask IT to let you write into “{meetings.as_posix()}”, or run the command in a "
            "folder of your own",
        ) from error
    return sorted([schema, path])


def papers_for(inputs: Path, day: date, body: str) -> list[PaperHead]:
    """Return the heads of the papers that say they are for a day, and for no other body."""
    if not inputs.is_dir():
        return []
    return in_child(partial(_papers_for, inputs, day, body), inputs.name)


def _papers_for(inputs: Path, day: date, body: str, _name: str) -> list[PaperHead]:
    found = []
    for name in all_papers(inputs):
        head = paper_head(inputs / name)
        if head is not None and head.date == day and head.body in (None, body):
            found.append(head)
    return found


_TEXT = """# yaml-language-server: $schema=../.schemas/{schema}
# A meeting of {name}. Its guide is docs/meetings.md.
body: {body}
date: {date}
time: "10:00"
venue:
  name: Council Chamber
  address: 1 Sample Street, Exampleton
# All of it is published: use offices where you can. “members: members.csv” takes them from a file
# with the columns name and role, in this folder or beside the folders of all meetings.
members:
  - {{name: Sample member, role: Chair}}
  - {{name: Second sample member}}
clerk: {{name: Democratic Services, email: committees@example.org}}
# Items are numbered in this order. Each is one of:
#   standing: apologies              an item that most agendas have
#   minutes: {{file: minutes/last.docx, of: 2024-02-01}}
#   paper: NAME                      a folder of the inputs
#   verbal: Title                    somebody speaks
#   to_follow: {{reason: …, expected: 2024-03-08}}     with “title: …” beside it
#   urgent: {{paper: NAME, reason: …, agreed_by: Chair}}
#   standing: exclusion              the resolution to exclude the public, before what is exempt
#   (“group: Reports for decision” in an item prints a heading above it; “note: …” a line below)
#   part_2: {{paper: NAME, paragraph: 3, reason: …, public_title: …}}
items:
{items}
"""


def _refused(code: str, folder: Path, found: str, hint: str) -> InputsError:
    return InputsError([Problem(code, Place(folder.as_posix()), found, "", hint)])
