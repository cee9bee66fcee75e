"""The files of one paper's folder, read without ever leaving it."""

from __future__ import annotations

import difflib
import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from panel_papers.core import InputFile, InputsError, Place, Problem
from panel_papers.inputs.names import fault_in_name, printable

LARGEST_TEXT = 2_000_000  # bytes; the whole of “War and Peace” is 3.2 million
LARGEST_TABLE = 50_000_000  # bytes of a .csv file; 100,000 rows of 20 columns have 20 million
LARGEST_FILE = 200_000_000  # bytes; a scanned appendix of some hundred pages has 100 million

_DEEPEST = 50  # folders in each other; Python 3.11 walks through them by calling itself
_LITTER = re.compile(r"\..*|~\$.*|.*~|Thumbs\.db|desktop\.ini|.*\.tmp", re.IGNORECASE)


class Source:
    """A paper's folder: reads its files and remembers what was read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._read: dict[str, bytes] = {}

    def place(self, path: str) -> Place:
        """Return the place of a file as the user would type it."""
        return Place(printable((self.folder / path).as_posix()))

    def read(self, path: str, asked_at: Place, *, limit: int = LARGEST_FILE) -> bytes:
        """Return the bytes of a file in the folder.

        `path` is what the author wrote and `asked_at` where, for the place of a problem. Raises
        InputsError where the path leaves the folder, or does not lead to an ordinary file of at
        most `limit` bytes that can be read.
        """
        plain = plain_path(path, asked_at)
        if plain in self._read:
            return self._read[plain]
        with _readable(plain, asked_at):
            data = self._bytes(plain, asked_at, min(limit, _largest(plain)))
        self._read[plain] = data
        return data

    def find(self, path: str, asked_at: Place) -> Path:
        """Return where a file of the folder is, without opening it.

        Raises InputsError as `read` does, but for what only reading can show.
        """
        plain = plain_path(path, asked_at)
        with _readable(plain, asked_at):
            return self._path(plain, asked_at)

    def exists(self, path: str) -> bool:
        """Return whether something of exactly this spelling is in the folder."""
        at = self.folder
        for name in path.split("/"):
            # Windows finds “Purpose.md” as “purpose.md”, Linux does not: one answer for all
            if not at.is_dir() or name not in os.listdir(at):  # noqa: PTH208  # names, no paths
                return False
            at = at / name
        return True

    def files(self) -> tuple[InputFile, ...]:
        """Return every file that was read, sorted by path."""
        return tuple(InputFile(path, data) for path, data in sorted(self._read.items()))

    def listing(self) -> list[str]:
        """Return the paths of all files in the folder, sorted, without programs' litter.

        Of folders that are deeper in each other than people make them, the path of the folder.
        """
        found = []
        for parent, folders, names in os.walk(self.folder):
            folders[:] = sorted(name for name in folders if not _LITTER.fullmatch(name))
            inside = Path(parent).relative_to(self.folder)
            if len(inside.parts) >= _DEEPEST and folders:
                found += [(inside / name).as_posix() for name in folders]
                folders.clear()
            found += [(inside / name).as_posix() for name in names if not _LITTER.fullmatch(name)]
        return sorted(found)

    def _path(self, plain: str, asked_at: Place) -> Path:
        if not self.exists(plain):
            raise self._not_found(plain, asked_at)
        path = self.folder / plain
        if not path.resolve(strict=True).is_relative_to(self.folder.resolve(strict=True)):
            raise _fault(
                "path-leaves-folder",
                asked_at,
                f"“{plain}” is a symbolic link that leads out of the paper’s folder",
                f"a file inside {printable(self.folder.as_posix())}",
                "copy the file itself into the paper’s folder, in place of the link",
            )
        if not stat.S_ISREG(path.stat().st_mode):
            what = "a folder, not a file" if path.is_dir() else "not an ordinary file"
            raise _fault("not-a-file", asked_at, f"“{plain}” is {what}", "", "name a file")
        return path

    def _bytes(self, plain: str, asked_at: Place, limit: int) -> bytes:
        with self._path(plain, asked_at).open("rb") as stream:
            data = stream.read(limit + 1)
        if len(data) > limit:
            raise _fault(
                "file-too-large",
                asked_at,
                f"“{plain}” is larger than {limit // 1_000_000} MB",
                "",
                "split the file"
                if limit < LARGEST_FILE
                else "split the file, or save its pictures in a lower resolution",
            )
        return data

    def _not_found(self, plain: str, asked_at: Place) -> InputsError:
        present = [printable(path) for path in self.listing()]
        by_lower_case = {path.lower(): path for path in reversed(present)}
        by_name = {path.rpartition("/")[2]: path for path in reversed(list(by_lower_case))}
        near = difflib.get_close_matches(plain.lower(), list(by_lower_case), n=1) or [
            by_name[name]
            for name in difflib.get_close_matches(
                plain.rpartition("/")[2].lower(), list(by_name), n=1
            )
        ]
        name = printable(self.folder.as_posix())
        return _fault(
            "file-not-found",
            asked_at,
            f"The file “{plain}” is not in {name}",
            "the file’s name, spelled exactly as on the disk",
            f"write “{by_lower_case[near[0]]}” if you mean that"
            if near
            else f"put the file into {name}",
        )


def _largest(path: str) -> int:
    """Return how many bytes a file of this name may have: texts are small."""
    ending = path.rpartition(".")[2].lower()
    if ending in ("md", "yaml", "yml"):
        return LARGEST_TEXT
    return LARGEST_TABLE if ending == "csv" else LARGEST_FILE


def plain_path(
    path: str, asked_at: Place, of: str = "paper", example: str = "appendices/plan.pdf"
) -> str:
    """Return a path inside a folder in its plain form, `appendices/plan.pdf`.

    Messages say that the folder is that `of` a paper or a meeting, and give the `example`.

    Raises InputsError where it could lead out of the folder, or holds a name that not every desk
    can hold.
    """
    wanted = f"a path inside the {of}’s folder, such as “{example}”"
    if "\\" in path and ".." not in path and ":" not in path and not path.startswith("\\"):
        hint = f"write it with “/” in place of “\\\\”: “{path.replace(chr(92), '/')}”"
        raise _fault("bad-path", asked_at, f"The path “{path}” has a backslash", wanted, hint)
    names = [name for name in path.replace("\\", "/").split("/") if name != "."]
    if not names or ".." in names or names[0] == "" or re.match(r"[A-Za-z]:", path):
        raise _fault(
            "path-leaves-folder",
            asked_at,
            f"“{path}” leads out of the {of}’s folder",
            wanted,
            f"put the file into the {of}’s folder and name it from there",
        )
    for name in names:
        fault = fault_in_name(name)
        if fault:
            hint = (
                "rename the file: use only letters, digits and hyphens, and an ending such as "
                ".pdf; then write the new name here"
            )
            raise _fault("bad-path", asked_at, fault, wanted, hint)
    return "/".join(names)


@contextmanager
def _readable(plain: str, asked_at: Place) -> Iterator[None]:
    """Turn a refusal of the system into a problem in words."""
    try:
        yield
    except (OSError, RuntimeError) as error:  # Python 3.11 calls a loop of links RuntimeError
        reason = getattr(error, "strerror", None) or "a loop of symbolic links"
        raise _fault(
            "unreadable-file",
            asked_at,
            f"“{plain}” cannot be read ({reason})",
            "",
            "put the file there, or write here the name of a file that is there"
            if isinstance(error, FileNotFoundError)
            else "close it in Word and in other programs, and run the command again; if that "
            "does not help, ask IT whether you may open this file",
        ) from error


def _fault(code: str, place: Place, found: str, wanted: str, hint: str | None) -> InputsError:
    return InputsError([Problem(code, place, found, wanted, hint)])
