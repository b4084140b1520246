"""`stproof tables`: writes the tables of a skill's pages that are made from its proofs."""

from collections.abc import Iterator
from pathlib import Path

from stproof.reading.target import read
from stproof.rules.tables import filled


def write(folder: Path) -> Iterator[str]:
    """Write the tables again; yields the path of each page that has changed. Raises `StproofError`."""
    target = read(folder)
    for page, text in filled(target):
        if text != page.text:
            file = Path(target.root, page.path)
            written = file.read_bytes()
            end = "\r\n" if b"\r\n" in written else "\n"  # the page keeps the line ends it has
            mark = "\ufeff" if written.startswith(b"\xef\xbb\xbf") else ""
            file.write_bytes((mark + text.replace("\n", end)).encode("utf-8"))
            yield page.path
