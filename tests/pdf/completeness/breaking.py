"""PDFs broken on purpose, as an engine that loses or doubles something would write them."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import contextmanager

import pikepdf

Instructions = list[pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage]


class Broken:
    """A PDF of dxpdf that is being broken; `data` is the broken file.

    dxpdf turns the page upside down and paints each word as a text of its own, so that the height
    of a word is the last number of its text matrix, counted from the top of the page.
    """

    def __init__(self, pdf: bytes) -> None:
        self._pdf = pikepdf.open(io.BytesIO(pdf))
        self.pages = len(self._pdf.pages)

    @property
    def data(self) -> bytes:
        out = io.BytesIO()
        self._pdf.save(out)
        return out.getvalue()

    def without_words(self, where: Callable[[float, float], bool], page: int = 0) -> Broken:
        """Take out the words that begin where `where(across, down)` is true."""
        with self._content(page) as content:
            gone = [each for block in _texts(content) if where(*_place(block)) for each in block]
            kept = [each for each in content if not any(each is other for other in gone)]
            content[:] = kept
        return self

    def doubled_words(
        self, where: Callable[[float, float], bool], lower: float, page: int = 0
    ) -> Broken:
        """Paint some words a second time, lower by some points."""
        with self._content(page) as content:
            blocks = [block for block in _texts(content) if where(*_place(block))]
            content.extend(_lowered(each, lower) for block in blocks for each in block)
        return self

    def with_words(self, operator: str, *operands: float, page: int = 0) -> Broken:
        """Put an operator, such as `Tr`, at the start of every text."""
        with self._content(page) as content:
            new: Instructions = []
            for each in content:
                new.append(each)
                if str(each.operator) == "BT":
                    new.append(_instruction(operator, *operands))
            content[:] = new
        return self

    def without(self, operator: str, page: int = 0) -> Broken:
        """Take out every use of an operator, such as `Do` for pictures."""
        with self._content(page) as content:
            content[:] = [each for each in content if str(each.operator) != operator]
        return self

    def painted_over(self, left: float, top: float, width: float, height: float) -> Broken:
        """Paint a white area over the first page, its place counted from the top."""
        with self._content(0) as content:
            content += [
                _instruction("rg", 1, 1, 1),
                _instruction("re", left, top, width, height),
                _instruction("f"),
            ]
        return self

    def cut_off_above(self, points: float) -> Broken:
        """Make the pages lower by some points at the top."""
        for page in self._pdf.pages:
            left, bottom, right, top = (float(side) for side in page.mediabox)
            page.mediabox = pikepdf.Array([left, bottom, right, top - points])
        return self

    @contextmanager
    def _content(self, page: int):
        content = list(pikepdf.parse_content_stream(self._pdf.pages[page]))
        yield content
        data = pikepdf.unparse_content_stream(content)
        self._pdf.pages[page].Contents = self._pdf.make_stream(data)


def _texts(content: Instructions) -> list[Instructions]:
    found: list[Instructions] = []
    inside = False
    for each in list(content):
        if str(each.operator) == "BT":
            found.append([])
            inside = True
        if inside:
            found[-1].append(each)
        if str(each.operator) == "ET":
            inside = False
    return found


def _place(block: Instructions) -> tuple[float, float]:
    matrix = next(each.operands for each in block if str(each.operator) == "Tm")
    return float(matrix[4]), float(matrix[5])


def _lowered(each, lower: float):
    if str(each.operator) != "Tm":
        return each
    numbers = [float(number) for number in each.operands]
    numbers[5] += lower
    return _instruction("Tm", *numbers)


def _instruction(operator: str, *operands: float) -> pikepdf.ContentStreamInstruction:
    return pikepdf.ContentStreamInstruction(list(operands), pikepdf.Operator(operator))
