"""XML of supplied documents parsed safely, in any thread."""

from __future__ import annotations

from lxml import etree

from panel_papers.pdf.tagging.wordxml import XmlElement


def parse(data: bytes) -> XmlElement:
    """Return the root of an XML part, without entities and without the network.

    Each call has a parser of its own. Documents are read in several threads, and a parser that two
    threads share corrupts memory (lxml's FAQ, “Can I use threads”; one build in some hundreds ended
    with “free(): invalid pointer”). Raises XMLSyntaxError.
    """
    safe = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    return etree.fromstring(data, safe)
