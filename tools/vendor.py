"""Front-end files and fonts taken from npm packages, listed with their checksums in tools/vendor.json.

    python -m tools.vendor check            every file here is byte for byte the one listed
    python -m tools.vendor check --online   ... and the one inside the published package
    python -m tools.vendor fetch            take the listed versions anew and write their checksums

To move to a newer version, or to add an icon, edit vendor.json and fetch. Needs npm but for a plain check.
"""

import base64
import hashlib
import io
import json
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from defusedxml import ElementTree

ROOT = Path(__file__).resolve().parent.parent
LIST = ROOT / "tools" / "vendor.json"
FOLDERS = ("app/static/vendor", "app/papers/fonts")
SVG = "{http://www.w3.org/2000/svg}"


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def wanted(packages: list[dict]) -> dict[str, str]:
    """Path below the root -> sha256, of every listed file."""
    entries = [entry for package in packages for entry in package["files"].values()]
    entries += [package["sprite"] for package in packages if "sprite" in package]
    return {entry["to"]: entry["sha256"] for entry in entries}


def differences(packages: list[dict], root: Path = ROOT) -> list[str]:
    """One line per file that is missing, changed, or in a vendor folder without being listed."""
    listed = wanted(packages)
    found = []
    for name, checksum in listed.items():
        if not (root / name).is_file():
            found.append(f"{name}: missing")
        elif sha256((root / name).read_bytes()) != checksum:
            found.append(f"{name}: differs from tools/vendor.json")
    for path in sorted(path for folder in FOLDERS for path in (root / folder).rglob("*")):
        name = path.relative_to(root).as_posix()
        if path.is_file() and name not in listed:
            found.append(f"{name}: not listed in tools/vendor.json")
    return found


def pack(package: dict) -> tuple[str, dict[str, bytes]]:
    """The published package: its integrity (as npm writes it) and its files by path."""
    with tempfile.TemporaryDirectory() as folder:
        name = f"{package['package']}@{package['version']}"
        command = ["npm", "pack", name, "--silent", "--pack-destination", folder]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        (tarball,) = Path(folder).iterdir()
        data = tarball.read_bytes()
    integrity = "sha512-" + base64.b64encode(hashlib.sha512(data).digest()).decode()
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        members = [member for member in archive.getmembers() if member.isfile()]
        return integrity, {m.name.removeprefix("package/"): archive.extractfile(m).read() for m in members}


def sprite(icons: list[str], files: dict[str, bytes]) -> bytes:
    """One SVG with a `<symbol id="i-NAME">` per icon, drawn in the colour of the text around it."""
    lines = ['<svg xmlns="http://www.w3.org/2000/svg">']
    for icon in sorted(icons):
        drawing = ElementTree.fromstring(files[f"icons/{icon}.svg"])
        shapes = "".join(
            f"<{shape.tag.removeprefix(SVG)} "
            + " ".join(f'{key}="{value}"' for key, value in shape.attrib.items())
            + "/>"
            for shape in drawing
        )
        lines.append(
            f'<symbol id="i-{icon}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" '
            f'stroke-linecap="round" stroke-linejoin="round">{shapes}</symbol>'
        )
    return "\n".join([*lines, "</svg>", ""]).encode()


def published(package: dict, files: dict[str, bytes]) -> dict[str, bytes]:
    """What the package says each of our files should hold."""
    contents = {entry["to"]: files[source] for source, entry in package["files"].items()}
    if "sprite" in package:
        contents[package["sprite"]["to"]] = sprite(package["sprite"]["icons"], files)
    return contents


def check_online(packages: list[dict]) -> list[str]:
    found = []
    for package in packages:
        integrity, files = pack(package)
        if integrity != package["integrity"]:
            found.append(f"{package['package']}: the published package is not the one listed")
        for name, content in published(package, files).items():
            if (ROOT / name).read_bytes() != content:
                found.append(f"{name}: differs from the published package")
    return found


def fetch(packages: list[dict]) -> None:
    for package in packages:
        package["integrity"], files = pack(package)
        contents = published(package, files)
        for entry in [*package["files"].values(), *([package["sprite"]] if "sprite" in package else [])]:
            path = ROOT / entry["to"]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(contents[entry["to"]])
            entry["sha256"] = sha256(contents[entry["to"]])
    LIST.write_text(json.dumps({"packages": packages}, indent=2, ensure_ascii=False) + "\n")


def main(arguments: list[str]) -> int:
    packages = json.loads(LIST.read_text())["packages"]
    if arguments == ["fetch"]:
        fetch(packages)
        return 0
    if arguments not in (["check"], ["check", "--online"]):
        print(__doc__)
        return 2
    found = differences(packages)
    if not found and "--online" in arguments:
        found = check_online(packages)
    for line in found:
        print(line)
    print(f"vendor: {len(found)} differences" if found else "vendor: every file as published")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
