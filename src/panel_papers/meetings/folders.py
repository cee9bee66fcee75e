"""The folders that meetings are in, one for each meeting, by their names."""

from __future__ import annotations

from pathlib import Path

from panel_papers.core import InputsError, Place, Problem, did_you_mean, is_paper_name

MEETING_YAML = "meeting.yaml"
_RECORDS = "issued/issue-*.json"


def all_meetings(meetings: Path) -> list[str]:
    """Return the names of all meetings, sorted; none where there is no such folder."""
    if not meetings.is_dir():
        return []
    return sorted(each.parent.name for each in meetings.glob(f"*/{MEETING_YAML}"))


def published_meetings(meetings: Path) -> list[str]:
    """Return the names of the meetings of which anything is recorded as published, sorted."""
    return [name for name in all_meetings(meetings) if any((meetings / name).glob(_RECORDS))]


def meeting_folder(meetings: Path, name: str) -> Path:
    """Return the folder of a meeting, also typed with Tab as “meetings/march-2024/”.

    Raises InputsError where there is no such folder, or no meeting.yaml in it.
    """
    plain = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    folder = meetings / plain
    known = all_meetings(meetings)
    if is_paper_name(plain) and plain in known:
        return folder
    few = f"there are: {', '.join(known[:10])}; " if known else ""
    raise InputsError(
        [
            Problem(
                "no-such-meeting",
                Place(folder.as_posix()),
                f"There is no meeting “{plain}” in {meetings.as_posix()}",
                f"a folder with a file {MEETING_YAML}",
                did_you_mean(plain, known) or f"{few}“panel-papers meeting new” makes a new one",
            )
        ]
    )
