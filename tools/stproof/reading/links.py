"""Where the relative links of a page lead."""

import os
import posixpath
from dataclasses import replace

from stproof.model.skill import Link, LinkTarget
from stproof.reading.folder import Folder, is_ignored


class Links:
    """Follows links within one folder."""

    def __init__(self, root: str, folder: Folder) -> None:
        self._root = root
        self._folders = folder.folders
        self._files = frozenset(folder.files)
        self._unlisted = [path for path, *_ in (*folder.outside, *folder.unreadable)]

    def follow(self, link: Link, page: str) -> Link:
        """The link with what it leads to: from its page; else from the skill's folder, which is how the
        specification wants paths written (section "File references")."""
        target = link.target.partition("#")[0].partition("?")[0]
        if not target:
            return replace(link, path=page, target_kind=LinkTarget.FILE)
        if target.startswith("/"):
            return replace(link, target_kind=LinkTarget.OUTSIDE)
        ways = [posixpath.normpath(posixpath.join(base, target)) for base in (posixpath.dirname(page), "")]
        kinds = list(map(self._kind, ways))
        found = next((at for at, kind in enumerate(kinds) if kind in (LinkTarget.FILE, LinkTarget.FOLDER)), 0)
        return replace(link, path=ways[found], target_kind=kinds[found])

    def _kind(self, path: str) -> LinkTarget:
        if path == ".." or path.startswith("../"):
            return LinkTarget.OUTSIDE
        if path in self._files:
            return LinkTarget.FILE
        if path == "." or path in self._folders:
            return LinkTarget.FOLDER
        if any(f"{path}/".startswith(f"{each}/") for each in self._unlisted):
            return LinkTarget.FILE  # reported where it is
        if is_ignored(path) and os.path.exists(os.path.join(self._root, path)):
            return LinkTarget.FILE
        return LinkTarget.NOWHERE
