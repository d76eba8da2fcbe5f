"""What a fresh clone, a wheel and an sdist must carry, and what the locks must not."""

from __future__ import annotations

import ast
import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
import zipfile
from importlib import metadata
from itertools import pairwise
from pathlib import Path

import pytest

from flashcards import __version__
from flashcards.assets import asset_dir

ROOT = Path(__file__).resolve().parent.parent
LOCKS = sorted([*ROOT.glob("requirements*.lock"), ROOT / "package-lock.json"])
VENDORED = ["static/vendor/htmx.min.js", "static/vendor/pico.min.css"]
HTMX_SHA256 = "a0abb04f2f45a1f8"


def build(target: str, folder: Path) -> Path:
    pytest.importorskip("hatchling", reason="hatchling builds the packages: run `make test`")
    command = [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (package,) = folder.iterdir()
    return package


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("wheel", tmp_path_factory.mktemp("wheel"))


@pytest.mark.parametrize("name", ["templates", "static", "decks"])
def test_a_checkout_finds_its_own_folders(name: str) -> None:
    assert asset_dir(name) == ROOT / name
    assert asset_dir(name).is_dir()


def test_a_wheel_carries_every_page_style_and_deck(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        packed = set(archive.namelist())
    for name in ("templates", "static", "decks"):
        files = [path.relative_to(ROOT).as_posix() for path in (ROOT / name).rglob("*") if path.is_file()]
        assert files, f"{name}/ is empty"
        assert {f"flashcards/_assets/{file}" for file in files} <= packed
    assert {f"flashcards/_assets/{file}" for file in VENDORED} <= packed


def test_a_wheel_finds_its_folders_from_anywhere(wheel: Path, tmp_path: Path) -> None:
    installed = tmp_path / "installed"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(installed)
    command = [sys.executable, "-S", "-c", "from flashcards.assets import asset_dir; print(asset_dir('templates'))"]
    found = subprocess.run(command, cwd=tmp_path, env={"PYTHONPATH": str(installed)}, check=True, capture_output=True, text=True)
    assert Path(found.stdout.strip()) == installed / "flashcards" / "_assets" / "templates"


def test_a_wheel_has_the_version_of_the_package(wheel: Path) -> None:
    assert wheel.name.startswith(f"flashcards-{__version__}-")


def test_an_sdist_can_be_built_from_without_npm(tmp_path: Path) -> None:
    with tarfile.open(build("sdist", tmp_path)) as sdist:
        names = {name.partition("/")[2] for name in sdist.getnames()}
    assert {*VENDORED, "hatch_build.py", "package-lock.json", "pyproject.toml", "LICENSE"} <= names
    assert not {name for name in names if name.startswith(("node_modules/", ".venv", ".git/"))}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_names_no_registry(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert "://" not in text
    assert "--index-url" not in text
    assert '"resolved"' not in text


def test_every_locked_package_has_a_hash() -> None:
    for lock in ROOT.glob("requirements*.lock"):
        lines = lock.read_text(encoding="utf-8").splitlines()
        after_pins = [after for line, after in pairwise(lines) if line[:1].isalnum()]
        assert after_pins
        assert all(line.strip().startswith("--hash=sha256:") for line in after_pins), lock.name
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert all("integrity" in package for path, package in packages.items() if path)


def locked(lock: str) -> set[str]:
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
    return {line.partition("==")[0] for line in lines if line[:1].isalnum()}


def imported(file: Path) -> set[str]:
    nodes = list(ast.walk(ast.parse(file.read_text(encoding="utf-8"))))
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module and not node.level}
    return {name.partition(".")[0] for name in names} - sys.stdlib_module_names - {"flashcards"}


def test_the_product_imports_only_what_it_installs() -> None:
    names = set[str]().union(*(imported(file) for file in (ROOT / "flashcards").rglob("*.py")))
    distributions = metadata.packages_distributions()
    needed = {distribution.lower().replace("_", "-") for name in names for distribution in distributions[name]}
    assert needed <= locked("requirements.lock")


def test_anki_is_no_part_of_the_product_or_its_tests() -> None:
    assert "anki" in locked("requirements-bench.lock")
    assert "anki" not in locked("requirements.lock") | locked("requirements-test.lock")


@pytest.mark.skipif(not shutil.which("git") or not (ROOT / ".git").exists(), reason="not a git checkout")
@pytest.mark.parametrize("path", [*VENDORED, "node_modules/htmx.org/package.json", ".venv/bin/python"])
def test_third_party_code_is_not_committed(path: str) -> None:
    assert subprocess.run(["git", "check-ignore", "--quiet", path], cwd=ROOT).returncode == 0


def test_the_installed_htmx_is_the_pinned_one() -> None:
    script = (ROOT / "static" / "vendor" / "htmx.min.js").read_bytes()
    assert hashlib.sha256(script).hexdigest().startswith(HTMX_SHA256)
