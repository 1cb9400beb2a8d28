"""Nothing that starts threads runs in a process that is forked afterwards: in the fork the threads are not there, and
what waits for them waits for ever."""

import ast

import pytest

from app.config import ROOT

# Libraries that start threads of native code, and the one module that may load each: it runs in a process of its own.
NATIVE = {"typst": "app/papers/layout/setting.py"}


def imported(path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {one.name for one in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{one.name}" for one in node.names}
    return found


@pytest.mark.parametrize("library", NATIVE)
def test_the_site_never_loads_what_starts_native_threads(library):
    holder = NATIVE[library]
    module = holder.removesuffix(".py").replace("/", ".")
    for path in (ROOT / "app").rglob("*.py"):
        if str(path.relative_to(ROOT)) != holder:
            assert not {library, module} & imported(path), path
    assert library in imported(ROOT / holder)
