"""Recall and precision of drafting, as a whole and per field, on the narratives of the tests (and the first case's
article, where its text is at hand).

    PYTHONPATH=.:tests python benchmarks/bench_draft.py

A candidate is right where paragraph, window of days and one organisation are. Per field: of the contacts (recall) and
of the candidates (precision) in a paragraph that tells of one, how many have that field right.
"""

from __future__ import annotations

from collections.abc import Callable

from test_draft import DOCUMENTS, Truth, article_of_the_first_case, invented, is_right, measured, per_contact

from explorer.returns.drafting import Candidate, candidates_of

SAME_KIND = {"admission": {"session"}, "not attended": {"not-attended"}}


def day_right(candidate: Candidate, truth: Truth) -> bool:
    """Windows of days overlap."""
    return candidate.first_day <= truth.last_day and truth.first_day <= candidate.last_day


def organisation_right(candidate: Candidate, truth: Truth) -> bool:
    """One sector in common."""
    return bool(set(candidate.sectors) & truth.sectors)


def kind_right(candidate: Candidate, truth: Truth) -> bool:
    """The same kind."""
    return candidate.kind in {truth.kind, *SAME_KIND.get(truth.kind, ())}


FIELDS: dict[str, Callable[[Candidate, Truth], bool]] = {
    "paragraph, date and organisation": is_right,
    "date": day_right,
    "organisation": organisation_right,
    "kind": kind_right,
}


def show(name: str, candidates: list[Candidate], truths: list[Truth]) -> None:
    """One document."""
    print(f"{name}: {len(candidates)} candidates, {len(truths)} contacts")
    for field, right in FIELDS.items():
        recall = sum(any(c.place in t.places and right(c, t) for c in candidates) for t in truths) / len(
            truths
        )
        precision = sum(any(c.place in t.places and right(c, t) for t in truths) for c in candidates) / len(
            candidates
        )
        print(f"  {field:34} recall {recall:.2f}   precision {precision:.2f}")
    recall, precision = measured(candidates, truths)
    print(f"  {'each candidate for one contact':34} recall {recall:.2f}   precision {precision:.2f}")
    assert per_contact(candidates, truths)


def main() -> None:
    for name in ("review", "letter", "panel", "minutes", "report", "inquiry"):
        narrative, truths = invented(name)
        show(name, candidates_of(narrative), truths)
    if DOCUMENTS.is_dir():
        show("article of the first case", *article_of_the_first_case())


if __name__ == "__main__":
    main()
