"""The words of a web page compared with those of the Word documents it is the same paper as.

The page is read by a parser of HTML and the documents by the reader of the completeness check;
neither has written anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

from lxml import html

from panel_papers.pdf import shown_text
from panel_papers.word import Documents

_INSIDE = {"a", "code", "em", "mark", "s", "span", "strong", "sub", "sup"}
"""Elements that part no words."""
_BESIDE = {"nav", "script", "style", "head", "header", "footer"}
_SHOWN = 8
"""Words that a message quotes."""


def first_difference(page: bytes, documents: Documents) -> str | None:
    """Say where the words of a page begin to differ from the documents'; None where they do not.

    Compared are the report and each appendix that is made in Word, notice or not; what the page
    adds of its own, such as a link to download, is in elements of the class “extra”.
    """
    parser = html.HTMLParser(huge_tree=True)  # a picture may be ten million letters
    root = html.document_fromstring(page.decode(), parser=parser)
    parts = {each.get("id"): each for each in root.iter("article")}
    written = {"report": documents.report}
    written |= {f"appendix-{n}": each for n, each in documents.appendices.items()}
    written |= {f"appendix-{n}": each for n, each in documents.notices.items()}
    for name, document in written.items():
        if name not in parts:
            return f"the {name.replace('-', ' ')} is missing"
        found = _words("".join(_texts(parts[name])))
        wanted = _words(shown_text(document.for_pack))
        for at, (ours, theirs) in enumerate(zip_longest(found, wanted, fillvalue="")):
            if ours != theirs:
                part = name.replace("-", " ")
                shown = " ".join(found[at : at + _SHOWN]) or "nothing"
                typed = " ".join(wanted[at : at + _SHOWN]) or "nothing"
                return f"in the {part} the page says “{shown}” where the document says “{typed}”"
    return None


def _texts(element: html.HtmlElement) -> Iterator[str]:
    if not isinstance(element.tag, str):
        return
    if element.tag in _BESIDE or "extra" in (element.get("class") or "").split():
        return
    parted = "" if element.tag in _INSIDE else "\n"
    yield parted + (element.text or "")
    for child in element:
        yield from _texts(child)
        yield child.tail or ""
    yield parted


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text)
