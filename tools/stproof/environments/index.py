"""Which releases of Streamlit the package index has, with the time of each, as its own JSON says."""

import json
import re
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from stproof.errors import StproofError
from stproof.files import replace_file
from stproof.model.release import OLDEST, parse

URL = "https://pypi.org/pypi/{package}/json"
TIMEOUT = 20.0
"""Seconds for one try to reach the index."""
FRESH = 3600.0
"""Seconds for which an answer of the index is used again."""
FINAL = re.compile(r"\d+\.\d+\.\d+")


@dataclass(frozen=True, kw_only=True)
class Release:
    """One thing that can be installed."""

    version: str
    """`1.50.1`, `1.51.0rc1`, `1.51.1.dev20251104`."""
    uploaded: str = ""
    """ISO time at which its first file came to the index; empty for a wheel file."""
    yanked: str = ""
    """Why it was withdrawn; empty where it was not."""
    package: str = "streamlit"
    wheel: str = ""
    """Absolute path of a wheel file, which is installed instead of what the index has."""

    @property
    def is_final(self) -> bool:
        """Whether it is a release of Streamlit that everyone can install: evidence is kept of these only."""
        return self.package == "streamlit" and not self.wheel and bool(FINAL.fullmatch(self.version))

    @property
    def name(self) -> str:
        """What a report calls it."""
        return f"{self.version} ({Path(self.wheel).name})" if self.wheel else self.version


def releases(cache: Path, package: str = "streamlit") -> tuple[Release, ...]:
    """All releases since 1.28, oldest first; pre-releases and withdrawn ones too.

    cache: folder in which the answer is kept; it is used where the index cannot be reached.
    Raises `StproofError` where there is no answer at all.
    """
    file = cache / f"{package}.json"
    age = time.time() - file.stat().st_mtime if file.exists() else FRESH
    if not 0 <= age < FRESH:  # it is negative where the clock was set back
        try:
            found = [asdict(each) for each in sorted(_read(_ask(package), package), key=_order)]
        except (OSError, ValueError) as problem:
            if not file.exists():
                text = f"the package index cannot be asked for {package} ({_reason(problem)})"
                raise StproofError(f"{text}; check the network") from None
        else:
            cache.mkdir(parents=True, exist_ok=True)
            replace_file(file, json.dumps(found).encode("utf-8"))
    return tuple(Release(**each) for each in json.loads(file.read_text()))


def _ask(package: str) -> Any:
    with urllib.request.urlopen(URL.format(package=package), timeout=TIMEOUT) as answer:
        return json.load(answer)


def _read(answer: Any, package: str) -> Iterator[Release]:
    for version, files in answer["releases"].items():
        if files and parse(version) >= OLDEST:
            yanked = files[0].get("yanked_reason") or "no reason is given"
            yield Release(
                version=version,
                uploaded=min(file["upload_time_iso_8601"] for file in files),
                yanked=yanked if all(file.get("yanked") for file in files) else "",
                package=package,
            )


def _order(release: Release) -> tuple[tuple[int, ...], str]:
    return parse(release.version), release.uploaded


def _reason(problem: Exception) -> str:
    """`Name or service not known`, `timed out`, `HTTP Error 404: Not Found`."""
    if isinstance(problem, urllib.error.URLError) and not isinstance(problem, urllib.error.HTTPError):
        cause = problem.reason
        return getattr(cause, "strerror", None) or str(cause)
    return str(problem)
