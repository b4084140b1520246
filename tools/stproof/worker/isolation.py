"""Between two jobs of a worker: nothing that one app leaves behind reaches the next."""

import copy
import logging
import os
import shutil
import sys
import tempfile
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


@contextmanager
def restored(cwd: str) -> Iterator[None]:
    """Put the process back afterwards: working folder, environment, `sys`, modules, Streamlit's caches."""
    folder, environment, path, argv = os.getcwd(), dict(os.environ), list(sys.path), list(sys.argv)
    modules, temporary, loggers = dict(sys.modules), tempfile.tempdir, _loggers()
    scratch = tempfile.mkdtemp(prefix="stproof-tmp-")
    os.chdir(cwd)
    tempfile.tempdir = scratch
    try:
        with warnings.catch_warnings():
            yield
    finally:
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(environment)
        sys.path[:], sys.argv[:] = path, argv
        tempfile.tempdir = temporary
        for logger, state in loggers.items():
            vars(logger).update(state)
        logging.disable(logging.NOTSET)  # which forgets what levels a logger has looked up, too
        _forget_modules(modules)
        _forget_warnings()
        _forget_streamlit()
        shutil.rmtree(scratch, ignore_errors=True)


def _loggers() -> dict[logging.Logger, Iterable[tuple[str, Any]]]:
    """Each logger, and how it is set up."""
    every = [logging.root, *logging.root.manager.loggerDict.values()]
    names = ("level", "handlers", "propagate", "disabled")
    return {
        each: [(name, copy.copy(getattr(each, name))) for name in names]
        for each in every
        if isinstance(each, logging.Logger)
    }


def _forget_modules(before: dict[str, Any]) -> None:
    """Drop modules that came from outside the installed packages; libraries may stay imported."""
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None) or ""
        if name not in before and not _is_library(name, file):
            del sys.modules[name]


def _forget_warnings() -> None:
    """Let each job see every warning: Python shows one once for each line that causes it."""
    for module in list(sys.modules.values()):
        getattr(module, "__dict__", {}).get("__warningregistry__", {}).clear()


def _is_library(name: str, file: str) -> bool:
    built_in = not file and name.partition(".")[0] in sys.stdlib_module_names
    return built_in or file.startswith((sys.prefix, sys.base_prefix, _OURS))


_OURS = str(Path(__file__).parents[1])


def _forget_streamlit() -> None:
    """Empty what Streamlit keeps per process: caches, options set in code, the once-only warning,
    and whether an app has a `pages/` folder."""
    streamlit = sys.modules.get("streamlit")
    if streamlit is None:
        return
    streamlit.cache_data.clear()
    streamlit.cache_resource.clear()
    config = sys.modules["streamlit.config"]
    for key, option in (getattr(config, "_config_options", None) or {}).items():
        if getattr(option, "where_defined", "") == "<user defined>":
            config._set_option(key, option.default_val, "<default>")
    for name in ("streamlit.elements.lib.policies", "streamlit.elements.utils"):  # the latter up to 1.35
        policies: Any = sys.modules.get(name)
        if hasattr(policies, "_shown_default_value_warning"):
            policies._shown_default_value_warning = False
    pages: Any = sys.modules.get("streamlit.runtime.pages_manager")
    if pages is not None:  # set by `st.navigation`; older releases keep it for the next app
        pages.PagesManager.uses_pages_directory = None
