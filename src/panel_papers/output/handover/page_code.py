"""page.html.jinja compiled by Jinja; written by tools/write_page_code.py."""

MADE_BY = 'Jinja 3.1.6'

from jinja2.runtime import LoopContext, Macro, Markup, Namespace, TemplateNotFound, TemplateReference, TemplateRuntimeError, Undefined, escape, identity, internalcode, markup_join, missing, str_join
name = 'page.html.jinja'

def root(context, missing=missing):
    resolve = context.resolve_or_missing
    undefined = environment.undefined
    concat = environment.concat
    cond_expr_undefined = Undefined
    if 0: yield None
    l_0_language = resolve('language')
    l_0_style_digest = resolve('style_digest')
    l_0_blank_record = resolve('blank_record')
    l_0_it = resolve('it')
    l_0_style = resolve('style')
    l_0_lang = resolve('lang')
    l_0_found = resolve('found')
    l_0_confirmed = resolve('confirmed')
    l_0_days = resolve('days')
    l_0_pasted = missing
    try:
        t_1 = environment.filters['capitalize']
    except KeyError:
        @internalcode
        def t_1(*unused):
            raise TemplateRuntimeError("No filter named 'capitalize' found.")
    try:
        t_2 = environment.filters['count']
    except KeyError:
        @internalcode
        def t_2(*unused):
            raise TemplateRuntimeError("No filter named 'count' found.")
    try:
        t_3 = environment.filters['in_words']
    except KeyError:
        @internalcode
        def t_3(*unused):
            raise TemplateRuntimeError("No filter named 'in_words' found.")
    try:
        t_4 = environment.filters['link']
    except KeyError:
        @internalcode
        def t_4(*unused):
            raise TemplateRuntimeError("No filter named 'link' found.")
    try:
        t_5 = environment.filters['map']
    except KeyError:
        @internalcode
        def t_5(*unused):
            raise TemplateRuntimeError("No filter named 'map' found.")
    try:
        t_6 = environment.filters['meeting']
    except KeyError:
        @internalcode
        def t_6(*unused):
            raise TemplateRuntimeError("No filter named 'meeting' found.")
    try:
        t_7 = environment.filters['pages']
    except KeyError:
        @internalcode
        def t_7(*unused):
            raise TemplateRuntimeError("No filter named 'pages' found.")
    try:
        t_8 = environment.filters['paragraphs']
    except KeyError:
        @internalcode
        def t_8(*unused):
            raise TemplateRuntimeError("No filter named 'paragraphs' found.")
    try:
        t_9 = environment.filters['prose']
    except KeyError:
        @internalcode
        def t_9(*unused):
            raise TemplateRuntimeError("No filter named 'prose' found.")
    try:
        t_10 = environment.filters['short_date']
    except KeyError:
        @internalcode
        def t_10(*unused):
            raise TemplateRuntimeError("No filter named 'short_date' found.")
    try:
        t_11 = environment.filters['size']
    except KeyError:
        @internalcode
        def t_11(*unused):
            raise TemplateRuntimeError("No filter named 'size' found.")
    try:
        t_12 = environment.filters['words']
    except KeyError:
        @internalcode
        def t_12(*unused):
            raise TemplateRuntimeError("No filter named 'words' found.")
    try:
        t_13 = environment.tests['missing']
    except KeyError:
        @internalcode
        def t_13(*unused):
            raise TemplateRuntimeError("No test named 'missing' found.")
    try:
        t_14 = environment.tests['none']
    except KeyError:
        @internalcode
        def t_14(*unused):
            raise TemplateRuntimeError("No test named 'none' found.")
    pass
    def macro(l_1_label, l_1_caller):
        t_15 = []
        if l_1_label is missing:
            l_1_label = undefined("parameter 'label' was not provided", name='label')
        pass
        t_15.extend((
            '<div class="pasted" role="group" aria-label="',
            escape(l_1_label),
            '"',
            escape((undefined(name='lang') if l_0_lang is missing else l_0_lang)),
            '>\n',
            escape(context.call(l_1_caller)),
            '\n</div>\n',
        ))
        return concat(t_15)
    context.exported_vars.add('pasted')
    context.vars['pasted'] = l_0_pasted = Macro(environment, macro, 'pasted', ('label',), False, False, True, context.eval_ctx.autoescape)
    yield '<!DOCTYPE html>\n<html lang="'
    yield escape((undefined(name='language') if l_0_language is missing else l_0_language))
    yield '">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src \'sha256-'
    yield escape((undefined(name='style_digest') if l_0_style_digest is missing else l_0_style_digest))
    yield '\'; base-uri \'none\'; form-action \'none\'">\n<meta name="color-scheme" content="light dark">\n<meta name="panel-papers-record" content="'
    yield escape((undefined(name='blank_record') if l_0_blank_record is missing else l_0_blank_record))
    yield '">\n<title>'
    yield escape(('DRAFT – ' if environment.getattr((undefined(name='it') if l_0_it is missing else l_0_it), 'draft') else cond_expr_undefined("the inline if-expression on line 15 in 'page.html.jinja' evaluated to false and no else section was defined.")))
    yield 'Hand-over sheet: '
    yield escape(environment.getattr((undefined(name='it') if l_0_it is missing else l_0_it), 'short_title'))
    yield ', '
    yield escape(t_10(environment.getattr((undefined(name='it') if l_0_it is missing else l_0_it), 'meeting')))
    yield '</title>\n<style>'
    yield escape((undefined(name='style') if l_0_style is missing else l_0_style))
    yield '</style>\n</head>\n<body'
    if environment.getattr((undefined(name='it') if l_0_it is missing else l_0_it), 'draft'):
        pass
        yield ' class="is-draft"'
    yield '>\n<a class="skip" href="#main">Skip to the main content</a>\n<header>\n'
    if environment.getattr((undefined(name='it') if l_0_it is missing else l_0_it), 'draft'):
        pass
        yield '<p class="draft"><strong>DRAFT</strong> These files are a draft. Do not publish them.</p>\n'
    yield '<h1><span class="caption">Hand-over sheet for the clerk'
    yield escape((' – DRAFT' if environment.getattr((undefined(name='it') if l_0_it is missing else l_0_it), 'draft') else cond_expr_undefined("the inline if-expression on line 24 in 'page.html.jinja' evaluated to false and no else section was defined.")))
    yield '</span>\n<span'
    yield escape((undefined(name='lang') if l_0_lang is missing else l_0_lang))
    yield '>'
    yield escape(t_12(environment.getattr((undefined(name='it') if l_0_it is missing else l_0_it), 'title')))
    yield '</span></h1>\n<dl class="facts">\n<div><dt>Meeting of</dt><dd'
    yield escape((undefined(name='lang') if l_0_lang is missing else l_0_lang))
    yield '>'
    yield escape(t_12(environment.getattr((undefined(name='it') if l_0_it is missing else l_0_it), 'report_to')))
    yield '</dd></div>\n<div><dt>Date</dt><dd>'
    yield escape(t_6(environment.getattr((undefined(name='it') if l_0_it is missing else l_0_it), 'meeting')))
    yield '</dd></div>\n<div><dt>Publish by</dt><dd>'
    if environment.getattr((undefined(name='it') if l_0_it is missing else l_0_it), 'deadline'):
        pass
        yield '<strong>'
        yield escape(t_3(environment.getattr(environment.getattr((undefined(name='it') if l_0_it is missing else l_0_it), 'deadline'), 'date')))
        yield '</strong>'
    else:
        pass
        yield 'not known yet'
    yield '</dd></div>\n<div><dt>Status</dt><dd>'
    if environment.getattr((undefined(name='it') if l_0_it is missing else l_0_it), 'draft'):
        pass
        yield '<strong>Draft</strong>, not for publication'
    else:
        pass
        yield 'Complete, not a draft'
    yield '</dd></div>\n<div><dt>Checks</dt><dd>'
    l_1_loop = missing
    t_16 = 1
    for (l_1_name, l_1_problems), l_1_loop in LoopContext((undefined(name='found') if l_0_found is missing else l_0_found), undefined):
        _loop_vars = {}
        pass
        yield escape((', ' if (not environment.getattr(l_1_loop, 'first')) else cond_expr_undefined("the inline if-expression on line 36 in 'page.html.jinja' evaluated to false and no else section was defined.")))
        yield escape(l_1_name)
        t_16 = 0
    l_1_loop = l_1_name = l_1_problems = missing
    if t_16:
        pass
        yield 'nothing to tell'
    yield '</dd></div>\n<div><dt>Pack</dt><dd>'
    yield escape(t_2(environment.getattr((undefined(name='it') if l_0_it is missing else l_0_it), 'pages'), 'page'))
    yield ', '
    yield escape(('accessible: PDF/UA-1' if environment.getattr((undefined(name='it') if l_0_it is missing else l_0_it), 'accessible') else 'does not claim to be accessible (PDF/UA)'))
    yield '</dd></div>\n'
    if (not t_13(environment.getattr((undefined(name='it') if l_0_it is missing else l_0_it), 'enquiries_to'))):
        pass
        yield '<div><dt>Enquiries to</dt><dd><span'
        yield escape((undefined(name='lang') if l_0_lang is missing else l_0_lang))
        yield '>'
        yield escape(t_12(environment.getattr(environment.getattr((undefined(name='it') if l_0_it is missing else l_0_it), 'enquiries_to'), 'name')))
        yield ', '
        yield escape(t_12(environment.getattr(environment.getattr((undefined(name='it') if l_0_it is missing else l_0_it), 'enquiries_to'), 'role')))
        yield '</span>,\n'
        if t_13(environment.getattr(environment.getattr((undefined(name='it') if l_0_it is missing else l_0_it), 'enquiries_to'), 'email')):
            pass
            yield escape(t_12(environment.getattr(environment.getattr((undefined(name='it') if l_0_it is missing else l_0_it), 'enquiries_to'), 'email')))
        else:
            pass
            yield escape(t_4(environment.getattr(environment.getattr((undefined(name='it') if l_0_it is missing else l_0_it), 'enquiries_to'), 'email'), markup_join(('mailto:', environment.getattr(environment.getattr((undefined(name='it') if l_0_it is missing else l_0_it), 'enquiries_to'), 'email'), ))))
        yield '</dd></div>\n'
    yield '</dl>\n</header>\n<nav aria-label="On this page">\n<ul>\n<li><a href="#files">Files</a></li>\n<li><a href="#publish-by">When to publish</a></li>\n<li><a href="#agenda">For the agenda</a></li>\n<li><a href="#recommendations">For the minutes</a></li>\n'
    if (environment.getattr((undefined(name='it') if l_0_it is missing else l_0_it), 'exempt') or environment.getattr((undefined(name='it') if l_0_it is missing else l_0_it), 'resolution')):
        pass
        yield '<li><a href="#exempt">Not for publication</a></li>\n'
    yield '<li><a href="#contents">Contents of the pack</a></li>\n<li><a href="#checks">What the checks found</a></li>\n'
    if (undefined(name='confirmed') if l_0_confirmed is missing else l_0_confirmed):
        pass
        yield '<li><a href="#confirmed">What was calculated and is right</a></li>\n'
    if environment.getattr((undefined(name='it') if l_0_it is missing else l_0_it), 'register'):
        pass
        yield '<li><a href="#figures">Figures and where they come from</a></li>\n'
    if environment.getattr((undefined(name='it') if l_0_it is missing else l_0_it), 'cleaned'):
        pass
        yield '<li><a href="#cleaned">What was removed from supplied files</a></li>\n'
    yield '<li><a href="#verify">Are the files as they were built?</a></li>\n</ul>\n</nav>\n<main id="main" tabindex="-1">\n<section aria-labelledby="files">\n<h2 id="files">Files</h2>\n<table class="files">\n<caption>The files of this build, beside this page and manifest.json</caption>\n<thead><tr><th scope="col">File</th><th scope="col">Pages</th><th scope="col">Size</th><th scope="col">SHA-256</th></tr></thead>\n<tbody>\n'
    for l_1_file in environment.getattr((undefined(name='it') if l_0_it is missing else l_0_it), 'files'):
        _loop_vars = {}
        pass
        yield '<tr>\n<th scope="row"><span class="file">'
        yield escape(environment.getattr(l_1_file, 'name'))
        yield '</span> <span class="purpose">'
        yield escape(environment.getattr(l_1_file, 'purpose'))
        if environment.getattr(l_1_file, 'upload_name'):
            pass
            yield '; upload it as “'
            yield escape(environment.getattr(l_1_file, 'upload_name'))
            yield '”'
        yield '</span></th>\n<td data-label="Pages">'
        if t_14(environment.getattr(l_1_file, 'pages')):
            pass
            yield 'not counted'
        else:
            pass
            yield escape(environment.getattr(l_1_file, 'pages'))
            if environment.getattr(l_1_file, 'part'):
                pass
                yield ' <span class="purpose">in the pack: '
                yield escape(t_7(environment.getattr(l_1_file, 'part')))
                yield '</span>'
        yield '</td>\n<td data-label="Size">'
        yield escape(t_11(environment.getattr(l_1_file, 'size')))
        yield '</td>\n<td data-label="SHA-256"><code class="digest">'
        yield escape(environment.getattr(l_1_file, 'sha256'))
        yield '</code></td>\n</tr>\n'
    l_1_file = missing
    yield '</tbody>\n</table>\n</section>\n<section aria-labelledby="publish-by">\n<h2 id="publish-by">When to publish</h2>\n'
    if environment.getattr((undefined(name='it') if l_0_it is missing else l_0_it), 'deadline'):
        pass
        yield '<p>Publish by <strong>'
        yield escape(t_3(environment.getattr(environment.getattr((undefined(name='it') if l_0_it is missing else l_0_it), 'deadline'), 'date')))
        yield '</strong>: '
        yield escape(t_2(environment.getattr(environment.getattr((undefined(name='it') if l_0_it is missing else l_0_it), 'deadline'), 'clear_days'), 'clear working day'))
        yield ' before the meeting ('
        yield escape(environment.getattr(environment.getattr((undefined(name='it') if l_0_it is missing else l_0_it), 'deadline'), 'nation'))
        yield '). Neither the day of publication nor that of the meeting counts, nor do weekends and bank holidays.</p>\n<table class="days">\n<caption>How the days were counted</caption>\n<thead><tr><th scope="col">Day</th><th scope="col">How it counts</th></tr></thead>\n<tbody>\n'
        for (l_1_day, l_1_says) in (undefined(name='days') if l_0_days is missing else l_0_days):
            _loop_vars = {}
            pass
            yield '<tr><th scope="row">'
            yield escape(t_3(l_1_day))
            yield '</th><td data-label="How it counts">'
            yield escape(l_1_says)
            yield '</td></tr>\n'
        l_1_day = l_1_says = missing
        yield '</tbody>\n</table>\n<p>The rule: '
        yield escape(environment.getattr(environment.getattr((undefined(name='it') if l_0_it is missing else l_0_it), 'deadline'), 'source'))
        yield '. Bank holidays proclaimed after this program was installed are not known to it.</p>\n'
    else:
        pass
        yield '<p>The day of the meeting is missing, so nobody can say yet by when to publish.</p>\n'
    yield '</section>\n<section aria-labelledby="agenda">\n<h2 id="agenda">For the agenda</h2>\n<p>To paste into the agenda:</p>\n'
    def macro():
        t_17 = []
        pass
        t_17.extend((
            '<p>',
            escape(t_12(environment.getattr((undefined(name='it') if l_0_it is missing else l_0_it), 'title'))),
            '</p>\n<p>Report author: ',
            escape(t_12(environment.getattr((undefined(name='it') if l_0_it is missing else l_0_it), 'author'))),
            '</p>\n<p>For: ',
            escape(t_12(environment.getattr((undefined(name='it') if l_0_it is missing else l_0_it), 'report_for'))),
            '</p>\n',
        ))
        return concat(t_17)
    caller = Macro(environment, macro, None, (), False, False, False, context.eval_ctx.autoescape)
    yield context.call((undefined(name='pasted') if l_0_pasted is missing else l_0_pasted), 'Agenda line', caller=caller)
    yield '<h3>Appendices</h3>\n'
    if environment.getattr((undefined(name='it') if l_0_it is missing else l_0_it), 'appendices'):
        pass
        yield '<ul'
        yield escape((undefined(name='lang') if l_0_lang is missing else l_0_lang))
        yield '>\n'
        for l_1_each in environment.getattr((undefined(name='it') if l_0_it is missing else l_0_it), 'appendices'):
            _loop_vars = {}
            pass
            yield '<li>Appendix '
            yield escape(environment.getattr(l_1_each, 'number'))
            yield ' – '
            yield escape(environment.getattr(l_1_each, 'title'))
            if (environment.getattr(l_1_each, 'number') in t_5(context, environment.getattr((undefined(name='it') if l_0_it is missing else l_0_it), 'exempt'), attribute='number')):
                pass
                yield ' (not for publication)'
            yield '</li>\n'
        l_1_each = missing
        yield '</ul>\n'
    else:
        pass
        yield '<p>The report has no appendices.</p>\n'
    yield '<h3>Background papers</h3>\n'
    if environment.getattr((undefined(name='it') if l_0_it is missing else l_0_it), 'background_papers'):
        pass
        yield '<ul'
        yield escape((undefined(name='lang') if l_0_lang is missing else l_0_lang))
        yield '>\n'
        for l_1_each in environment.getattr((undefined(name='it') if l_0_it is missing else l_0_it), 'background_papers'):
            _loop_vars = {}
            pass
            yield '<li>'
            yield escape(environment.getattr(l_1_each, 'title'))
            if (environment.getattr(l_1_each, 'link_text') or environment.getattr(l_1_each, 'url')):
                pass
                yield ': '
                yield escape(t_4((environment.getattr(l_1_each, 'link_text') or environment.getattr(l_1_each, 'url')), environment.getattr(l_1_each, 'url')))
            yield '</li>\n'
        l_1_each = missing
        yield '</ul>\n'
    else:
        pass
        yield '<p>The report lists no background papers.</p>\n'
    yield '</section>\n<section aria-labelledby="recommendations">\n<h2 id="recommendations">For the minutes: the recommendations</h2>\n'
    if t_14(environment.getattr((undefined(name='it') if l_0_it is missing else l_0_it), 'recommendations')):
        pass
        yield '<p>The report has no section “recommendations”.</p>\n'
    else:
        pass
        yield '<p>Word for word as in the report:</p>\n'
        def macro():
            t_18 = []
            pass
            if t_13(environment.getattr((undefined(name='it') if l_0_it is missing else l_0_it), 'recommendations')):
                pass
                t_18.extend((
                    '<p>',
                    escape(t_12(environment.getattr((undefined(name='it') if l_0_it is missing else l_0_it), 'recommendations'))),
                    '</p>\n',
                ))
            else:
                pass
                t_18.extend((
                    escape(t_9(environment.getattr((undefined(name='it') if l_0_it is missing else l_0_it), 'recommendations'), 3)),
                    '\n',
                ))
            return concat(t_18)
        caller = Macro(environment, macro, None, (), False, False, False, context.eval_ctx.autoescape)
        yield context.call((undefined(name='pasted') if l_0_pasted is missing else l_0_pasted), 'Recommendations', caller=caller)
    yield '</section>\n'
    if (environment.getattr((undefined(name='it') if l_0_it is missing else l_0_it), 'exempt') or environment.getattr((undefined(name='it') if l_0_it is missing else l_0_it), 'resolution')):
        pass
        yield '<section aria-labelledby="exempt">\n<h2 id="exempt">Not for publication</h2>\n'
        if environment.getattr((undefined(name='it') if l_0_it is missing else l_0_it), 'exempt'):
            pass
            yield '<p>What follows is not in the public pack. It is in the folder “restricted”, which has a manifest of its own and must not be published.</p>\n<table class="exempt">\n<caption>Appendices that are not for publication</caption>\n<thead><tr><th scope="col">Appendix</th><th scope="col">Exempt under</th><th scope="col">Reason</th></tr></thead>\n<tbody>\n'
            for l_1_each in environment.getattr((undefined(name='it') if l_0_it is missing else l_0_it), 'exempt'):
                _loop_vars = {}
                pass
                yield '<tr><th scope="row">'
                yield escape(environment.getattr(l_1_each, 'number'))
                yield ': <span'
                yield escape((undefined(name='lang') if l_0_lang is missing else l_0_lang))
                yield '>'
                yield escape(environment.getattr(l_1_each, 'title'))
                yield '</span></th><td data-label="Exempt under">'
                yield escape(environment.getattr(l_1_each, 'paragraph'))
                yield '</td><td data-label="Reason"'
                yield escape((undefined(name='lang') if l_0_lang is missing else l_0_lang))
                yield '>'
                yield escape(environment.getattr(l_1_each, 'reason'))
                yield '</td></tr>\n'
            l_1_each = missing
            yield '</tbody>\n</table>\n'
        if environment.getattr((undefined(name='it') if l_0_it is missing else l_0_it), 'resolution'):
            pass
            yield '<h3>Resolution to exclude the public</h3>\n<p>To be moved before the meeting turns to these appendices:</p>\n'
            def macro():
                t_19 = []
                pass
                for l_2_paragraph in t_8(environment.getattr((undefined(name='it') if l_0_it is missing else l_0_it), 'resolution')):
                    _loop_vars = {}
                    pass
                    t_19.extend((
                        '<p>',
                        escape(l_2_paragraph),
                        '</p>\n',
                    ))
                l_2_paragraph = missing
                return concat(t_19)
            caller = Macro(environment, macro, None, (), False, False, False, context.eval_ctx.autoescape)
            yield context.call((undefined(name='pasted') if l_0_pasted is missing else l_0_pasted), 'Resolution to exclude the public', caller=caller)
        yield '</section>\n'
    yield '<section aria-labelledby="contents">\n<h2 id="contents">Contents of the pack</h2>\n<table class="parts">\n<caption>The parts of the pack, '
    yield escape(t_2(environment.getattr((undefined(name='it') if l_0_it is missing else l_0_it), 'pages'), 'page'))
    yield '</caption>\n<thead><tr><th scope="col">Part</th><th scope="col">Pages</th><th scope="col">Made by</th><th scope="col">Accessibility tags</th></tr></thead>\n<tbody>\n'
    for l_1_part in environment.getattr((undefined(name='it') if l_0_it is missing else l_0_it), 'parts'):
        _loop_vars = {}
        pass
        yield '<tr>\n<th scope="row"'
        yield escape((undefined(name='lang') if l_0_lang is missing else l_0_lang))
        yield '>'
        yield escape(environment.getattr(l_1_part, 'title'))
        yield '</th>\n<td data-label="Pages">'
        yield escape(t_7(l_1_part))
        yield '</td>\n<td data-label="Made by">'
        yield escape((environment.getattr(l_1_part, 'engine') or 'supplied as PDF'))
        if environment.getattr(l_1_part, 'engine_reason'):
            pass
            yield ' <span class="purpose">'
            yield escape(environment.getattr(l_1_part, 'engine_reason'))
            yield '</span>'
        yield '</td>\n<td data-label="Accessibility tags">'
        yield escape(('tagged' if environment.getattr(l_1_part, 'tagged') else 'not tagged'))
        for l_2_note in environment.getattr(l_1_part, 'notes'):
            _loop_vars = {}
            pass
            yield ' <span class="purpose">'
            yield escape(l_2_note)
            yield '</span>'
        l_2_note = missing
        yield '</td>\n</tr>\n'
    l_1_part = missing
    yield '</tbody>\n</table>\n'
    for l_1_number in environment.getattr((undefined(name='it') if l_0_it is missing else l_0_it), 'signed'):
        _loop_vars = {}
        pass
        yield '<p>The original of appendix '
        yield escape(l_1_number)
        yield ' is signed. The pack shows what it looks like; the signature can be verified in the original only.</p>\n'
    l_1_number = missing
    yield '<h3>Accessibility</h3>\n'
    if environment.getattr((undefined(name='it') if l_0_it is missing else l_0_it), 'accessible'):
        pass
        yield '<p>The pack says of itself that it is accessible: PDF/UA-1 (ISO 14289-1). Every part of it is tagged, and the validator '
        yield escape(environment.getattr((undefined(name='it') if l_0_it is missing else l_0_it), 'validator'))
        yield ' found nothing wrong with the finished file.</p>\n'
    else:
        pass
        yield '<p>The pack does not claim to be accessible: it is not PDF/UA (ISO 14289-1). If you publish it, offer the same in an accessible form. What stands in the way, also by the validator '
        yield escape(environment.getattr((undefined(name='it') if l_0_it is missing else l_0_it), 'validator'))
        yield ':</p>\n<ul class="obstacles">\n'
        for l_1_each in environment.getattr((undefined(name='it') if l_0_it is missing else l_0_it), 'obstacles'):
            _loop_vars = {}
            pass
            yield '<li><span'
            yield escape((undefined(name='lang') if l_0_lang is missing else l_0_lang))
            yield '>'
            yield escape(environment.getattr(l_1_each, 'part'))
            yield '</span>'
            yield escape((markup_join((', ', environment.getattr(l_1_each, 'where'), )) if environment.getattr(l_1_each, 'where') else cond_expr_undefined("the inline if-expression on line 202 in 'page.html.jinja' evaluated to false and no else section was defined.")))
            yield ': '
            yield escape(environment.getattr(l_1_each, 'found'))
            yield '. In Word: '
            yield escape(environment.getattr(l_1_each, 'word'))
            yield '. In Acrobat: '
            yield escape(environment.getattr(l_1_each, 'acrobat'))
            yield '.</li>\n'
        l_1_each = missing
        yield '</ul>\n'
    yield '</section>\n<section aria-labelledby="checks">\n<h2 id="checks">What the checks found</h2>\n'
    t_20 = 1
    for (l_1_name, l_1_problems) in (undefined(name='found') if l_0_found is missing else l_0_found):
        _loop_vars = {}
        pass
        yield '<h3>'
        yield escape(t_1(l_1_name))
        yield '</h3>\n<ul class="problems">\n'
        for l_2_each in l_1_problems:
            _loop_vars = {}
            pass
            yield '<li><p><code>'
            yield escape(environment.getattr(l_2_each, 'place'))
            yield '</code>: '
            yield escape(environment.getattr(l_2_each, 'found'))
            yield '</p>\n<p>Wanted: '
            yield escape(environment.getattr(l_2_each, 'wanted'))
            yield '</p>\n'
            if environment.getattr(l_2_each, 'hint'):
                pass
                yield '<p>What to do: '
                yield escape(environment.getattr(l_2_each, 'hint'))
                yield '</p>\n'
            yield '</li>\n'
        l_2_each = missing
        yield '</ul>\n'
        t_20 = 0
    l_1_name = l_1_problems = missing
    if t_20:
        pass
        yield '<p>Nothing: no errors, no warnings and no advice.</p>\n'
    if environment.getattr((undefined(name='it') if l_0_it is missing else l_0_it), 'accepted'):
        pass
        yield '<h3>Accepted</h3>\n<p>The author answers for these. They are not to be mended.</p>\n<ul class="problems">\n'
        for l_1_each in environment.getattr((undefined(name='it') if l_0_it is missing else l_0_it), 'accepted'):
            _loop_vars = {}
            pass
            yield '<li><p><code>'
            yield escape(environment.getattr(environment.getattr(l_1_each, 'problem'), 'place'))
            yield '</code>: '
            yield escape(environment.getattr(environment.getattr(l_1_each, 'problem'), 'found'))
            yield '</p>\n<p>Accepted on '
            yield escape(t_3(environment.getattr(environment.getattr(l_1_each, 'acceptance'), 'date')))
            yield ': <span'
            yield escape((undefined(name='lang') if l_0_lang is missing else l_0_lang))
            yield '>'
            yield escape(environment.getattr(environment.getattr(l_1_each, 'acceptance'), 'reason'))
            yield '</span></p>\n</li>\n'
        l_1_each = missing
        yield '</ul>\n'
    yield '</section>\n'
    if (undefined(name='confirmed') if l_0_confirmed is missing else l_0_confirmed):
        pass
        yield '<section aria-labelledby="confirmed">\n<h2 id="confirmed">What was calculated and is right</h2>\n'
        for (l_1_heading, l_1_words) in (undefined(name='confirmed') if l_0_confirmed is missing else l_0_confirmed):
            _loop_vars = {}
            pass
            yield '<h3>'
            yield escape(l_1_heading)
            yield '</h3>\n<ul class="confirmed">\n'
            for l_2_each in l_1_words:
                _loop_vars = {}
                pass
                yield '<li>'
                yield escape(l_2_each)
                yield '</li>\n'
            l_2_each = missing
            yield '</ul>\n'
        l_1_heading = l_1_words = missing
        yield '</section>\n'
    if environment.getattr((undefined(name='it') if l_0_it is missing else l_0_it), 'register'):
        pass
        yield '<section aria-labelledby="figures">\n<h2 id="figures">Figures and where they come from</h2>\n<table class="figures">\n<caption>Each figure that the paper prints, with its source; the same stands in the figures register, a CSV file</caption>\n<thead><tr><th scope="col">Figure</th><th scope="col">As printed</th><th scope="col">Unrounded</th><th scope="col">From</th><th scope="col">Period</th><th scope="col">Used in</th></tr></thead>\n<tbody>\n'
        for l_1_each in environment.getattr(environment.getattr((undefined(name='it') if l_0_it is missing else l_0_it), 'register'), 'figures'):
            _loop_vars = {}
            pass
            yield '<tr>\n<th scope="row"><span'
            yield escape((undefined(name='lang') if l_0_lang is missing else l_0_lang))
            yield '>'
            yield escape(environment.getattr(l_1_each, 'label'))
            yield '</span> <span class="purpose">'
            yield escape(environment.getattr(l_1_each, 'name'))
            yield '</span></th>\n<td data-label="As printed"'
            yield escape((undefined(name='lang') if l_0_lang is missing else l_0_lang))
            yield '>'
            yield escape(t_12(environment.getattr(l_1_each, 'printed')))
            yield '</td>\n<td data-label="Unrounded">'
            yield escape((environment.getattr(l_1_each, 'unit') if (environment.getattr(l_1_each, 'unit') != '%') else cond_expr_undefined("the inline if-expression on line 260 in 'page.html.jinja' evaluated to false and no else section was defined.")))
            yield escape(environment.getattr(l_1_each, 'value'))
            yield escape((environment.getattr(l_1_each, 'unit') if (environment.getattr(l_1_each, 'unit') == '%') else cond_expr_undefined("the inline if-expression on line 260 in 'page.html.jinja' evaluated to false and no else section was defined.")))
            yield '</td>\n<td data-label="From"><span'
            yield escape((undefined(name='lang') if l_0_lang is missing else l_0_lang))
            yield '>'
            yield escape(environment.getattr(l_1_each, 'formula'))
            yield '</span>'
            for l_2_source in environment.getattr(l_1_each, 'sources'):
                _loop_vars = {}
                pass
                yield ' <span class="purpose">'
                yield escape(environment.getattr(l_2_source, 'file'))
                yield escape((markup_join((', sheet “', environment.getattr(l_2_source, 'sheet'), '”', )) if environment.getattr(l_2_source, 'sheet') else cond_expr_undefined("the inline if-expression on line 261 in 'page.html.jinja' evaluated to false and no else section was defined.")))
                yield ': '
                yield escape(environment.getattr(l_2_source, 'cells'))
                yield '</span>'
            l_2_source = missing
            if environment.getattr(l_1_each, 'source_note'):
                pass
                yield ' <span class="purpose"'
                yield escape((undefined(name='lang') if l_0_lang is missing else l_0_lang))
                yield '>'
                yield escape(environment.getattr(l_1_each, 'source_note'))
                yield '</span>'
            yield '</td>\n<td data-label="Period"'
            yield escape((undefined(name='lang') if l_0_lang is missing else l_0_lang))
            yield '>'
            yield escape((environment.getattr(environment.getattr(l_1_each, 'period'), 'text') if environment.getattr(l_1_each, 'period') else 'not said'))
            yield '</td>\n<td data-label="Used in">'
            for l_2_place in environment.getattr(l_1_each, 'uses'):
                _loop_vars = {}
                pass
                yield '<span class="purpose"><code>'
                yield escape(l_2_place)
                yield '</code></span> '
            l_2_place = missing
            yield '</td>\n</tr>\n'
        l_1_each = missing
        yield '</tbody>\n</table>\n'
        if environment.getattr(environment.getattr((undefined(name='it') if l_0_it is missing else l_0_it), 'register'), 'typed'):
            pass
            yield '<h3>Numbers typed by hand: not sourced</h3>\n<ul class="typed">\n'
            for l_1_each in environment.getattr(environment.getattr((undefined(name='it') if l_0_it is missing else l_0_it), 'register'), 'typed'):
                _loop_vars = {}
                pass
                yield '<li><code>'
                yield escape(environment.getattr(l_1_each, 'place'))
                yield '</code>: <span'
                yield escape((undefined(name='lang') if l_0_lang is missing else l_0_lang))
                yield '>'
                yield escape(environment.getattr(l_1_each, 'words'))
                yield '</span>'
                if environment.getattr(l_1_each, 'same_as'):
                    pass
                    yield ' <span class="purpose">the same as figures.'
                    yield escape(environment.getattr(l_1_each, 'same_as'))
                    yield '</span>'
                yield '</li>\n'
            l_1_each = missing
            yield '</ul>\n'
        else:
            pass
            yield '<p>No other number was typed by hand.</p>\n'
        yield '</section>\n'
    if environment.getattr((undefined(name='it') if l_0_it is missing else l_0_it), 'cleaned'):
        pass
        yield '<section aria-labelledby="cleaned">\n<h2 id="cleaned">What was removed from supplied files</h2>\n<table class="cleaned">\n<caption>Supplied files, and what was taken out of the copies in this build</caption>\n<thead><tr><th scope="col">File</th><th scope="col">Removed</th></tr></thead>\n<tbody>\n'
        for l_1_each in environment.getattr((undefined(name='it') if l_0_it is missing else l_0_it), 'cleaned'):
            _loop_vars = {}
            pass
            yield '<tr><th scope="row"><span class="file">'
            yield escape(environment.getattr(l_1_each, 'file'))
            yield '</span></th><td data-label="Removed">'
            t_21 = 1
            for l_2_what in environment.getattr(l_1_each, 'removed'):
                _loop_vars = {}
                pass
                yield '<span class="item">'
                yield escape(l_2_what)
                yield '</span> '
                t_21 = 0
            l_2_what = missing
            if t_21:
                pass
                yield 'nothing had to be removed'
            yield '</td></tr>\n'
        l_1_each = missing
        yield '</tbody>\n</table>\n</section>\n'
    yield '<section aria-labelledby="verify">\n<h2 id="verify">Are the files as they were built?</h2>\n<p>Before you publish, run:</p>\n<pre><code>panel-papers verify outputs/'
    yield escape(environment.getattr((undefined(name='it') if l_0_it is missing else l_0_it), 'paper'))
    yield '</code></pre>\n<p>It checks every file of the folder, this page too, against manifest.json, and manifest.json against this page and the pack. It names each file that is missing or was changed since the build, and warns of files that are no part of it. It says whether the files are a draft, and whether the inputs have changed since. It changes nothing.</p>\n<p>Somebody who has only one of the files can compare its SHA-256 with the one given under “Files”.</p>\n</section>\n</main>\n<footer>\n<p>Made by Panel Papers together with the files it lists. The same inputs, templates and engine give the same files.</p>\n</footer>\n</body>\n</html>'

blocks = {}
debug_info = '2=105&3=112&4=116&8=123&12=125&14=127&15=129&16=135&18=137&21=141&24=145&25=147&27=151&28=155&30=157&33=166&36=175&39=186&40=190&41=193&42=199&53=207&58=211&61=214&64=217&77=221&79=225&80=234&81=246&82=248&90=252&91=255&96=261&97=265&101=271&109=277&110=282&111=284&112=286&109=291&115=293&116=296&117=298&118=302&125=315&126=318&127=320&128=324&137=336&141=342&142=345&143=349&145=355&141=360&150=362&153=365&159=368&160=372&165=386&168=389&169=392&170=397&168=403&179=406&182=408&184=412&185=416&186=418&187=425&192=436&193=440&196=444&197=447&199=452&201=454&202=458&209=474&210=478&212=480&213=484&214=488&215=490&216=493&224=503&228=506&229=510&230=514&236=523&239=526&240=530&242=532&243=536&249=542&256=545&258=549&259=555&260=559&261=563&262=585&263=589&268=599&271=602&272=606&280=624&287=627&288=631&297=649'
