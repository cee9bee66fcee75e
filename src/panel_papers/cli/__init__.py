"""The two commands, their options, and how results are printed: as text, JSON or SARIF."""

from panel_papers.cli.commands import make_paper, panel_papers

__all__ = ["make_paper", "panel_papers"]
