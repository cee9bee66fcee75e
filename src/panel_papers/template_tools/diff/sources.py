"""The two versions that are compared: template files, folders of them, or revisions in git."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from panel_papers.core import Place, Problem, TemplatesError, did_you_mean
from panel_papers.inputs import template_files, templates_among
from panel_papers.template_tools.diff.git import Git, NotInGitError
from panel_papers.word import bytes_of

_SUFFIX = ".docx"


class Version(Struct, frozen=True):
    """One version of the templates: as the user named it, its templates and where each comes from.

    `only` is the one template that is meant, where the user named a file.
    """

    label: str
    files: Mapping[str, bytes]
    paths: Mapping[str, str]
    only: str | None = None


def read_versions(old: str, new: str | None, templates: Path) -> tuple[Version, Version]:
    """Return both versions; `templates` is the folder of the templates as they are now.

    Without `new`, that is the templates as they are now. What is named by a file counts as that
    folder with this one template in it. Raises TemplatesError where there is no such version or no
    template in it, EngineError where git is needed and not installed.
    """
    found = [_version(old, templates), _version(new or templates.as_posix(), templates)]
    name = next((each.only for each in reversed(found) if each.only is not None), None)
    if name is None:
        return found[0], found[1]
    present = _folder(_inside(templates)) if templates.is_dir() else None
    name = _template_meant(name, present)
    first, second = (_with_one(each, name, present) for each in found)
    return first, second


def _version(named: str, templates: Path) -> Version:
    path = Path(named)
    if path.is_file():
        return _of_files(named, {path.stem: (path.as_posix(), bytes_of(path))}, path.stem)
    if path.is_dir():
        version = _folder(_inside(path))
        return Version(path.as_posix(), version.files, version.paths)
    return _revision(named, templates)


def _inside(folder: Path) -> Path:
    """Return the folder of Word templates in one of templates, or the folder itself."""
    word = folder / "word"
    return word if word.is_dir() else folder


def _folder(folder: Path) -> Version:
    found = {
        path.stem: (path.as_posix(), bytes_of(path))
        for path in template_files(folder)
        if path.is_file()
    }
    if not found:
        raise _no_templates(folder.as_posix(), "there is no Word template in this folder")
    return _of_files(folder.as_posix(), found)


def _revision(named: str, templates: Path) -> Version:
    revision, _, inside = named.partition(":")
    try:
        git = Git(templates)
        commit = git.commit(revision)
    except NotInGitError as fault:
        raise TemplatesError([_unknown(named, str(fault))]) from fault
    path = inside.rstrip("/") or git.path
    for folder in (f"{path}/word" if path else "word", path):
        blobs = git.files(commit, folder)
        names = templates_among(Path(name).name for name in blobs)
        found = {
            Path(name).stem: (f"{revision}:{name}", git.content(blob))
            for name, blob in blobs.items()
            if Path(name).name in names
        }
        if found:
            single = Path(path).stem if path.endswith(_SUFFIX) else None
            return _of_files(named, found, single)
    raise _no_templates(named, f"That revision has no Word template in “{path}”")


def _of_files(
    label: str, found: Mapping[str, tuple[str, bytes]], only: str | None = None
) -> Version:
    return Version(
        label,
        {name: data for name, (_, data) in found.items()},
        {name: path for name, (path, _) in found.items()},
        only,
    )


def _template_meant(name: str, present: Version | None) -> str:
    """Return the template that a file stands for: “purpose (2)” is a version of “purpose”."""
    known = [] if present is None else sorted(present.files, key=len, reverse=True)
    return next((each for each in known if name == each or name.startswith(each)), name)


def _with_one(version: Version, name: str, present: Version | None) -> Version:
    """Return the present templates with this version's template in the place of theirs."""
    own = version.only or name
    files, paths = dict(version.files), dict(version.paths)
    if version.only is None:
        if name not in files:
            hint = did_you_mean(name, files)
            found = f"There is no template “{name}” in {version.label}"
            place = Place(version.label)
            hint = hint or "compare two versions that both have the template"
            raise TemplatesError([Problem("no-such-version", place, found, "", hint)])
        return Version(version.label, files, paths, name)
    if present is not None:
        files, paths = dict(present.files), dict(present.paths)
    files[name], paths[name] = version.files[own], version.paths[own]
    return Version(version.label, files, paths, name)


def _no_templates(label: str, found: str) -> TemplatesError:
    hint = "name a folder, a template, a revision of git, or “REVISION:templates/word”"
    return TemplatesError([Problem("no-templates", Place(label), found, "", hint)])


def _unknown(named: str, reason: str) -> Problem:
    return Problem(
        "no-such-version",
        Place(named),
        f"“{named}” is not a file or a folder, and {reason}",
        "",
        "name a template, a folder of templates, or a revision of git such as “HEAD~1” or “main”",
    )
