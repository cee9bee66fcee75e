"""The last gate before publication: whether a folder is what a build made, and no draft."""

from __future__ import annotations

import io
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from panel_papers.core import Level, Place, Problem, sha256
from panel_papers.output.manifest import MANIFEST, MEETINGS, RESTRICTED, files_under, verify
from panel_papers.output.record import facts_record, handover_name, manifest_record, record_in

_NOT_PUBLIC = ("(not for publication)", "(not for publication, large print)")
"""The end of the title of a restricted pack."""


class Verdict(Struct, frozen=True):
    """What `verify_build` found: every problem, whether the folder is a draft, or has grown old.

    `older` says that inputs or templates have changed since the build; `compared` is False where
    they are not there to be compared, `manifest` where there is none. `issued` says of an issue of
    a meeting when it was published.
    """

    problems: tuple[Problem, ...]
    draft: bool = False
    older: bool = False
    compared: bool = True
    manifest: bool = True
    issued: str = ""

    @property
    def unchanged(self) -> bool:
        """Whether nothing in the folder has changed since the build."""
        return not any(
            each.level is Level.ERROR and each.code != "outputs-draft" for each in self.problems
        )


def verify_build(
    folder: Path, inputs: Path, templates: Path, meetings: Path | None = None
) -> Verdict:
    """Return what keeps a built folder from being published, and what else to say of it.

    Its files are compared with manifest.json; the manifest with the hand-over sheet and the pack,
    which say what it said when it was built; its inputs and templates with those of today. The
    `meetings` are beside the inputs, unless their folder is named.
    """
    problems = verify(folder)
    manifest = _manifest(folder)
    if manifest is None:
        return Verdict(tuple(problems), manifest=False)
    restricted = _manifest(folder / RESTRICTED)
    sums = {str(each["sha256"]) for each in restricted["files"]} if restricted else set()
    leaked = list(restricted_in_public(folder, sums, problems))
    known = {each.place.file for each in leaked}
    problems = [each for each in problems if each.place.file not in known] + leaked
    problems += _record_problems(folder, manifest)
    problems += _pack_problems(folder, manifest)
    if restricted is not None:
        problems += _pack_problems(folder / RESTRICTED, restricted)
    elif _is_private(folder):
        problems.append(_unread(folder))
    draft = manifest.get("status") != "built"
    if draft:
        problems.append(_draft(folder))
    source = _source(manifest, inputs, meetings)
    compared = source.is_dir()
    older = list(_older(manifest, restricted, inputs, templates, source)) if compared else []
    return Verdict((*problems, *older), draft, bool(older), compared)


def _manifest(folder: Path) -> dict[str, Any] | None:
    """Return the manifest in a folder; None where there is none that can be read."""
    try:
        content = json.loads((folder / MANIFEST).read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    files = content.get("files") if isinstance(content, dict) else None
    return content if isinstance(files, list) and all(map(_is_entry, files)) else None


def _is_entry(item: object) -> bool:
    return isinstance(item, dict) and {"name", "sha256", "bytes"} <= set(item)


def _record_problems(folder: Path, manifest: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield what of the manifest is not as the hand-over sheet says."""
    sums = {str(each["name"]): str(each["sha256"]) for each in manifest["files"]}
    place = Place((folder / MANIFEST).as_posix())
    name = handover_name(sums)
    page = _read(folder / name) if name else None
    if name is None:
        found = (
            "The list of files is empty"
            if not sums
            else "The list of files lacks the hand-over sheet"
        )
        yield _changed(manifest, place, found)
        return
    if page is None:
        return  # that it is missing has been reported
    record = record_in(page)
    if record is None:
        yield _changed(
            manifest,
            Place((folder / name).as_posix()),
            "The hand-over sheet has no checksum of manifest.json",
        )
    elif record != manifest_record(manifest):
        yield _changed(
            manifest, place, "This is not the manifest that the hand-over sheet was made with"
        )
    for other, digest in sums.items():
        if other != name and digest.encode() not in page:
            found = "The checksum in manifest.json is not the one on the hand-over sheet"
            yield _changed(manifest, Place((folder / other).as_posix()), found)


def _pack_problems(folder: Path, manifest: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield what the pack says differently from the manifest: the paper, its dates, its inputs."""
    packs = [name for each in manifest["files"] if _is_pack(name := str(each["name"]))]
    pack = manifest.get("pack")
    if isinstance(pack, dict) and isinstance(pack.get("file"), str):  # a meeting's is named there
        packs = [pack["file"]]
    place = Place((folder / MANIFEST).as_posix())
    if not packs:
        yield _changed(manifest, place, "The list of files lacks the pack")
    for name in packs:
        data = _read(folder / name)
        if data is not None and _identifier(data) != facts_record(manifest):
            found = f"The paper, dates or inputs in the manifest are not those of {name}"
            yield _changed(manifest, place, found)


def _is_pack(name: str) -> bool:
    return name.endswith((".pdf",)) and "-pack" in name and "/" not in name


def _identifier(pdf: bytes) -> str | None:
    """Return the identifier in a PDF's metadata, as a library reads it that did not write it."""
    from pypdf import PdfReader  # noqa: PLC0415 - for this command alone

    try:
        metadata = PdfReader(io.BytesIO(pdf)).xmp_metadata
    except Exception:  # noqa: BLE001 - pypdf raises whatever a broken PDF leads it to
        return None
    return metadata.dc_identifier if metadata else None


def restricted_in_public(
    folder: Path, sums: Collection[str], problems: Sequence[Problem]
) -> Iterator[Problem]:
    """Yield each file beside the public ones that is restricted: by its bytes, name or title.

    `sums` are the checksums of restricted files, `problems` those of the folder that are known.
    """
    unlisted = {each.place.file for each in problems if each.code == "outputs-extra"}
    for name in files_under(folder):
        path = folder / name
        if name.startswith(f"{RESTRICTED}/"):
            continue
        data = _read(path)
        if data is None:
            continue
        named = "-restricted" in path.name and path.as_posix() in unlisted
        if sha256(data) in sums or named or _title(data).endswith(_NOT_PUBLIC):
            yield Problem(
                code="restricted-in-public",
                place=Place(path.as_posix()),
                found="This file is restricted, and lies among those that are published",
                wanted=f"restricted files only in the folder “{RESTRICTED}”",
                hint="move it out of the folder, and ask the monitoring officer what to do if "
                "anybody may have seen it",
            )


def _title(data: bytes) -> str:
    if not data.startswith(b"%PDF"):
        return ""
    from pypdf import PdfReader  # noqa: PLC0415 - for this command alone

    try:
        metadata = PdfReader(io.BytesIO(data)).metadata
    except Exception:  # noqa: BLE001 - pypdf raises whatever a broken PDF leads it to
        return ""
    return str(metadata.title or "") if metadata else ""


def _source(manifest: Mapping[str, Any], inputs: Path, meetings: Path | None) -> Path:
    """Return the folder of the paper or of the meeting; those of meetings are beside the papers."""
    if "meeting" in manifest:
        return (meetings or inputs.parent / MEETINGS) / str(manifest["meeting"])
    return inputs / str(manifest.get("paper"))


def _older(
    manifest: Mapping[str, Any],
    restricted: Mapping[str, Any] | None,
    inputs: Path,
    templates: Path,
    source: Path,
) -> Iterator[Problem]:
    """Yield each input and template that is not what the build was made of."""
    both = [manifest, restricted or {}]
    sources = {
        **{
            (
                templates
                if str(each["path"]).startswith(("bodies/", "fonts/", "web/"))
                else templates / "word"
            )
            / each["path"]: each["sha256"]
            for content in both
            for each in content.get("templates", [])
        },
        **{
            (inputs / str(each["paper"]) if "paper" in each else source) / each["path"]: each[
                "sha256"
            ]
            for content in both
            for each in content.get("inputs", [])
            if each["sha256"]
        },
    }
    for path, digest in sorted(sources.items()):
        data = _read(path)
        if data is None or sha256(data) != digest:
            yield Problem(
                code="outputs-older",
                place=Place(path.as_posix()),
                found="The built files are out of date: this file "
                + ("is missing now" if data is None else "has changed since the build"),
                wanted="",
                hint=f"{_again(manifest)}, or publish what was approved before the change",
                level=Level.WARNING,
            )


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _is_private(folder: Path) -> bool:
    """Say whether there is a restricted folder that this user may not look into."""
    try:
        next((folder / RESTRICTED).iterdir(), None)
    except PermissionError:
        return True
    except OSError:
        return False
    return False


def _unread(folder: Path) -> Problem:
    return Problem(
        code="restricted-unread",
        place=Place((folder / RESTRICTED).as_posix()),
        found="This folder was not checked, because only its owner can read it",
        wanted="",
        hint="ask whoever built the paper to run the command",
        level=Level.SUGGESTION,
    )


def _again(manifest: Mapping[str, Any]) -> str:
    """Return how a build is made again, of a paper or of a meeting."""
    if "meeting" not in manifest:
        return "build the paper again"
    issue = manifest.get("issue")
    supplement = isinstance(issue, dict) and issue.get("supplement")
    command = "supplement" if supplement else "build"
    return f"run “panel-papers meeting {command} {manifest['meeting']}” again"


def _changed(manifest: Mapping[str, Any], place: Place, found: str) -> Problem:
    return Problem(
        code="manifest-changed",
        place=place,
        found=found,
        wanted="a manifest, a hand-over sheet and a pack of one build",
        hint=f"{_again(manifest)}, also if an earlier version of the program built it",
    )


def _draft(folder: Path) -> Problem:
    return Problem(
        code="outputs-draft",
        place=Place(folder.as_posix()),
        found="This folder holds a draft, which must not be published",
        wanted="",
        hint="correct what the build reported, and build the paper without --draft",
    )
