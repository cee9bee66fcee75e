"""Hostile files: a few of what `benchmarks/hostile.py` runs by the thousand."""

from __future__ import annotations

import shutil
import sys
from random import Random

import pytest

from panel_papers.core.problems import PanelPapersError
from panel_papers.inputs import read_paper

from .desk import TEXTS, Desk
from .kinds import KINDS

FORMATS = ("md", "yaml", "figures", "docx", "template", "csv", "xlsx", "pdf", "picture", "folder")
# What is refused, or passed by, as it is read.
READ = (
    *("yaml_keys", "yaml_list", "yaml_deep", "yaml_aliases", "yaml_number", "yaml_duplicates"),
    *("docx_span", "docx_list_start", "docx_entities", "docx_relationships", "docx_bytes"),
    *("xlsx_merge", "xlsx_hyperlink", "xlsx_bytes", "xlsx_entities", "csv_numbers", "csv_bytes"),
    *("pdf_forms", "pdf_page_ring", "pdf_xref", "pdf_outline", "picture_size", "picture_svg"),
    *("folder_pipe", "folder_link_loop", "folder_listed_name", "folder_sparse_used"),
)


def test_there_are_kinds_of_each_format():
    assert len(KINDS) >= 120
    assert {name.partition("_")[0] for name in KINDS} == set(FORMATS)


@pytest.mark.skipif(sys.platform != "linux", reason="pipes, links and sparse files are Linux's")
@pytest.mark.parametrize("kind", READ)
def test_hostile_file_is_read_or_refused_by_name(kind, root, tmp_path):
    for seed in range(2):
        folder = tmp_path / str(seed)
        (folder / "inputs" / "case").mkdir(parents=True)
        shutil.copytree(root / "templates", folder / "templates")
        desk = Desk(folder / "inputs" / "case", folder / "templates" / "word")
        for name, text in TEXTS.items():
            desk.write(name, text)
        named = KINDS[kind](desk, Random(seed))
        try:
            read_paper(desk.paper)
        except PanelPapersError as error:
            assert named is None or named in str(error.problems)
