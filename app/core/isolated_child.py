"""The child's side of `isolated.py`: limits itself, reads one request, calls one function, writes one answer.

Run as a file and alone (``python -I``): it imports what the function's module imports, and not the site.
"""

# As few as possible: each costs every call.
import errno
import os
import signal
import sys

try:
    import resource
except ImportError:  # Windows: the parent's deadline alone holds there
    resource = None

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
# Bytes above the limit of memory, with which the child can still say that it ran out.
RESERVE = 32 * 1024 * 1024


def main() -> None:
    memory, processor, seconds = (int(text) for text in sys.argv[1:4])
    limit(memory, processor, seconds)
    answer = _own_output()
    # The package of the whole site, without loading it.
    app = type(sys)("app")
    app.__path__ = [os.path.join(ROOT, "app")]
    sys.modules["app"] = app
    sys.path.append(ROOT)
    from app.core.plain import pack, unpack

    try:
        name, arguments = unpack(sys.stdin.buffer.read())
        module, _, function = name.partition(":")
        __import__(module)
        said = pack({"value": getattr(sys.modules[module], function)(*arguments)})
    except BaseException as error:  # a panic of native code is no Exception
        _raise_limit(memory)
        said = pack(_told(error))
    with open(answer, "wb") as target:
        target.write(said)
        target.flush()
        # Threads of native code, and what it frees at the end, are none of the answer's business.
        os._exit(0)


def limit(memory: int, processor: int, seconds: int) -> None:
    """Of the process itself, for good. Systems that know a limit in name only are left without it."""
    if resource is None:
        return
    _set(resource.RLIMIT_CORE, 0, 0)
    # Only what is written to counts as memory here; addresses that are merely set aside count below.
    _set(resource.RLIMIT_DATA, memory, memory + RESERVE)
    _set(resource.RLIMIT_AS, 2 * memory + 2**30, 2 * memory + 2**30)
    _set(resource.RLIMIT_CPU, processor, processor + 2)
    _set(resource.RLIMIT_NOFILE, 64, 64)
    # Should whoever started this be gone: nobody else ends it then.
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(seconds + 2)
    os.nice(5)


def _set(which: int, soft: int, hard: int) -> None:
    try:
        resource.setrlimit(which, (soft, hard))
    except (ValueError, OSError):
        return


def _raise_limit(memory: int) -> None:
    if resource is not None:
        _set(resource.RLIMIT_DATA, memory + RESERVE, memory + RESERVE)


def _own_output() -> int:
    """The pipe for the answer, where nothing else that prints can reach it."""
    answer = os.dup(1)
    os.dup2(2, 1)
    if resource is not None:
        # What is said beyond the pipe's size is lost, and nobody waits to say it.
        os.set_blocking(2, False)
    sys.stdout = sys.stderr = open(os.devnull, "w")  # noqa: SIM115 (until the end of the process)
    return answer


def _told(error: BaseException) -> dict:
    import traceback
    from enum import Enum

    if _ran_out(error):
        return {"memory": True}
    reason = next((one for name in ("reason", "code") if isinstance(one := getattr(error, name, None), Enum)), None)
    if reason is not None:
        kind = type(error)
        facts = {name: _fact(value) for name, value in getattr(error, "facts", {}).items()}
        code = [type(reason).__module__, type(reason).__qualname__, reason.name]
        return {"refused": [f"{kind.__module__}:{kind.__qualname__}", code, facts]}
    text = "".join(traceback.format_exception(error))
    return {"failed": [type(error).__name__, text[-4_000:]]}


def _ran_out(error: BaseException | None) -> bool:
    """Whether it began with too little memory, whatever was made of that on the way."""
    seen = set()
    while error is not None and id(error) not in seen:
        if _names_memory(error):
            return True
        seen.add(id(error))
        error = error.__cause__ or error.__context__
    return False


def _names_memory(error: BaseException) -> bool:
    """Whether this is one of the ways in which the interpreter, the loader, libxml2 and expat say it is short."""
    if isinstance(error, MemoryError | SystemError) or getattr(error, "errno", None) == errno.ENOMEM:
        return True
    text = str(error)
    if isinstance(error, ImportError):
        # Of a native library: "cannot map ...", "failed to map ...".
        return " map " in text
    # Both call it an error of the document.
    short = {"XMLSyntaxError": "unknown error", "ExpatError": "out of memory"}.get(type(error).__name__)
    return short is not None and text.startswith(short)


def _fact(value):
    return value if value is None or isinstance(value, bool | int | float | str | list) else str(value)


if __name__ == "__main__":
    main()
