"""Elements of markup: those at whose ends a word ends, and those that stand inside words."""

from __future__ import annotations

_PARTING = """
address article aside blockquote body br button caption cell center col colgroup comment cr dd desc details dialog div
dl dt entry f fieldset figcaption figure footer form formula h h1 h2 h3 h4 h5 h6 head header hr html input instrtext is
l lb legend li line line-break list list-item main member menu meta metadata nav note ol option optgroup output p para
pb pre rph row section select si simpara summary tab table table-cell table-row tbody tc td text textarea tfoot th thead
title tr ul v
"""
PARTING = frozenset(_PARTING.split())
"""Elements at whose ends a word ends."""

ALWAYS_PARTING = frozenset({"td", "th", "tr", "tc", "si", "c", "is"})
"""Elements of tables, in which what stands side by side is never one word: *M* and *Other*."""

_INSIDE = """
a abbr acronym b bdi bdo big bookmark bookmark-end bookmark-start cite code data del dfn em emph font hi i ins kbd label
mark phrase q r rb ruby s samp seg small soft-page-break span strike strong sub sup t time tspan tt u var wbr
"""
INSIDE = frozenset(_INSIDE.split())
"""Elements that stand inside words."""
