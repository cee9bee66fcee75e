"""The judge: the library page-validation, in a process of its own.

It is right on all 296 files of the veraPDF corpus for PDF/UA-1, and takes 0.1 s for a pack. It is
young, and written in Rust: a hostile PDF may abort its process or keep it for ever, which then
costs the claim and not the build.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from panel_papers.pdf.conformance.locating import located
from panel_papers.pdf.conformance.model import Verdict

VALIDATOR = "page-validation"
"""Its name on PyPI."""
_PROGRAM = Path(__file__).with_name("validator_process.py")
_SECONDS = 120.0
"""How long an answer is waited for. The process stops after 60 s of processor time by itself."""


def validate(pdf: bytes, *, program: Path = _PROGRAM, seconds: float = _SECONDS) -> Verdict:
    """Return what breaks PDF/UA-1 in a PDF, or why it could not be validated.

    `program` is what validates, and answers as `validator_process.py` does.
    """
    path = [entry for entry in sys.path if entry]  # not the folder where we happen to be
    # Its path alone: it needs nothing of this package, nor what a user's Python is set to load.
    command = [sys.executable, "-I", "-S", str(program), json.dumps(path)]
    try:
        answer = _answer(command, pdf, seconds)
    except subprocess.TimeoutExpired:
        return Verdict(unread=f"it did not come to an end within {seconds:g} seconds")
    except (OSError, ValueError) as error:
        return Verdict(unread=str(error))
    if "unread" in answer:
        return Verdict(unread=str(answer["unread"]))
    failures = [(str(rule), str(said), number) for rule, said, number in answer["failures"]]
    if not failures and not answer["compliant"]:
        return Verdict(unread="it calls the PDF not compliant and does not say why")
    return Verdict(located(pdf, failures) if failures else ())


def _answer(command: Sequence[str], pdf: bytes, seconds: float) -> dict[str, Any]:
    """Return what the program answers; raises ValueError where it crashes."""
    with tempfile.TemporaryFile() as given:  # no pipe: it would wait for both ends
        given.write(pdf)
        given.seek(0)
        ended = subprocess.run(  # noqa: S603 - our own program
            command,
            stdin=given,
            capture_output=True,
            timeout=seconds,
            check=False,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    if ended.returncode:
        said = " ".join(ended.stderr.decode("utf-8", "replace").split())[-300:]
        raise ValueError(f"it ended with {ended.returncode}" + (f": {said}" if said else ""))
    answer = json.loads(ended.stdout)
    if not isinstance(answer, dict) or not answer.keys() & {"unread", "failures"}:
        raise ValueError("it answered nothing that makes sense")
    return answer
