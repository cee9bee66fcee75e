"""The script that people write today: docxtpl, soffice, pypdf. A peer in `run.py`.

Fills the Word files of a folder with docxtpl, turns each into a PDF with LibreOffice (one start a
document, or `--together` one start for all), and appends the PDFs.

    python benchmarks/usual_script.py FOLDER OUT [--together]
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pandas  # noqa: F401 - these scripts read their figures with it
from docxtpl import DocxTemplate
from pypdf import PdfWriter


def convert(documents: list[Path], out: Path) -> None:
    """Turn Word documents into PDFs with one start of LibreOffice."""
    profile = f"-env:UserInstallation={(out / 'profile').resolve().as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(out)]
    subprocess.run([*command, *map(str, documents)], check=True, capture_output=True)


def main(folder: Path, out: Path, *, together: bool) -> None:
    """Fill, convert and append."""
    filled = []
    for template in sorted(folder.glob("*.docx")):
        document = DocxTemplate(template)
        document.render({"title": "High-Level Summary of Progress", "date": "14 March 2024"})
        document.save(out / template.name)
        filled.append(out / template.name)
    for batch in [filled] if together else [[one] for one in filled]:
        convert(batch, out)
    pack = PdfWriter()
    for document in filled:
        pack.append(document.with_suffix(".pdf"))
    pack.write(out / "pack.pdf")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), together="--together" in sys.argv)
