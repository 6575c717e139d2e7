"""Third-party code is what was looked at, and may be used."""

from __future__ import annotations

import json
import subprocess
from email.message import Message
from pathlib import Path

import audit
import lowest
import pytest

from explorer.page.supply import BUILDS, SupplyError, checked


def vis() -> bytes:
    import pyvis

    folder = Path(pyvis.__file__).parent / "templates" / "lib"
    return max(folder.glob("vis-*/vis-network.min.js"), key=lambda path: path.parent.name).read_bytes()


def test_vis_network_in_the_wheel_of_pyvis_is_the_build_that_was_checked() -> None:
    assert checked(vis()).startswith("/**")
    assert len(BUILDS) >= 1


def test_another_build_draws_no_page() -> None:
    with pytest.raises(SupplyError, match="not the build that was checked"):
        checked(vis() + b" ")


def test_a_page_is_drawn_only_with_a_checked_build(monkeypatch: pytest.MonkeyPatch) -> None:
    from explorer.page import network, supply

    monkeypatch.setattr(supply, "BUILDS", {})
    with pytest.raises(SupplyError):
        network.script()


def test_every_dependency_may_be_used() -> None:
    found = audit.licences()
    assert len(found) > 15
    assert not audit.refused(found)


def test_what_has_to_be_there_and_is_not_fails_and_extras_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    assert {"numpy", "pyspark"} <= set(audit.optional())
    assert "pytest" not in audit.optional()
    monkeypatch.setattr(audit, "required", lambda: ["click", "no-such-package"])
    monkeypatch.setattr(audit, "optional", lambda: ["jinja2", "no-such-extra"])
    found = audit.licences()
    assert {"click", "jinja2", "markupsafe", "no-such-package"} <= found.keys()
    assert audit.refused(found) == ["no-such-package: NOT INSTALLED, so not read"]


def test_a_licence_that_a_classifier_does_not_name_is_told_by_the_field(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said = Message()
    for name, value in (("Classifier", "License :: OSI Approved"), ("License", "GPL-3.0")):
        said[name] = value
    monkeypatch.setattr(audit, "metadata", lambda package: said)
    assert audit.licence_of("any") == "GPL-3.0"
    assert audit.refused({"any": audit.licence_of("any")}) == ["any: GPL-3.0"]


def told_by_pip_audit(monkeypatch: pytest.MonkeyPatch, *packages: dict[str, object]) -> None:
    said = json.dumps({"dependencies": list(packages), "fixes": []}) if packages else "no such service"
    done = subprocess.CompletedProcess([], 0, said, "")
    monkeypatch.setattr(subprocess, "run", lambda *arguments, **more: done)


def test_a_known_hole_fails_and_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    hole = {"id": "PYSEC-1", "fix_versions": ["2.0"]}
    told_by_pip_audit(
        monkeypatch, {"name": "a", "version": "1.0", "vulns": [hole]}, {"name": "b", "skip_reason": "?"}
    )
    assert audit.main(["--holes-if-reachable"]) == 1
    said = capsys.readouterr().out
    assert "a 1.0: PYSEC-1, mended in 2.0" in said
    assert "NOT CHECKED for 1 packages: b" in said
    told_by_pip_audit(
        monkeypatch, {"name": "a", "version": "1.0", "vulns": []}, {"name": "b", "skip_reason": "?"}
    )
    assert (audit.main([]), audit.main(["--holes-if-reachable"])) == (1, 0)


def test_where_nobody_can_be_asked_one_line_says_so_and_only_ci_may_go_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for told in ((), ({"name": "a", "skip_reason": "not found"},)):
        told_by_pip_audit(monkeypatch, *told)
        assert audit.main([]) == 1
        assert audit.main(["--holes-if-reachable"]) == 0
        assert capsys.readouterr().out.count("known holes: NOT CHECKED: no advisory service") == 2


@pytest.mark.parametrize(
    ("licence", "may_be"),
    [
        ("MIT", True),
        ("BSD-3-Clause", True),
        ("Apache-2.0 AND MIT", True),
        ("", False),
        ("UNKNOWN terms", False),
        ("GPL-3.0-only", False),
        ("BSD License; GNU General Public License (GPL)", False),
        ("MIT License; GNU General Public License", False),
        ("MIT with Commons Clause", False),
        ("Mozilla Public License 2.0 (MPL 2.0)", False),
        ("Apache-2.0 AND CC-BY-NC-4.0", False),
        ("Apache-2.0 AND Elastic-2.0", False),
        ("MIT License; Free for schools", False),
        ("BSD-3-Clause AND (0BSD OR Zlib) AND CC0-1.0", True),
    ],
)
def test_a_licence_is_read_whole(licence: str, may_be: bool) -> None:
    assert audit.is_permissive(licence) == may_be


def test_the_metadata_of_an_installed_package_is_what_is_judged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A package planted where Python looks for packages, with a licence beside a permissive one."""
    info = tmp_path / "planted_package-1.0.dist-info"
    info.mkdir()
    head = "Metadata-Version: 2.1\nName: planted-package\nVersion: 1.0\n"
    said = ("MIT License", "GNU Affero General Public License v3")
    classifiers = "".join(f"Classifier: License :: OSI Approved :: {one}\n" for one in said)
    (info / "METADATA").write_text(head + classifiers, "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(audit, "required", lambda: ["planted-package"])
    found = audit.licences()
    assert audit.refused(found) == ["planted-package: MIT License; GNU Affero General Public License v3"]
    told_by_pip_audit(monkeypatch)
    assert audit.main(["--holes-if-reachable"]) == 1


def test_a_licence_that_may_not_be_fails_whether_anybody_can_be_asked_or_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told_by_pip_audit(monkeypatch)
    monkeypatch.setattr(audit, "licences", lambda: {"a": "AGPL-3.0"})
    assert audit.main(["--holes-if-reachable"]) == 1


def test_ci_audits() -> None:
    folder = Path(__file__).parent
    assert "tests/audit.py --holes-if-reachable" in (folder / "run").read_text("utf-8")
    assert "tests/run" in (folder.parent / ".ci" / "run").read_text("utf-8")


@pytest.mark.parametrize(
    ("licence", "may"),
    [("MIT", True), ("BSD-3-Clause", True), ("Apache-2.0 OR BSD-3-Clause", True), ("PSF-2.0", True),
     ("GPL-3.0-only", False), ("AGPL-3.0", False), ("LGPL-2.1", False), ("", False), ("Proprietary", False)],
)  # fmt: skip
def test_licences_are_told_apart(licence: str, may: bool) -> None:
    assert audit.is_permissive(licence) == may


SETUP = """
[options]
install_requires =
    click >=8.2
    pandas>=2.2,<3

[options.extras_require]
spark =
    pyspark >=4.0
spark-connect =
    {connect}
"""


def test_the_oldest_release_of_a_dependency_is_read_past_its_extras() -> None:
    found = lowest.bounds(SETUP.format(connect="pyspark[connect, sql] >=4.0\n    grpcio >= 1.67"))
    assert found == ["click==8.2", "pandas==2.2", "pyspark==4.0", "grpcio==1.67"]


@pytest.mark.parametrize("line", ["grpcio", "grpcio[x]", "grpcio ==1.67", "grpcio >=1.67,!=1.68"])
def test_a_dependency_without_a_lower_bound_that_can_be_read_is_refused(line: str) -> None:
    with pytest.raises(SystemExit, match="has no lower bound that can be read"):
        lowest.bounds(SETUP.format(connect=line))


def test_every_dependency_of_the_explorer_has_a_lower_bound() -> None:
    found = lowest.bounds((Path(__file__).parent.parent / "setup.cfg").read_text("utf-8"))
    assert {line.split("==")[0].lower() for line in found} >= {*audit.required(), "pyspark"}
