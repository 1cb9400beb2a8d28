"""A mail server as small as it can be: it takes what it is told to take, and keeps it."""

import socketserver
import threading
import time
from email import message_from_bytes, policy


class _Talk(socketserver.StreamRequestHandler):
    def handle(self):
        self.say(220, "here")
        recipient = ""
        while line := self.rfile.readline():
            verb = line.decode().strip().upper()
            if verb.startswith(("EHLO", "HELO")):
                self.say(250, "8BITMIME")
            elif verb.startswith("RCPT"):
                recipient = line.decode().partition("<")[2].partition(">")[0]
                code = self.server.refusals.get(recipient, 250)
                self.say(code, "so it is")
            elif verb == "DATA":
                self.say(354, "go on")
                self.take(recipient)
            elif verb == "QUIT":
                self.say(221, "bye")
                return
            else:
                self.say(250, "fine")

    def take(self, recipient):
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line[1:] if line.startswith(b".") else line)
        time.sleep(self.server.slowness)
        self.server.letters.append((recipient, message_from_bytes(b"".join(lines), policy=policy.default)))
        self.say(250, "taken")

    def say(self, code, words):
        self.wfile.write(f"{code} {words}\r\n".encode())


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True


class MailServer:
    """Runs inside ``with``; ``letters`` are (recipient, message). ``stop()`` and ``start()`` keep its port."""

    def __init__(self):
        self.port, self.letters, self.refusals, self.slowness = 0, [], {}, 0.0
        self._server = None

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    @property
    def ids(self) -> list[str]:
        return [message["Message-ID"] for _, message in self.letters]

    def start(self):
        self._server = _Server(("127.0.0.1", self.port), _Talk)
        self._server.letters, self._server.refusals = self.letters, self.refusals
        self._server.slowness = self.slowness
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def stop(self):
        if self._server:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *error):
        self.stop()
