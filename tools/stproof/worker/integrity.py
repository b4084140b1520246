"""What a job has changed in its process, by name: after a change the process is good for no other job.

Everything that a job can replace is looked up here before the first one runs, and put back before
anything else is done after it: the rest of the worker may then rely on it again.
"""

import gc
import locale
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from operator import attrgetter, is_, itemgetter
from types import CodeType, FunctionType, MappingProxyType, ModuleType
from typing import Any

from stproof.engines.boundary import Boundary

NAMED_MOST = 3
"""Changed names that are listed one by one."""
FILES_MOST = 64
"""Files that a job may leave open: they are closed when Python collects them, which may be later."""
OURS = ("stproof", "streamlit")
WHOLE = {
    "builtins",
    "contextlib",
    "functools",
    "io",
    "json",
    "json.decoder",
    "json.encoder",
    "logging",
    "os",
    "pathlib",
    "posixpath",
    "queue",
    "re",
    "shutil",
    "sys",
    "tempfile",
    "threading",
    "time",
    "traceback",
    "unittest.mock",
}
"""Modules that the checker and Streamlit stand on: all names in them, and their classes, are watched.

Of other modules of the standard library it is what they define, and of a library its first module:
watching everything would take longer than most jobs.
"""
NOT_WATCHED = ("__main__", "streamlit.proto")
CLOSED_TO_NEW = ("builtins", "streamlit")
"""Modules to which nothing may be added but modules: whoever looks a name up finds it there."""


class Space:
    """The names of a module or class, and what they stood for."""

    __slots__ = ("_all", "_get", "_names", "_new", "_objects", "_owner", "_size", "_values")

    def __init__(self, owner: Any, called: str, module: str, *, closed: bool) -> None:
        """module: only what is defined in it, or below it, is watched; empty for everything."""
        self._owner, self._objects = owner, vars(owner)
        self._all = [*self._objects.values()]
        kept = {name: value for name, value in self._objects.items() if _is_kept(name, value, module)}
        self._names = {name: f"{called}.{name}" for name in kept}
        self._values = tuple(kept.values())
        self._get: Callable[[Any], Any] = itemgetter(*kept) if len(kept) > 1 else lambda _: self._values
        self._size, self._new = (len(self._objects), called) if closed else (0, "")

    def is_whole(self) -> bool:
        """Whether every name stands for what it stood for. Mostly nothing at all has changed, which is told
        in a microsecond."""
        every = [*self._objects.values()]
        with suppress(Exception):  # an array has no single answer
            if every == self._all:
                return True
        whole = self._is_kept()
        if whole:
            self._all = every  # a counter, a cache or a flag
        return whole

    def _is_kept(self) -> bool:
        try:
            same = all(map(is_, self._get(self._objects), self._values))
        except KeyError:
            return False
        return same and (not self._new or len(self._objects) == self._size)

    def functions(self) -> Iterator[FunctionType]:
        """The functions among its values, whose code can be replaced."""
        return (value for value in self._values if type(value) is FunctionType)

    def put_back(self) -> Iterator[str]:
        """Undo every change; yields the names, as `json.dumps`."""
        for (name, called), value in zip(self._names.items(), self._values):
            now = self._objects.get(name)
            if now is not value and not _is_of_streamlit(now):
                with suppress(AttributeError, TypeError):
                    setattr(self._owner, name, value)
                yield called
        yield from self._remove_new()

    def _remove_new(self) -> Iterator[str]:
        for name in [*self._objects] if self._new else ():
            value = self._objects.get(name)
            if name not in self._names and callable(value) and not _is_lazy(name, self._owner):
                with suppress(AttributeError, TypeError):
                    delattr(self._owner, name)
                yield f"{self._new}.{name}"


def _is_kept(name: str, value: object, module: str) -> bool:
    """Whether nothing but a patch gives another value to its name: no counter, cache or flag."""
    code = callable(value) or hasattr(type(value), "__get__")
    if module:
        return code and str(getattr(value, "__module__", "")).startswith(module)
    return code or (isinstance(value, (str, float, ModuleType)) and name != "tempdir")


def _is_lazy(name: str, owner: object) -> bool:
    """Names that Python itself adds to a class: annotations, and the `__init__` of a protocol."""
    return name.startswith("__annot") or (name == "__init__" and hasattr(owner, "_is_protocol"))


def _is_of_streamlit(value: object) -> bool:
    """Whether Streamlit has put it there: it replaces a part of `rich` when it first logs an error."""
    return str(getattr(value, "__module__", "")).startswith("streamlit.")


class Integrity:
    """The state of this process before a job."""

    def __init__(self, folder: str, pipes: Iterable[int]) -> None:
        """folder: the worker's own. pipes: descriptors that belong to the checker."""
        self.folder = folder
        self._crossed: dict[str, None] = {}
        self.boundary = Boundary(lambda what: self._crossed.setdefault(what))
        self._pipes = tuple(pipes)
        self._spaces: dict[int, Space] = {}
        self._codes: dict[FunctionType, CodeType] = {}
        self._files = {number: file for number, file in _open_files().items() if number > 2}
        self.note()

    def note(self) -> None:
        """Take the present state as the right one: before each job, since libraries may stay imported."""
        known = getattr(self, "_modules", {})
        self._modules = {name: module for name, module in sys.modules.items() if name != "__main__"}
        for name, module in self._modules.items():
            if known.get(name) is not module:
                self._watch(getattr(module, "__name__", name), module)
        self._state = self._measured()
        self._hooks = sys.gettrace(), sys.getprofile()
        self._crossed = {}
        self._found: dict[str, None] = {}

    def _watch(self, name: str, module: Any) -> None:
        package = name.partition(".")[0]
        known = package in OURS or name in WHOLE or package in sys.stdlib_module_names or package == name
        if not known or name.startswith(NOT_WATCHED) or type(getattr(module, "__dict__", None)) is not dict:
            return
        mine = "" if name in (*WHOLE, "streamlit") else package if package in OURS else name
        self._add(module, name, mine, closed=name in CLOSED_TO_NEW)
        for value in [*vars(module).values()] if package in OURS or name in WHOLE else ():
            defined = value.__module__ if isinstance(value, type) else ""
            # Python 3.13 has what `pathlib` offers in a module below it.
            inside = defined == name or (name in WHOLE and defined.startswith(f"{name}."))
            if inside and id(value) not in self._spaces:
                called = f"{defined}.{value.__qualname__}"
                self._add(value, called, "", closed=package == "streamlit")

    def _add(self, owner: Any, called: str, module: str, *, closed: bool) -> None:
        space = self._spaces[id(owner)] = Space(owner, called, module, closed=closed)
        if called.startswith("stproof") or owner in map(sys.modules.get, WHOLE):
            self._codes.update((function, function.__code__) for function in space.functions())

    def check(self) -> list[str]:
        """All that is found changed since the last `note`, by name."""
        after = self._measured()
        names = [what for what, value in self._state.items() if after[what] != value]
        names += self._crossed
        self._found.update(dict.fromkeys([*names, *self._changed_files()]))
        return [*self._found]

    def put_back(self) -> None:
        """Put modules and classes back as they were; what was changed in them is found."""
        trace, profile = self._hooks
        sys.settrace(trace)
        sys.setprofile(profile)
        modules = self._changed_modules()
        broken = [space for space in self._spaces.values() if not space.is_whole()]
        names = [*modules, *(name for space in broken for name in space.put_back())]
        self._found.update(dict.fromkeys([*names, *self._changed_code(), *self._foreign()]))

    def _changed_modules(self) -> list[str]:
        changed = [name for name, module in self._modules.items() if sys.modules.get(name) is not module]
        for name in changed:
            sys.modules[name] = self._modules[name]
        return [f"sys.modules[{name!r}]" for name in changed]

    def _changed_code(self) -> Iterator[str]:
        if all(map(is_, map(attrgetter("__code__"), self._codes), self._codes.values())):
            return
        for function, code in self._codes.items():
            if function.__code__ is not code:
                function.__code__ = code
                yield f"{function.__module__}.{function.__qualname__}"

    def _foreign(self) -> Iterator[str]:
        """Functions of the app in modules that were imported by it, so that there is no earlier state."""
        for name, module in [*sys.modules.items()]:
            if name in self._modules or name == "__main__":
                continue
            for key, value in [*getattr(module, "__dict__", {}).items()]:
                if type(value) is FunctionType and value.__module__ == "__main__":
                    yield f"{name}.{key}"

    def _changed_files(self) -> Iterator[str]:
        after = _open_files()
        if any(after.get(number) != self._files[number] for number in self._pipes):
            yield "the pipe to the checker"
        elif any(after.get(number) != file for number, file in self._files.items()):
            yield "file descriptors of the checker"
        if len(after) > len(self._files) + FILES_MOST:
            yield "the number of open files"

    def _measured(self) -> Mapping[str, object]:
        return {what: measure() for what, measure in MEASURES.items()} | {
            "the temporary folder": _identity(self.folder)
        }


def listed(names: list[str]) -> tuple[str, ...]:
    """The first names, and how many more there are."""
    more = len(names) - NAMED_MOST
    return (*names[:NAMED_MOST], *([f"{more} more"] if more > 0 else ()))


def _open_files() -> dict[int, tuple[int, int]]:
    """Descriptor: device and inode of what it is open for."""
    found = {}
    for number in _descriptors():
        with suppress(OSError):
            status = os.fstat(number)
            found[number] = status.st_dev, status.st_ino
    return found


def _descriptors() -> Iterable[int]:
    try:
        return map(int, os.listdir("/dev/fd"))
    except OSError:  # Windows, or an app has moved the root
        return range(256)


def _identity(path: str) -> object:
    try:
        status = os.stat(path)
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _handlers() -> object:
    return [signal.getsignal(number) for number in sorted(signal.valid_signals())]


def _timers() -> object:
    if not hasattr(signal, "setitimer"):
        return None
    kinds = (signal.ITIMER_REAL, signal.ITIMER_VIRTUAL, signal.ITIMER_PROF)
    return [signal.setitimer(kind, 0)[0] > 0 for kind in kinds]


def _limits() -> object:
    try:
        import resource
    except ImportError:  # Windows
        return None
    names = sorted(name for name in vars(resource) if name.startswith("RLIMIT_"))
    return [resource.getrlimit(getattr(resource, name)) for name in names]


def _umask() -> int:
    umask = os.umask(0o077)
    os.umask(umask)
    return umask


def _threads_hooks() -> object:
    return threading.gettrace(), threading.getprofile()


def _imports() -> object:
    finders = [id(finder) for finder in sys.meta_path if not _is_of_library(finder)]
    return [[id(sys.modules), id(sys.path)], finders, [*map(id, sys.path_hooks)]]


def _is_of_library(finder: object) -> bool:
    """Whether an installed library has brought it, as `six` does when pandas is imported."""
    name = str(getattr(finder, "__module__", "")).partition(".")[0]
    file = getattr(sys.modules.get(name), "__file__", None) or ""
    return name not in sys.stdlib_module_names and "site-packages" in file


def _user() -> object:
    return (os.getuid(), os.geteuid(), os.getgid(), os.getpgid(0)) if hasattr(os, "getuid") else 0


MEASURES: Mapping[str, Callable[[], object]] = MappingProxyType(
    {
        "signal handlers": _handlers,
        "signal timers": _timers,
        "resource limits": _limits,
        "the umask": _umask,
        "the user or group of the process": _user,
        "the root folder": lambda: _identity("/"),
        "sys.settrace or sys.setprofile of threads": _threads_hooks,
        "how modules are imported": _imports,
        "os.environ": lambda: id(os.environ),
        "the recursion limit": sys.getrecursionlimit,
        "the switch interval": sys.getswitchinterval,
        "the garbage collector": lambda: (gc.isenabled(), gc.get_threshold(), [*map(id, gc.callbacks)]),
        "the locale": lambda: locale.setlocale(locale.LC_ALL),
        "the time zone": lambda: time.tzname,
    }
)
"""What a process has only one of, beside its modules: what a message calls it, and how it is measured."""
