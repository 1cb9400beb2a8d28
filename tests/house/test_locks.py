"""The locked requirements: complete, consistent, and without any address of an index or a machine."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ("requirements.lock", "requirements-dev.lock")


def pins(lock: str) -> dict[str, str]:
    """Name -> everything locked about it: version, marker, hashes."""
    entries = re.split(r"\n(?=\S)", (ROOT / lock).read_text().strip())
    return {entry.partition("==")[0]: entry for entry in entries}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_a_hash_and_nothing_names_an_index_or_a_path(lock):
    for name, entry in pins(lock).items():
        assert "--hash=sha256:" in entry, name
    assert not re.search(r"://|/|@|--(index|extra|find|trusted)", (ROOT / lock).read_text()), (
        "write the locks with ./run lock"
    )


def test_the_development_lock_holds_the_production_lock():
    development = pins("requirements-dev.lock")
    for name, entry in pins("requirements.lock").items():
        assert development.get(name) == entry, f"{name}: write both locks with ./run lock"


def test_what_pyproject_asks_for_is_locked():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"]
    for lock, wanted in (
        ("requirements.lock", project["dependencies"] + extras["postgresql"]),
        ("requirements-dev.lock", extras["dev"]),
    ):
        locked = pins(lock)
        for requirement in wanted:
            name = re.match(r"[\w.-]+", requirement)[0].lower()
            assert name in locked, f"{requirement}: not in {lock}; run ./run lock"
