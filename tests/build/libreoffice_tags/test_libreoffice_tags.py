"""Notes, links and nested lists that LibreOffice prints are tagged as the embedded engines' are."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import outloud
import page
import pytest

from ..conftest import Desk

pytestmark = [pytest.mark.libreoffice, pytest.mark.slow]

HERE = Path(__file__).parent

NOTED = """\
      Reference (inline)
        Link (inline)
          "1"
          Object
    Note <part2.footnote-1> (inline)
      Lbl (block)
        Link (inline)
          "1"
          Object
      P (block)
        " The note."
"""
LISTED = """\
    L (block):
       /ListNumbering /Disc
      LI (block)
        Lbl (block)
          "•"
        LBody (block)
          P (block)
            "one"
          L (block):
             /ListNumbering /Disc
            LI (block)
              Lbl (block)
                "–"
              LBody (block)
                P (block)
                  "one a"
                L (block):
                   /ListNumbering /Disc
                  LI (block)
                    Lbl (block)
                      "•"
                    LBody (block)
                      P (block)
                        "one a i"
      LI (block)
        Lbl (block)
          "•"
        LBody (block)
          P (block)
            "two"
"""


def spoken(desk: Desk, paper: str, *options: str) -> str:
    """Return the pack's tags as poppler reads them; the pack claims PDF/UA-1, and holds to it."""
    answer = desk.run(paper, *options, "--inputs", str(HERE))
    assert answer.code == 0, answer.err
    folder = desk.folder / "outputs" / paper
    pack = folder / f"{paper}-pack.pdf"
    said = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["pack"]
    assert said["pdf_ua"] is True
    assert "LibreOffice" in said["parts"][1]["engine"]
    assert page.validate_pdf(str(pack), profile="ua1").is_compliant
    found = outloud.check(str(pack)).findings
    assert [each for each in found if each.severity == "error"] == []
    read = ["pdfinfo", "-struct-text", str(pack)]
    tags = subprocess.run(read, capture_output=True, encoding="utf-8", check=True).stdout
    return re.sub(r"Object \d+ 0", "Object", tags)


def test_footnote_is_linked_and_identified(desk: Desk):
    assert NOTED in spoken(desk, "note", "--engine", "libreoffice")


def test_footnote_in_a_table_goes_to_libreoffice_and_is_linked_and_identified(desk: Desk):
    tags = spoken(desk, "note-in-table")
    assert "\n".join(f"        {line}" for line in NOTED.splitlines()) in tags


def test_list_is_nested_in_the_item_that_it_belongs_to(desk: Desk):
    tags = spoken(desk, "lists", "--engine", "libreoffice")
    assert LISTED in tags
    assert tags.partition('"See "')[2].split("P (block)")[0].count("Link (inline)") == 1
