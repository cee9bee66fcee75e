"""Small PDFs made by hand: sound ones, and others that break a rule of PDF/UA-1 each."""

from __future__ import annotations

from collections.abc import Callable

from pikepdf import Array, Dictionary, Name, String

from panel_papers.pdf.joining.font import embed_font

from ..joining.conftest import Maker

URI = Dictionary(S=Name.URI, URI=String("https://example.org/plan"))


def made(language: str | None = "en-GB") -> Maker:
    maker = Maker(language)
    maker.font = embed_font(maker.pdf)
    return maker


def whole() -> bytes:
    """Headings, a list, a table with headers, a link and a picture, all as they should be."""
    maker = made()
    page = maker.page()
    maker.tag("H1", page, "Heading")
    maker.tag("P", page, "Words")
    items = below(maker, "L", maker.document)
    item = below(maker, "LI", items)
    maker.tag("Lbl", page, "1.", item)
    maker.tag("LBody", page, "an item", item)
    table(maker, page)
    maker.tag("Figure", page, "a drawing", Alt=String("A drawing"))
    link(maker, page)
    return maker.done()


def below(maker: Maker, kind: str, parent: Dictionary, **more: object) -> Dictionary:
    element = maker.element(kind, parent, **more)
    parent.K.append(element)
    return element


def table(maker: Maker, page: Dictionary, *, scope: bool = True, cells: int = 2) -> None:
    rows = below(maker, "Table", maker.document)
    for row in range(3):
        line = below(maker, "TR", rows)
        for cell in range(cells if row == 2 else 2):
            if row:
                maker.tag("TD", page, f"d{row}{cell}", line)
            else:
                more = {"A": Dictionary(O=Name.Table, Scope=Name.Column)} if scope else {}
                maker.tag("TH", page, f"h{cell}", line, **more)


def link(maker: Maker, page: Dictionary, *, kind: str = "Link", described: bool = True) -> None:
    words = maker.tag(kind, page, "the plan")
    annotation = maker.link(page, words, A=URI)
    annotation.Border = Array([0, 0, 0])
    (inner,) = [kid for kid in words.K if not isinstance(kid, int)]
    words.K = Array([words.K[0], inner.K[0]])  # the words and the annotation in one element
    maker.parents[int(annotation.StructParent)] = words
    if not described:
        del annotation.Contents


def with_tags(*tags: str, **more: object) -> Callable[[], bytes]:
    """Return what makes a page of a heading and text in tags, each below the one before it."""

    def build() -> bytes:
        maker = made()
        page = maker.page()
        maker.tag("H1", page, "Heading")
        parent = maker.document
        for tag in tags[:-1]:
            parent = below(maker, tag, parent)
        maker.tag(tags[-1], page, "words", parent, **more)
        return maker.done()

    return build


def _table(**more: object) -> Callable[[], bytes]:
    def build() -> bytes:
        maker = made()
        page = maker.page()
        maker.tag("H1", page, "Heading")
        table(maker, page, **more)
        return maker.done()

    return build


def _link(**more: object) -> Callable[[], bytes]:
    def build() -> bytes:
        maker = made()
        page = maker.page()
        maker.tag("H1", page, "Heading")
        link(maker, page, **more)
        return maker.done()

    return build


def _loose_link() -> bytes:
    maker = made()
    page = maker.page()
    maker.tag("H1", page, "Heading")
    annotation = maker.link(page, A=URI)
    maker.document.K.pop()
    del annotation.StructParent
    return maker.done()


def _untagged_words() -> bytes:
    maker = made()
    page = maker.page()
    maker.tag("P", page, "words " * 40)
    maker.text(page, "more", 100)
    return maker.done()


def _unembedded_font() -> bytes:
    maker = Maker("en-GB")
    maker.tag("H1", maker.page(), "Heading")
    return maker.done()


def _two_notes() -> bytes:
    maker = made()
    page = maker.page()
    for number in "12":
        maker.tag("Note", page, f"note {number}", ID=String("note"))
    return maker.done()


BROKEN: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "picture": (
        with_tags("Figure"),
        "FIGURE-ALTERNATIVE-TEXT",
        "a picture has no alternative text",
    ),
    "formula": (with_tags("Formula"), "FORMULA-ALTERNATIVE-TEXT", "a formula has no alternative"),
    "loose-row": (with_tags("TR", "TD"), "TR-PARENT", "a row of a table is outside a table"),
    "loose-cell": (with_tags("P", "TD"), "TD-PARENT", "a cell of a table is outside a row"),
    "loose-item": (
        with_tags("LI", "LBody"),
        "LI-PARENT",
        "an item of a list is outside a list",
    ),
    "list-of-text": (with_tags("L", "P"), "L-KIDS", "a list holds something other than its items"),
    "made-up-tag": (with_tags("Fancy"), "STRUCT-TREE-ROLE-MAP", "the tag “Fancy” is of no known"),
    "bad-language": (with_tags("P", Lang=String("1-en")), "LANGUAGE-TAG", "a language is named in"),
    "no-headers": (_table(scope=False), "TABLE-HEADERS-SCOPE", "a table does not say which cells"),
    "uneven-table": (_table(cells=1), "TABLE-ROW-COLUMNSPAN", "the rows or columns of a table"),
    "loose-link": (_loose_link, "LINK-LINK-TAG", "a link is in no Link tag"),
    "font": (_unembedded_font, "FONT-EMBEDDING", "the font “Helvetica” is not embedded"),
}
"""By name: what makes the file, the validator's rule that it breaks, and the start of our words."""

REPAIRED: dict[str, tuple[Callable[[], bytes], str]] = {
    "note-without-id": (with_tags("Note"), "NOTE-ID"),
    "link-in-a-paragraph": (_link(kind="P"), "LINK-LINK-TAG"),
    "silent-link": (_link(described=False), "LINK-CONTENTS"),
    "underscored-language": (with_tags("P", Lang=String("en_GB")), "LANGUAGE-TAG"),
}
"""By name: what makes the file, and the rule that it would break without repairs."""


def _painted(operators: str) -> Callable[[], bytes]:
    """Return what makes a page on which more is painted, as decoration."""

    def build() -> bytes:
        maker = made()
        page = maker.page()
        maker.tag("H1", page, "Heading")
        maker.paint(page, f"/Artifact BMC q {operators} Q EMC")
        return maker.done()

    return build


def _settings(**more: object) -> Callable[[], bytes]:
    """Return what makes a page with settings for how it is painted."""

    def build() -> bytes:
        maker = made()
        page = maker.page()
        maker.tag("H1", page, "Heading")
        page.Resources.ExtGState = Dictionary(G=Dictionary(**more))
        maker.paint(page, "/Artifact BMC q /G gs 9 9 9 9 re f Q EMC")
        return maker.done()

    return build


def _smoothed_picture() -> bytes:
    maker = made()
    page = maker.page()
    maker.tag("H1", page, "Heading")
    picture = maker.pdf.make_stream(
        bytes(3),
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=1,
        Height=1,
        ColorSpace=Name.DeviceRGB,
        BitsPerComponent=8,
        Interpolate=True,
    )
    page.Resources.XObject = Dictionary(X=picture)
    maker.paint(page, "/Artifact BMC q 9 0 0 9 9 9 cm /X Do Q EMC")
    return maker.done()


UNARCHIVABLE: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "press-colours": (
        _painted("0 0 0 1 k 9 9 9 9 re f"),
        "DEVICE-CMYK",
        "it has the colours of a printing press (CMYK)",
    ),
    "press-settings": (_settings(TR=Name.Identity), "EXTGSTATE-TR", "it holds settings for a"),
    "unknown-blend": (
        _settings(BM=Name.Fancy),
        "EXTGSTATE-BLEND-MODE",
        "what is transparent",
    ),
    "smoothed-picture": (_smoothed_picture, "IMAGE-INTERPOLATE", "a picture is stored in a way"),
}
"""Files that are PDF/UA-1 and not PDF/A-2a; by name, as above."""

SOUND: dict[str, Callable[[], bytes]] = {
    "whole": whole,
    "same-note-id": _two_notes,
    "empty-note-id": with_tags("Note", ID=String("")),
    "untagged-words": _untagged_words,
}
"""Files that are PDF/UA-1 once they are joined."""
