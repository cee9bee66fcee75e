"""The nasty documents of the tagger's tests, for those of the rendering."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "pdf" / "tagging"))
