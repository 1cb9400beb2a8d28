"""pytest: one throw-away PostgreSQL server per run, shared by the workers of pytest-xdist, started by
the first test that asks for it."""

import fcntl
import itertools
import os
import tempfile
from pathlib import Path

import pytest

from tests.support import memory
from tests.support.missing import missing
from tests.support.postgres_server import PostgresServer, find_binaries, start, stop

FOLDER = pytest.StashKey[Path]()
OWNER = pytest.StashKey[int]()


def is_worker(config) -> bool:
    return hasattr(config, "workerinput")


def pytest_configure(config):
    if is_worker(config):
        config.stash[FOLDER] = Path(config.workerinput["postgres_folder"])
        config.stash[OWNER] = config.workerinput["postgres_owner"]
    else:
        # Not in pytest's own long paths: a socket's path has at most about 100 characters.
        config.stash[FOLDER] = Path(tempfile.mkdtemp(prefix="gocua-pg-", dir=memory.folder()))
        config.stash[OWNER] = os.getpid()


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node):
    node.workerinput["postgres_folder"] = str(node.config.stash[FOLDER])
    node.workerinput["postgres_owner"] = node.config.stash[OWNER]


def pytest_unconfigure(config):
    if not is_worker(config) and FOLDER in config.stash:
        stop(config.stash[FOLDER])


@pytest.fixture(scope="session")
def postgres_server(pytestconfig) -> PostgresServer:
    binaries = find_binaries()
    if binaries is None:
        missing("PostgreSQL", "postgresql")
    folder = pytestconfig.stash[FOLDER]
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        port = folder / "port"
        if port.exists():
            return PostgresServer(folder, int(port.read_text()))
        server = start(binaries, folder, pytestconfig.stash[OWNER])
        port.write_text(str(server.port))
        return server


@pytest.fixture(scope="session")
def make_postgres_database(postgres_server, pytestconfig):
    """`make()` answers with the address of an empty database that lives as long as the server."""
    worker = getattr(pytestconfig, "workerinput", {}).get("workerid", "main")
    names = (f"{worker}_{number}" for number in itertools.count())

    def make(like: str | None = None) -> str:
        return postgres_server.create(next(names), template=like.rpartition("/")[2] if like else "template0")

    return make


@pytest.fixture
def copy_of_postgres(make_postgres_database, postgres_server):
    """`copy(address)` answers with the address of a copy of a database to which nobody is connected. It is gone with
    the test: a thousand would fill the memory that they are kept in."""
    made = []

    def copy(address: str) -> str:
        made.append(make_postgres_database(like=address))
        return made[-1]

    yield copy
    for url in made:
        postgres_server.drop(url.rpartition("/")[2])


@pytest.fixture(scope="session")
def postgres_url(make_postgres_database) -> str:
    """The address of this worker's own database, empty at the start of the run."""
    return make_postgres_database()
