"""What a person does to widgets, on every release since 1.28."""

from __future__ import annotations

from mimetypes import guess_type

from playwright.sync_api import FilePayload

from stproof.engines.browser.inputs import Boxes
from stproof.engines.browser.locate import LATE_REQUEST
from stproof.engines.browser.selects import Lists

DELETE_FILE = ",".join(
    (
        "[data-testid=stFileChipDeleteBtn]",
        "[data-testid=stFileUploaderDeleteBtn] button",
        "[data-testid=fileDeleteBtn] button",
    )
)


class Hands(Boxes, Lists):
    """All acts on widgets; those on boxes, lists and sliders are inherited."""

    def click(self, label: str) -> None:
        self._at(self._find(("button", "link", "tab", "other"), label)).click()

    def follow(self, page: str) -> None:
        self._at(self._find(("link",), page)).click()

    def check(self, label: str, on: bool) -> None:
        found = self._find(("checkbox",), label)
        if found["value"] != on:
            self._at(found).click()

    def say(self, text: str) -> None:
        box = self._at(self._find(("chat",), None))
        box.fill(text)
        box.press("Enter")

    def upload(self, label: str, files: tuple[tuple[str, bytes], ...]) -> None:
        found = self._find(("file",), label)
        delete = self._page.locator(found["whole"]).locator(DELETE_FILE)
        for _ in found["value"]:
            delete.first.click()
            self._settle()
        if files:
            self._at(found).set_input_files([payload(name, data) for name, data in files])
            self._settle(LATE_REQUEST)


def payload(name: str, data: bytes) -> FilePayload:
    return {"name": name, "mimeType": guess_type(name)[0] or "application/octet-stream", "buffer": data}
