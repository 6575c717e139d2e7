"""The page's modules as one text: the same on every machine, and put together again by the page."""

from __future__ import annotations

import ast
import json
import re
import shutil
import subprocess
import zlib
from pathlib import Path
from typing import Any

import pytest
import rjsmin

from explorer import Report, page_html, read_case
from explorer.page import modules
from explorer.page.modules import FOLDER, NESTED, lean_module, packed_modules

ROOT = Path(__file__).parent.parent
MODULES = sorted(FOLDER.glob("*.js"))
COMMENT = re.compile(r"/\*\*.*?\*/|^[ \t]*//.*?$|(?<=[;,{] )// .*?$", re.DOTALL | re.MULTILINE)
LITERAL = re.compile(r'"(?:[^"\\\n]|\\.)*"|`[^`\n]*`')
UNPACK = """
const text = require("fs").readFileSync(0, "utf8");
const [words, ...modules] = text.split("\\n//");
const list = words.split(" ");
const found = modules.map((one) => one.replace(/[\\u0100-\\u07ff]/g, (sign) => list[sign.charCodeAt(0) - 256]));
console.log(JSON.stringify(Object.fromEntries(found.map((one) => {
  const end = one.indexOf("\\n");
  return [one.slice(0, end), one.slice(end + 1)];
}))));
"""


@pytest.fixture
def anew() -> Any:
    """The modules are packed once to a process: here, anew."""
    packed_modules.cache_clear()
    yield
    packed_modules.cache_clear()


@pytest.mark.skipif(not shutil.which("node"), reason="no node")
def test_the_page_puts_every_module_together_again() -> None:
    done = subprocess.run(
        ["node", "-e", UNPACK], input=packed_modules(), capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout) == {f"#page/{path.stem}": lean_module(path) for path in MODULES}


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.name)
def test_a_lean_module_lacks_comments_and_blanks_and_nothing_else(module: Path) -> None:
    source, lean = module.read_text("utf-8"), lean_module(module)
    assert re.sub(r"\s", "", lean) == re.sub(r"\s", "", COMMENT.sub("", source))
    for literal in LITERAL.findall(COMMENT.sub("", source)):
        if not NESTED.search(literal):
            assert literal in lean
    for line in NESTED.findall(source):
        assert line.strip() in lean


def test_a_module_that_cannot_stand_in_the_page_is_refused(tmp_path: Path) -> None:
    for text in ('const end = "</SCRIPT>";', 'const open = "<!--";', 'const letter = "\u0416";'):
        path = tmp_path / "bad.js"
        path.write_text(text, "utf-8")
        with pytest.raises(ValueError, match=r"bad\.js"):
            lean_module(path)


def test_another_build_of_zlib_gives_the_same_page(monkeypatch: pytest.MonkeyPatch, anew: None) -> None:
    """As another build would: every compressor of zlib packs otherwise, and the page is the same byte for byte."""
    case = read_case(ROOT / "data" / "southport")
    first = page_html(Report(case))
    compressobj = zlib.compressobj
    monkeypatch.setattr(zlib, "compressobj", lambda *_, **more: compressobj(0, **{**more, "level": 0}))
    monkeypatch.setattr(zlib, "compress", lambda data, *_, **__: data)
    packed_modules.cache_clear()
    assert page_html(Report(case)) == first


def test_nothing_that_makes_a_page_imports_a_compressor() -> None:
    for path in sorted(FOLDER.glob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        names = {
            alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names
        }
        names |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        assert not names & {"zlib", "gzip", "bz2", "lzma", "zipfile"}, path.name


def test_the_order_in_which_words_are_counted_decides_nothing() -> None:
    """Of words that gain as much, the alphabet decides."""
    one, other = ["gamma", "delta"] * 9, ["delta", "gamma"] * 9
    assert modules._words_of(one) == modules._words_of(other) == ["delta", "gamma"]
    assert modules._words_of(["once", "abc", "abc", "abc"]) == []


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.name)
def test_rjsmin_compiled_or_not_gives_the_same(module: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = lean_module(module)
    monkeypatch.setattr("rjsmin.jsmin", rjsmin._make_jsmin(python_only=True))
    assert lean_module(module) == first
