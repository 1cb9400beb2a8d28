"""Real processes for races. Each is forked from one that holds the site's code and nothing else: no connection, no
thread, nothing of the test. Starting an interpreter for each would be most of what a race costs."""

import multiprocessing
import os
import sys

from app.config import ROOT

FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["tests.support.loaded"])
SOON, LATE = 60, 120  # seconds


def at_once(target, *each) -> list:
    """``target(start, answers, *args)`` in one process for each ``args``: what they put into ``answers``.

    All wait at the barrier ``start`` before they begin, so that none is ahead by the time that starting takes.
    """
    start, answers = FORKS.Barrier(len(each)), FORKS.Queue()
    processes = [FORKS.Process(target=target, args=(start, answers, *args)) for args in each]
    try:
        for process in processes:
            process.start()
        told = [answers.get(timeout=LATE) for _ in processes]
        for process in processes:
            process.join(SOON)
            assert process.exitcode == 0
    finally:
        for process in processes:
            if process.pid:
                process.kill()
    return told


def flask(arguments: list[str], environ: dict[str, str], said) -> tuple[int, str]:
    """A command of the site in a process of its own, which knows these settings alone: its status, and what it said.

    ``said`` is the path of a file that takes what it says.
    """
    process = FORKS.Process(target=_flask, args=(arguments, environ, str(said)))
    process.start()
    process.join(LATE)
    if process.exitcode is None:
        process.kill()
        process.join()
    return process.exitcode, said.read_text()


def _flask(arguments, environ, said):
    from flask.cli import main

    file = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(file, 1)
    os.dup2(file, 2)
    os.environ.clear()
    os.environ.update(environ)
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    sys.argv = ["flask", *arguments]
    main()
