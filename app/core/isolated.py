"""Functions that run in a process of their own, with limits, and can be ended: reading files from outside, setting
pages, whatever native code may hang or grow.

    from app.core.isolated import Limits, OutOfMemory, TookTooLong, run

    rows = run("app.core.sheets.reading:rows_of", data, file_name, limits=Limits(seconds=10), raises=(SheetProblem,))

- The function is named "module:function" of the site's code and is called in a fresh process that loads its module
  and what that imports, not the site: no settings, no database, no request. Keep its imports few (about 25 ms for
  the process, and whatever they take). The site itself need not import that module.
- Arguments and the answer are plain values (`core/plain.py`): None, bool, int, float, str, bytes, date, datetime,
  time, timedelta, lists (tuples come back as lists), dicts with str keys. The answer can build such values here and
  do nothing else.
- A refusal of the function (an exception with a ``Reason`` as ``reason`` or ``code``, and plain ``facts``, made as
  ``Kind(reason, **facts)``) is raised here as well when its class is among ``raises``. Every other exception is
  `ChildFailed`, and its trace goes to the log.
- `TookTooLong`: the deadline passed (or the processor time), the process is gone. `OutOfMemory`: it wanted more than
  its limit. `ChildFailed`: it broke. All three are `Isolated`; whoever does not expect them answers with an error
  page of status 503 (the first two) or 500, with a reference number.
- It is never forked from the server, starts no thread that stays, and may be called from any thread. At most
  AT_ONCE run at a time for each process of the site; waiting for a place counts, and no request gets more time
  than it has left (`core/deadline.py`). Meanwhile the request's turn
  (`core/turns.py`) is given to others.
- Inside of a verb it is a RuntimeError: the write lock would be held for as long as the function runs.
- Many small things belong into one call.
- Where the system knows no such limits (Windows, in part macOS) the deadline alone holds.
"""

import contextlib
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, replace
from pathlib import Path

from .deadline import left
from .plain import pack, unpack
from .reasons import Reason
from .turns import aside
from .writing import holds_up_others

MB = 1024 * 1024
AT_ONCE = 2
MAX_ANSWER = 256 * MB

CHILD = str(Path(__file__).with_name("isolated_child.py"))
# What a process needs of the environment. The site's secrets are not among it.
_KEPT = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "LD_LIBRARY_PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR")
# Native code starts a thread for each core, and glibc sets memory aside for each thread.
_CALM = {"RAYON_NUM_THREADS": "2", "OMP_NUM_THREADS": "2", "MALLOC_ARENA_MAX": "2"}
# Status of a process that a signal ended: abort and kill, and alarm and processor time.
_ABORTED, _KILLED, _NO_TIME = -6, -9, (-14, -24)

_places = threading.BoundedSemaphore(AT_ONCE)
log = logging.getLogger("gocua")


@dataclass(frozen=True)
class Limits:
    """``seconds`` of wall-clock time; ``memory`` in bytes, the interpreter's own 10 MB included; ``processor`` in
    seconds of all its threads together (twice the deadline when not given)."""

    seconds: float = 15
    memory: int = 512 * MB
    processor: int | None = None


class Isolated(Exception):
    """The function gave no answer; the process is gone."""


class TookTooLong(Isolated):
    """The deadline passed, or its processor time was used up."""


class OutOfMemory(Isolated):
    """It wanted more memory than it may have."""


class ChildFailed(Isolated):
    """It broke: an exception that is not among the expected ones, or native code that ended the process."""


USUAL = Limits()


def run(name: str, *arguments, limits: Limits = USUAL, raises: tuple[type[Exception], ...] = ()):
    """What the function called "module:function" returns for these arguments. Raises what is among ``raises``, or
    Isolated."""
    if holds_up_others():
        raise RuntimeError("not inside of a verb: it would hold the lock meanwhile")
    request, began, most = pack([name, arguments]), time.monotonic(), left()
    limits = limits if most is None else replace(limits, seconds=min(limits.seconds, most))
    with aside():
        if not _places.acquire(timeout=limits.seconds):
            raise TookTooLong(f"{name}: no place became free")
        try:
            rest = limits.seconds - (time.monotonic() - began)
            said, code, words, late = _asked(request, replace(limits, seconds=max(rest, 0)))
        finally:
            _places.release()
    if late or code in _NO_TIME:
        raise TookTooLong(f"{name}: more than {limits.seconds:g} seconds")
    if code == _KILLED or (code == _ABORTED and "memory" in words):
        raise OutOfMemory(f"{name}: more than {limits.memory // MB} MB")
    if code != 0:
        log.error("isolated %s ended with status %s: %s", name, code, words)
        raise ChildFailed(f"{name}: status {code}")
    return _answer(name, said, limits, raises)


def _asked(request: bytes, limits: Limits) -> tuple[bytes, int, str, bool]:
    """(answer, status, what native code said, whether it was ended by the deadline)."""
    processor = limits.processor or int(2 * limits.seconds) + 1
    command = [sys.executable, "-I", CHILD, str(limits.memory), str(processor), str(int(limits.seconds) + 1)]
    environment = {name: os.environ[name] for name in _KEPT if name in os.environ} | _CALM
    pipe = subprocess.PIPE
    child = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, env=environment, start_new_session=True)
    late = threading.Event()

    def end():
        late.set()
        _end(child)

    deadline = threading.Timer(limits.seconds, end)
    deadline.start()
    try:
        # It may be gone before it has read all.
        with contextlib.suppress(OSError):
            child.stdin.write(request)
        with contextlib.suppress(OSError):
            child.stdin.close()
        said = child.stdout.read(MAX_ANSWER)
        if len(said) == MAX_ANSWER:
            _end(child)
        if hasattr(os, "waitid"):
            # What it started ends with it; until it is waited for, nobody else can have its number.
            os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
            _end(child)
        code = child.wait()
        words = child.stderr.read(64 * 1024).decode(errors="replace").strip()
    finally:
        deadline.cancel()
        _end(child)
        child.wait()
        child.stdout.close()
        child.stderr.close()
        deadline.join()
    return said, code, words[-2_000:], late.is_set() and code != 0


def _end(child: subprocess.Popen) -> None:
    """The process and whatever it started."""
    if child.returncode is None and hasattr(os, "killpg"):
        with contextlib.suppress(OSError):
            os.killpg(child.pid, signal.SIGKILL)
    child.kill()


def _answer(name: str, said: bytes, limits: Limits, raises):
    try:
        answer = unpack(said)
        if "value" in answer:
            return answer["value"]
        if "memory" in answer:
            raise OutOfMemory(f"{name}: more than {limits.memory // MB} MB")
        refused = _refusal(*answer["refused"], raises) if "refused" in answer else None
        kind, trace = answer.get("failed", ("a refusal that nobody expects", str(answer)[:2_000]))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise ChildFailed(f"{name}: no answer") from error
    if refused is not None:
        raise refused
    log.error("isolated %s failed: %s", name, trace)
    raise ChildFailed(f"{name}: {kind}")


def _refusal(kind: str, code: list, facts: dict, raises) -> Exception | None:
    """The exception again, where its class is expected; its reason is looked up among the site's own."""
    known = next((one for one in raises if f"{one.__module__}:{one.__qualname__}" == kind), None)
    module, reason, member = code
    reasons = getattr(sys.modules.get(module), reason, None)
    if known is None or not (isinstance(reasons, type) and issubclass(reasons, Reason)):
        return None
    return known(reasons[member], **facts)
