"""The inputs' floor: a paper's folder in, one checked `Paper` or all its faults out."""

from panel_papers.inputs.folders import all_papers, paper_folder
from panel_papers.inputs.reading import (
    FIGURES_YAML,
    FigureFiles,
    ReadPaper,
    ReadRestricted,
    RestrictedFile,
    UnreadPaperError,
    read_paper,
    read_restricted,
)

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
