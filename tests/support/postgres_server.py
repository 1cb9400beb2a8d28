"""A throw-away PostgreSQL server: everything in one temporary folder, gone when its owner is."""

import os
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

import psycopg
from psycopg import sql

USER = "gocua"
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "max_connections": "200",
    # In its folder, so that nothing of it stays behind in /dev/shm when it is ended at once.
    "dynamic_shared_memory_type": "mmap",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "timezone": "Asia/Ho_Chi_Minh",
}
# Stays beside the server, as the user who runs the tests: when the owner has died, however it died,
# the server goes too.
WATCH = """
trap '' INT
"$@" >>"$FOLDER/log" 2>&1 & server=$!
while kill -0 "$OWNER" 2>/dev/null && kill -0 "$server" 2>/dev/null; do sleep 0.5; done
if kill -QUIT "$server" 2>/dev/null; then wait "$server"; rm -rf "$FOLDER"; fi
"""


def find_binaries() -> Path | None:
    """The folder of initdb and postgres: the newest of Debian's, else the one in PATH."""
    debian = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if debian:
        return max(debian, key=lambda path: float(path.parent.name))
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


def as_server_user() -> list[str]:
    """PostgreSQL refuses to run as root: then as the user that its package made."""
    if os.geteuid() != 0:
        return []
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", "--"]


class PostgresServer:
    """Reached over a loopback port (`url`) and over a socket in its folder."""

    def __init__(self, folder: Path, port: int):
        self.folder = folder
        self.port = port

    def url(self, database: str) -> str:
        return f"postgresql://{USER}@127.0.0.1:{self.port}/{database}"

    def create(self, database: str, template: str = "template0") -> str:
        """The address of a new database that holds what `template` holds (nobody may be connected to it)."""
        # From version 15 on every page would go through the log otherwise, which costs twice as much.
        self._run("CREATE DATABASE {} TEMPLATE {}", database, template, since_15=" STRATEGY FILE_COPY")
        return self.url(database)

    def drop(self, database: str) -> None:
        """Also ends the connections that are still open to it."""
        self._run("DROP DATABASE IF EXISTS {} WITH (FORCE)", database)

    def _run(self, statement: str, *names: str, since_15: str = "") -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            if connection.info.server_version >= 150_000:
                statement += since_15
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def start(binaries: Path, folder: Path, owner: int) -> PostgresServer:
    """A server in `folder` (empty but for a lock). It ends with the process `owner`, or by `stop`."""
    prefix = as_server_user()
    if prefix:
        shutil.chown(folder, "postgres", "postgres")
    data = folder / "data"
    initdb = [binaries / "initdb", "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"]
    subprocess.run([*prefix, *initdb, "--no-sync"], check=True, capture_output=True, cwd=folder)
    # Between finding a free port and taking it somebody else may be quicker.
    for _ in range(3):
        server = PostgresServer(folder, free_port())
        if launch(server, [*prefix, binaries / "postgres", "-D", data], owner):
            return server
    raise RuntimeError((folder / "log").read_text())


def launch(server: PostgresServer, command: list, owner: int) -> bool:
    """Whether it came up within 30 seconds."""
    options = {**SETTINGS, "port": server.port, "unix_socket_directories": server.folder}
    arguments = [text for name, value in options.items() for text in ("-c", f"{name}={value}")]
    watcher = subprocess.Popen(
        ["/bin/sh", "-c", WATCH, "sh", *command, *arguments],
        env={**os.environ, "OWNER": str(owner), "FOLDER": str(server.folder)},
        cwd="/",
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )
    for _ in range(300):
        try:
            psycopg.connect(server.url("postgres"), connect_timeout=5).close()
        except psycopg.OperationalError:
            if watcher.poll() is not None:
                return False
            time.sleep(0.1)
        else:
            watcher.returncode = 0  # it outlives this process on purpose: no warning about that
            return True
    return False


def stop(folder: Path) -> None:
    """End the server of `folder` at once and remove what it wrote; no harm if there is none."""
    try:
        postmaster = int((folder / "data" / "postmaster.pid").read_text().splitlines()[0])
        os.kill(postmaster, signal.SIGQUIT)
        for _ in range(100):
            os.kill(postmaster, 0)
            time.sleep(0.05)
    except (FileNotFoundError, ProcessLookupError):
        pass
    shutil.rmtree(folder, ignore_errors=True)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]
