from .body_rules.lateness import late_problems as late_problems
from .outputs.leaks import LeakSearch as LeakSearch
from .outputs.page_numbers import check_page_numbers as check_page_numbers
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
from .shared.sharing import SHARED_RULES as SHARED_RULES, shared_problems as shared_problems
from .template_words import template_findings as template_findings
