"""Run as `python -m panel_papers`: the same as `panel-papers`, where launchers are blocked."""

from panel_papers.cli import panel_papers

if __name__ == "__main__":
    panel_papers(prog_name="python -m panel_papers")
