"""Where the relative links of a page lead."""

import os
import posixpath
from dataclasses import replace

from stproof.model.config import Config
from stproof.model.skill import Link, LinkTarget
from stproof.reading.folder import Folder, is_ignored

ENDINGS = (".md", ".mdx", "/index.md", "/_index.md", "/README.md")
"""What the address of a page on a site leaves out."""


class Links:
    """Follows links within one folder."""

    def __init__(self, root: str, folder: Folder, config: Config, *, site: bool = False) -> None:
        """site: whether a tool makes a site of the pages, whose addresses may leave out the ending."""
        self._root = root
        self._made = site
        self._site = os.path.join(config.folder, config.site_root) if config.site_root else ""
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
            return replace(link, target_kind=self._on_site(target))
        ways = [posixpath.normpath(posixpath.join(base, target)) for base in (posixpath.dirname(page), "")]
        kinds = list(map(self._kind, ways))
        found = next((at for at, kind in enumerate(kinds) if kind in (LinkTarget.FILE, LinkTarget.FOLDER)), 0)
        if self._made and kinds[found] is LinkTarget.NOWHERE and not posixpath.splitext(target)[1]:
            page_of = next((way + end for way in ways for end in ENDINGS if way + end in self._files), "")
            return replace(link, path=page_of, target_kind=LinkTarget.FILE if page_of else LinkTarget.OUTSIDE)
        return replace(link, path=ways[found], target_kind=kinds[found])

    def _on_site(self, target: str) -> LinkTarget:
        """Where a link from the site's root leads: to a page, with its ending or without, a folder with an
        index, or any other file. Without a root nobody knows."""
        if not self._site:
            return LinkTarget.OUTSIDE
        path = os.path.join(self._site, target.strip("/"))
        there = any(os.path.exists(path + end) for end in ("", *ENDINGS))
        return LinkTarget.FILE if there else LinkTarget.NOWHERE

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
