"""What a restricted appendix says, said again in the public inputs in other letters or files."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import docx
import openpyxl
from PIL import Image

from .model import QUOTED, Ends, Secret, Way
from .sheets import Sheet, pdf_of

Said = Callable[[str], str]


@dataclass(frozen=True)
class Quotation:
    """A way with what the restricted file says and what the public one does; {S} is the name."""

    name: str
    restricted: str
    public: str
    turn: Said = lambda word: word

    @property
    def way(self) -> Way:
        return Way(self.name, QUOTED, Ends.STOPPED, lambda _: None)

    @property
    def secret(self) -> str:
        return self.way.secret.word

    @property
    def kept(self) -> str:
        """What the restricted appendix says."""
        return self.restricted.replace("{S}", self.secret)

    @property
    def typed(self) -> str:
        """What the public file says."""
        return self.public.replace("{S}", self.turn(self.secret))


OFFER, CHOSEN = "{S} Haulage sent an offer.", "The officers prefer {S}."


def middle(between: str) -> Said:
    return lambda word: word[:4] + between + word[4:]


def accented(word: str) -> str:
    return word.replace("a", "a\u0301").replace("e", "e\u0301")


LINES = [
    Quotation("name quoted", OFFER, CHOSEN),
    Quotation("name in capitals", OFFER, CHOSEN, str.upper),
    Quotation("name in small letters", OFFER, CHOSEN, str.lower),
    Quotation("name's possessive", OFFER, "The officers prefer {S}’s offer."),
    Quotation("name's typewriter possessive", OFFER, "The officers prefer {S}'s offer."),
    Quotation("name in quotation marks", OFFER, "The officers prefer “{S}”."),
    Quotation("name with a soft hyphen", OFFER, CHOSEN, middle("\u00ad")),
    Quotation("name with a space of no width", OFFER, CHOSEN, middle("\u200b")),
    Quotation("name with a joiner of no width", OFFER, CHOSEN, middle("\u200d")),
    Quotation("name with bold letters within", OFFER, CHOSEN, lambda w: f"**{w[:4]}**{w[4:]}"),
    Quotation("name broken over two lines", OFFER, CHOSEN, middle("-\n")),
    Quotation("name with a hyphen", OFFER, CHOSEN, middle("-")),
    Quotation("name with a Cyrillic letter", "{S}a Haulage sent an offer.",
              "The officers prefer {S}\u0430."),
    Quotation("name with a ligature", "{S}fin Haulage sent an offer.",
              "The officers prefer {S}\ufb01n."),
    Quotation("name without its accents", "Firm {S}é sent an offer.", "They prefer {S}e."),
    Quotation("name with loose accents", "Firm {S}é sent an offer.", "They prefer {S}e\u0301."),
    Quotation("name in a heading", OFFER, "## The offer of {S}"),
    Quotation("name in a list", OFFER, "- The offer of {S}"),
    Quotation("name in a note", OFFER, "It is good.[^{S}]\n\n[^{S}]: They mean {S}."),
    Quotation("name in an address", OFFER,
              "See [the offer](https://www.example.org/{S}/offer)."),
    Quotation("name in code", OFFER, "The officers prefer `{S}`."),
    Quotation("name struck through", OFFER, "The officers prefer ~~{S}~~."),
    Quotation("name of a firm like a word", "Anchor{S} Ltd sent an offer.",
              "The officers prefer Anchor{S}."),
    Quotation("sum", "{S} asks for £1,483,250.", "One firm asks for £1,483,250."),
    Quotation("sum without commas", "{S} asks for £2,617,405.", "One firm asks for £2617405."),
    Quotation("sum with pence", "{S} asks for £3,904,118.", "One firm asks for £3,904,118.00."),
    Quotation("sum with spaces", "{S} asks for £4,215,736.", "One firm asks for £4 215 736."),
    Quotation("sum with thin spaces", "{S} asks for £5,327,864.",
              "One firm asks for £5\u2009327\u2009864."),
    Quotation("sum by the letters of its coin", "{S} asks for £6,438,972.",
              "One firm asks for GBP 6,438,972."),
    Quotation("sum without its sign", "{S} asks for £7,549,083.", "One firm asks for 7,549,083."),
    Quotation("sum in millions", "{S} asks for £8,650,194.", "One firm asks for £8.65 million."),
    Quotation("sum in millions by letter", "{S} asks for £9,761,305.",
              "One firm asks for £9.76m."),
    Quotation("sum in thousands", "{S} asks for £872,416.", "One firm asks for £872k."),
    Quotation("discount", "{S} takes off 7.35%.", "One firm takes off 7.35 per cent."),
    Quotation("day of the hearing", "The tribunal hears {S} on 14 July 2027.",
              "The tribunal sits on 14/07/2027."),
    Quotation("address for letters", "Write to bids@{S}.example for more.",
              "Write to bids@{S}.example.", str.lower),
    Quotation("telephone", "Ring {S} on 01632 960 482.", "Ring +44 1632 960482."),
    Quotation("postcode", "{S} works in ZQ14 9XW.", "The yard is at ZQ14 9XW."),
    Quotation("reference", "{S} has deed 88-ZQX-41.", "The deed is 88 ZQX 41."),
    Quotation("sentence",
              "Counsel advises to settle the claim of the manager {S} before the trial.",
              "Counsel advises to settle the claim of the manager before the trial."),
    Quotation("sentence with a word changed",
              "The auditor of {S} found that invoices for gravel were paid twice in autumn and in "
              "winter by the same clerk.",
              "The auditor found that invoices for gravel were paid twice in autumn and winter by "
              "the same clerk."),
    Quotation("sentence with a note between",
              "The lease of {S} ends when the lift fails its third inspection. Nobody told the "
              "tenants.",
              "The lease ends when the lift fails its third inspection.[^lift] Nobody told the "
              "tenants.\n\n[^lift]: In writing."),
]  # fmt: skip


def docx_saying(text: str, *, table: bool = False, title: str = "") -> bytes:
    document = docx.Document()
    document.core_properties.title = title
    document.add_paragraph("The depot opens in May.")
    if table:
        cells = document.add_table(2, 2).rows
        cells[0].cells[0].text, cells[0].cells[1].text = "Firm", "Place"
        cells[1].cells[0].text, cells[1].cells[1].text = text, "1"
    else:
        document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def xlsx_saying(text: str) -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["Firm", "Place"])
    book.active.append([text, 1])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def pdf_saying(*lines: str) -> bytes:
    def plant(sheet: Sheet, _: Secret) -> None:
        for number, line in enumerate(lines):
            sheet.paint(f"BT /F1 12 Tf 72 {700 - 20 * number} Td ({line}) Tj ET")

    return pdf_of([Way("plain page", QUOTED, Ends.CLEANED, plant)])


def picture(shade: int = 0, kind: str = "PNG") -> bytes:
    image = Image.radial_gradient("L").resize((120, 120)).convert("RGB")
    image.paste((200, 40 + shade, 40), (20, 20, 90, 60))
    out = io.BytesIO()
    image.save(out, kind)
    return out.getvalue()


def _file(ending: str, make: Callable[[str], bytes]):
    return ending, make


# Other public files that say it: how the file ends, and how it is made of a sentence.
FILES: dict[str, tuple[str, Callable[[str], bytes]]] = {
    "name in a Markdown appendix": _file("md", lambda t: f"{t}\n".encode()),
    "name in a Word appendix": _file("docx", docx_saying),
    "name in a Word table": _file("docx", lambda t: docx_saying(t, table=True)),
    "name in a workbook": _file("xlsx", xlsx_saying),
    "name in a table of values": _file("csv", lambda t: f"Firm,Place\n{t},1\n".encode()),
    "name in a PDF": _file("pdf", pdf_saying),
    "name broken over two lines of a PDF": _file(
        "pdf", lambda t: pdf_saying(f"{t[:-5]}-", t[-5:])),
    "name in an alternative text": _file("png", lambda _: picture(9)),
}  # fmt: skip
FILE_QUOTATIONS = [Quotation(name, OFFER, CHOSEN) for name in FILES]
BID = "We offer to empty the bins of the northern villages on Tuesdays for one price."
COPIES = {
    "restricted Word file saved again": ("docx", lambda t: docx_saying(t, title="Saved again")),
    "restricted Word file as a PDF": ("pdf", lambda t: pdf_saying("The depot opens in May.", t)),
    "restricted Word file as text": ("md", lambda t: f"The depot opens in May.\n\n{t}\n".encode()),
    "restricted table in a workbook": ("xlsx", xlsx_saying),
}


def restricted_docx(quotations: Sequence[Quotation]) -> bytes:
    """Return the restricted appendix that says all of it, and much that nobody repeats."""
    document = docx.Document()
    document.add_heading("What is exempt", 1)
    for each in quotations:
        document.add_paragraph(each.kept)
        for number in range(3):
            word = Way(f"{each.name} {number}", QUOTED, Ends.ANY, lambda _: None).secret.word
            document.add_paragraph(f"Then {word} was asked whether the {word} gates had rusted.")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
