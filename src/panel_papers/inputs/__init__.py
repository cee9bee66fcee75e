"""The inputs' floor: a paper's folder in, one checked `Paper` or all its faults out."""

from panel_papers.inputs.folders import all_papers, paper_folder
from panel_papers.inputs.reading import ReadPaper, UnreadPaperError, read_paper

__all__ = ["ReadPaper", "UnreadPaperError", "all_papers", "paper_folder", "read_paper"]
