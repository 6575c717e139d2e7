"""Audits the dependencies: python tests/audit.py

Licences: of everything that ``setup.cfg`` installs, as its own metadata gives them; anything but a permissive one fails,
and so does a package that has to be there and is not. What an extra for users brings is read where it is installed.
Known holes: by pip-audit, which asks PyPI's advisory database; a hole fails. Not being able to ask fails too, unless
``--holes-if-reachable`` is given, as CI does: behind a mirror that keeps no advisories one line says that they were not
checked. No copy of an advisory database is used in place of asking: those that packages bring are years old, or not
free to use.
"""

# ruff: noqa: E501  (tables of texts)
from __future__ import annotations

import configparser
import json
import re
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, metadata, requires
from pathlib import Path

PERMISSIVE = re.compile(
    r"\b(MIT(-0|-CMU)?|MIT License|BSD([ -][0-9]-Clause)?( License)?|Apache([ -]2\.0| Software License)?|Apache-2\.0|ISC( License)?"
    r"|ISCL|PSF(-2\.0|L)?|CC0-1\.0|Python Software Foundation License|0BSD|Unlicense|Zlib|HPND)\b",
    re.IGNORECASE,
)
OWN = "agency-contact-explorer"
COPYLEFT = re.compile(
    r"\b(A?GPL|LGPL|EUPL|CC-BY-NC|CC-BY-SA|SSPL|BUSL|Proprietary|MPL|General Public|Mozilla Public|European Union Public"
    r"|Affero|Server Side Public|Business Source|Commons Clause|Non-?Commercial|Other/Proprietary|Commercial)",
    re.IGNORECASE,
)
"""Where one of these is named a person decides, whatever else is named beside it."""


SAYS_NOTHING = ("UNKNOWN", "OSI APPROVED")
"""Licences by these words are told by another field, or not at all."""


NOT_INSTALLED = "NOT INSTALLED, so not read"


def required() -> list[str]:
    """The names in ``install_requires``."""
    return _names_in(_setup()["options"]["install_requires"])


def optional() -> list[str]:
    """The names in the extras for users: what only tests need is shipped to nobody."""
    extras = _setup()["options.extras_require"]
    return [name for extra in extras if extra != "test" for name in _names_in(extras[extra])]


def _setup() -> configparser.ConfigParser:
    config = configparser.ConfigParser()
    config.read(Path(__file__).parent.parent / "setup.cfg", "utf-8")
    return config


def _names_in(lines: str) -> list[str]:
    return [name_of(line) for line in lines.split("\n") if name_of(line)]


def name_of(requirement: str) -> str:
    match = re.match(r"\s*([A-Za-z0-9][A-Za-z0-9._-]*)", requirement)
    return match[1].lower().replace("_", "-") if match else ""


def licence_of(package: str) -> str:
    """The licence of an installed package, in its own words."""
    data = metadata(package)
    classifiers = [
        text.rpartition("::")[2].strip() for text in data.get_all("Classifier") or () if "License ::" in text
    ]
    first_line = (data.get("License") or "").strip().split("\n")[0]
    said = [
        data.get("License-Expression"),
        "; ".join(classifiers),
        first_line if len(first_line) < 80 else "",
    ]
    return next((text for text in said if text and text.upper() not in SAYS_NOTHING), "")


def licences() -> dict[str, str]:
    """Every package that installing this one installs, as far as it is installed here, with its licence."""
    found: dict[str, str] = {}
    needed = required()
    waiting = needed + optional()
    while waiting:
        package = waiting.pop()
        if package in found:
            continue
        try:
            found[package] = licence_of(package)
            wanted = [text for text in requires(package) or () if "extra ==" not in text]
        except PackageNotFoundError:
            if package in needed:
                found[package] = NOT_INSTALLED
            continue  # an extra, or for another platform or Python
        waiting += [name_of(text) for text in wanted]
    return dict(sorted(found.items()))


def is_permissive(licence: str) -> bool:
    """Is every licence that holds a permissive one? Of several beside each other all do."""
    parts = re.split(r"\s+AND\s+|;", licence)
    return all(PERMISSIVE.search(part) for part in parts) and not COPYLEFT.search(licence)


def refused(found: dict[str, str]) -> list[str]:
    """What may not be used, a line each."""
    return [
        f"{package}: {licence or 'no licence given'}"
        for package, licence in found.items()
        if not is_permissive(licence)
    ]


def holes() -> tuple[list[str], list[str], list[str]]:
    """Known holes in the packages of this environment, a line each; the packages that were asked about; and those of
    which the service knows nothing, this one aside."""
    command = [sys.executable, "-m", "pip_audit", "--format", "json", "--progress-spinner", "off"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        packages = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        return [], [], []
    asked = [package for package in packages if "vulns" in package]
    found = [
        f"{package['name']} {package['version']}: {hole['id']}, mended in {', '.join(hole['fix_versions']) or 'nothing yet'}"
        for package in asked
        for hole in package["vulns"]
    ]
    unknown = [package["name"] for package in packages if "vulns" not in package and package["name"] != OWN]
    return found, [package["name"] for package in asked], unknown


def main(arguments: list[str]) -> int:
    found = licences()
    wrong = refused(found)
    print(f"licences: {len(found)} packages, {len(wrong)} that may not be used", *wrong, sep="\n  ")
    open_holes, asked, unknown = holes()
    if asked:
        print(
            f"known holes: {len(asked)} packages asked about, {len(open_holes)} holes",
            *open_holes,
            sep="\n  ",
        )
        if unknown:
            print(f"known holes: NOT CHECKED for {len(unknown)} packages: {', '.join(unknown)}")
    else:
        print(
            "known holes: NOT CHECKED: no advisory service could be asked from here, or pip-audit is missing"
        )
    unasked = (unknown or not asked) and "--holes-if-reachable" not in arguments
    return 1 if wrong or open_holes or unasked else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
