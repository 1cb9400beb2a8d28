"""Which pages of the demo there are for whom: found by following the links of its pages, as a visitor does.

Of all pages of one address as few are looked at as hold nearly every piece (tag, classes, attributes) that any of
them holds for anybody.
"""

import re
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urljoin, urlsplit

from app.config import DEMO_PASSWORD

LOGINS = {
    "stranger": None,
    "volunteer": "0950001184",
    "team leader": "0950000222",
    "secretary": "0959000002",
    "ward leader": "0959000003",
    "council member": "0959000004",
    "clerk": "0959000005",
    "clerk of a decided round": "0959000011",
    "administrator": "0959000006",
    "administrator of the site": "0959000001",
}
CAMPAIGNS = ("cua-nam-2025", "cua-nam-dot-2", "kien-hung-2025")
STARTS = (
    "/",
    "/check",
    "/sign-in/again",
    "/vao",
    "/opening",
    "/wards",
    "/results/kien-hung-2025",
    "/my/name",
    "/awards/names?campaign=kien-hung-2025",
    *(
        f"{path}?campaign={slug}"
        for slug in CAMPAIGNS
        for path in ("/", "/awards", "/ranking", "/council", "/shifts")
    ),
)
# Of one address this many, however many links lead there.
MOST_ALIKE = 3
# A further page of an address is worth a look for this many pieces.
WORTH = 3
_FILES = re.compile(r"\.(?:pdf|docx|xlsx|zip|ics|json|svg|css|js|txt)$|^/(?:static|healthz|readyz)")


class _Reader(HTMLParser):
    """The links of a page, and the pieces that it is made of: tags, classes, what else is set."""

    def __init__(self):
        super().__init__()
        self.links, self.pieces = [], set()

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        names = tuple(sorted(name for name in found if name not in ("id", "href", "value")))
        self.pieces.add((tag, found.get("class") or "", names))
        if tag == "a" and found.get("href"):
            self.links.append(found["href"])


def plan(app) -> dict[str, list[str]]:
    """Role -> the addresses that it is to look at, and under "endpoints" all page types that were found."""
    there: dict[str, dict] = {}
    for role, login in LOGINS.items():
        client = app.test_client()
        if login:
            client.post("/sign-in", data={"login": login, "password": DEMO_PASSWORD})
        for endpoint, path, pieces in _walk(app, client):
            there.setdefault(endpoint, {})[role, path] = pieces
    chosen = [page for pages in there.values() for page in _covering(pages)]
    found = {role: [path for one, path in chosen if one == role] for role in LOGINS}
    return {**found, "endpoints": sorted(one for one in there if one)}


def _covering(pages: dict) -> list:
    """Of the pages of one address as few as together hold nearly every piece of them."""
    chosen, left = [], set().union(*pages.values())
    while left:
        best = max(pages, key=lambda page: len(pages[page] & left))
        if chosen and len(pages[best] & left) < WORTH:
            break
        chosen.append(best)
        left -= pages[best]
    return chosen


def _walk(app, client):
    """(endpoint, address, pieces) of each page that this client comes to."""
    urls, waiting, known, alike = app.url_map.bind("localhost"), list(STARTS), set(STARTS), {}
    while waiting:
        path = waiting.pop(0)
        answer = client.get(path, follow_redirects=True)
        if answer.status_code != 200 or answer.mimetype != "text/html":
            continue
        here = answer.request.full_path.rstrip("?")
        reader = _Reader()
        reader.feed(answer.text)
        yield _endpoint(urls, here), here, reader.pieces
        for link in reader.links:
            to = _within(urljoin(here, link))
            kind = to and _kind(urls, to)
            if kind and to not in known and alike.get(kind, 0) < 1 and alike.get(kind[0], 0) < MOST_ALIKE:
                known.add(to)
                alike[kind] = alike.get(kind, 0) + 1
                alike[kind[0]] = alike.get(kind[0], 0) + 1
                waiting.append(to)


def _within(address: str) -> str | None:
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or not parts.path.startswith("/") or _FILES.search(parts.path):
        return None
    return parts.path + (f"?{parts.query}" if parts.query else "")


def _endpoint(urls, path: str) -> str | None:
    try:
        return urls.match(urlsplit(path).path, method="GET")[0]
    except Exception:
        return None


def _kind(urls, path: str):
    """Pages of one kind: the same address but for its ids, the same filters, the same campaign."""
    endpoint, query = _endpoint(urls, path), dict(parse_qsl(urlsplit(path).query))
    return endpoint and (endpoint, tuple(sorted(query)), query.get("campaign"))
