"""Kills writing commands at random moments: python tests/powercut.py [TIMES] [COMMAND ...]

A command runs up to the first thing that it writes. There the process is copied as often as is asked for; each copy goes
on writing and is killed with SIGKILL: every other one after a random time, the others before a random one of the calls
that change the disk. Then there must be the old or the new, whole; and whatever else lies there must be readable by its
owner alone. So all kills fall within the write, and none waits for the work before it.
"""

# ruff: noqa: E501  (tables of texts)
from __future__ import annotations

import csv
import io
import json
import os
import random
import shutil
import signal
import stat
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

ROOT = Path(__file__).parent.parent
REAL = ROOT / "data" / "southport"
OLD = b"the old file\n"
WRITES_NOTHING = {"check", "verify"}
"""Commands without a file of their own: they print."""
CHANGES = {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.chmod", "shutil.rmtree"}
Words = Callable[[Path], list[object]]
"""The words of a command, given a folder with ``case``, ``other`` and ``out``."""


@dataclass(frozen=True)
class Writing:
    """A command that writes: its words, the places in ``out`` that it writes, and what makes the state before it."""

    words: Words
    places: tuple[str, ...]
    before: Callable[[Path], None] = field(default=lambda folder: None)


def run(*words: object) -> None:
    """A command, with nothing printed. Raises where it fails."""
    from explorer.cli import main

    said = io.StringIO()
    out, err = sys.stdout, sys.stderr
    sys.stdout = sys.stderr = said
    try:
        code = main([str(word) for word in words], standalone_mode=False)
    finally:
        sys.stdout, sys.stderr = out, err
    if code:
        raise RuntimeError(f"{words[0]} ended with {code}: {said.getvalue()}")


def leaves(command: click.Command, name: str = "") -> Iterator[tuple[str, click.Command]]:
    """Every command of the registry under its whole name, such as ``cohort count``."""
    if isinstance(command, click.Group):
        for part, inner in command.commands.items():
            yield from leaves(inner, f"{name} {part}".strip())
    else:
        yield name, command


def commands() -> dict[str, click.Command]:
    from explorer.cli import main

    return dict(leaves(main))


# ---- what is written, and where


def to(name: str, *words: str) -> Writing:
    """``words`` with the case after the command, written to the file ``name``."""

    def said(folder: Path) -> list[object]:
        given = [part.replace("@", str(folder)) for part in words]
        return [given[0], folder / "case", *given[1:], "-o", folder / "out" / name, "--force"]

    return Writing(said, (name,), lambda folder: void(folder, name))


def into_case(*words: str, before: Callable[[Path], None] = lambda folder: None) -> Writing:
    """A command that changes ``out/case``."""

    def prepared(folder: Path) -> None:
        shutil.copytree(folder / "case", folder / "out" / "case")
        letters(folder / "out" / "case")
        before(folder)

    return Writing(lambda folder: [part.replace("@", str(folder)) for part in words], ("case",), prepared)


def void(folder: Path, name: str) -> None:
    (folder / "out" / name).write_bytes(OLD)
    os.chmod(folder / "out" / name, 0o600)


def of_cohort(name: str, *words: str) -> Writing:
    """A command that reads a cohort; in one thread, for a copy of a process has no others."""

    def said(folder: Path) -> list[object]:
        return ["cohort", words[0], *([] if words[0] == "measures" else [folder / "c.parquet", "--threads", "1"]), *words[1:], "-o",
                folder / "out" / name, "--force"]  # fmt: skip

    def before(folder: Path) -> None:
        void(folder, name)
        if words[0] != "measures":
            run("cohort", "load", source(folder), "-o", folder / "c.parquet")

    return Writing(said, (name,), before)


def source(folder: Path) -> Path:
    """Contacts of a few cases as a table; of one, a row is wrong and goes to the quarantine."""
    rows = ["case,id,date,from,to,kind,outcome"]
    rows += [f"K{at},C{at},2020-01-{at % 28 + 1:02},school,hub,referral," for at in range(400)]
    rows += ["K1,X,never,school,hub,referral,"]
    path = folder / "contacts.csv"
    path.write_text("\n".join(rows) + "\n", "utf-8")
    return path


def loaded(folder: Path) -> None:
    run("cohort", "load", source(folder), "-o", folder / "out" / "c.parquet", "--title", "Old")


def redacted(folder: Path) -> None:
    run("redact", folder / "other", "--profile", "family", "-o", folder / "out" / "redacted")
    letters(folder / "out" / "redacted")


def letters(case: Path) -> None:
    """What lies in a folder beside the case, and stays."""
    (case / "letters").mkdir()
    for name in ("a.txt", "letters/b.txt", "letters/c.txt"):
        (case / name).write_text("To whom it concerns.\n" * 999, "utf-8")


def key_of_case(folder: Path) -> None:
    run("redact", folder / "case", "--profile", "family", "-o", folder / "less", "--key", folder / "the.key")
    shutil.copytree(folder / "other", folder / "out" / "restored")


def accepted_draft(folder: Path) -> None:
    """Candidates of a letter, every one accepted."""
    shutil.copyfile(ROOT / "tests" / "data" / "narrative-letter.txt", folder / "letter.txt")
    run("draft", folder / "letter.txt", "--into", folder / "case", "-o", folder / "draft.csv")
    with (folder / "draft.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    name = next(
        column for column in rows[0] if "accept" in column.casefold() or "decision" in column.casefold()
    )
    with (folder / "draft.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows({**row, name: "accept"} for row in rows)


def a_return(folder: Path) -> None:
    text = "Date,From,To,Type,What happened\n03/05/2019,School,Police,Referral,A first call.\n"
    (folder / "return.csv").write_text(text + "04/05/2019,Police,School,Call,An answer.\n", "utf-8")
    void(folder, "m.toml")


def joined(folder: Path) -> None:
    first, second = contacts(folder)[:2]
    run("match", folder / "out" / "case", "--same", f"{first}={second}")


def contacts(folder: Path) -> list[str]:
    with (folder / "case" / "contacts.csv").open(encoding="utf-8-sig", newline="") as stream:
        return [row["id"] for row in csv.DictReader(stream)]


def matched(*options: str, before: Callable[[Path], None] = lambda folder: None) -> Writing:
    """``match`` on the first two contacts of the case."""

    def prepared(folder: Path) -> None:
        shutil.copytree(folder / "case", folder / "out" / "case")
        before(folder)

    def words(folder: Path) -> list[object]:
        first, second = contacts(folder)[:2]
        return ["match", folder / "out" / "case", *(part.format(first, second) for part in options)]

    return Writing(words, ("case",), prepared)


WRITINGS: dict[str, Writing] = {
    "new": Writing(lambda folder: ["new", folder / "out" / "case", "--title", "New", "--force"], ("case",),
                   lambda folder: run("new", folder / "out" / "case", "--title", "Old")),
    "new --template": Writing(lambda folder: ["new", folder / "out" / "t.docx", "--template", "docx", "--force"],
                              ("t.docx",), lambda folder: void(folder, "t.docx")),
    "import": into_case("import", "@/return.csv", "-o", "@/out/case", "--party", "School", before=a_return),
    "import --save-mapping": Writing(
        lambda folder: ["import", folder / "return.csv", "-o", folder / "case", "--party", "School", "--save-mapping",
                        folder / "out" / "m.toml", "--force"],
        ("m.toml",), a_return),
    "match": matched("--different", "{0}={1}", "--why", "two letters"),
    "match --same": matched("--same", "{0}={1}"),
    "match --split": matched("--split", "{1}", before=joined),
    "page": to("x.html", "page"),
    "page --seal": to("x.html", "page", "--seal"),
    "page --watch": to("x.html", "page", "--watch"),
    "report": to("x.docx", "report", "--sections", "summary,chronology"),
    "report pdf": to("x.pdf", "report", "--sections", "summary,chronology"),
    "figure": to("x.svg", "figure", "lanes"),
    "figure png": to("x.png", "figure", "lanes"),
    "export": to("x.graphml", "export"),
    "workbook": to("x.xlsx", "workbook"),
    "chronology xlsx": to("x.xlsx", "chronology"),
    "path": to("x.csv", "path", "range-high-school", "lancashire-police"),
    "known": to("x.csv", "known", "--by", "lancashire-police", "--on", "2024-01-01"),
    "diff": to("x.csv", "diff", "@/other"),
    "draft": Writing(lambda folder: ["draft", folder / "letter.txt", "-o", folder / "out" / "x.csv", "--force"], ("x.csv",),
                     lambda folder: (void(folder, "x.csv"), accepted_draft(folder))[1]),
    "draft --into": into_case("draft", "@/letter.txt", "--into", "@/out/case", "--decisions", "@/draft.csv",
                              before=accepted_draft),
    "redact": Writing(lambda folder: ["redact", folder / "case", "--profile", "family", "-o", folder / "out" / "redacted",
                                      "--force"], ("redacted", "redacted.key"), redacted),
    "redact --review": to("x.csv", "redact", "--profile", "family", "--review"),
    "unredact": Writing(lambda folder: ["unredact", folder / "less", "--key", folder / "the.key", "-o",
                                        folder / "out" / "restored", "--force"], ("restored",), key_of_case),
    "cohort load": Writing(lambda folder: ["cohort", "load", folder / "contacts.csv", "-o", folder / "out" / "c.parquet",
                                           "--title", "New", "--force"], ("c.parquet", "c.quarantine.parquet"), loaded),
    "cohort count": of_cohort("x.csv", "count", "flows"),
    "cohort measures": of_cohort("x.csv", "measures"),
    "cohort page": of_cohort("x.html", "page"),
}  # fmt: skip


def writings() -> dict[str, Writing]:
    """What is cut: the list above, and every other command of the registry that writes a table to ``-o``."""
    found = dict(WRITINGS)
    for name in commands():
        if name not in found and name not in WRITES_NOTHING:
            found[name] = to("x.csv", name)
    return found


# ---- cutting


def state(path: Path) -> object:
    """The bytes of a file, or of every file of a folder; ``None`` where there is neither."""
    if path.is_dir():
        return {
            str(item.relative_to(path)): item.read_bytes()
            for item in sorted(path.rglob("*"))
            if item.is_file()
        }
    return path.read_bytes() if path.exists() else None


def two_cases(folder: Path) -> None:
    """``case`` and ``other``, which say different things."""
    for name in ("case", "other"):
        shutil.copytree(REAL, folder / name)
        (folder / name / "README.md").unlink(missing_ok=True)
    contacts = folder / "other" / "contacts.csv"
    contacts.write_text(contacts.read_text("utf-8").replace("Officers spoke", "Two officers spoke"), "utf-8")
    (folder / "out").mkdir()


class Cutter:
    """Stands at every call of a process that changes something under ``out``. At the first it does not come back: there
    it makes copies and kills them. In a copy it counts, and kills before the call that was drawn."""

    def __init__(self, folder: Path, writing: Writing, times: int, chance: random.Random) -> None:
        self.folder, self.out, self.times, self.chance = folder, folder / "out", times, chance
        self.targets = [self.out / name for name in writing.places]
        self.old: list[object] = [state(target) for target in self.targets]
        self.kept = folder / "kept"
        shutil.copytree(self.out, self.kept)
        self.waits, self.calls, self.fatal = True, 0, 0
        self.found = {"old": 0, "new": 0, "between": 0, "left": 0}

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self.changes(event, arguments):
            return
        if self.waits:
            self.waits = False
            if not self.copies():
                os._exit(0)
        self.calls += 1
        if self.calls == self.fatal:
            os.kill(os.getpid(), signal.SIGKILL)

    def changes(self, event: str, arguments: tuple[Any, ...]) -> bool:
        if event == "open":
            writes = arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT) if len(arguments) > 2 else 0
            return bool(writes) and self.is_under(arguments[0])
        return event in CHANGES and any(self.is_under(part) for part in arguments[:2])

    def is_under(self, part: object) -> bool:
        try:
            name = os.fsdecode(part)  # type: ignore[arg-type]
        except TypeError:
            return False
        return os.path.abspath(name).startswith(str(self.out)) or name.endswith(".part")

    def copies(self) -> bool:
        """Make copies until enough are killed. True in a copy, which goes on; the rest is told to the parent."""
        try:
            self.written(fatal=0)  # the first is slower: what it imports stays in no copy
        except Copied:
            return True
        says: dict[str, Any] = {}
        try:
            lasts, calls = self.written(fatal=0)
            new = [state(target) for target in self.targets]
            assert new != self.old, "nothing new was written"
            killed = 0
            while killed < self.times:
                self.again()
                by_call = killed % 2 == 0
                fatal = self.chance.randint(1, calls) if by_call else 0
                done = self.copy(fatal, 30.0 if by_call else self.chance.uniform(0, lasts))
                if done.was_killed:
                    killed += 1
                    self.look(new)
            says = {**self.found, "killed": killed, "calls": calls, "ms": round(lasts * 1000, 1)}
        except Copied:
            return True
        except BaseException as error:  # noqa: BLE001  told to the parent
            says = {"error": f"{type(error).__name__}: {error}"}
        (self.folder / "says.json").write_text(json.dumps(says), "utf-8")
        return False

    def written(self, fatal: int) -> tuple[float, int]:
        """A copy that ends by itself: how long it writes, in seconds, and by how many calls."""
        self.again()
        began = time.perf_counter()
        done = self.copy(fatal, 60.0)
        assert not done.was_killed, "it does not end by itself"
        return time.perf_counter() - began, int((self.folder / "calls").read_text() or 0)

    def copy(self, fatal: int, seconds: float) -> Ended:
        child = os.fork()
        if child == 0:
            self.calls, self.fatal = 0, fatal
            raise Copied
        deadline = time.perf_counter() + seconds
        while True:
            left = deadline - time.perf_counter()
            ended, status = os.waitpid(child, os.WNOHANG)
            if ended:
                return Ended(os.WIFSIGNALED(status))
            if left <= 0:
                os.kill(child, signal.SIGKILL)
                return Ended(os.WIFSIGNALED(os.waitpid(child, 0)[1]))
            time.sleep(min(left, 0.0002))

    def again(self) -> None:
        """What was there before the command, once more."""
        shutil.rmtree(self.out)
        shutil.copytree(self.kept, self.out)

    def look(self, new: list[object]) -> None:
        from explorer.files import recover

        was = []
        for target, before, after in zip(self.targets, self.old, new, strict=True):
            if isinstance(before, dict):
                recover(target)
                assert not list(self.out.glob(f"{target.name}*-old")), "the old folder stays beside the new"
            now = state(target)
            assert now in (before, after), f"{target.name}: neither the old nor the new"
            was.append("old" if now == before else "new")
        self.found[was[0] if len(set(was)) == 1 else "between"] += 1
        for left in self.out.rglob("*"):
            if any(left == target or target in left.parents for target in self.targets):
                continue
            self.found["left"] += left.is_file()
            above = [left, *(folder for folder in left.parents if self.out in folder.parents)]
            assert any(not stat.S_IMODE(path.stat().st_mode) & 0o077 for path in above), (
                f"{left} is readable by others"
            )


class Copied(BaseException):
    """Raised in a copy, so that it leaves the loop of the process that made it."""


@dataclass(frozen=True)
class Ended:
    was_killed: bool


def cut(name: str, times: int, seed: int = 0) -> dict[str, Any]:
    """Kill a command so many times. Returns what was found; an AssertionError where something was half written."""
    writing = writings()[name]
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place).resolve()
        two_cases(folder)
        child = os.fork()
        if child == 0:
            _command(folder, writing, times, random.Random(f"{name} {seed}"))
        os.waitpid(child, 0)
        says = folder / "says.json"
        assert says.exists(), f"{name} wrote nothing"
        found: dict[str, Any] = json.loads(says.read_text("utf-8"))
    assert "error" not in found, f"{name}: {found.get('error')}"
    return found


def _command(folder: Path, writing: Writing, times: int, chance: random.Random) -> None:
    """In a process of its own: what comes before, then the command under a cutter. Does not come back."""
    try:
        os.umask(0o022)
        os.environ["EXPLORER_PASSPHRASE"] = "six words that nobody would guess"
        writing.before(folder)
        words = writing.words(folder)
        cutter = Cutter(folder, writing, times, chance)
        if "--watch" in words:
            from explorer.page import watching

            cutter.waits = False

            def changed(case: Path, rebuild: Callable[[], None]) -> None:
                void(folder, writing.places[0])
                cutter.waits = True
                rebuild()

            watching.watch = changed  # type: ignore[assignment]
        sys.addaudithook(cutter)
        run(*words)
        (folder / "calls").write_text(str(cutter.calls))
    except BaseException as error:  # noqa: BLE001  told to the parent
        (folder / "says.json").write_text(json.dumps({"error": f"{type(error).__name__}: {error}"}), "utf-8")
    finally:
        os._exit(0)


if __name__ == "__main__":
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    failed = 0
    for wanted in sys.argv[2:] or writings():
        try:
            print(wanted, json.dumps(cut(wanted, number)), flush=True)
        except AssertionError as error:
            failed = 1
            print(error, flush=True)
    raise SystemExit(failed)
