"""Documents put together at random: what must hold of every one of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from tagread import read
from tagwords import Word, cell, footnote, item, link, para, picture, row, run, table

from panel_papers.pdf.tagging import tag

WORD = st.text("abcdefghijklmnopqrstuvwxyzéŵ£&-", min_size=1, max_size=9)
TEXT = st.lists(WORD, min_size=1, max_size=30).map(" ".join)
PROPERTIES = st.sampled_from(["", "<w:b/>", "<w:i/>", '<w:color w:val="FF0000"/>'])


@dataclass
class Building:
    """The document so far, and the text that its leaves must give, in order."""

    body: str = ""
    texts: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    links: int = 0
    pictures: int = 0

    def block(self, block) -> None:
        """Add a block as the strategies below describe it."""
        kind, content = block
        if kind == "heading":
            level, text = content
            self.texts.append(text)
            self.body += para(text, style=f"Heading{level}")
        elif kind == "item":
            level, numbered, pieces = content
            self.texts.append("LABEL")
            self.body += item(*self.pieces(pieces), level=level, numbered=numbered)
        elif kind == "table":
            self.body += self.table(content)
        else:
            self.body += para(*self.pieces(content))

    def table(self, content) -> str:
        width, header, texts = content
        rows = []
        for start in range(0, len(texts), width):
            texts_of_row = texts[start : start + width]
            self.texts += texts_of_row
            head = header and start == 0
            rows.append(row(*[cell(t) for t in texts_of_row], header=head))
        return table(*rows, columns=width)

    def pieces(self, pieces) -> list[str]:
        out, later = [], []
        for kind, content in pieces:
            if kind == "run":
                self.texts.append(content[1])
                out.append(run(content[1], properties=content[0]))
            elif kind == "link":
                self.texts.append(content)
                self.links += 1
                out.append(link(content))
            elif kind == "picture":
                self.pictures += 1
                out.append(picture(content, number=self.pictures))
            else:
                self.notes.append(content)
                number = len(self.notes)
                self.texts.append(str(number))
                later += [str(number), content]
                out.append(footnote(number))
        self.texts += later
        return out


PIECES = st.lists(
    st.one_of(
        st.tuples(st.just("run"), st.tuples(PROPERTIES, TEXT)),
        st.tuples(st.just("link"), TEXT),
        st.tuples(st.just("picture"), WORD),
        st.tuples(st.just("note"), TEXT),
    ),
    min_size=1,
    max_size=4,
)
BLOCKS = st.lists(
    st.one_of(
        st.tuples(st.just("heading"), st.tuples(st.integers(1, 3), TEXT)),
        st.tuples(st.just("paragraph"), PIECES),
        st.tuples(st.just("item"), st.tuples(st.integers(0, 1), st.integers(1, 3), PIECES)),
        st.tuples(
            st.just("table"),
            st.tuples(st.integers(1, 4), st.booleans(), st.lists(TEXT, min_size=1, max_size=12)),
        ),
    ),
    min_size=1,
    max_size=12,
)


def squashed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.slow
@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(blocks=BLOCKS)
def test_every_character_is_in_one_leaf_and_in_order(convert, blocks):
    building = Building()
    for block in blocks:
        building.block(block)
    word = Word(building.body, footnotes=building.notes, footer=para("A footer"))
    tagged = tag(word.data(), convert, title="T", language="en-GB")
    found = read(tagged.pdf)  # asserts that marks, parents and annotations resolve both ways
    assert found.unmarked.strip() == ""
    rest = squashed(found.text)
    for text in building.texts:
        if text == "LABEL":
            rest = without_label(rest)
            continue
        assert rest.startswith(squashed(text))
        rest = rest[len(squashed(text)) :]
    assert rest == ""
    # A header row that is painted again follows the footer's own words.
    assert all("Afooter" in squashed(page) for page in found.artifacts)
    assert found.roles["Figure"] == building.pictures
    assert found.roles["Note"] == len(building.notes)
    assert tagged.report.coverage == 1.0


def without_label(text: str) -> str:
    label = re.match(r"•|–|\d+\.|\([a-z]+\)", text)
    assert label
    return text[label.end() :]
