"""The judge: the library page-validation, in a process of its own.

It is right on all 296 files of the veraPDF corpus for PDF/UA-1, and takes 0.1 s for a pack. Of a
PDF that claims to be PDF/A-2a it says whether that is true as well, in the same run. It is
young, and written in Rust: a hostile PDF may abort its process or keep it for ever, which then
costs the claim and not the build.
"""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from panel_papers.pdf.conformance.locating import located
from panel_papers.pdf.conformance.model import Verdict
from panel_papers.pdf.conformance.unread import ending, no_verdict

VALIDATOR = "page-validation"
"""Its name on PyPI."""
PROGRAM = Path(__file__).with_name("validator_process.py")
_SECONDS = 120.0
"""How long an answer is waited for. The process stops after 60 s of processor time by itself."""

_lock = threading.Lock()
_waiting: list[tuple[int, subprocess.Popen[bytes]]] = []
"""A validator that has loaded, with the process that started it: a fork has none of its own."""


def start_validator() -> None:
    """Start a validator, which loads beside what is done until it is asked."""
    with _lock:
        if not any(pid == os.getpid() for pid, _ in _waiting):
            _waiting.append((os.getpid(), _launch(PROGRAM)))


def validate(pdf: bytes, *, program: Path = PROGRAM, seconds: float = _SECONDS) -> Verdict:
    """Return what breaks PDF/UA-1 in a PDF, or why it could not be validated.

    `program` is what validates, and answers as `validator_process.py` does.
    """
    try:
        answer = _answer(program, pdf, seconds)
    except subprocess.TimeoutExpired:
        return Verdict(unread=f"it did not come to an end within {seconds:g} seconds")
    except (OSError, ValueError) as error:
        return no_verdict(pdf, str(error))
    verdict = _verdict(pdf, answer)
    if "archival" not in answer:
        return verdict
    return replace(
        verdict, archival=_verdict(pdf, answer["archival"]), withdrawn=bool(answer["withdrawn"])
    )


def _verdict(pdf: bytes, answer: Mapping[str, Any]) -> Verdict:
    if "unread" in answer:
        return no_verdict(pdf, str(answer["unread"]))
    failures = [(str(rule), str(said), number) for rule, said, number in answer["failures"]]
    if not failures and not answer["compliant"]:
        return Verdict(unread="it calls the PDF not compliant and does not say why")
    return Verdict(located(pdf, failures) if failures else ())


def _launch(program: Path) -> subprocess.Popen[bytes]:
    path = [entry for entry in sys.path if entry]  # not the folder where we happen to be
    # Its path alone: it needs nothing of this package, nor what a user's Python is set to load.
    return subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-I", "-S", str(program), json.dumps(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _started(program: Path) -> subprocess.Popen[bytes]:
    """Return the validator that waits, if one does and it is that program; or else a new one."""
    with _lock:
        if program == PROGRAM and _waiting and _waiting[-1][0] == os.getpid():
            return _waiting.pop()[1]
    return _launch(program)


def _answer(program: Path, pdf: bytes, seconds: float) -> dict[str, Any]:
    """Return what the program answers; raises ValueError where it crashes."""
    process = _started(program)
    try:
        said, errors = process.communicate(pdf, seconds)
    finally:
        _end(process)
    if process.returncode:
        words = " ".join(errors.decode("utf-8", "replace").split())[-300:]
        raise ValueError(ending(process.returncode) + (f": {words}" if words else ""))
    answer = json.loads(said)
    if not isinstance(answer, dict) or not answer.keys() & {"unread", "failures"}:
        raise ValueError("it answered nothing that makes sense")
    return answer


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a validator, whatever it is doing, and close what leads to it."""
    if process.poll() is None:
        process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe is not None and not pipe.closed:
            pipe.close()


@atexit.register
def stop_validator() -> None:
    """End a validator that waits."""
    with _lock:
        while _waiting:
            pid, process = _waiting.pop()
            if pid == os.getpid():
                _end(process)
