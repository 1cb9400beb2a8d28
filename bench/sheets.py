"""Sheets that come in, on a real server: a list of 10,000 people from the upload to the last row written, a workbook
that lies about its size, and the pages that others ask for meanwhile. ``./run bench sheets`` (a minute)."""

import http.client
import io
import statistics
import struct
import threading
import time
import uuid
import zipfile
import zlib
from contextlib import contextmanager
from pathlib import Path

from app.core.sheets import Column, Table, write_book
from bench.servers import TICKS, serving

ROWS, PAGES = 10_000, 120
MB = 1024 * 1024
HEADINGS = ("Họ và tên", "Giới tính", "Năm sinh", "Số điện thoại", "Tổ")


def roster(start: int) -> bytes:
    """A list of people whom nobody knows yet, in a team that the ward has."""
    letters = "abcdeghiklmnopqrstuvxy"

    def name(n: int) -> str:
        return f"Nguyễn Văn {letters[n % 22].upper()}{letters[n // 22 % 22]}{letters[n // 484 % 22]}"

    rows = [(name(n), "Nam", 1990, f"09{start + n:08}", "Tổ chuyển đổi số cộng đồng số 01") for n in range(ROWS)]
    book = io.BytesIO()
    write_book(book, [Table("Danh sách", [Column(heading) for heading in HEADINGS], rows)])
    return book.getvalue()


def liar() -> bytes:
    """Its directory says that a part unpacks to 1,000 bytes; 1 GB would come out of it."""
    packer, packed, block = zlib.compressobj(9, zlib.DEFLATED, -15), [], b"\0" * MB
    for _ in range(1000):
        packed.append(packer.compress(block))
    body = b"".join(packed) + packer.flush()
    names = {"xl/workbook.xml": b"<workbook/>", "xl/_rels/workbook.xml.rels": b"<Relationships/>"}
    book = io.BytesIO()
    with zipfile.ZipFile(book, "w") as archive:
        for name, data in names.items():
            archive.writestr(name, data)
        archive.writestr("xl/worksheets/sheet1.xml", body)
    data, said = book.getvalue(), struct.pack("<III", zlib.crc32(b"\0" * 1000), len(body), 1000)
    stored = struct.pack("<III", zlib.crc32(body), len(body), len(body))
    # Both heads of that part: packed by deflate, and 1,000 bytes.
    for at in (data.find(stored), data.rfind(stored)):
        data = data[: at - 6] + struct.pack("<H", 8) + data[at - 4 : at] + said + data[at + 12 :]
    return data


class Browser:
    """One secretary's connection."""

    def __init__(self, port: int, cookie: str, token: str):
        self.port, self.cookie, self.token = port, cookie, token

    def ask(self, method: str, path: str, body: bytes = b"", kind: str = "") -> tuple[int, str, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        headers = {"Cookie": self.cookie, "Host": "127.0.0.1", **({"Content-Type": kind} if kind else {})}
        connection.request(method, path, body or None, headers)
        answer = connection.getresponse()
        found = answer.status, answer.getheader("Location", ""), answer.read()
        connection.close()
        return found

    def send(self, data: bytes) -> tuple[int, str]:
        edge = uuid.uuid4().hex
        fields = {"csrf_token": self.token, "target": "people"}
        part = f"--{edge}\r\nContent-Disposition: form-data; name="
        head = "".join(f'{part}"{name}"\r\n\r\n{value}\r\n' for name, value in fields.items())
        head += f'{part}"file"; filename="ds.xlsx"\r\n\r\n'
        body = head.encode() + data + f"\r\n--{edge}--\r\n".encode()
        status, where, _ = self.ask("POST", "/imports", body, f"multipart/form-data; boundary={edge}")
        return status, where

    def apply(self, where: str) -> int:
        body = f"csrf_token={self.token}&create_teams=y".encode()
        return self.ask("POST", f"{where}/apply", body, "application/x-www-form-urlencoded")[0]


def memory(pid: int) -> int:
    """Resident bytes of a process and all that it started."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
        resident = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))
    except (OSError, StopIteration):
        return 0
    return resident * 1024 + sum(memory(child) for child in _children(pid))


def spent(pid: int) -> float:
    """Processor seconds of a process, of what it started, and of what of that has ended."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return sum(map(int, fields[11:15])) / TICKS + sum(spent(child) for child in _children(pid))


def _children(pid: int) -> list[int]:
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        return [int(child) for task in tasks for child in (task / "children").read_text().split()]
    except OSError:
        return []


@contextmanager
def watching(pid: int):
    """Yields a list whose one number grows to the most memory seen."""
    most, done = [0], threading.Event()

    def look():
        while not done.wait(0.02):
            most[0] = max(most[0], memory(pid))

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield most
    finally:
        done.set()
        thread.join()


def waits(browser: Browser) -> float:
    """The time within which 95 of 100 pages came, in seconds."""
    took = []
    for _ in range(PAGES):
        begun = time.perf_counter()
        assert browser.ask("GET", "/shifts?day=2025-08-20")[0] == 200
        took.append(time.perf_counter() - begun)
        time.sleep(0.01)
    return statistics.quantiles(took, n=20)[-1]


def measure(bench) -> None:
    """Print what it costs on this database, as ratios where something beside it was measured in the same run."""
    ward = bench.ward
    with serving("wsgi:app", 1, bench.environ) as (port, server):
        browser = Browser(port, ward.cookies[ward.secretary], ward.token)
        quiet = waits(browser)
        _written(bench, browser, server.pid)
        _refused(bench, browser, server.pid)
        done = threading.Event()

        def press(data):
            while not done.is_set():
                browser.send(data)

        for name, data in (("lies about its size", liar()), (f"{ROWS:,} rows", roster(50_000_000))):
            done.clear()
            thread = threading.Thread(target=press, args=(data,))
            thread.start()
            beside = waits(browser)
            done.set()
            thread.join()
            print(
                f"{bench.engine:11} {f'p95 beside a book: {name}':44} {beside / quiet:5.2f}  aim at most 2.00"
                f"   {1000 * beside:.0f} ms against {1000 * quiet:.0f} ms"
            )


def _written(bench, browser: Browser, pid: int) -> None:
    data, before = roster(10_000_000), spent(pid)
    begun = time.perf_counter()
    status, where = browser.send(data)
    sent = time.perf_counter()
    shown = browser.ask("GET", where)[0]
    seen = time.perf_counter()
    applied = browser.apply(where)
    ended = time.perf_counter()
    steps = f"sent {sent - begun:.2f}, shown {seen - sent:.2f}, written {ended - seen:.2f}"
    used = spent(pid) - before
    print(
        f"{bench.engine:11} {f'{ROWS:,} people, checked and written':44} {ended - begun:5.2f} s  aim 5 s   "
        f"{steps}, processor {used:.2f} s, answers {status} {shown} {applied}"
    )


def _refused(bench, browser: Browser, pid: int) -> None:
    data, before = liar(), memory(pid)
    with watching(pid) as most:
        begun = time.perf_counter()
        status, _ = browser.send(data)
        took = time.perf_counter() - begun
    more = max(0, most[0] - before) / MB
    print(
        f"{bench.engine:11} {'a book that lies about its size':44} {took:5.2f} s  aim 2 s   {more:.0f} MiB more, "
        f"aim 300 MiB, answer {status}"
    )
