"""How gunicorn serves the site; read by itself from the working directory."""

import gc
import os
import subprocess
import sys

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
# Eight threads in one process are far above a ward's need and keep SQLite to one writing process.
workers = int(os.environ.get("WEB_CONCURRENCY", "1"))
worker_class = "gthread"
threads = int(os.environ.get("GOCUA_THREADS", "8"))

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
    warm = server.app.wsgi().extensions.get("warm")
    gc.disable()
    if warm:
        warm()
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
    gc.enable()
    if os.environ.get("GOCUA_WORKER_BESIDE") == "1":
        start_worker()


def start_worker():
    """Letters and what is done every minute, in a process of its own that ends with this one (set by ./run).

    It waits for a moment: the first page has the machine to itself.
    """
    command = [sys.executable, "-m", "flask", "worker", "--beside", str(os.getpid())]
    subprocess.Popen(["/bin/sh", "-c", 'sleep 2; exec "$@"', "worker", *command])
