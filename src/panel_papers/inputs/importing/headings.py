"""The headings that the templates of sections have."""

from __future__ import annotations

from pathlib import Path

from panel_papers.inputs.templates_folder import template_files


def numbered_templates(templates: Path) -> frozenset[str]:
    """Return the names of the templates whose heading has a number in print."""
    import docx  # noqa: PLC0415 - for imports only
    from docx.oxml.ns import qn  # noqa: PLC0415 - for imports only

    number_id = "/".join(map(qn, ("w:pPr", "w:numPr", "w:numId")))
    found: set[str] = set()
    for path in template_files(templates):
        for paragraph in docx.Document(str(path)).paragraphs:
            style = paragraph.style
            if style is None or not str(style.name).startswith("Heading"):
                continue
            said = (each.find(number_id) for each in (paragraph._p, style.element))
            number = next((each.get(qn("w:val")) for each in said if each is not None), "0")
            if number != "0":
                found.add(path.stem)
            break
    return frozenset(found)


def template_headings(templates: Path) -> dict[str, str]:
    """Return the name of each section by its template's heading, in small letters."""
    import docx  # noqa: PLC0415 - for imports only

    found: dict[str, str] = {}
    for path in template_files(templates):
        for paragraph in docx.Document(str(path)).paragraphs:
            text = " ".join(paragraph.text.lower().split()).strip(" :.")
            style = paragraph.style.name if paragraph.style is not None else ""
            if str(style).startswith("Heading") and text and "{" not in text:
                found.setdefault(text, path.stem)
                break
    return found
