"""Words: every English sentence of the code has its Vietnamese, once.

python -m tools.words check      fails and tells each sentence that is missing, obsolete, twofold or misfilled
python -m tools.words missing    prints what is missing, by room, ready to be filled in
"""

import re
import sys
from collections import defaultdict
from pathlib import Path

from babel.messages.extract import extract
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[1]
APP = ROOT / "app"
PO = APP / "translations" / "vi"
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "_l": None, "lazy_gettext": None, "N_": None}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%%|%")
# What WTForms says by itself; our catalogue translates what a person can meet.
LIBRARY = "wtforms"


def room_of(path: Path) -> str:
    """The room (a .po file's name) that owns a file of the code; what every page shares belongs to the look."""
    parts = path.relative_to(APP).parts
    if parts[0] == "templates":
        parts = parts[1:]
        return {"errors": "core"}.get(parts[0], parts[0]) if len(parts) > 1 else "look"
    return parts[0] if len(parts) > 1 else parts[0].removesuffix(".py")


def _extract(path: Path) -> set:
    """The msgids of one file: a string, or (singular, plural)."""
    method = "python" if path.suffix == ".py" else "jinja2"
    options = {"trimmed": "false", "silent": "false"} if method == "jinja2" else {}
    with path.open("rb") as file:
        found = extract(method, file, KEYWORDS, options=options)
        return {tuple(message) if isinstance(message, (tuple, list)) else message for _, message, _, _ in found}


def said(app: Path = APP) -> dict:
    """Every msgid of the code and the files that say it."""
    where = defaultdict(list)
    for path in sorted([*app.rglob("*.py"), *app.rglob("*.html"), *(app / "templates").rglob("*.txt")]):
        for message in _extract(path):
            where[message].append(path)
    return dict(where)


def library() -> set:
    """The msgids of WTForms: our catalogue may hold them."""
    import wtforms

    files = Path(wtforms.__file__).parent.rglob("*.py")
    return {message for path in files for message in _extract(path)}


def translated(folder: Path = PO) -> dict:
    """msgid -> [(file, Vietnamese)] over all .po files; fuzzy and empty ones count as nothing."""
    found = defaultdict(list)
    for path in sorted(folder.glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale="vi"):
                if message.id:
                    key = tuple(message.id) if isinstance(message.id, (tuple, list)) else message.id
                    texts = message.string if isinstance(message.string, tuple) else (message.string,)
                    found[key].append((path.name, "" if message.fuzzy else texts[0]))
    return dict(found)


def _show(key) -> str:
    return key if isinstance(key, str) else key[0]


def _places(text: str) -> list[str]:
    return sorted({match.group() for match in PLACEHOLDER.finditer(text) if match.group() != "%%"})


def problems(where: dict, vietnamese: dict, known: set) -> list[str]:
    """One line for everything that is wrong, sorted."""
    out = []
    for key, files in where.items():
        if not any(text for _, text in vietnamese.get(key, ())):
            out.append(f"missing in {room_of(files[0])}.po: {_show(key)}")
    for key, found in vietnamese.items():
        if key not in where and key not in known:
            out += [f"obsolete in {file}: {_show(key)}" for file, _ in found]
        if len({text for _, text in found if text}) > 1:
            out.append(f"two translations ({', '.join(file for file, _ in found)}): {_show(key)}")
        wanted = _places(key if isinstance(key, str) else key[1])
        for file, text in found:
            if text and _places(text) != wanted and not (isinstance(key, tuple) and set(_places(text)) < set(wanted)):
                out.append(f"placeholders differ in {file}: {_show(key)}")
    return sorted(out)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def stubs(where: dict, vietnamese: dict) -> str:
    """What is missing, as lines for the .po files."""
    rooms = defaultdict(list)
    for key, files in where.items():
        if not any(text for _, text in vietnamese.get(key, ())):
            rooms[room_of(files[0])].append(key)
    lines = []
    for room, keys in sorted(rooms.items()):
        lines.append(f"# ---- {room}.po")
        for key in sorted(keys, key=_show):
            if isinstance(key, tuple):
                lines += [f"msgid {_quoted(key[0])}", f"msgid_plural {_quoted(key[1])}", 'msgstr[0] ""', ""]
            else:
                lines += [f"msgid {_quoted(key)}", 'msgstr ""', ""]
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    where, vietnamese = said(), translated()
    if arguments == ["missing"]:
        print(stubs(where, vietnamese))
        return 0
    if arguments != ["check"]:
        print(__doc__, file=sys.stderr)
        return 2
    found = problems(where, vietnamese, library())
    print("\n".join(found) or f"{len(where)} sentences, all in Vietnamese")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
