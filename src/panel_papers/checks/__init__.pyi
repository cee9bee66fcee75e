from .body_rules.lateness import late_problems as late_problems
from .outputs.earlier_packs import (
    known_of_pages as known_of_pages,
    secret_of_pages as secret_of_pages,
)
from .outputs.leaks import (
    LeakSearch as LeakSearch,
    Secret as Secret,
    secrets_of as secrets_of,
    secrets_of_paper as secrets_of_paper,
)
from .outputs.page_numbers import check_page_numbers as check_page_numbers
from .outputs.public_text import (
    OF_NAME as OF_NAME,
    KnownTexts as KnownTexts,
    known_of as known_of,
    known_texts as known_texts,
    read_whole as read_whole,
    without_name as without_name,
)
from .registry import (
    CHECKS as CHECKS,
    Rule as Rule,
    Subject as Subject,
    begin as begin,
    body_words as body_words,
    check as check,
    check_at_once as check_at_once,
    check_beside as check_beside,
)
from .shared.earlier import (
    held_alone as held_alone,
    held_by_pages as held_by_pages,
    known_by_pages as known_by_pages,
    part_of_pages as part_of_pages,
)
from .shared.holdings import Held as Held
from .shared.sharing import (
    SHARED_RULES as SHARED_RULES,
    held_by_appendices as held_by_appendices,
    held_by_paper as held_by_paper,
    shared_problems as shared_problems,
    shared_with as shared_with,
)
from .shared.texts import (
    as_named as as_named,
    part_of_values as part_of_values,
    texts_of_restricted as texts_of_restricted,
)
from .supplied_dates import dates_at_head as dates_at_head
from .template_words import (
    template_findings as template_findings,
    template_looks as template_looks,
)
