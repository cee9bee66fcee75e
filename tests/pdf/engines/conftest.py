"""Word documents, and programs that behave as badly as soffice can."""

from __future__ import annotations

import io
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import pytest

from panel_papers.core.problems import EngineError
from panel_papers.pdf.engines import ENGINES, Engine, WordDocument


@pytest.fixture
def word() -> Callable[..., WordDocument]:
    def make(name: str, *paragraphs: str, font: str | None = None) -> WordDocument:
        document = docx.Document()
        document.core_properties.title = name
        document.add_heading("Purpose of report", 1)
        for paragraph in paragraphs:
            run = document.add_paragraph().add_run(paragraph)
            run.font.name = font
        data = io.BytesIO()
        document.save(data)
        return WordDocument(name, data.getvalue())

    return make


@pytest.fixture(
    params=[
        pytest.param(name, marks=pytest.mark.libreoffice if name == "libreoffice" else ())
        for name in ENGINES
    ]
)
def engine(request: pytest.FixtureRequest) -> Engine:
    return ENGINES[request.param](None)


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The system's folder for temporary files, for this test alone."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def program(tmp_path: Path) -> Callable[[str], Path]:
    """A program that stands where soffice would, and does what the Python text says.

    The text finds the Word files in `inputs` and the folder to write to in `out`.
    """
    start = (
        "import os, subprocess, sys, time\n"
        "from pathlib import Path\n"
        "inputs = [Path(a) for a in sys.argv if a.endswith('.docx')]\n"
        "if '--version' in sys.argv:\n"
        "    print('LibreOffice 9.9.9.9 fake')\n"
        "    sys.exit()\n"
        "out = Path(sys.argv[sys.argv.index('--outdir') + 1])\n"
        "out.mkdir(exist_ok=True)\n"
    )

    def write(text: str) -> Path:
        script = tmp_path / "soffice.py"
        script.write_text(start + text, encoding="utf-8")
        if sys.platform == "win32":
            shim = tmp_path / "soffice.cmd"
            shim.write_text(f'@"{sys.executable}" "{script}" %*\n', encoding="utf-8")
        else:
            shim = tmp_path / "soffice"
            shim.write_text(
                f'#!/bin/sh\nexec "{sys.executable}" "{script}" "$@"\n', encoding="utf-8"
            )
            shim.chmod(0o755)
        return shim

    return write


@pytest.fixture
def alive() -> Callable[[int], bool]:
    def is_alive(pid: int) -> bool:
        state = Path(f"/proc/{pid}/stat")
        if state.parent.parent.joinpath("self").exists():
            # A dead process that nobody has waited for yet is still listed, as a zombie.
            try:
                return state.read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
            except (FileNotFoundError, ProcessLookupError):
                return False
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
        return True

    return is_alive


@pytest.fixture
def problems() -> Callable[[Callable[[], object]], list[tuple[str, str, str]]]:
    def found(action: Callable[[], object]) -> list[tuple[str, str, str]]:
        with pytest.raises(EngineError) as fault:
            action()
        return [(p.code, str(p.place), p.found) for p in fault.value.problems]

    return found
