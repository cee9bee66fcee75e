"""A project's own settings, `panel-papers.toml`: what applies where a command does not say."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from panel_papers.core import did_you_mean, usual_templates

PROJECT_FILE = "panel-papers.toml"
FOLDERS = ("inputs", "templates", "outputs")
_LONGEST = 64_000  # bytes; each setting is a word or the name of a folder
_ENOUGH = 20  # problems
_KINDS: Mapping[str, type] = {
    **dict.fromkeys(FOLDERS, str),
    "body": str,
    "engine": str,
    "editor": str,
    "jobs": int,
    "strict": bool,
    "parts": bool,
    "html": bool,
    "large-print": bool,
}
_EXAMPLES: Mapping[type, str] = {
    str: "text in quotation marks",
    int: "a number",
    bool: "true or false",
}


def project_settings() -> Mapping[str, Any]:
    """Return the settings of the nearest `panel-papers.toml`, here or in a folder above; or none.

    Folders are relative to the file's own folder, and come back as seen from the current one.
    Raises click.UsageError with all that is wrong with the file.
    """
    here = Path.cwd()
    for folder in (here, *here.parents):
        path = folder / PROJECT_FILE
        if path.is_file():
            settings = _read(path)
            return {
                key: _as_seen_from(here, folder / value) if key in FOLDERS else value
                for key, value in settings.items()
            }
    return {}


def project_default(name: str, otherwise: Any = None) -> Any:  # noqa: ANN401 - any kind of setting
    """Return a setting of the project, or what applies where it has none."""
    return project_settings().get(name, otherwise)


def default_folder(name: str) -> Path:
    """Return a folder for a command that does not name one: the project's, or the usual one.

    Where there is no folder of templates at all, those that come with the package are used.
    """
    settings = project_settings()
    if name in settings:
        return Path(settings[name])
    return usual_templates() if name == "templates" else Path(name)


def _as_seen_from(here: Path, folder: Path) -> Path:
    """Return a short path to a folder: places in messages begin with it."""
    try:
        return Path(os.path.relpath(folder, here))
    except ValueError:  # another drive of Windows
        return folder


def _read(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > _LONGEST:
            raise click.UsageError(f"{path}: The file has more than {_LONGEST:,} bytes.")
        settings = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise click.UsageError(f"{path}: The file cannot be read ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise click.UsageError(f"{path}: The file is not UTF-8 text. Save it as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise click.UsageError(
            f'{path}: This is not valid TOML: {error}. A setting looks like: body = "council"'
        ) from error
    except (RecursionError, ValueError) as error:  # of brackets in brackets, and endless digits
        raise click.UsageError(
            f"{path}: The file holds a value that is no setting’s, too deep or too long."
        ) from error
    wrong = [words for key, value in settings.items() for words in _faults(key, value)]
    if wrong:
        raise click.UsageError("\n".join(f"{path}: {words}" for words in wrong[:_ENOUGH]))
    return settings


def _faults(key: str, value: object) -> list[str]:
    kind = _KINDS.get(key)
    if kind is None:
        near = did_you_mean(key, _KINDS)
        return [
            f"“{key}” is no setting; there are {', '.join(_KINDS)}." + (f" {near}" if near else "")
        ]
    if type(value) is not kind:
        return [f"“{key}” must be {_EXAMPLES[kind]}, not {value!r}."]
    if key == "jobs" and isinstance(value, int) and value < 1:
        return ["“jobs” must be 1 or more."]
    return []
