"""Pictures in prose: `![what it shows](appendices/map.png "Caption")`, alone in its paragraph."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from panel_papers.content.markdown.parser import SyntaxTreeNode, parse
from panel_papers.content.markdown.pictures import picture_of
from panel_papers.core import (
    Exhibit,
    FromTemplate,
    InputsError,
    Picture,
    Place,
    Problem,
    Prose,
    did_you_mean,
)
from panel_papers.inputs import FigureFiles, Supplied, picture_path, plain_path, read_picture

_ENDINGS = (".png", ".jpg", ".jpeg")


class AskedPicture(Struct, frozen=True):
    """A picture that prose names: `line` is its line in the Markdown, from 1."""

    line: int
    place: Place
    address: str
    alternative_text: str
    caption: str


def pictures_in(prose: Prose) -> Iterator[AskedPicture]:
    """Yield the pictures that are alone in a paragraph of the text itself, in their order."""
    if "![" not in prose.markdown:
        return
    source = parse(prose)
    for block in source.blocks:
        node = picture_of(block)
        if node is not None and block.map:
            yield AskedPicture(
                block.map[0] + 1,
                source.place(block),
                str(node.attrs.get("src", "")),
                "".join(_typed(each) for each in node.children).strip(),
                str(node.attrs.get("title", "")).strip(),
            )


def picture_exhibit(asked: AskedPicture, source: FigureFiles) -> Exhibit:
    """Return a picture with its caption; raises InputsError where it cannot be printed."""
    if "://" in asked.address or asked.address.startswith(("//", "data:")):
        found = f"The picture “{asked.address[:100]}” is not a file of this paper"
        hint = (
            "save the picture into the folder “appendices” of this paper, and write here such "
            "as ![What it shows](appendices/map.png)"
        )
        raise InputsError([Problem("unknown-picture", asked.place, found, "", hint)])
    path = plain_path(picture_path(asked.address), asked.place)
    data = source.pictures.get(path)
    if data is None:
        raise InputsError([_unknown(asked, path, source.pictures)])
    if not asked.alternative_text:
        found = f"The picture “{path}” has no words for a reader who cannot see it"
        hint = f"write what it shows between the square brackets: ![What it shows]({asked.address})"
        raise InputsError([Problem("no-alternative-text", asked.place, found, "", hint)])
    file = Place(f"{source.folder}/{path}")
    supplied = Supplied(data, file, asked.alternative_text, asked.place)
    content = read_picture(supplied).content
    body = content.fields["body"] if isinstance(content, FromTemplate) else None
    assert isinstance(body, Picture)  # noqa: S101 - that is what the reader makes
    return Exhibit(asked.line, asked.caption, body, None, None, asked.place)


def not_here(prose: Prose) -> Iterator[Problem]:
    """Yield a problem for each picture in a text of a structured appendix, which has no room."""
    for asked in pictures_in(prose):
        found = (
            f"The picture “{asked.address}” is in a text of an appendix in YAML, where no "
            "picture can be printed"
        )
        hint = "move it to a section, or supply the appendix as a Markdown or Word file"
        yield Problem("picture-in-prose", asked.place, found, "", hint)


def _unknown(asked: AskedPicture, path: str, pictures: Mapping[str, bytes]) -> Problem:
    found = f"There is no picture “{path}” in the paper’s folder"
    wanted = "the path of a .png or .jpg file, such as appendices/map.png"
    if not path.lower().endswith(_ENDINGS):
        found = f"“{path}” is not a picture that can be printed"
    hint = did_you_mean(path, list(pictures)) or (
        "put the picture’s file into the folder “appendices” of this paper, and write that "
        "path here"
    )
    return Problem("unknown-picture", asked.place, found, wanted, hint)


def _typed(node: SyntaxTreeNode) -> str:
    if node.type == "figure":
        return str(node.meta["typed"])
    if node.type.endswith("break"):
        return " "
    return node.content or "".join(_typed(each) for each in node.children or ())
