"""The project's own seed data: four campaigns as published, and three spreadsheets of wards."""

import json
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "data"


def document(slug: str) -> dict:
    """One campaign file."""
    return json.loads((FOLDER / f"{slug}.json").read_text())


def scheme_document(slug: str) -> dict:
    """The scheme inside of a campaign file."""
    return document(slug)["assumed"]["scheme"]


def sheet(name: str) -> bytes:
    """One spreadsheet."""
    return (FOLDER / f"{name}.xlsx").read_bytes()
