"""The README and the pages under docs/ are under test: their examples run, their links and commands exist."""

import re
from pathlib import Path

import pytest

from service.cli import main

ROOT = Path(__file__).resolve().parents[2]
PAGES = tuple(sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "data").glob("*.md")]))
FENCE = re.compile(r"```(\w+)\n(.*?)```", re.DOTALL)


def blocks(page: Path, language: str) -> list[str]:
    """Return the fenced blocks of ``page`` in ``language``."""
    return [body for name, body in FENCE.findall(page.read_text("utf8")) if name == language]


def names(pages: tuple[Path, ...]) -> list[str]:
    """Return the paths from the root, to name the cases."""
    return [page.relative_to(ROOT).as_posix() for page in pages]


@pytest.mark.parametrize("page", PAGES, ids=names(PAGES))
def test_python_examples_of_a_page_run(page: Path) -> None:
    """An example that does not run teaches a newcomer the wrong thing."""
    space: dict[str, object] = {"__name__": "example"}

    for block in blocks(page, "python"):
        exec(compile(block, page.name, "exec"), space)  # noqa: S102  # the page's own example


@pytest.mark.parametrize("page", PAGES, ids=names(PAGES))
def test_links_of_a_page_lead_somewhere(page: Path) -> None:
    """A dead link sends a newcomer away."""
    links = re.findall(r"\]\((?!https?:|mailto:)([^)#]+)(?:#[^)]*)?\)", page.read_text("utf8"))

    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=names(PAGES))
def test_commands_of_a_page_exist(page: Path) -> None:
    """A command that was renamed must be renamed in the pages too."""
    shell = "\n".join(blocks(page, "sh") + blocks(page, "console"))
    used = set(re.findall(r"^(?:\$ )?(?:\.venv/bin/)?solidaritas ([a-z-]+)", shell, re.MULTILINE))

    assert used - set(main.commands) == set()


@pytest.mark.parametrize("page", PAGES, ids=names(PAGES))
def test_make_targets_of_a_page_exist(page: Path) -> None:
    """The pages may only name targets that the Makefile has."""
    shell = "\n".join(blocks(page, "sh") + blocks(page, "console"))
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf8"), re.MULTILINE))

    assert set(re.findall(r"^(?:\$ )?make ([a-z]+)", shell, re.MULTILINE)) - targets == set()


def test_changelog_has_the_version_of_the_project() -> None:
    """What is released is what the changelog tells."""
    version = re.search(r'^version = "([^"]+)"', (ROOT / "pyproject.toml").read_text("utf8"), re.MULTILINE)

    assert version is not None
    assert f"## {version.group(1)}" in (ROOT / "CHANGELOG.md").read_text("utf8")
