"""The bars of the house: sizes, documentation, arrows, and numbers that cite their source."""

import ast
import re

import grimp
import networkx as nx
import pytest

from tests.house.bars import ROOMS, ROOT, Module, modules

CODE = modules(*ROOMS)
TESTS = modules("tests")
LONGEST_FILE = 400
LONGEST_FUNCTION = 60
# A floor; what tests catch counts more (docs/decisions/0006).
LEAST_TEST_RATIO = 0.6

# Arithmetic, days of a week, months of a year, per cent and thousandths: no rule of a programme hides in these.
PLAIN_NUMBERS = {0, 1, -1, 2, 7, 12, 100, 1000}


def ids(modules_: tuple[Module, ...]) -> list[str]:
    """Return the paths, to name the cases."""
    return [module.path for module in modules_]


@pytest.mark.parametrize("module", CODE + TESTS, ids=ids(CODE + TESTS))
def test_file_is_short_enough_to_hold_one_question(module: Module) -> None:
    """A file beyond 400 lines answers more than one question."""
    assert module.lines <= LONGEST_FILE


@pytest.mark.parametrize("module", CODE, ids=ids(CODE))
def test_functions_fit_on_a_screen(module: Module) -> None:
    """A function that needs scrolling hides a second one."""
    long = {f.name: (f.end_lineno or 0) - f.lineno + 1 for f in module.functions()}

    assert {name: size for name, size in long.items() if size > LONGEST_FUNCTION} == {}


@pytest.mark.parametrize("module", CODE, ids=ids(CODE))
def test_public_things_say_what_they_are(module: Module) -> None:
    """A newcomer reads docstrings first, so modules and public things have one."""
    public = [
        node
        for node in module.tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
    ]

    assert module.text.strip() == "" or ast.get_docstring(module.tree), "the module has no docstring"
    assert [node.name for node in public if not ast.get_docstring(node)] == []


@pytest.mark.parametrize("module", TESTS, ids=ids(TESTS))
def test_every_test_gives_its_reason(module: Module) -> None:
    """A test without a sentence is deleted by the next reader who does not know why it was there."""
    tests = [f for f in module.functions() if f.name.startswith("test_")]

    assert [f.name for f in tests if not ast.get_docstring(f)] == []


def test_no_large_part_comes_without_tests() -> None:
    """Lines say little about what tests catch (decision 0006), but a room without any would show here."""
    code = sum(module.lines for module in CODE)
    tests = sum(module.lines for module in TESTS)
    worked = sum(len(path.read_text("utf8").splitlines()) for path in (ROOT / "tests" / "worked").rglob("*.toml"))

    assert (tests + worked) / code >= LEAST_TEST_RATIO


@pytest.mark.parametrize("module", CODE, ids=ids(CODE))
def test_own_imports_stand_at_the_top(module: Module) -> None:
    """A lazy import of our own is a cycle in disguise."""
    inside = [
        ast.unparse(node)
        for function in module.functions()
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
        and re.match(rf"(from|import) ({'|'.join(ROOMS)})\b", ast.unparse(node))
    ]

    assert inside == []


def test_modules_form_no_cycle() -> None:
    """Where two modules need each other, neither can be understood alone."""
    graph = grimp.build_graph(*ROOMS, cache_dir=None)
    arrows = nx.DiGraph(
        (importer, imported)
        for importer in graph.modules
        for imported in graph.find_modules_directly_imported_by(importer)
    )

    assert [sorted(group) for group in nx.strongly_connected_components(arrows) if len(group) > 1] == []


def test_one_broad_except_in_the_whole_house() -> None:
    """Errors are named where they are made; only the API's last door may catch what nobody foresaw."""
    broad = [
        f"{module.path}:{node.lineno}"
        for module in CODE
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or (isinstance(node.type, ast.Name) and node.type.id in {"Exception", "BaseException"}))
    ]

    assert len(broad) <= 1, broad


def loose_numbers(module: Module) -> list[str]:
    """Return the number literals that are neither plain nor a constant with a reason above it."""
    lines = module.text.splitlines()
    explained: set[int] = set()  # one comment serves the constants that follow it line by line
    for node in module.tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        names = [name for target in targets for name in (target.elts if isinstance(target, ast.Tuple) else [target])]
        upper = any(isinstance(name, ast.Name) and name.id.lstrip("_").isupper() for name in names)
        if not upper:
            continue
        above, same = lines[node.lineno - 2] if node.lineno > 1 else "", lines[node.lineno - 1]
        if above.lstrip().startswith("#") or "#" in same or node.lineno - 1 in explained:
            explained.update(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    return [
        f"{module.path}:{node.lineno}: {node.value}"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, int | float)
        and not isinstance(node.value, bool)
        and node.value not in PLAIN_NUMBERS
        and node.lineno not in explained
    ]


@pytest.mark.parametrize("module", CODE, ids=ids(CODE))
def test_numbers_live_in_tables_or_say_why(module: Module) -> None:
    """A number in the code is a rule that a board could not change; tables carry unit, date and source."""
    assert loose_numbers(module) == []


@pytest.mark.parametrize(
    "pattern",
    [r"/wor[k]/", r"/roo[t]/", r"/hom[e]/\w", r"bash_job[s]", r"pythonhoste[d]", r"pypi\.or[g]", r"npmj[s]\.\w"],
)
def test_no_file_names_a_machine_or_a_registry(pattern: str) -> None:
    """The project runs on any machine, so no file may know one."""
    found = [
        path.relative_to(ROOT).as_posix()
        for folder in (*ROOMS, "tests", "docs", "benchmarks", ".ci")
        for path in (ROOT / folder).rglob("*")
        if path.is_file()
        and path.suffix in {".py", ".md", ".toml", ".csv", ".html", ".css", ".txt", ""}
        and re.search(pattern, path.read_text("utf8", errors="ignore"))
    ]

    assert found == []
