"""Proof files as they were read before anything ran: what has become of them on disk since does not count."""

import functools
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from importlib.abc import InspectLoader
from importlib.machinery import ModuleSpec
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import CodeType

from stproof.model.run import ProofRef
from stproof.proving.user import User

Proof = Callable[[User], object]


@contextmanager
def proof_of(ref: ProofRef | None) -> Iterator[Callable[[], Proof | None]]:
    """Gives what loads the proof function, its file imported again; its imports hold until the end."""
    files = AsRead({Path(path).stem: (path, text) for path, text in ref.files} if ref else {})
    sys.meta_path.insert(0, files)
    try:
        yield lambda: files.load(ref) if ref else None
    finally:
        with suppress(ValueError):  # an app has taken it out
            sys.meta_path.remove(files)


class AsRead(InspectLoader):
    """Finds and loads modules from their texts."""

    def __init__(self, modules: Mapping[str, tuple[str, str]]) -> None:
        """modules: name: (path, text)."""
        self._modules = modules

    def load(self, ref: ProofRef) -> Proof:
        """The function, from its file imported again."""
        spec = self.find_spec(Path(ref.path).stem)
        assert spec
        assert spec.loader
        module = module_from_spec(spec)
        sys.path.insert(0, str(Path(ref.path).parent))
        spec.loader.exec_module(module)
        proof: Proof = getattr(module, ref.function)
        return proof

    def find_spec(self, fullname: str, path: object = None, target: object = None) -> ModuleSpec | None:
        if fullname not in self._modules:
            return None
        return spec_from_file_location(fullname, self._modules[fullname][0], loader=self)

    def get_source(self, fullname: str) -> str:
        return self._modules[fullname][1]

    def get_code(self, fullname: str) -> CodeType:
        path, text = self._modules[fullname]
        return _compiled(text, path)


@functools.lru_cache(maxsize=64)
def _compiled(text: str, path: str) -> CodeType:
    """Once for all proofs that need the file."""
    return compile(text, path, "exec", dont_inherit=True)
