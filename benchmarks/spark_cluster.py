"""A stand-alone Spark on loopback: a master and workers of one core each, started and stopped by whoever asks."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyspark

SECONDS = 180
"""The most that starting may take on a busy machine."""


@contextmanager
def cluster(workers: int = 2, memory: str = "1g") -> Iterator[str]:
    """The address of a master on 127.0.0.1 to which so many workers have come; all are ended and their folder is
    removed when the block is left. ``memory`` is that of each worker."""
    home = Path(pyspark.__file__).parent
    processes: list[subprocess.Popen[bytes]] = []
    with tempfile.TemporaryDirectory(prefix="spark-cluster-", ignore_cleanup_errors=True) as folder:
        environment = {
            **os.environ, "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_HOME": str(home), "PYSPARK_PYTHON": sys.executable,
            "SPARK_LOCAL_DIRS": folder, "SPARK_NO_DAEMONIZE": "1",
        }  # fmt: skip
        log = Path(folder) / "cluster.log"

        def start(what: str, *arguments: str) -> None:
            command = [
                str(home / "bin" / "spark-class"),
                f"org.apache.spark.deploy.{what}",
                "--host",
                "127.0.0.1",
            ]
            with log.open("ab") as file:
                processes.append(
                    subprocess.Popen(
                        [*command, "--webui-port", "0", *arguments], stdout=file, stderr=file, env=environment
                    )
                )

        try:
            start("master.Master", "--port", "0")
            address = _said(log, r"Starting Spark master at (spark://\S+)", 1)[0]
            for _ in range(workers):
                start("worker.Worker", "--cores", "1", "--memory", memory, "--work-dir", folder, address)
            _said(log, r"Registering worker", workers)
            yield address
        finally:
            for process in processes:
                process.terminate()
            for process in processes:
                try:
                    process.wait(20)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()


@contextmanager
def connect_server() -> Iterator[str]:
    """The ``sc://`` address of a Spark Connect server on 127.0.0.1 of two cores; it is ended and its folder is removed
    when the block is left. Its jar comes with pyspark; its clients need ``pyspark[connect]``."""
    home = Path(pyspark.__file__).parent
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="spark-connect-", ignore_cleanup_errors=True) as folder:
        settings = {
            "spark.connect.grpc.binding.address": "127.0.0.1", "spark.connect.grpc.binding.port": str(port),
            "spark.driver.host": "127.0.0.1", "spark.ui.enabled": "false", "spark.local.dir": folder,
            "spark.sql.shuffle.partitions": "2", "spark.sql.warehouse.dir": f"{folder}/warehouse",
        }  # fmt: skip
        command = [str(home / "bin" / "spark-submit"), "--master", "local[2]"]
        command += [part for name, value in settings.items() for part in ("--conf", f"{name}={value}")]
        command += ["--class", "org.apache.spark.sql.connect.service.SparkConnectServer", "spark-internal"]
        environment = {
            **os.environ, "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_HOME": str(home), "PYSPARK_PYTHON": sys.executable,
        }  # fmt: skip
        log = Path(folder) / "connect.log"
        with log.open("ab") as file:
            process = subprocess.Popen(command, stdout=file, stderr=file, env=environment, cwd=folder)
        try:
            _said(log, r"Spark Connect server started", 1)
            yield f"sc://127.0.0.1:{port}"
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _said(log: Path, pattern: str, times: int) -> list[str]:
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        found = re.findall(pattern, log.read_text("utf-8", "replace"))
        if len(found) >= times:
            return found
        time.sleep(0.2)
    raise TimeoutError(f"Spark did not say {pattern!r}:\n{log.read_text('utf-8', 'replace')[-2000:]}")
