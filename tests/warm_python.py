"""Python that has loaded the program and forks for each command that it is handed.

Started by `commands.py`. Requests come on standard input, a line of JSON each: the code and its
arguments, the folder and the environment to run in, the files for what it prints, and perhaps the
seconds after which it is killed. The answer is a line with the exit code, as `subprocess` gives it.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import importlib
import json
import os
import pkgutil
import queue
import signal
import subprocess
import sys
import tempfile
import threading
import time
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

import harper

import panel_papers
from panel_papers.checks.public_words import lists
from panel_papers.content import spelling, spelling_process
from panel_papers.core import ExitCode, Settings
from panel_papers.pdf.conformance import page_validation, validator_process
from panel_papers.run import run_paper

ROOT = Path(__file__).parents[1]

# What the program loads only where it is used, and what such a module loads.
LATE = ("rdocx", "dxpdf", "pypdfium2", "pdfminer.high_level", "pypdf", "docxtpl", "markdown_it")
OMITTED = "panel_papers.run.jobs"  # for clusters


def load() -> None:
    """Load what a build loads."""
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # as the program does: threads are lost in a fork
    for module in pkgutil.walk_packages(panel_papers.__path__, "panel_papers."):
        if not module.name.startswith(OMITTED):
            importlib.import_module(module.name)
    for name in LATE:
        importlib.import_module(name)
    lists.own_sentences()  # these two are the same for all builds
    lists.is_ordinary("word")
    LINTERS.append(harper.Linter(harper.Dialect.BRITISH))
    spelling._Process = ForkedSpeller
    loaded = validator_process._validator()
    validator_process._validator = lambda: loaded
    page_validation._launch = launch_validator
    build_once()


def build_once() -> None:
    """Build a shipped paper here, so that a command finds compiled what is the same for all.

    These are what the program itself keeps from one paper to the next: compiled templates and
    expressions, lists of words and fonts, versions of libraries.
    """
    before = threads()
    with tempfile.TemporaryDirectory() as outputs:
        settings = Settings(
            inputs=Path("inputs"),
            templates=Path("templates"),
            outputs=Path(outputs),
            engine="embedded",
        )
        with contextlib.chdir(ROOT):  # with the paths that tests' own desks have
            outcome = run_paper("march-2024", settings)
    spelling.stop_speller()
    if outcome.exit_code != ExitCode.BUILT:
        sys.exit(f"march-2024 was not built: {outcome.problems}")
    if threads() != before:  # a fork has none of them, and may wait for one for ever
        sys.exit("a build leaves a thread, which would be missing in a fork")


def threads() -> set[str]:
    """Return the numbers of this process's threads, those of libraries too."""
    return {each.name for each in Path("/proc/self/task").iterdir()}


class ForkedSpeller(spelling._Process):
    """Harper in a process of its own, as a fork that has its dictionary."""

    def __init__(self) -> None:
        self.pid = os.getpid()
        self.asked = ""
        self._answers = queue.SimpleQueue()
        self._process = Fork(spell)  # has what is used of a Popen


class Fork:
    """A fork of this process with pipes, as far as the program uses `subprocess.Popen`."""

    stderr = None

    def __init__(self, work: Callable[[], None]) -> None:
        taken, given = os.pipe()
        answers, answered = os.pipe()
        self._pid = os.fork()
        if not self._pid:
            try:
                os.dup2(taken, 0)
                os.dup2(answered, 1)
                os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
                os.closerange(3, 1024)
                sys.stdin, sys.stdout = os.fdopen(0), os.fdopen(1, "w")
                work()
                sys.stdout.flush()
            finally:
                os._exit(0)
        os.close(taken)
        os.close(answered)
        self.stdin, self.stdout = os.fdopen(given, "wb"), os.fdopen(answers, "rb")
        self.returncode: int | None = None

    def communicate(self, data: bytes, timeout: float) -> tuple[bytes, bytes]:
        said: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        threading.Thread(target=self._exchange, args=(data, said), daemon=True).start()
        try:
            answer = said.get(timeout=timeout)
        except queue.Empty:
            raise subprocess.TimeoutExpired("a fork", timeout) from None
        self.wait()
        return answer, b""

    def _exchange(self, data: bytes, said: queue.SimpleQueue[bytes]) -> None:
        with contextlib.suppress(OSError, ValueError):  # it may have ended
            self.stdin.write(data)
            self.stdin.close()
        answer = b""
        with contextlib.suppress(OSError, ValueError):
            answer = self.stdout.read()
        said.put(answer)

    def kill(self) -> None:
        os.kill(self._pid, signal.SIGKILL)

    def poll(self) -> int | None:
        if self.returncode is None:
            ended, status = os.waitpid(self._pid, os.WNOHANG)
            self.returncode = os.waitstatus_to_exitcode(status) if ended else None
        return self.returncode

    def wait(self) -> None:
        if self.returncode is None:
            self.returncode = os.waitstatus_to_exitcode(os.waitpid(self._pid, 0)[1])


LINTERS: list[harper.Linter] = []


def spell() -> None:
    """Do what the process that a user's program starts does, with a Linter that is ready."""
    harper.Linter = lambda _dialect: LINTERS[0]
    sys.argv = ["", json.dumps(sys.path)]
    spelling_process.main()


def launch_validator(program: Path) -> Fork | subprocess.Popen[bytes]:
    """Start a validator as a fork that has it loaded; any other program as it is."""
    return Fork(validate) if program == page_validation.PROGRAM else LAUNCH(program)


def validate() -> None:
    """Do what the process that a user's program starts does, with a library that is loaded."""
    sys.argv = ["", json.dumps(sys.path)]
    validator_process.main()


LAUNCH = page_validation._launch


def become(request: dict[str, Any]) -> None:
    """Make this process one that was just started with `python -c`."""
    for number, name in enumerate(("/dev/null", request["out"], request["err"])):
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC if number else os.O_RDONLY
        opened = os.open(name, flags, 0o600)
        os.dup2(opened, number)
        os.close(opened)
    os.chdir(request["folder"])
    os.environ.clear()
    os.environ.update(request["environment"])
    tempfile.tempdir = None  # where that is was read from the former environment
    sys.argv = ["-c", *request["arguments"]]
    main = sys.modules["__main__"] = types.ModuleType("__main__")
    code = 1
    try:
        exec(compile(request["code"], "<string>", "exec"), main.__dict__)
        code = 0
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
        if code and not isinstance(ended.code, int):
            sys.stderr.write(f"{ended.code}\n")
    except BaseException as error:  # noqa: BLE001 - Python prints every one
        error.__traceback__ = error.__traceback__ and error.__traceback__.tb_next  # the command's
        sys.excepthook(type(error), error, error.__traceback__)
    finally:
        # As Python does, but for taking apart what was loaded.
        threading._shutdown()
        atexit._run_exitfuncs()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def status_of(child: int, killed_after: float | None) -> int:
    """Return how a process ended, by itself or killed after that number of seconds."""
    if killed_after is not None:
        end = time.monotonic() + killed_after
        while time.monotonic() < end:
            ended, status = os.waitpid(child, os.WNOHANG)
            if ended:
                return status
            time.sleep(0.005)
        os.kill(child, signal.SIGKILL)
    return os.waitpid(child, 0)[1]


def main() -> None:
    """Answer requests until there are no more."""
    # Commands have 0, 1 and 2 for themselves; what is opened by `dup` no command inherits.
    requests = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    load()
    gc.freeze()  # what is never looked at is never copied
    for line in requests:
        child = os.fork()
        if not child:
            requests.close()
            answers.close()
            become(json.loads(line))
        code = os.waitstatus_to_exitcode(status_of(child, json.loads(line)["killed_after"]))
        answers.write(b"%d\n" % code)
        answers.flush()


if __name__ == "__main__":
    main()
