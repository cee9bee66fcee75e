from .blocks.markdown import BlockWriter as BlockWriter
from .colours import (
    BLACK as BLACK,
)
from .colours import (
    HIGHLIGHTS as HIGHLIGHTS,
)
from .colours import (
    WHITE as WHITE,
)
from .colours import (
    Colour as Colour,
)
from .colours import (
    as_colour as as_colour,
)
from .colours import (
    contrast as contrast,
)
from .composing.compose import compose as compose
from .composing.relations import drop_comments as drop_comments
from .documents import (
    Documents as Documents,
)
from .documents import (
    Written as Written,
)
from .documents import (
    prose_problems as prose_problems,
)
from .documents import (
    write_contents as write_contents,
)
from .documents import (
    write_divider as write_divider,
)
from .documents import (
    write_documents as write_documents,
)
from .documents import (
    write_restricted as write_restricted,
)
from .elements import (
    element as element,
)
from .elements import (
    put as put,
)
from .elements import (
    text_of as text_of,
)
from .fields import (
    SECTION_TEXT as SECTION_TEXT,
)
from .fields import (
    Meaning as Meaning,
)
from .fields import (
    appendix_fields as appendix_fields,
)
from .fields import (
    closing_fields as closing_fields,
)
from .fields import (
    contents_fields as contents_fields,
)
from .fields import (
    meaning_of as meaning_of,
)
from .fields import (
    paper_fields as paper_fields,
)
from .fields import (
    section_fields as section_fields,
)
from .filling.fill import (
    RUNTIME as RUNTIME,
)
from .filling.fill import (
    WordTemplate as WordTemplate,
)
from .filling.fill import (
    failed as failed,
)
from .filling.fill import (
    fill as fill,
)
from .filling.fill import (
    not_text as not_text,
)
from .filling.fill import (
    tags_of as tags_of,
)
from .filling.sandbox import environment as environment
from .filling.slots import (
    Slot as Slot,
)
from .filling.slots import (
    Slots as Slots,
)
from .filling.tag_faults import (
    uncompiled as uncompiled,
)
from .filling.tag_faults import (
    unknown_part as unknown_part,
)
from .filling.tag_faults import (
    whole as whole,
)
from .filling.tags import (
    ENDS as ENDS,
)
from .filling.tags import (
    TAG as TAG,
)
from .filling.tags import (
    Tag as Tag,
)
from .filling.tags import (
    read_tags as read_tags,
)
from .filling.templates import (
    HOUSE as HOUSE,
)
from .filling.templates import (
    Templates as Templates,
)
from .job import section_not_printed as section_not_printed
from .notices import (
    as_listed as as_listed,
)
from .notices import (
    notice_fields as notice_fields,
)
from .package import (
    repair as repair,
)
from .package import (
    to_bytes as to_bytes,
)
from .place import Placer as Placer
from .story import (
    Story as Story,
)
from .story import (
    holds_more_than_text as holds_more_than_text,
)
from .story import (
    own_text as own_text,
)
from .story import (
    stories as stories,
)
from .story import (
    where as where,
)
from .story import (
    where_table as where_table,
)
from .xml import (
    Element as Element,
)
from .xml import (
    as_run as as_run,
)
from .xml import (
    attribute as attribute,
)
from .xml import (
    child as child,
)
from .xml import (
    children as children,
)
from .xml import (
    every as every,
)
from .xml import (
    is_a as is_a,
)
from .xml import (
    own as own,
)
from .xml import (
    remove as remove,
)
from .xml import (
    set_attribute as set_attribute,
)
from .xml import (
    value_at as value_at,
)
from .xml import (
    within as within,
)
