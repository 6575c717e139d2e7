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
from explorer.page.modules import FOLDER, NESTED, fused, lean_module, packed_modules

ROOT = Path(__file__).parent.parent
MODULES = sorted(FOLDER.glob("*.js"))
COMMENT = re.compile(r"/\*\*.*?\*/|^[ \t]*//.*?$|(?<=[;,{] )// .*?$", re.DOTALL | re.MULTILINE)
LITERAL = re.compile(r'"(?:[^"\\\n]|\\.)*"|`[^`\n]*`')
UNPACK = """
const packed = require("fs").readFileSync(0, "utf8");
const end = packed.indexOf("\\n");
const words = packed.slice(0, end).split("\\t");
process.stdout.write(packed.slice(end + 1).replace(/[\\u0100-\\u07ff]/g, (sign) => words[sign.charCodeAt(0) - 256]));
"""
GIVEN = """
const text = require("fs").readFileSync(0, "utf8");
const names = process.argv.slice(1);
const script = text.slice(0, text.lastIndexOf("\\n{"));
const own = new Function(`${script}\\nreturn {${names.map((name) => `${name}: $${name}`)}};`)();
Promise.all(names.map(async (name) => {
  const there = await import(`#page/${name}`);
  for (const [key, value] of Object.entries(there))
    if (typeof value !== typeof own[name][key]) throw new Error(`${name}.${key}`);
  return [name, Object.keys(own[name]).length === Object.keys(there).length];
})).then((pairs) => console.log(JSON.stringify(pairs)));
"""


@pytest.fixture
def anew() -> Any:
    """The modules are packed once to a process: here, anew."""
    packed_modules.cache_clear()
    yield
    packed_modules.cache_clear()


def node(script: str, text: str, *words: str) -> str:
    done = subprocess.run(
        ["node", "-e", script, *words], input=text, capture_output=True, text=True, check=True, cwd=ROOT
    )
    return done.stdout


def script_of_ours() -> str:
    return fused({path.stem: lean_module(path) for path in MODULES})


@pytest.mark.skipif(not shutil.which("node"), reason="no node")
def test_the_page_puts_its_script_together_again() -> None:
    assert node(UNPACK, packed_modules()) == script_of_ours()


@pytest.mark.skipif(not shutil.which("node"), reason="no node")
def test_the_script_gives_what_its_modules_give() -> None:
    """By name and kind, as Node reads each module from its file; ``main`` gives nothing."""
    names = [path.stem for path in MODULES if path.stem != "main"]
    assert json.loads(node(GIVEN, script_of_ours(), *names)) == [[name, True] for name in names]


def test_a_module_stands_after_those_it_imports_from_and_main_last() -> None:
    modules = {
        "a": 'import{one as first}from"#page/b";export const two=first+1;',
        "b": "export const one=1;export function same(x){return x}",
        "main": 'import{two}from"#page/a";import{same}from"#page/b";same(two);',
    }
    assert fused(modules).split("\n") == [
        "const $b=(()=>{const one=1;function same(x){return x}",
        "return{one,same}})();",
        "const $a=(()=>{const{one:first}=$b;const two=first+1;",
        "return{two}})();",
        "{const{two}=$a;const{same}=$b;same(two);",
        "}",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('import{b}from"#page/b";export const a=b;', "a imports b imports a"),
        ("export default 1;", "a.js"),
        ("const a=1;export{a};", "a.js"),
        ('import a from"#page/b";', "a.js"),
        ('const a=1;import{b}from"#page/c";', "a.js"),
    ],
)
def test_a_module_that_has_no_place_in_the_script_is_refused(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        fused(
            {"a": text, "b": 'import{a}from"#page/a";export const b=1;', "c": "export const b=1;", "main": ""}
        )


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
