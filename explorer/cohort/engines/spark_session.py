"""Starting and stopping a Spark: quiet, on loopback where it runs here, with a folder of its own that is removed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from explorer.cohort.engines.interrupts import interrupts_later
from explorer.cohort.engines.shipping import packed
from explorer.errors import CohortError

ADDRESS = re.compile(r"local(\[(\*|[1-9]\d{0,3})\])?|spark://\S+|sc://\S+")
HERE = re.compile(r"local(\[|$)|spark://(127\.|localhost:)")
"""Addresses on this machine: nothing listens beyond it."""
SECONDS_TO_END = 20
"""Given to a JVM to clear away."""
INSTALL = "pip install 'agency-contact-explorer[spark]'"
INSTALL_CONNECT = "pip install 'agency-contact-explorer[spark-connect]'"
MEMORY = re.compile(r"(\d+(?:\.\d+)?)\s*([KMGT])i?B?", re.IGNORECASE)

LOGGING = """
rootLogger.level = error
rootLogger.appenderRef.stderr.ref = stderr
appender.stderr.type = Console
appender.stderr.name = stderr
appender.stderr.target = SYSTEM_ERR
appender.stderr.layout.type = PatternLayout
appender.stderr.layout.pattern = %m%n
"""


class Session:
    """A Spark at an address: ``local[2]``, ``spark://host:7077``, ``sc://host``. To be closed, or used in a ``with``.

    ``memory`` is what Spark may take here or, on a cluster, each of its workers (such as ``"4GB"``); ``temporary`` the
    folder in which its own is made. Raises :class:`CohortError` where pyspark or Java is missing, or none answers.
    Cost: 5 s and 400 MB. A process has one at a time.
    """

    def __init__(self, address: str, memory: str = "", temporary: Path | None = None) -> None:
        if memory and address.startswith("sc://"):
            raise CohortError(f"The Spark at {address} has memory of its own: leave out --memory.")
        self.address = address
        self._gateway: Any = None
        self._folder = _folder_in(temporary)
        try:
            self.spark = _connected(address) if address.startswith("sc://") else self._started(memory)
            self._ship()
        except BaseException:
            self._end_java()
            self._folder.cleanup()
            raise

    def _started(self, memory: str) -> Any:
        pyspark = _pyspark()
        if not _java():
            raise CohortError(
                "Spark needs Java 17 or newer, and there is no java on the PATH nor in JAVA_HOME. "
                "Install one (Debian: apt install openjdk-17-jre-headless), or leave out --engine for DuckDB."
            )
        folder = Path(self._folder.name)
        log = folder / "spark.log"
        (folder / "log4j2.properties").write_text(LOGGING, "utf-8")
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        config = pyspark.SparkConf()
        for name, value in settings_of(self.address, memory, folder).items():
            config.set(name, value)
        try:
            with _errors_to(log):
                with interrupts_later():  # a JVM half begun is known to nobody, and would stay
                    from pyspark.java_gateway import launch_gateway

                    self._gateway = launch_gateway(conf=config)
                pyspark.SparkContext(conf=config, gateway=self._gateway)
                return pyspark.sql.SparkSession.builder.config(conf=config).getOrCreate()
        except Exception as error:  # of the JVM or of pyspark: they share no class
            said = _last_line(log) or str(error).strip().split("\n")[0]
            raise CohortError(f"Spark cannot start at {self.address}: {said}") from error

    def _ship(self) -> None:
        """Give workers in other places this explorer: they need Python, pyarrow and pandas, and no more."""
        if self.address.startswith("sc://"):
            self.spark.addArtifacts(str(packed(Path(self._folder.name))), pyfile=True)
        elif not self.address.startswith("local"):
            self.spark.sparkContext.addPyFile(str(packed(Path(self._folder.name))))

    def close(self) -> None:
        """Stop it, end its JVM and remove its folder."""
        try:
            # After an interrupt it warns that its JVM does not answer; that is ended next.
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", RuntimeWarning)
                self.spark.stop()
        finally:
            self._end_java()
            self._folder.cleanup()

    def _end_java(self) -> None:
        """The JVM ends before its folder is removed: it still writes there. Asked first, so that it clears away."""
        if self._gateway is None:
            return
        from pyspark import SparkContext

        process, self._gateway = self._gateway.proc, None
        process.terminate()
        try:
            process.wait(SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        process.stdin.close()
        SparkContext._gateway = SparkContext._jvm = SparkContext._active_spark_context = None

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


def _folder_in(parent: Path | None) -> tempfile.TemporaryDirectory[str]:
    try:
        if parent is not None:
            parent.mkdir(parents=True, exist_ok=True)
        return tempfile.TemporaryDirectory(prefix="explorer-spark-", dir=parent, ignore_cleanup_errors=True)
    except OSError as error:
        place = parent or "The system's folder for temporary files"
        raise CohortError(
            f"{place} cannot be written to: {error.strerror}. Name another folder with --temp."
        ) from error


def settings_of(address: str, memory: str, folder: Path) -> Mapping[str, str]:
    """The settings of a Spark that this process starts. ``folder`` is its own."""
    settings = {
        "spark.master": address,
        "spark.app.name": "explorer",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.local.dir": str(folder),
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
        "spark.driver.extraJavaOptions": (
            f"-Dlog4j2.configurationFile=file:{folder}/log4j2.properties -Djava.io.tmpdir={folder} -XX:-UsePerfData"
        ),
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.ansi.enabled": "true",
    }
    if HERE.match(address):
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
        settings["spark.driver.host"] = settings["spark.driver.bindAddress"] = "127.0.0.1"
    if address.startswith("local"):
        settings["spark.sql.shuffle.partitions"] = "16"  # 200 by default: for a cluster
    if memory:
        where = "driver" if address.startswith("local") else "executor"
        settings[f"spark.{where}.memory"] = memory_of(memory)
    return settings


def memory_of(text: str) -> str:
    """``4GB`` as Spark writes it: ``4g``; what is no whole number, in a smaller unit. Raises :class:`CohortError` for
    what is no size."""
    found = MEMORY.fullmatch(text.strip())
    if not found:
        raise CohortError(f'"{text}" is no size for --memory. Write it such as 4GB.')
    size, unit = float(found[1]), found[2].lower()
    while not size.is_integer() and unit != "k":
        size, unit = size * 1024, "kmgt"["kmgt".index(unit) - 1]
    return f"{int(size)}{unit}"


def _pyspark() -> Any:
    try:
        import pandas  # noqa: F401 (Spark says only later that these two are missing)
        import pyarrow  # noqa: F401
        import pyspark
        import pyspark.sql
    except ImportError as error:
        raise CohortError(f"Spark is not installed: {INSTALL}, or leave out --engine for DuckDB.") from error
    return pyspark


def _connected(address: str) -> Any:
    spark = _pyspark().sql.SparkSession
    try:
        return spark.builder.remote(address).getOrCreate()
    except ImportError as error:
        raise CohortError(f"Spark Connect is not installed: {INSTALL_CONNECT}.") from error
    except Exception as error:  # of gRPC or of pyspark
        raise CohortError(f"No Spark answers at {address}: {str(error).strip().splitlines()[0]}") from error


def _java() -> str | None:
    home = os.environ.get("JAVA_HOME")
    return shutil.which("java", path=f"{home}/bin") if home else shutil.which("java")


@contextmanager
def _errors_to(log: Path) -> Iterator[None]:
    """What this process and those it starts write to stderr goes to a file: Java greets with warnings of its own."""
    sys.stderr.flush()
    kept = os.dup(2)
    with log.open("ab") as file:
        os.dup2(file.fileno(), 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


def _last_line(log: Path) -> str:
    lines = log.read_text("utf-8", "replace").split("\n") if log.exists() else []
    said = [line.strip() for line in lines if "Error" in line or "Exception" in line]
    return said[-1][:300] if said else ""
