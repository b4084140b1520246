"""Tells what an app shows with `st.exception` on purpose from an error that nothing caught."""

from __future__ import annotations

import functools
import re
import sys
from typing import Any

from stproof.engines.app_errors import SHOWN

UNCAUGHT = re.compile(r"uncaught_app_exception|user_script_exception")
"""Functions of Streamlit that show what ended a script (1.28 to 1.67)."""


@functools.cache
def mark_shown() -> None:
    """From now on the stack trace of an exception that an app shows itself ends with a mark."""
    import streamlit.elements.exception as module

    marshall = module.marshall

    def marked(proto: Any, *arguments: Any, **keywords: Any) -> None:
        marshall(proto, *arguments, **keywords)
        if not _is_uncaught():
            proto.stack_trace.append(SHOWN)

    module.marshall = marked


def _is_uncaught() -> bool:
    frame = sys._getframe(2)
    while frame:
        if UNCAUGHT.search(frame.f_code.co_name):
            return True
        frame = frame.f_back  # type: ignore[assignment]
    return False
