"""The inputs' floor: a paper's folder in, one checked `Paper` or all its faults out."""

from panel_papers.inputs.folders import all_papers, paper_folder
from panel_papers.inputs.reading import read_paper, read_restricted
from panel_papers.inputs.results import (
    FigureFiles,
    ReadPaper,
    ReadRestricted,
    RestrictedFile,
    UnreadPaperError,
)
from panel_papers.inputs.walk import FIGURES_YAML

__all__ = [
    "FIGURES_YAML",
    "FigureFiles",
    "ReadPaper",
    "ReadRestricted",
    "RestrictedFile",
    "UnreadPaperError",
    "all_papers",
    "paper_folder",
    "read_paper",
    "read_restricted",
]
