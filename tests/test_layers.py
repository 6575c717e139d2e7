"""Imports go down only, and what is heavy is loaded where it is used."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent.parent / "explorer"
HEAVY = (
    "networkx",
    "pyvis",
    "IPython",
    "pandas",
    "duckdb",
    "pyspark",
    "docx",
    "lxml",
    "typst",
    "xlsxwriter",
    "openpyxl",
    "rich",
    "jinja2",
    "rapidfuzz",
    "xlrd",
    "pypdf",
)

# From the bottom to the top: a module may import its own layer and those before it.
LAYERS = [
    {"errors", "_version", "characters", "elements", "suppression", "relative", "sql"},
    {"edtf"},
    {"date_words"},
    {"date_slips"},
    {"dates", "vocabulary"},
    {"rows", "files", "order", "tightening"},
    {"called_for", "case", "settings", "profiles", "withheld"},
    {"sheet", "naming", "chronology", "accounts", "merging", "asides", "steps", "checking"},
    {"readers", "storing"},
    {"workbooks", "blank", "inspection", "profile_words"},
    {
        "journeys",
        "known",
        "holding",
        "redaction",
        "reach",
        "relays",
        "sweeps",
        "standings",
        "decisions",
        "links",
        "routes",
        "paths",
        "resting",
        "openings",
        "holding_days",
        "lookup",
        "deciding",
        "blindness",
    },
    {"findings", "tables", "report", "absence", "statements", "wording", "requests", "seeing", "expectation"}
    | {"case_tables", "answer_tables", "answer_text", "vouching", "questions", "exchange"}
    | {"known_tables", "known_text"},
    {"redacting", "review", "key_files"},
    {"graph"},
    {"figures"},
    {"document"},
    {"exports", "diff", "verify", "layers", "columnar", "parquet_pages"},
    {"page", "cohort", "returns"},
    {"own_parts"},
    {"commands"},
    {"cli", "__main__"},
]
RANK = {module: rank for rank, layer in enumerate(LAYERS) for module in layer}


def module_of(path: Path) -> str:
    """``explorer/page/network.py`` -> ``page``"""
    return path.relative_to(FOLDER).parts[0].removesuffix(".py")


def imports_of(path: Path) -> set[str]:
    """The modules of the house that a file imports when it is loaded or run, but not those for types alone."""
    tree = ast.parse(path.read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            node.body = []
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "explorer":
            parts = node.module.split(".")
            found |= {parts[1]} if len(parts) > 1 else {alias.name for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {alias.name.split(".")[1] for alias in node.names if alias.name.startswith("explorer.")}
    return found


FILES = [path for path in sorted(FOLDER.rglob("*.py")) if path != FOLDER / "__init__.py"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(FOLDER)))
def test_imports_go_down_only(path: Path) -> None:
    own = module_of(path)
    assert own in RANK, f"{own} has no layer: give it one in LAYERS"
    for other in imports_of(path):
        assert RANK.get(other, -1) <= RANK[own], f"{path.name} ({own}) imports {other} from a layer above"


def loaded_by(code: str) -> set[str]:
    script = f"import sys\n{code}\nprint(*sorted({{name.split('.')[0] for name in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_importing_the_package_loads_nothing_heavy() -> None:
    assert not loaded_by("import explorer, explorer.cli") & set(HEAVY)


def test_checking_a_case_loads_nothing_heavy() -> None:
    code = "import explorer; explorer.read_case('data/southport')"
    assert not loaded_by(code) & set(HEAVY)


def test_the_command_line_loads_only_click_before_a_command_runs() -> None:
    script = "import sys, explorer.cli; print(*sorted(name for name in sys.modules if name.startswith('explorer')))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert {name for name in loaded if not name.startswith("explorer.commands")} == {
        "explorer",
        "explorer._version",
        "explorer.cli",
    }


def test_a_command_without_profile_and_key_loads_no_redaction() -> None:
    code = "from explorer.cli import main; main(['parties', 'data/southport'], standalone_mode=False)"
    script = f"import sys; {code}; print(*sorted(sys.modules), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    loaded = set(done.stderr.split())
    assert "explorer.commands.redacted" in loaded
    assert not {name for name in loaded if name.startswith(("explorer.redact", "explorer.key_files"))}


def test_only_one_module_imports_pyvis() -> None:
    importing = set()
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            if any(name.split(".")[0] == "pyvis" for name in names):
                importing.add(str(path.relative_to(FOLDER)))
    assert importing == {"page/network.py"}


def test_only_the_command_line_makes_exit_codes_of_errors() -> None:
    found = {str(path.relative_to(FOLDER)) for path in FILES if "exit_code" in path.read_text("utf-8")}
    assert found == {"cli.py", "errors.py"}


def test_everything_public_is_named_sorted_and_there() -> None:
    import explorer

    assert list(explorer.__all__) == sorted(explorer.__all__)
    for name in explorer.__all__:
        assert getattr(explorer, name).__doc__ or name == "__version__"
