from .exhibits import (
    exhibit_problems as exhibit_problems,
)
from .exhibits import (
    refuse_restricted as refuse_restricted,
)
from .exhibits import (
    show_exhibits as show_exhibits,
)
from .figures import (
    Figures as Figures,
)
from .figures import (
    put_in as put_in,
)
from .figures import (
    reckon as reckon,
)
from .figures import (
    unknown_in as unknown_in,
)
from .hand_typed import (
    TypedNumber as TypedNumber,
)
from .hand_typed import (
    numbers_in as numbers_in,
)
from .hand_typed import (
    typed_numbers as typed_numbers,
)
from .markdown.html import (
    link as link,
)
from .markdown.html import (
    prose_html as prose_html,
)
from .markdown.parser import (
    NAMES as NAMES,
)
from .markdown.parser import (
    Source as Source,
)
from .markdown.parser import (
    SyntaxTreeNode as SyntaxTreeNode,
)
from .markdown.parser import (
    parse as parse,
)
from .markdown.plain import plain_text as plain_text
from .passages import (
    Kind as Kind,
)
from .passages import (
    Passage as Passage,
)
from .passages import (
    passages_of as passages_of,
)
from .passages import (
    typed_from as typed_from,
)
from .periods import (
    Span as Span,
)
from .periods import (
    spans_in as spans_in,
)
from .spelling import (
    Slip as Slip,
)
from .spelling import (
    UnreadError as UnreadError,
)
from .spelling import (
    ask_speller as ask_speller,
)
from .spelling import (
    find_slips as find_slips,
)
from .spelling import (
    start_speller as start_speller,
)
