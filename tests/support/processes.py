"""Real processes for races. Each is forked from one that holds the site's code and nothing else: no connection, no
thread, nothing of the test. Starting an interpreter for each would be most of what a race costs."""

import multiprocessing

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
