"""Where a run keeps its files: in memory, if the machine has room there. And how often it looks for garbage."""

import gc
import os
import shutil
from pathlib import Path

MEMORY = Path("/dev/shm")
ENOUGH = 3 * 2**30


def folder() -> str | None:
    """The folder under which temporary ones are made; None is the usual place.

    A test's files live as long as the test. On a disk making the thousand files of a PostgreSQL database takes ten
    times as long, and every commit of SQLite waits for the disk.
    """
    roomy = MEMORY.is_mount() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free >= ENOUGH
    return str(MEMORY) if roomy else None


def pytest_configure():
    if chosen := folder():
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", chosen)


def pytest_collection_finish():
    """Modules and tests stay to the end: looking through them again and again was a third of a test's time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
