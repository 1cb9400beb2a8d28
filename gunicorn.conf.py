"""How gunicorn serves the site; read by itself from the working directory."""

import gc
import os
import subprocess
import sys


def whole(name, usual):
    """The setting of this name as a number from 1 on; else the server says which one is none."""
    text = os.environ.get(name) or str(usual)
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 10_000):
        sys.exit(f"Gõ Cửa does not start: {name} must be a whole number from 1 on, not {text!r}")
    return int(text)


bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
# Eight threads in one process are far above a ward's need and keep SQLite to one writing process.
workers = whole("WEB_CONCURRENCY", 1)
worker_class = "gthread"
threads = whole("GOCUA_THREADS", 8)

timeout = 60
graceful_timeout = 20
keepalive = 5
limit_request_line = 4094
limit_request_fields = 64
limit_request_field_size = 8190

# Whose X-Forwarded-* headers are believed: the reverse proxy on this machine, unless told otherwise.
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1,::1")

errorlog = "-"
accesslog = "-" if os.environ.get("GOCUA_ACCESS_LOG") == "1" else None
loglevel = os.environ.get("GOCUA_LOG_LEVEL", "info")
# The control socket would be a file outside GOCUA_HOME.
control_socket_disable = True


# Loaded once and shared by the workers, which start warm.
preload_app = True


def when_ready(server):
    """Before the workers are forked: warm up, leave what stays for good out of garbage collection, and collect less
    often.

    Drawing the whole campaign makes tens of thousands of small objects; with Python's defaults a collection in their
    middle takes as long as the page.
    """
    site = server.app.wsgi()
    for said in getattr(site, "config", {}).get("WARNINGS", ()):
        server.log.warning(said)
    warm = site.extensions.get("warm")
    gc.disable()
    if warm:
        warm()
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
    gc.enable()
    if os.environ.get("GOCUA_WORKER_BESIDE") == "1":
        start_worker()


def pre_fork(server, worker):
    """Threads do not survive a fork, and what waits for one of them in the worker waits for ever."""
    if threads_now() > 1:
        server.log.critical("%s threads run in the process that is forked: workers may hang", threads_now())


def post_worker_init(worker):
    """What watches over requests that take too long is a thread: it starts in the worker, behind the fork."""
    from app.core.deadline import watch

    watch()


def threads_now():
    """How many threads this process has, those of native code too; 1 where the system does not tell."""
    try:
        return len(os.listdir("/proc/self/task"))
    except OSError:
        return 1


def start_worker():
    """Letters and what is done every minute, in a process of its own that ends with this one (set by ./run).

    It waits for a moment: the first page has the machine to itself.
    """
    command = [sys.executable, "-m", "flask", "worker", "--beside", str(os.getpid())]
    subprocess.Popen(["/bin/sh", "-c", 'sleep 2; exec "$@"', "worker", *command])
