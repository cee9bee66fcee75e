"""A desk with templates and papers of its own, and templates edited as Word saves them."""

from __future__ import annotations

import shutil
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True)
class Desk:
    """A folder with the project's templates and papers."""

    folder: Path

    @property
    def templates(self) -> Path:
        return self.folder / "templates" / "word"

    @property
    def inputs(self) -> Path:
        return self.folder / "inputs"

    def edit(self, template: str, old: str, new: str) -> None:
        """Change a text of a template and save it in the way Word does.

        Word writes a file of another name, beside a lock file, and puts it in the old one's place.
        """
        file = self.templates / f"{template}.docx"
        lock = file.with_name(f"~${file.name}")
        lock.write_bytes(b"\x06editor")
        fresh = file.with_name("~WRD0001.tmp")
        with zipfile.ZipFile(file) as before, zipfile.ZipFile(fresh, "w") as after:
            found = False
            for name in before.namelist():
                data = before.read(name)
                if name.startswith("word/") and old.encode() in data:
                    found, data = True, data.replace(old.encode(), new.encode())
                after.writestr(name, data)
        assert found, f"{template} does not hold {old!r}"
        fresh.replace(file)
        lock.unlink()


@pytest.fixture
def own_desk(root: Path, tmp_path: Path) -> Desk:
    """A desk of one's own."""
    for name in ("templates", "inputs"):
        shutil.copytree(root / name, tmp_path / name)
    return Desk(tmp_path)
