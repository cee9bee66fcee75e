"""A paper with supplied appendices, from its folder to the manifest."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path

import docx
import pytest
from docx.shared import Inches
from msgspec.structs import replace
from pypdf import PdfReader

from panel_papers.build.check import check_paper
from panel_papers.build.pipeline import make_paper
from panel_papers.core.problems import InputsError
from panel_papers.core.settings import Settings

from . import pdf_features as make, test_docx as word
from .pdf_residue import harm, mentions
from .test_pictures import photograph


@pytest.fixture
def settings(root: Path, tmp_path: Path) -> Settings:
    for part in ("inputs", "templates"):
        shutil.copytree(root / part, tmp_path / part)
    return replace(
        Settings(),
        inputs=tmp_path / "inputs",
        templates=tmp_path / "templates",
        outputs=tmp_path / "outputs",
        engine="embedded",
    )


def supply(settings: Settings, name: str, data: bytes) -> None:
    paper = settings.inputs / "march-2024"
    (paper / "appendices" / name).write_bytes(data)
    listed = (paper / "paper.yaml").read_text(encoding="utf-8")
    entry = f"appendices:\n  - {{title: Supplied {name[0]}, file: appendices/{name}}}\n"
    (paper / "paper.yaml").write_text(listed.replace("appendices:\n", entry), encoding="utf-8")


@pytest.mark.slow
def test_pack_holds_nothing_that_was_taken_out_and_the_manifest_lists_it(settings: Settings):
    supply(settings, "accounts.pdf", make.with_features(*make.FEATURES.values()))
    listed = settings.inputs / "march-2024" / "paper.yaml"
    text = listed.read_text(encoding="utf-8")
    listed.write_text(text.replace("accounts.pdf}", "accounts.pdf, annotations: remove}"), "utf-8")
    build = make_paper("march-2024", settings)
    folder = settings.outputs / "march-2024"
    pack = (folder / "march-2024-pack.pdf").read_bytes()
    assert "Open words 1" in "".join(p.extract_text() for p in PdfReader(io.BytesIO(pack)).pages)
    assert (harm(pack), mentions(pack, make.SECRET)) == ([], False)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    (cleaned,) = manifest["cleaned"]
    assert (cleaned["appendix"], cleaned["file"]) == (1, "appendices/accounts.pdf")
    assert {"what": "JavaScript", "count": 1, "where": None} in cleaned["removed"]
    assert {p.code for p in build.problems} >= {"pdf-comments", "embedded-file"}


@pytest.mark.slow
def test_photograph_stands_upright_and_says_nothing_of_its_camera(settings: Settings):
    supply(settings, "photo.jpg", photograph(turn=6))
    listed = settings.inputs / "march-2024" / "paper.yaml"
    text = listed.read_text(encoding="utf-8")
    listed.write_text(text.replace("photo.jpg}", "photo.jpg, alt: A wall}"), encoding="utf-8")
    build = make_paper("march-2024", settings)
    assert not mentions(build.files["march-2024-pack.pdf"], "A camera")
    made = build.files["march-2024-appendix-1.docx"]
    assert not word.mentions(made, "A camera")
    appendix = docx.Document(io.BytesIO(made))
    (shape,) = appendix.inline_shapes
    assert (shape.width, shape.height) == (Inches(64 / 72), Inches(32 / 72))
    assert [(each.number, Path(each.file).name) for each in build.cleaned] == [(1, "photo.jpg")]


def test_check_refuses_what_a_build_refuses(settings: Settings):
    def tracked(parts: word.Parts) -> None:
        word.insert(parts, "Open words.", word.CHANGE)

    supply(settings, "plan.docx", word.with_features(tracked))
    for command in (check_paper, make_paper):
        with pytest.raises(InputsError) as error:
            command("march-2024", settings)
        assert [p.code for p in error.value.problems] == ["tracked-changes"]
    assert not (settings.outputs / "march-2024").exists()
