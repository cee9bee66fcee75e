"""The engines for the completeness check's tests, and the helpers beside them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

# The helpers beside the tests, under names that no other folder uses.
sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(scope="session")
def convert():
    """dxpdf with the fonts that the package ships, without the engine's own looks at a document."""
    import dxpdf

    from panel_papers.pdf.engines import dxpdf as engine

    def converted(data: bytes) -> bytes:
        with engine._environment, engine._shipped_fonts():
            return bytes(dxpdf.convert(data))

    return converted
