"""The measures keep to SQL that DuckDB and Spark read alike, and both engines make the same tables for them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from explorer.cohort.engines import DAYS, explained, statements_of
from explorer.cohort.measures import registry
from explorer.errors import CohortError

FUNCTIONS = {"coalesce", "count", "greatest", "lag", "max", "min", "sum", "substr", "percentile_disc"}
"""``greatest`` passes nulls over in both; the percentile is of whole numbers, and a value that is among them;
``substr`` counts from 1; Spark has no ``VARCHAR`` without a length. Division, the difference of dates, ``list``,
``median`` and casts from text are not the same in both: none is used."""
KEYWORDS = {
    *(
        "and",
        "as",
        "by",
        "case",
        "cast",
        "distinct",
        "else",
        "end",
        "from",
        "group",
        "in",
        "integer",
        "is",
        "join",
        "left",
        "not",
    ),
    *(
        "null",
        "on",
        "or",
        "order",
        "over",
        "partition",
        "select",
        "then",
        "union",
        "when",
        "where",
        "window",
        "with",
    ),
    *("all", "varchar", "within"),
}
OPERATORS = {"+", "-", "*", "=", "<>", "<", "<=", ">", ">="}
TOKEN = re.compile(
    r"'(?:[^']|'')*'|[a-z_][a-z_0-9]*(?:\.[a-z_0-9*]+)?|\d+(?:\.\d+)?|:[a-z_]+|<>|<=|>=|\S", re.IGNORECASE
)
TABLES = (
    "named_party",
    "party",
    "referral",
    "run",
    "taken_part",
    "referral_of_sectors",
    "referral_about",
    "request_again",
    "wait_of_flow",
    "wait_of_sectors",
    "calendar",
)


def constructs(sql: str) -> tuple[set[str], set[str], set[str]]:
    """Functions, keywords (as written: in capitals) and operators of a query."""
    tokens = TOKEN.findall(sql)
    functions, keywords, operators = set(), set(), set()
    for token, after in zip(tokens, [*tokens[1:], ""], strict=True):
        if token[0].isalpha():
            if token.isupper():
                keywords.add(token.lower())
            elif after == "(":
                functions.add(token)
        elif not token[0].isalnum() and token[0] not in "'(),:":
            operators.add(token)
    return functions, keywords, operators


@pytest.mark.parametrize("name", sorted(registry()))
def test_a_measure_keeps_to_what_both_engines_read_alike(name: str) -> None:
    functions, keywords, operators = constructs(registry()[name].query({}))
    assert functions - FUNCTIONS == set()
    assert keywords - KEYWORDS == set()
    assert operators - OPERATORS == set()


def test_the_list_of_constructs_would_notice_others() -> None:
    found = constructs("SELECT median(x) / 2, date_diff('day', a.b, c) AS INTEGER FROM t QUALIFY x > 1")
    assert found == ({"median", "date_diff"}, {"select", "as", "integer", "from", "qualify"}, {"/", ">"})


@pytest.mark.parametrize("name", sorted(registry()))
def test_a_measure_reads_only_tables_that_both_engines_make(name: str) -> None:
    sql = registry()[name].query({})
    own = set(re.findall(r"\bWITH ([a-z_]+) AS", sql))
    read = set(re.findall(r"\b(?:FROM|JOIN) ([a-z_]+)", sql)) - own
    assert read <= set(TABLES)
    for engine in ("duckdb.sql", "spark.sql"):
        assert read - {"calendar"} <= set(statements_of(engine))
    assert "FROM referral" in DAYS


def test_all_that_an_engine_runs_is_explained() -> None:
    sql = registry()["flows"].query({})
    assert "CACHE TABLE referral AS" in explained("local[2]", sql)
    assert "CREATE TEMP TABLE thin_referral AS" in explained("duckdb", sql)


@pytest.mark.parametrize(
    "name", ["oracle", "local[0]", "local[-1]", "local[2", "http://host", "spark://", ""]
)
def test_an_engine_that_is_none_is_named_with_those_that_there_are(name: str, tmp_path: Path) -> None:
    with pytest.raises(CohortError, match="is no engine\\. Use duckdb, or the address of a Spark"):
        explained(name, "SELECT 1")
