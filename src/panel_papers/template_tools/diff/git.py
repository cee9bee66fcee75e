"""Files as a revision of git has them, read through the `git` program, which changes nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from panel_papers.core import EngineError, Place, Problem

_SECONDS = 60
# No lock on the index, no question at the terminal, nothing fetched, words in English.
_QUIETLY = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "LC_ALL": "C",
}
_FILES = {"100644", "100755"}


class NotInGitError(Exception):
    """Git has nothing under a name; the text says why, to follow “and”."""


class Git:
    """The repository around a folder; `path` is the folder's own path in it.

    Raises EngineError where the program is missing, NotInGitError outside a repository.
    """

    def __init__(self, folder: Path) -> None:
        program = shutil.which("git")
        if program is None or Path(program).parent.resolve() == Path.cwd():
            raise EngineError([_missing()])
        self._program = program
        # The folder may be gone since the revision that is asked for.
        absolute = folder.absolute()
        there = next(each for each in (absolute, *absolute.parents) if each.is_dir())
        self._there = there
        prefix = self._ask("rev-parse", "--show-prefix")
        if prefix is None:
            raise NotInGitError("there is no git repository here in which to look for a revision")
        rest = absolute.relative_to(there).as_posix()
        parts = [prefix.decode("utf-8").rstrip("\n").rstrip("/"), "" if rest == "." else rest]
        self.path = "/".join(filter(None, parts)).removesuffix("/word")

    def commit(self, revision: str) -> str:
        """Return the id of the commit that a revision names; raises NotInGitError if none."""
        asked = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        found = self._ask(*asked) if revision and "\0" not in revision else None
        if not found:
            raise NotInGitError(f"git knows no revision “{revision}”")
        return found.decode("ascii").strip()

    def files(self, commit: str, path: str) -> Mapping[str, str]:
        """Return the files directly in a folder of a commit, or the one file: paths with ids."""
        found: dict[str, str] = {}
        for asked in (f"{path}/" if path else "", path):
            listed = self._ask("ls-tree", "-z", "--full-tree", commit, "--", *filter(None, [asked]))
            for line in (listed or b"").split(b"\0"):
                facts, _, name = line.partition(b"\t")
                mode, _, blob = facts.decode("ascii").partition(" blob ")
                if mode in _FILES:
                    found[name.decode("utf-8", "replace")] = blob
            if found:
                break
        return found

    def every_file(self, commit: str, path: str) -> Mapping[str, str]:
        """Return the files in a folder of a commit and in its folders: paths with ids."""
        found: dict[str, str] = {}
        inside = [f"{path}/"] if path else []
        listed = self._ask("ls-tree", "-r", "-z", "--full-tree", commit, "--", *inside)
        for line in (listed or b"").split(b"\0"):
            facts, _, name = line.partition(b"\t")
            mode, _, blob = facts.decode("ascii").partition(" blob ")
            if mode in _FILES:
                found[name.decode("utf-8", "replace")] = blob
        return found

    def content(self, blob: str) -> bytes:
        """Return a file's bytes as they were committed."""
        content = self._ask("cat-file", "blob", blob)
        if content is None:
            raise NotInGitError(f"git does not hold the file {blob} here")
        return content

    def _ask(self, *arguments: str) -> bytes | None:
        """Return what git says, or None where it refuses."""
        done = subprocess.run(  # noqa: S603 - no shell; a revision comes behind --end-of-options
            [self._program, "--literal-pathspecs", "--no-replace-objects", *arguments],
            cwd=self._there,
            env=os.environ | _QUIETLY,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
        return done.stdout if done.returncode == 0 else None


def _missing() -> Problem:
    return Problem(
        "git-missing",
        Place("git"),
        "The program git, which finds earlier revisions, is not installed on this computer",
        "",
        "install it from git-scm.com, or compare two files or folders",
    )
