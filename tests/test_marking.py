"""The marking of a case is on everything that is made of it: pages, diffs, working papers, figures, redacted cases."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from folders import case_folder, referral
from test_verify import FIGURES

from explorer import read_case
from explorer.cli import main
from explorer.page import css_text, seal
from explorer.page.seal import opened_html
from explorer.profiles import BUILT_IN

MARKING = "OFFICIAL-SENSITIVE: Ülm"
PASSPHRASE = "correct horse battery staple"
SETTINGS = f'title = "A case"\nmarking = "{MARKING}"\n[profile.bare]\nreplace = ["all"]\n'


@pytest.fixture
def marked(tmp_path: Path) -> Path:
    rows = (referral(summary="Bruise seen."), referral(id="C2", source="S2", summary="A bruise was told of."))
    return case_folder(tmp_path / "case", *rows, case_toml=SETTINGS)


def run(*arguments: str | Path, **more: str) -> Result:
    done = CliRunner().invoke(main, [str(argument) for argument in arguments], env=more)
    assert done.exit_code == 0, done.output
    return done


def text_of(path: Path) -> str:
    """All text of a file as its reader sees it, archives and PDF opened."""
    data = path.read_bytes()
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [archive.read(name).decode("utf-8", "replace") for name in archive.namelist()]
        return re.sub(r"<[^>]*>", "", " ".join(parts))
    if data.startswith(b"%PDF"):
        import pypdf

        return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)
    return data.decode("utf-8", "replace")


def test_a_page_has_it_on_the_screen_and_on_every_printed_sheet(marked: Path, tmp_path: Path) -> None:
    run("page", marked, "-o", tmp_path / "x.html")
    page = text_of(tmp_path / "x.html")
    printed, _, screen = page.partition("</head>")
    assert re.search(rf"<[^>]*class=\"[^\"]*marking[^>]*>\s*{MARKING}", screen)
    assert re.search(r"@page\s*\{", printed)
    assert f'content: "{css_text(MARKING)}"' in printed


def test_a_sealed_page_has_it_inside_and_not_in_clear(
    marked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seal, "ITERATIONS", 1000)
    monkeypatch.setenv("EXPLORER_PASSPHRASE", PASSPHRASE)
    run("page", marked, "-o", tmp_path / "x.html", "--seal")
    sealed = text_of(tmp_path / "x.html")
    assert "OFFICIAL" not in sealed
    assert MARKING in opened_html(sealed, PASSPHRASE)


@pytest.mark.parametrize("profile", [*BUILT_IN, "bare"])
def test_a_redacted_case_and_its_figures_have_it_or_the_one_of_the_profile(
    profile: str, marked: Path, tmp_path: Path
) -> None:
    run("redact", marked, "--profile", profile, "-o", tmp_path / "new")
    wanted = BUILT_IN[profile].marking or MARKING if profile in BUILT_IN else MARKING
    assert read_case(tmp_path / "new").marking == wanted
    for figure in FIGURES:
        for suffix in (".svg", ".pdf"):
            target = tmp_path / f"{figure}{suffix}"
            run("figure", marked, figure, "--profile", profile, "-o", target)
            assert wanted in text_of(target), target
    run("figure", marked, "lanes", "--profile", profile, "-o", tmp_path / "x.png")
    from explorer.layers import layers_of

    told = "\n".join(layer.text for layer in layers_of("x.png", (tmp_path / "x.png").read_bytes()))
    assert wanted in told


@pytest.mark.parametrize("figure", FIGURES)
def test_a_marking_wider_than_a_figure_stands_whole_above_and_below_it(figure: str, tmp_path: Path) -> None:
    words = "OFFICIAL-SENSITIVE: PERSONAL DATA OF A CHILD, NOT FOR ONWARD DISCLOSURE WITHOUT LEAVE " * 2
    case = case_folder(tmp_path / "case", referral(summary="x"), case_toml=f'marking = "{words}"\n')
    run("figure", case, figure, "-o", tmp_path / "x.svg")
    svg = (tmp_path / "x.svg").read_text("utf-8")
    lines = re.findall(r'<text [^>]*font-size="12" font-weight="700" [^>]*>([^<]+)</text>', svg)
    wide = float(re.findall(r'viewBox="0 0 ([\d.]+) ', svg)[0])
    said = [line for line in lines if line in words and len(line) > 3]
    assert len(words.split()) * 2 == len(" ".join(said).split())
    assert len(words) * 9 > wide > max(map(len, said)) * 9


def test_a_diff_has_the_markings_of_both_cases(marked: Path, tmp_path: Path) -> None:
    other = case_folder(
        tmp_path / "other", referral(summary="Other."), case_toml='title = "B"\nmarking = "SECRET"\n'
    )
    bare = case_folder(tmp_path / "bare", referral(summary="Bare."))
    for suffix in (".csv", ".html", ".docx", ".md", ".json", ".xlsx"):
        for number, (old, new, wanted) in enumerate(
            ((marked, bare, MARKING), (bare, marked, MARKING), (other, marked, f"{MARKING} / SECRET"))
        ):
            target = tmp_path / f"{number}{suffix}"
            run("diff", old, new, "-o", target)
            assert wanted in text_of(target), target


def test_working_papers_have_it(marked: Path, tmp_path: Path) -> None:
    story = tmp_path / "story.txt"
    story.write_text("On 5 May 2019 the school referred him to the safeguarding hub.\n", "utf-8")
    for suffix in (".csv", ".docx", ".html"):
        run("draft", story, "--into", marked, "-o", tmp_path / f"draft{suffix}")
        run("match", marked, "--least", "0", "-o", tmp_path / f"match{suffix}")
        for name in ("draft", "match"):
            assert MARKING in text_of(tmp_path / f"{name}{suffix}"), (name, suffix)
    rows = run("draft", story, "--into", marked).stdout
    assert MARKING in rows


def test_the_problems_of_a_return_that_are_sent_back_have_it(marked: Path, tmp_path: Path) -> None:
    sent = tmp_path / "return.csv"
    sent.write_text(
        "Date,From,To,Type,What happened\n31/02/2021,School,Nobody we know,Referral,Told.\n", "utf-8"
    )
    for suffix in (".docx", ".xlsx", ".html", ".csv"):
        target = tmp_path / f"problems{suffix}"
        run("import", sent, "-o", marked, "--party", "school", "--problems", target, "--dry-run")
        assert MARKING in text_of(target), target


def test_a_draft_with_a_marking_is_handed_back(marked: Path, tmp_path: Path) -> None:
    story = tmp_path / "story.txt"
    story.write_text("On 5 May 2019 the school referred him to the safeguarding hub.\n", "utf-8")
    run("draft", story, "--into", marked, "-o", tmp_path / "draft.csv")
    text = (tmp_path / "draft.csv").read_text("utf-8-sig")
    (tmp_path / "draft.csv").write_text(re.sub(r"(?m)^1,,", "1,accept,", text), "utf-8")
    done = run("draft", story, "--into", marked, "--decisions", tmp_path / "draft.csv")
    assert "1 of 1" in done.stdout
