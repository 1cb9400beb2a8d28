"""What the tests of `core/isolated.py` let the child do."""

import ctypes
import os
import subprocess
import sys
import threading
import time

from app.core.sheets.limits import SheetCode, SheetProblem


def echo(*values):
    return values


def loaded():
    return sorted(sys.modules)


def environment():
    return dict(os.environ)


def sleep(seconds):
    time.sleep(seconds)


def spin():
    while True:
        pass


def hang_in_native_code():
    """As typst does where its threads are gone: no signal handler of Python's would ever run."""
    lock = threading.Lock()
    lock.acquire()
    ctypes.CDLL(None).pause() if hasattr(ctypes.CDLL(None), "pause") else lock.acquire()


def leave_a_process_behind():
    """A process that holds the pipes open although its parent is gone."""
    subprocess.Popen(["/bin/sh", "-c", "sleep 30"])
    os._exit(0)


def grow():
    kept = []
    while True:
        kept.append(bytearray(8 * 1024 * 1024))


def grow_and_hide_it():
    try:
        grow()
    except Exception as error:
        raise SheetProblem(SheetCode.BROKEN, file="a.xlsx") from error


def say_that_memory_is_short(how):
    """As the parts below the interpreter do, each in its own way."""
    from xml.parsers.expat import ExpatError

    from lxml.etree import XMLSyntaxError

    said = {
        "interpreter": SystemError("error return without exception set"),
        "system": OSError(12, "Cannot allocate memory"),
        "loader": ImportError("/lib/x.so: cannot map zero-fill pages"),
        "other loader": ImportError("/lib/x.so: failed to map segment from shared object"),
        "libxml2": XMLSyntaxError("unknown error", 0, 0, 0),
        "expat": ExpatError("out of memory: line 1, column 0"),
    }
    try:
        raise said[how]
    except Exception as error:
        raise SheetProblem(SheetCode.BROKEN, file="a.xlsx") from error


def refuse():
    raise SheetProblem(SheetCode.TOO_MANY_ROWS, sheet="Trang 1", limit=7)


def break_down():
    raise ZeroDivisionError("as tests do")


def crash():
    os.kill(os.getpid(), 11)


def chatter():
    os.write(1, b"not the answer" * 100)
    os.write(2, b"x" * 60_000)
    print("neither is this")
    return "the answer"


def lie(text):
    """Bytes of its own choice instead of an answer."""
    os.write(max(int(name) for name in os.listdir("/proc/self/fd") if _is_pipe(name)), text)
    os._exit(0)


def _is_pipe(name):
    try:
        return "pipe" in os.readlink(f"/proc/self/fd/{name}")
    except OSError:
        return False


def flood():
    """More than anybody takes as an answer."""
    return [b"x" * 1_000_000] * 3
