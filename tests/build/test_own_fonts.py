"""A paper printed in the body's own fonts: pages, manifest, `verify`, and a build that follows."""

from __future__ import annotations

import io
import json
import re
import shutil
import zipfile
from hashlib import sha256
from pathlib import Path

from pdfminer.high_level import extract_pages
from pdfminer.layout import LTChar, LTTextContainer

from ..own_fonts import put_fonts
from .conftest import Desk


def themed(house: bytes, family: str) -> bytes:
    """The house with another font of its theme."""
    data = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(house)) as old, zipfile.ZipFile(data, "w") as new:
        for part in old.infolist():
            content = old.read(part)
            if "/theme/" in part.filename:
                content = re.sub(rb'(<a:latin typeface=")[^"]*', rb"\1" + family.encode(), content)
            new.writestr(part, content)
    return data.getvalue()


def letters_by_font(pdf: Path) -> dict[str, str]:
    found: dict[str, str] = {}
    for page in extract_pages(pdf):
        for box in page:
            if isinstance(box, LTTextContainer):
                for char in (c for line in box for c in line if isinstance(c, LTChar)):
                    name = char.fontname.rpartition("+")[2].partition("-")[0]
                    found[name] = found.get(name, "") + char.get_text()
    return found


def test_paper_is_printed_in_own_fonts_and_says_so(desk: Desk):
    house, fonts = desk.templates / "house.docx", desk.folder / "templates" / "fonts"
    house.write_bytes(themed(house.read_bytes(), "Ledger Serif"))
    put_fonts(fonts)
    shutil.copy(fonts / "LedgerCaps.otf", fonts / "Web.woff")  # left out, and no paper stops at it
    context = desk.paper / "context.md"
    context.write_text(f"A Georgian ა.\n\n{context.read_text('utf-8')}", encoding="utf-8")

    answer = desk.make()

    assert answer.code == 0, answer.err
    printed = letters_by_font(desk.outputs / "march-2024-pack.pdf")
    prose = {name: sum(map(str.isalpha, text)) for name, text in printed.items()}
    assert prose["LedgerSerif"] > 10_000
    assert {name for name in prose if prose[name]} == {"LedgerSerif", "PanelPapersStamp"}
    assert "ა" in printed["LedgerSerif"]  # which no shipped font has
    manifest = json.loads((desk.outputs / "manifest.json").read_text(encoding="utf-8"))
    listed = {e["path"]: e["sha256"] for e in manifest["templates"] if "fonts/" in e["path"]}
    assert listed == {
        f"fonts/{file.name}": sha256(file.read_bytes()).hexdigest()
        for file in fonts.iterdir()
        if file.suffix != ".woff"
    }
    assert manifest["pack"]["pdf_ua"] is True

    verified = desk.run("verify", desk.outputs.as_posix(), program="panel_papers")
    (fonts / "LedgerSerif-Bold.ttf").unlink()
    later = desk.run("verify", desk.outputs.as_posix(), program="panel_papers")

    assert "fonts" not in verified.out + verified.err
    assert "templates/fonts/LedgerSerif-Bold.ttf" in later.out + later.err
