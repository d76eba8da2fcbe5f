"""What the documents name in `code marks` exists, and what exists is documented. `make check` runs this too.

Marked text is read as one of these, by its form alone: a make target, a command with its options, an address, a path, a module, a
test. Anything else is just code.
"""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import fields
from importlib.util import find_spec
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from flashcards import __version__
from flashcards.cli.program import INTERRUPTED, program
from flashcards.core.errors import FlashcardsError
from flashcards.core.models import Options
from flashcards.core.settings import Settings
from flashcards.storage.database import DATABASE_NAME
from flashcards.storage.migrations import memory_database
from flashcards.web.app import create_app
from tests.build import NOW

ROOT = Path(__file__).resolve().parent.parent
FILES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
PAGES = {file.relative_to(ROOT).as_posix(): file.read_text(encoding="utf-8") for file in FILES}
MADE_BY_INSTALL = (".venv", "static/vendor")
DATA_FILES = (DATABASE_NAME, Path(DATABASE_NAME).with_suffix(".lock").name)
NEVER_OVER_HTTP = {"CONFIG", "TOO_NEW"}
NOT_CHOSEN_BY_A_FORM = {"parameters", "parameters_id"}

FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
MARK = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)
PATH = re.compile(r"\.?[\w*-][\w.*-]*(?:/[\w.*-]+)*/|\.?[\w*-][\w.*-]*(?:/[\w.*-]+)+|[\w-]+\.(?:md|toml|json|py|html|css|js)")
METHODS = "GET|POST|PUT|PATCH|DELETE"


def marked(text: str) -> list[str]:
    """What stands in code marks, and each command of a shell block."""
    blocks = [block for language, block in FENCE.findall(text) if language == "sh"]
    commands = [line.partition(" #")[0].strip() for block in blocks for line in block.splitlines()]
    return [*MARK.findall(FENCE.sub("", text)), *commands]


def headings(text: str) -> list[str]:
    return HEADING.findall(FENCE.sub("", text))


def anchors(text: str) -> set[str]:
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings(text)}


def rows(text: str, first: str) -> list[list[str]]:
    """The cells of the table whose first column is called `first`."""
    table = re.search(rf"^\| {first} \|.*\n\|[-|]+\n((?:\|.*\n)+)", text, re.MULTILINE)
    assert table, first
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in table[1].splitlines()]


# What there is


@pytest.fixture(scope="module")
def routes(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Every address of the app, as "GET /cards/<>"."""
    app = create_app(tmp_path_factory.mktemp("docs") / DATABASE_NAME, lambda: NOW)
    with closing(app.extensions["flashcards"]):
        return {
            plain_address(f"{method} {rule.rule}")
            for rule in app.url_map.iter_rules()
            for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        }


def plain_address(address: str) -> str:
    return re.sub("<[^>]*>", "<>", address.partition("?")[0])


def commands() -> dict[str, click.Command]:
    context = click.Context(program)
    found = {name: program.get_command(context, name) for name in program.list_commands(context)}
    return {name: command for name, command in found.items() if command}


def options(command: click.Command) -> set[str]:
    own = {option for parameter in command.params if isinstance(parameter, click.Option) for option in parameter.opts}
    return own | {"-h", "--help"}


def make_targets() -> set[str]:
    return set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


def written_tests() -> set[str]:
    files = (ROOT / "tests").rglob("*.py")
    return {name for file in files for name in re.findall(r"^def (test_\w+)", file.read_text(encoding="utf-8"), re.MULTILINE)}


# What is wrong with a mention; None when it is right, or no mention of that kind


def wrong_target(mark: str) -> str | None:
    words = shlex.split(mark) if mark.startswith("make ") else []
    unknown = {word for word in words[1:] if "=" not in word} - make_targets()
    return f"make has no target {', '.join(unknown)}" if unknown else None


def wrong_command(mark: str) -> str | None:
    if re.match("--[a-z]", mark):
        anywhere = set.union(options(program), *map(options, commands().values()))
        return None if mark.split()[0] in anywhere else f"no command has {mark}"
    if not mark.startswith("flashcards "):
        return None
    words = mark.split()[1:]
    name = next((word for word in words if not word.startswith("-")), None)
    if name and name not in commands():
        return f"there is no command {name}"
    known = options(program) | (options(commands()[name]) if name else set())
    unknown = {word for word in words if word.startswith("-")} - known
    return f"{name} has no {', '.join(unknown)}" if unknown else None


def wrong_address(mark: str, routes: set[str]) -> str | None:
    if not re.fullmatch(rf"(?:(?:{METHODS}) )?/[^/\\].*|(?:{METHODS}) /", mark):
        return None
    wanted = plain_address(mark)
    is_known = wanted in routes or (wanted.startswith("/") and any(route.endswith(f" {wanted}") for route in routes))
    return None if is_known else f"there is no address {mark}"


def wrong_path(mark: str) -> str | None:
    if not PATH.fullmatch(mark) or mark.startswith(MADE_BY_INSTALL):
        return None
    is_there = any(next(folder.glob(mark.rstrip("/")), None) for folder in (ROOT, ROOT / "decks"))
    return None if is_there else f"there is no {mark}"


def wrong_module(mark: str) -> str | None:
    if not re.fullmatch(r"flashcards(?:\.\w+)+", mark) or mark in DATA_FILES:
        return None
    try:
        return None if find_spec(mark) else f"there is no module {mark}"
    except ModuleNotFoundError:
        return f"there is no module {mark}"


def wrong_test(mark: str) -> str | None:
    return f"there is no test {mark}" if re.fullmatch(r"test_\w+", mark) and mark not in written_tests() else None


def wrong_link(page: str, target: str) -> str | None:
    if re.match(r"https?://|mailto:", target):
        return None
    name, _, anchor = target.partition("#")
    file = (ROOT / page).parent / name if name else ROOT / page
    if not file.exists():
        return f"there is no {target}"
    return f"there is no heading {target}" if anchor and anchor not in anchors(file.read_text(encoding="utf-8")) else None


def mistakes(text: str, routes: set[str], page: str = "README.md") -> Iterator[str]:
    checks: tuple[Callable[[str], str | None], ...] = (
        wrong_target, wrong_command, wrong_path, wrong_module, wrong_test, lambda mark: wrong_address(mark, routes),
    )  # fmt: skip
    yield from filter(None, (check(mark) for mark in marked(text) for check in checks))
    yield from filter(None, (wrong_link(page, target) for target in LINK.findall(MARK.sub("", FENCE.sub("", text)))))


# The tests


@pytest.mark.parametrize("page", PAGES)
def test_what_a_page_names_exists(page: str, routes: set[str]) -> None:
    assert list(mistakes(PAGES[page], routes, page)) == []


@pytest.mark.parametrize(
    "text",
    [
        "`make brunch`", "`make test lunch`", "```sh\nmake brunch  # late\n```", "`flashcards dance`",
        "`flashcards due --loud`", "`flashcards --loud due`", "`--loud`",
        "`GET /dance`", "`POST /review`", "`/dance`", "`POST /review/<card id>/dance`",
        "`flashcards/core/dancing.py`", "`flashcards/*.rs`", "`dance.toml`", "`nowhere/`", "`flashcards.core.dancing`",
        "`flashcards.dancing.core`", "`test_that_nobody_wrote`", "[x](docs/dance.md)", "![x](docs/pictures/dance.png)",
        "[x](docs/http.md#dance)", "[x](#dance)",
    ],
)  # fmt: skip
def test_a_name_of_nothing_is_found(text: str, routes: set[str]) -> None:
    assert len(list(mistakes(text, routes))) == 1


def test_every_page_is_linked_from_another() -> None:
    linked = {((ROOT / page).parent / target).resolve() for page, text in PAGES.items() for target in LINK.findall(text)}
    assert [page for page in PAGES if page.startswith("docs/") and ROOT / page not in linked] == []


def test_every_route_has_its_heading_in_the_web_contract(routes: set[str]) -> None:
    described = {plain_address(mark) for heading in headings(PAGES["docs/http.md"]) for mark in MARK.findall(heading)}
    assert described == routes


def test_every_field_of_options_and_settings_stands_in_the_web_contract() -> None:
    names = {field.name for model in (Options, Settings) for field in fields(model)} - NOT_CHOSEN_BY_A_FORM
    assert names - set(marked(PAGES["docs/http.md"])) == set()


def test_the_web_contract_lists_every_error() -> None:
    classes = {(str(error.status), error.code) for error in FlashcardsError.__subclasses__()}
    listed = {(status, code) for status, code, _ in rows(PAGES["docs/http.md"], "status")}
    assert listed == {(status, code) for status, code in classes if code not in NEVER_OVER_HTTP}


def test_every_exit_status_is_explained() -> None:
    statuses = {0, INTERRUPTED, click.UsageError.exit_code} | {error.exit_status for error in FlashcardsError.__subclasses__()}
    assert {int(row[0]) for row in rows(PAGES["docs/command-line.md"], "status")} == statuses


def test_every_command_has_a_section_that_names_its_options() -> None:
    shared, *sections = re.split(r"^## ", PAGES["docs/command-line.md"], flags=re.MULTILINE)
    for name, command in commands().items():
        section = next((section for section in sections if re.match(rf"`flashcards {name}\b", section)), "")
        named = {mark.split()[0] for mark in marked(shared + section)}
        assert section, name
        assert options(command) - {"-h", "--help"} <= named, name


def test_a_dry_run_answers_in_the_form_that_is_documented(tmp_path: Path) -> None:
    (documented,) = (json.loads(block) for language, block in FENCE.findall(PAGES["docs/command-line.md"]) if language == "json")
    guide = str(ROOT / "decks" / "aws" / "aws-services.md")
    answered = CliRunner().invoke(program, ["--data", str(tmp_path / "none"), "--json", "import", "--dry-run", guide])
    given = json.loads(answered.stdout)
    assert list(given) == list(documented)
    for part in ("guides", "cards", "skipped"):
        assert given[part][0].keys() == documented[part][0].keys(), part
    assert not (tmp_path / "none").exists()


def test_the_keys_of_the_readme_are_those_of_the_program() -> None:
    pressed = {key for row in rows(PAGES["README.md"], "key") for key in MARK.findall(row[0])}
    known = (ROOT / "templates" / "partials" / "keys.html").read_text(encoding="utf-8")
    assert pressed - {key for keys in re.findall(r"\('([^']+)', '", known) for key in keys.split()} == set()


def test_every_table_is_explained() -> None:
    with closing(memory_database()) as db:
        tables = {row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    explained = {name for row in rows(PAGES["docs/architecture.md"], "table") for name in MARK.findall(row[0])}
    assert explained == {name for name in tables if not name.startswith(("sqlite_", "_sqlite_", "search_"))}


def test_the_changelog_knows_this_version() -> None:
    assert any(__version__ in heading.split() for heading in headings(PAGES["CHANGELOG.md"]))
