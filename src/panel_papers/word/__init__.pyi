from .agenda import agenda_fields as agenda_fields
from .blocks.markdown import BlockWriter as BlockWriter
from .comment_styles import define_comment_styles as define_comment_styles
from .composing.compose import compose as compose
from .composing.relations import (
    adopt_relations as adopt_relations,
    drop_comments as drop_comments,
)
from .documents import (
    Documents as Documents,
    KeptDocuments as KeptDocuments,
    Written as Written,
    prose_problems as prose_problems,
    template_problems as template_problems,
    templates_named as templates_named,
    write_agenda as write_agenda,
    write_contents as write_contents,
    write_divider as write_divider,
    write_documents as write_documents,
    write_restricted as write_restricted,
)
from .elements import (
    element as element,
    put as put,
    text_of as text_of,
)
from .fields import (
    SECTION_TEXT as SECTION_TEXT,
    Meaning as Meaning,
    appendix_fields as appendix_fields,
    closing_fields as closing_fields,
    contents_fields as contents_fields,
    meaning_of as meaning_of,
    paper_fields as paper_fields,
    section_fields as section_fields,
)
from .filling.controls import unbound_controls as unbound_controls
from .filling.fill import (
    RUNTIME as RUNTIME,
    WordTemplate as WordTemplate,
    failed as failed,
    fill as fill,
    not_text as not_text,
    tags_of as tags_of,
)
from .filling.misnamed import (
    kind_of as kind_of,
    misnamed_template as misnamed_template,
    of_another_kind as of_another_kind,
    save_as_hint as save_as_hint,
)
from .filling.other_names import with_own as with_own
from .filling.reading import read_document as read_document
from .filling.sandbox import environment as environment
from .filling.slots import (
    Slot as Slot,
    Slots as Slots,
)
from .filling.tag_faults import uncompiled as uncompiled
from .filling.tag_names import unknown_part as unknown_part
from .filling.tag_reading import whole as whole
from .filling.tag_texts import (
    find_tags as find_tags,
    replace_tags as replace_tags,
    texts_between_tags as texts_between_tags,
)
from .filling.tags import (
    ENDS as ENDS,
    Tag as Tag,
    read_tags as read_tags,
)
from .filling.templates import (
    HOUSE as HOUSE,
    SECTION as SECTION,
    Templates as Templates,
    bytes_of as bytes_of,
)
from .job import section_not_printed as section_not_printed
from .marks import is_draft_mark as is_draft_mark
from .notices import (
    as_listed as as_listed,
    notice_fields as notice_fields,
)
from .origins import (
    ANCHOR as ANCHOR,
    WHOLE as WHOLE,
    BlockOrigin as BlockOrigin,
    CaptionOrigin as CaptionOrigin,
    DataOrigin as DataOrigin,
    Origin as Origin,
    Value as Value,
    ValuesOrigin as ValuesOrigin,
    shown_text as shown_text,
)
from .outline import (
    Grid as Grid,
    Line as Line,
    OutlinePart as OutlinePart,
    Run as Run,
)
from .package import (
    repair as repair,
    to_bytes as to_bytes,
)
from .paragraph_numbers import number_paragraphs as number_paragraphs
from .place import Placer as Placer
from .references import appendix_references as appendix_references
from .story import (
    Story as Story,
    holds_more_than_text as holds_more_than_text,
    holds_only as holds_only,
    own_text as own_text,
    stories as stories,
    where as where,
    where_table as where_table,
)
from .xml import (
    Element as Element,
    as_run as as_run,
    attribute as attribute,
    child as child,
    children as children,
    every as every,
    is_a as is_a,
    own as own,
    paragraphs as paragraphs,
    remove as remove,
    set_attribute as set_attribute,
    value_at as value_at,
    within as within,
)
