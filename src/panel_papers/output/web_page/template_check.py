"""Whether a body's own template makes a whole page that is safe, before a paper is printed by it.

It is filled with words that nobody types, and a parser of HTML looks where these are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError, meta, nodes
from lxml import html
from markupsafe import Markup

from panel_papers.core import Place, Problem, TemplatesError, did_you_mean
from panel_papers.output.web_page.outside import parsed, refused_in, refused_in_style
from panel_papers.output.web_page.template import (
    PAGE,
    SHIPPED,
    STYLE,
    PageTemplate,
    compiled,
    filled,
    read_files,
)
from panel_papers.word import environment

FIELDS: Mapping[str, str] = {
    "language": "the language of the paper, such as en-GB",
    "title": "the short title of the paper",
    "meeting": "the day of the meeting, in words",
    "draft": "whether it is a draft",
    "metadata": "what search engines read",
    "style": "the style sheet, with page.css behind it",
    "style_digest": "its checksum, for the policy in the head of the page",
    "report": "the name of the place of the title",
    "cover": "the title and the facts of the cover sheet",
    "contents": "places and words of the list of contents",
    "sections": "all sections with tables, charts, pictures",
    "notes": "the footnotes of the report",
    "appendices": "appendices: number, label, heading, anchor, body, notes",
    "pack": "the address of the pack",
    "ours": "marks English words on a page in another language",
}
"""What a template may print, and what it is; for the docs as well."""
_MARKS = (
    *("cover", "sections", "notes"),
    *("body of appendix 1", "notes of appendix 1"),
    "body of appendix 2",
)


def checked_template(folder: Path) -> PageTemplate:
    """Return the template of a folder; raises TemplatesError with all that is wrong with it."""
    template, problems = _read(folder)
    problems += page_template_problems(folder) if template.files else []
    if problems:
        raise TemplatesError(list(dict.fromkeys(problems)))
    return template


def page_template_problems(folder: Path) -> list[Problem]:
    """Return what is wrong with the body's template and style sheet; none where it has none."""
    template, problems = _read(folder)
    if template.style is not None:
        place = Place((folder / STYLE).as_posix())
        problems += [_outside(place, each) for each in refused_in_style(template.style)]
    if template.page is not None:
        place = Place((folder / PAGE).as_posix())
        problems += _page_problems(template, template.page, place)
    return list(dict.fromkeys(problems))


def refuse_outside(template: PageTemplate, page: str) -> None:
    """Raise TemplatesError where a finished page runs or fetches something: a tag may choose."""
    if template.page is not None:
        found = list(dict.fromkeys(refused_in(parsed(page), template.whole_style)))
        if found:
            place = Place(f"{template.folder}/{PAGE}")
            raise TemplatesError([_outside(place, each) for each in found])


def broken(place: Place, why: str) -> Problem:
    """Return the problem of a template that cannot be read or filled."""
    return Problem(
        "page-template-broken",
        place,
        f"The template of the web page cannot be used: {why}",
        "",
        "correct the tag; the fields and blocks that there are: docs/templates.md",
    )


def _read(folder: Path) -> tuple[PageTemplate, list[Problem]]:
    try:
        return read_files(folder), []
    except (OSError, UnicodeDecodeError) as error:
        return PageTemplate(), [broken(Place(folder.as_posix()), f"{error}")]


def _page_problems(template: PageTemplate, source: str, place: Place) -> list[Problem]:
    try:
        tree = environment().parse(source)
        unknown = list(_unknown(tree, place))
        if unknown:
            return unknown
        compiled(template)
        pages = {draft: filled(template, _tried(draft=draft)) for draft in (False, True)}
    except TemplateSyntaxError as error:
        return [broken(Place(place.file, error.lineno), f"{error.message}")]
    except TemplateNotFound as error:
        return [broken(place, f"there is no template “{error.name}”, only “{SHIPPED}”")]
    except (TemplateError, ArithmeticError, LookupError, TypeError, ValueError) as error:
        return [broken(place, f"{error}")]
    roots = {draft: parsed(page) for draft, page in pages.items()}
    outside = [e for root in roots.values() for e in refused_in(root, template.whole_style)]
    return [
        *(_outside(place, each) for each in dict.fromkeys(outside)),
        *(_lacks(place, each) for each in _lacking(roots[False], pages[False])),
        *(_lacks(place, each) for each in _lacking_in_drafts(roots[True])),
    ]


def _unknown(tree: nodes.Template, place: Place) -> Iterator[Problem]:
    names = meta.find_undeclared_variables(tree) - FIELDS.keys()
    for each in tree.find_all(nodes.Name):
        if each.name in names and each.ctx == "load":
            yield Problem(
                "unknown-field",
                Place(place.file, each.lineno),
                f"The web page has no field “{each.name}”",
                "",
                did_you_mean(each.name, FIELDS) or f"use one of {', '.join(FIELDS)}",
            )


def _tried(*, draft: bool) -> dict[str, object]:
    """Return values of which each can be found again."""
    marks = {name: Markup("<p>{}</p>").format(_mark(name)) for name in _MARKS}
    return {
        "language": "cy",
        "title": _mark("title"),
        "meeting": _mark("meeting"),
        "draft": draft,
        "metadata": Markup("{}"),
        "report": "report-title",
        "cover": marks["cover"],
        "contents": [("place-1", _mark("contents"))],
        "sections": marks["sections"],
        "notes": marks["notes"],
        "appendices": [
            {
                "number": number,
                "label": f"{number}",
                "heading": _mark(f"appendix {number}"),
                "anchor": f"appendix-{number}-title",
                "body": marks[f"body of appendix {number}"],
                "notes": marks.get(f"notes of appendix {number}", Markup("")),
            }
            for number in (1, 2)
        ],
        "pack": "the-pack.pdf",
        "ours": Markup(' lang="en-GB"'),
    }


def _mark(name: str) -> str:
    return f"(({name}))"


def _lacking(root: html.HtmlElement, page: str) -> Iterator[str]:
    """Say what a page lacks of what readers and the comparison of its words need."""
    if root.get("lang") != "cy":
        yield 'the language: <html lang="{{ language }}">'
    if not all(_mark(each) in (root.findtext("head/title") or "") for each in ("title", "meeting")):
        yield "a title with {{ title }} and {{ meeting }} in its head"
    if not re.search(r'name="viewport"', page):
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    policy = root.xpath("string(head/meta[@http-equiv='Content-Security-Policy']/@content)")
    if "default-src 'none'" not in policy or "style-src 'sha256-" not in policy:
        yield "the policy in its head that allows no script and fetches nothing, as shipped has it"
    if len(root.findall("body//main")) != 1:
        yield "one element <main>"
    if not root.xpath("//a[@href='the-pack.pdf']"):
        yield "a link to {{ pack }}"
    if not root.xpath("//nav//a[@href='#place-1']"):
        yield "{{ contents }} as links in a <nav>"
    yield from _lacking_text(root)


def _lacking_text(root: html.HtmlElement) -> Iterator[str]:
    """Say which texts are not once in their own article, in their order."""
    wanted = {
        "report": _MARKS[:3],
        "appendix-1": _MARKS[3:5],
        "appendix-2": _MARKS[5:],
    }
    whole = " ".join("".join(root.itertext()).split())
    for name, marks in wanted.items():
        articles = root.xpath("//main//article[@id=$name]", name=name)
        text = "".join(articles[0].itertext()) if len(articles) == 1 else ""
        places = [text.find(_mark(each)) for each in marks]
        if -1 in places or places != sorted(places):
            missing = [e for e, at in zip(marks, places, strict=True) if at < 0] or marks
            yield f'the {" and the ".join(missing)}, in order, in <article id="{name}"> in <main>'
        elif any(whole.count(_mark(each)) != 1 for each in marks):
            yield f"the {' and the '.join(marks)} once only"


def _lacking_in_drafts(root: html.HtmlElement) -> Iterator[str]:
    body = root.find("body")
    shown = "" if body is None else "".join(body.itertext())
    if "DRAFT" not in shown or "DRAFT" not in (root.findtext("head/title") or ""):
        yield "DRAFT in title and text, with {% if draft %}"


def _lacks(place: Place, what: str) -> Problem:
    return Problem(
        "page-template-incomplete",
        place,
        f"The template of the web page lacks {what}",
        "",
        f'add it, or begin with {{% extends "{SHIPPED}" %}} and change only blocks of it',
    )


def _outside(place: Place, what: str) -> Problem:
    return Problem(
        "page-template-outside",
        place,
        f"The web page would have {what}",
        "a page that runs no script and fetches nothing",
        "take it out; put pictures in as data: addresses, and looks into page.css",
    )
