"""Another program, run to its end or ended together with everything that it started."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

# The end of what a program said is where it says why it gave up.
WORDS = 600
SAID = "said.txt"

# Runs a command and ends its whole group when the pipe on standard input ends: when we die, however
# that comes about, the system closes our end of it. No file may have more than a gigabyte (counted
# in blocks of 512 bytes): a program that complains without end would fill the disk.
_GUARD = """ulimit -f 2097152
exec 3<&0 </dev/null
{ read -r _ <&3; kill -KILL 0; } &
exec 3<&-
"$@"
code=$?
kill -KILL $!
exit $code"""


class Ended(Struct, frozen=True):
    """How a program ended: its exit code, or None if its time ran out; the end of what it said."""

    exit_code: int | None
    words: str

    def __str__(self) -> str:
        """Return both in words, for a problem."""
        how = "its time ran out" if self.exit_code is None else f"it ended with {self.exit_code}"
        return f"{how}; its last words: {self.words}" if self.words else how


def run(
    command: Sequence[str | Path],
    *,
    folder: Path,
    environment: Mapping[str, str],
    seconds: float,
    guarded: bool = True,
) -> Ended:
    """Run the command in `folder` for at most `seconds`, and return how it ended.

    When this returns or raises (an interrupt, too), no process that the command started is alive.
    Raises OSError when the program cannot be started at all.
    """
    process = launch(command, folder=folder, environment=environment, guarded=guarded)
    exit_code: int | None = None
    try:
        with suppress(subprocess.TimeoutExpired):
            exit_code = process.wait(seconds)
    finally:
        end_group(process)
    said = _end_of(folder / SAID).replace(str(folder), "…")
    return Ended(exit_code, " ".join(said.split())[-WORDS:])


def _end_of(file: Path) -> str:
    """Return the last that a program said, which may be without end."""
    with file.open("rb") as said:
        said.seek(0, os.SEEK_END)
        said.seek(max(said.tell() - 20 * WORDS, 0))
        return said.read().decode("utf-8", "replace")


def launch(
    command: Sequence[str | Path],
    *,
    folder: Path,
    environment: Mapping[str, str],
    guarded: bool = True,
) -> subprocess.Popen[bytes]:
    """Start the command in `folder`, in a group of its own for `end_group`, and return at once.

    What it says goes to the file `SAID` in the folder. A `guarded` command does not outlive this
    process, even one that is killed; that it cannot be started then shows in its exit code, and
    else raises OSError.
    """
    guarded = guarded and sys.platform != "win32"
    guard = ["/bin/sh", "-c", _GUARD, "sh"] if guarded else []
    # A file, not a pipe: a grandchild that outlives its parent would keep a pipe open for ever.
    with (folder / SAID).open("wb") as output:
        return subprocess.Popen(  # noqa: S603 - the caller's program, never through a shell
            [*guard, *(str(part) for part in command)],
            cwd=folder,
            env=dict(environment),
            stdin=subprocess.PIPE if guarded else subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=sys.platform != "win32",
            creationflags=_new_group_without_window(),
        )


if sys.platform == "win32":

    def _new_group_without_window() -> int:
        return subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW

    def end_group(process: subprocess.Popen[bytes]) -> None:
        """End a launched process and all that it started."""
        if process.poll() is None:
            # Ending the first process alone leaves soffice.bin running.
            taskkill = Path(os.environ.get("SYSTEMROOT", r"C:\Windows")) / "System32/taskkill.exe"
            subprocess.run(  # noqa: S603
                [taskkill, "/T", "/F", "/PID", str(process.pid)], capture_output=True, check=False
            )
            process.kill()
        process.wait()

else:

    def _new_group_without_window() -> int:
        return 0

    def end_group(process: subprocess.Popen[bytes]) -> None:
        """End a launched process and all that it started."""
        # `soffice` is a script that starts soffice.bin: killing it alone leaves the office running.
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        if process.stdin is not None:
            process.stdin.close()
