from .deceiving import deceptions as deceptions
from .exactness import inexact as inexact
from .exhibits import (
    exhibit_problems as exhibit_problems,
    outlines_of as outlines_of,
    refuse_restricted as refuse_restricted,
    show_exhibits as show_exhibits,
)
from .exhibits.numbering import numbered_exhibits as numbered_exhibits
from .exhibits.text_tables import (
    TextTable as TextTable,
    text_tables as text_tables,
)
from .figures import (
    Figures as Figures,
    put_in as put_in,
    reckon as reckon,
    unknown_in as unknown_in,
)
from .hand_typed import (
    TypedNumber as TypedNumber,
    numbers_in as numbers_in,
    typed_numbers as typed_numbers,
)
from .markdown.html import (
    HtmlWriter as HtmlWriter,
    html_element as html_element,
    item_in_cell as item_in_cell,
    link as link,
    lists_in_cell as lists_in_cell,
    prose_html as prose_html,
    safe_address as safe_address,
)
from .markdown.parser import (
    NAMES as NAMES,
    Source as Source,
    SyntaxTreeNode as SyntaxTreeNode,
    parse as parse,
)
from .markdown.pictures import picture_of as picture_of
from .markdown.plain import plain_text as plain_text
from .markdown.table_lines import table_lines as table_lines
from .markdown.typed_marks import (
    HIDDEN_NOTE as HIDDEN_NOTE,
    TypedMark as TypedMark,
    tags_in as tags_in,
)
from .named_references import (
    refers_by_name as refers_by_name,
    with_references as with_references,
)
from .own_references import (
    RECOMMENDATION as RECOMMENDATION,
    InnerReference as InnerReference,
    inner_references as inner_references,
    kind_of as kind_of,
)
from .passage import (
    Kind as Kind,
    Passage as Passage,
)
from .passages import (
    passages_of as passages_of,
    typed_from as typed_from,
)
from .periods import (
    Span as Span,
    spans_in as spans_in,
)
from .prose import every_prose as every_prose
from .spelling import (
    Slip as Slip,
    UnreadError as UnreadError,
    ask_speller as ask_speller,
    find_slips as find_slips,
    start_speller as start_speller,
)
from .word_hints import in_words_of_word as in_words_of_word
