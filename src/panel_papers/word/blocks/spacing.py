"""Space between blocks where the styles alone leave too little."""

from __future__ import annotations

from typing import Literal

from docx.oxml.text.paragraph import CT_P
from docx.shared import Twips

from panel_papers.word.house_styles import HouseStyles

_LEAST = 160  # twips: 8 pt, as below a paragraph of the house


def widen(paragraph: CT_P, side: Literal["before", "after"], styles: HouseStyles) -> None:
    """Give a paragraph 8 pt above or below, where it and its style have less."""
    if styles.space(paragraph, side) >= _LEAST:
        return
    properties = paragraph.get_or_add_pPr()
    if side == "before":
        properties.spacing_before = Twips(_LEAST)
    else:
        properties.spacing_after = Twips(_LEAST)
