"""Spark gives the same answers as DuckDB, from the same measures. One Spark for the whole module: it starts slowly."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from cohort_oracle import write_cohort
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from strategies_cohort import Cohort, raw_cases

from explorer.case import Case
from explorer.checking import case_of
from explorer.cohort import casewise
from explorer.cohort.engines import engine_of
from explorer.cohort.measures import registry
from explorer.cohort.schema import METADATA, VERSION
from explorer.cohort.streaming import rows_over
from explorer.errors import CaseError, CohortError
from explorer.rows import RawCase

if TYPE_CHECKING:
    from explorer.cohort.engines.spark_session import Session

MISSING = not (find_spec("pyspark") and find_spec("pyarrow") and shutil.which("java"))
if MISSING and os.environ.get("CI"):
    raise RuntimeError("CI runs these tests with Spark: tests/run installs pyspark and Java.")
needs_spark = pytest.mark.skipif(MISSING, reason="pyspark or Java is not installed")
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")
TABLES = (
    "named_party", "party", "referral", "run", "taken_part", "referral_of_sectors", "referral_about", "request_again",
)  # fmt: skip


@pytest.fixture(scope="module")
def session() -> Iterator[Session]:
    from explorer.cohort.engines.spark_session import Session

    # A short life is not worth more compiling. No answer may hang on a clock's zone, of the machine or of the session.
    os.environ["JDK_JAVA_OPTIONS"] = "-XX:TieredStopAtLevel=1 -Duser.timezone=America/St_Johns"
    with TemporaryDirectory() as folder:
        with Session("local[2]", temporary=Path(folder)) as started:
            # Cohorts here are tiny: a partition each is enough, and a plan need not be made again as it runs.
            started.spark.conf.set("spark.sql.session.timeZone", "Pacific/Auckland")
            started.spark.conf.set("spark.sql.shuffle.partitions", "2")
            started.spark.conf.set("spark.sql.adaptive.enabled", "false")
            started.spark.conf.set("spark.sql.codegen.factoryMode", "NO_CODEGEN")
            yield started
        assert list(Path(folder).iterdir()) == []
    del os.environ["JDK_JAVA_OPTIONS"]


def queries() -> Iterator[str]:
    for measure in registry().values():
        yield measure.query({})
    yield registry()["repeats"].query({"within_days": "30"})
    yield registry()["trends"].query({"quarters": "1"})


def assert_same(path: Path, session: Session) -> None:
    from explorer.cohort.engines.spark import SparkEngine

    with engine_of(path, threads=1) as duck, SparkEngine(path, session=session) as spark:
        assert spark.about == duck.about
        for sql in queries():
            assert spark.rows(sql) == duck.rows(sql), sql
        for table in TABLES:
            assert tabled(spark, table) == tabled(duck, table), table


def tabled(engine: object, table: str) -> list[tuple[object, ...]]:
    """The rows of a table that an engine made, sorted, with cases by name, as the page names them: DuckDB gives them
    numbers, and subjects, which the measure of repeats tells apart."""
    described = engine.rows(f"DESCRIBE {table}")  # type: ignore[attr-defined]
    numbered = {"case_code", "about", "subject"}
    columns = sorted(row[0] for row in described if row[0] not in numbered)
    names = ", ".join(f"t.{name}" for name in columns)
    if "case_code" not in {row[0] for row in described}:
        sql = f"SELECT {names} FROM {table} AS t"
    else:
        sql = f"SELECT c.name, {names} FROM {table} AS t JOIN named_case AS c ON c.code = t.case_code"
    return sorted(engine.rows(sql), key=lambda row: [(cell is not None, cell) for cell in row])  # type: ignore[attr-defined]


@st.composite
def many_cases(draw: st.DrawFn) -> Cohort:
    """Many at once, for each query costs Spark seconds; those whose links contradict their dates are left out."""
    return Cohort(case for number in range(30) for case in readable(draw(raw_cases(f"case-{number}"))))


def readable(raw: RawCase) -> list[Case]:
    try:
        return [case_of(raw)]
    except CaseError:
        return []


@needs_spark
@settings(
    max_examples=1, deadline=None, derandomize=True, phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)  # fmt: skip
@given(many_cases())
def test_every_measure_and_table_is_the_same_in_both(session: Session, cases: list[Case]) -> None:
    with TemporaryDirectory() as folder:
        assert_same(write_cohort(cases, Path(folder) / "cohort.parquet", "A cohort", "OFFICIAL"), session)


@needs_spark
def test_a_synthetic_cohort_gives_the_same_answers_as_a_file_in_parts_and_as_a_table(
    session: Session, tmp_path: Path
) -> None:
    from explorer.cohort.engines.spark import SparkEngine

    path = tmp_path / "cohort"
    script = Path(__file__).parent.parent / "benchmarks" / "make_cohort.py"
    made = [sys.executable, str(script), str(path), "--contacts", "4000", "--loaded", "--parts"]
    subprocess.run(made, check=True, capture_output=True)
    path = path.rename(tmp_path / "a 'cohort' of parts")
    session.spark.conf.set("spark.sql.codegen.factoryMode", "FALLBACK")  # as it is used
    assert_same(path, session)
    sql = registry()["sector-flows"].query({})
    with engine_of(path) as duck:
        expected = duck.rows(sql)
    session.spark.read.parquet(f"file://{path}").createOrReplaceTempView("many_cases")
    with SparkEngine(Path("table:many_cases"), session=session) as spark:
        assert spark.about["title"] == "many_cases"
        assert spark.rows(sql) == expected
    with pytest.raises(CohortError, match="has no table fewer_cases"):
        SparkEngine(Path("table:fewer_cases"), session=session)
    with pytest.raises(CohortError, match="is no name of a table"):
        SparkEngine(Path("table:x; DROP TABLE y"), session=session)
    session.spark.sql("SELECT 1 AS one").createOrReplaceTempView("thin")
    with pytest.raises(CohortError, match="thin is no cohort: it has no column case"):
        SparkEngine(Path("table:thin"), session=session)


@needs_spark
def test_cases_come_whole_and_in_order_and_tell_the_same(session: Session, tmp_path: Path) -> None:
    from explorer.cohort.engines.spark import SparkEngine

    path = tmp_path / "cohort.parquet"
    script = Path(__file__).parent.parent / "benchmarks" / "make_cohort.py"
    made = [sys.executable, str(script), str(path), "--contacts", "500", "--loaded"]
    subprocess.run(made, check=True, capture_output=True)
    columns = ("contact", "place", "number", "receiver")
    with engine_of(path) as duck, SparkEngine(path, session=session) as spark:
        assert list(spark.cases(columns)) == list(duck.cases(columns))
        for name in casewise.registry():
            assert rows_over(spark, name) == rows_over(duck, name), name


@needs_spark
def test_a_table_of_the_catalogue_carries_title_and_marking_in_a_property(
    session: Session, tmp_path: Path
) -> None:
    from explorer.cohort.engines.spark import SparkEngine

    path = tmp_path / "cohort.parquet"
    write_cohort([], path, "A cohort", "OFFICIAL")
    about = json.dumps({"version": VERSION, "title": "A region's cases", "marking": "OFFICIAL-SENSITIVE"})
    text = about.replace("'", "\\'")
    session.spark.sql("CREATE DATABASE reviews")
    session.spark.sql(
        f"CREATE TABLE reviews.cases USING parquet LOCATION 'file://{path}' TBLPROPERTIES ('{METADATA}' = '{text}')"
    )
    try:
        with SparkEngine(Path("table:reviews.cases"), session=session) as spark:
            assert (spark.about["title"], spark.about["marking"]) == (
                "A region's cases",
                "OFFICIAL-SENSITIVE",
            )
            assert spark.rows(registry()["flows"].query({})) == []
        session.spark.sql(
            f"ALTER TABLE reviews.cases SET TBLPROPERTIES ('{METADATA}' = '{{\"version\": 0}}')"
        )
        with pytest.raises(CohortError, match="was not made by this version of the explorer"):
            SparkEngine(Path("table:reviews.cases"), session=session)
    finally:
        session.spark.sql("DROP DATABASE reviews CASCADE")


def test_sizes_are_written_as_spark_reads_them() -> None:
    from explorer.cohort.engines.spark_session import memory_of

    sizes = ["4GB", "512 MiB", "2g", "1.5GB", "0.3 GB"]
    assert [memory_of(text) for text in sizes] == ["4g", "512m", "2g", "1536m", "314572k"]
    with pytest.raises(CohortError, match="no size for --memory"):
        memory_of("plenty")


def test_what_a_spark_does_not_take_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CohortError, match="--threads is for DuckDB"):
        engine_of(tmp_path, "local[1]", threads=2)
    from explorer.cohort.engines.spark_session import Session

    with pytest.raises(
        CohortError, match=r"The Spark at sc://there has memory of its own: leave out --memory"
    ):
        Session("sc://there", memory="2GB")
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(CohortError, match=r"file/aside cannot be written to: .* --temp"):
        Session("local[1]", temporary=tmp_path / "file" / "aside")


@needs_spark
def test_memory_and_folder_are_those_that_were_named(tmp_path: Path) -> None:
    """Of the settings alone: Spark is started by the tests above, with a folder of their own."""
    from explorer.cohort.engines.spark_session import settings_of

    here = settings_of("local[2]", "1.5GB", tmp_path)
    assert (here["spark.driver.memory"], here["spark.local.dir"]) == ("1536m", str(tmp_path))
    there = settings_of("spark://host:7077", "2GB", tmp_path)
    assert there["spark.executor.memory"] == "2g"
    assert "spark.driver.memory" not in there
    assert "spark.driver.memory" not in settings_of("local[2]", "", tmp_path)


def test_without_java_it_is_said_how_to_have_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pyspark")
    from explorer.cohort.engines.spark_session import Session

    monkeypatch.setenv("JAVA_HOME", str(tmp_path / "none"))
    with pytest.raises(CohortError, match="Spark needs Java 17"):
        Session("local[1]", temporary=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_without_pyspark_it_is_said_how_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from explorer.cohort.engines.spark_session import Session

    monkeypatch.setitem(sys.modules, "pyspark", None)
    with pytest.raises(CohortError, match=r"pip install 'agency-contact-explorer\[spark\]'"):
        Session("local[1]", temporary=tmp_path)
