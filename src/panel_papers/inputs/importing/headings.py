"""The headings that the templates of sections have."""

from __future__ import annotations

from pathlib import Path


def template_headings(templates: Path) -> dict[str, str]:
    """Return the name of each section by its template's heading, in small letters."""
    import docx  # noqa: PLC0415 - for imports only

    found: dict[str, str] = {}
    for path in sorted(templates.glob("*.docx")):
        for paragraph in docx.Document(str(path)).paragraphs:
            text = " ".join(paragraph.text.lower().split()).strip(" :.")
            style = paragraph.style.name if paragraph.style is not None else ""
            if str(style).startswith("Heading") and text and "{" not in text:
                found.setdefault(text, path.stem)
                break
    return found
