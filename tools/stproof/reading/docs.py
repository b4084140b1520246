"""Reads docs: Markdown pages that are no skill."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from stproof.findings import in_order
from stproof.model.config import Config
from stproof.model.target import Target, TargetKind
from stproof.reading import code_rules
from stproof.reading.folder import Folder
from stproof.reading.info_string import opts_in
from stproof.reading.pages import PageReader
from stproof.reading.subjects import of_pages


def read_docs(root: Path, folder: Folder, pages: Sequence[str], config: Config, *, title: str = "") -> Target:
    """The pages of a folder, with what could not be read of them.

    folder: what is in it. pages: paths of those to read, relative to it. title: empty for the folder's name.
    """
    reader = PageReader(str(root), folder, config, site=True)
    texts = reader.texts(pages)
    ours = config.names or opts_in(text.text for text in texts.values())
    read = tuple(reader.page(path, text.text, ours=ours) for path, text in texts.items())
    reader.findings += code_rules.of_pages(read)
    subjects = tuple(of_pages(read, setup=config.setup))
    return Target(
        kind=TargetKind.DOCS,
        title=title or os.path.basename(root),
        root=str(root),
        subjects={subject.name: subject for subject in subjects},
        findings=in_order(reader.findings),
        pages=read,
        files=folder.files,
        config=config,
        unread=reader.unread(folder.files),
    )
