#!/bin/sh
# Python's own `re` (seen in 3.11): a combining mark is no word character, so Vietnamese text in decomposed form (NFD,
# as macOS and some phones write it) falls to pieces at \w, \W and \b: "Hường" is three words. str.isalpha says False
# and str.title capitalises in the middle ("NguyễN"). The module `regex` (2026.11.19) takes marks as part of a word, as
# Unicode's own advice for regular expressions says. Both look the same on screen, so one would expect the same words.
#
# What follows: text is composed (NFC) before any pattern is matched, also where the pattern holds no letter with a
# mark; a key in which a tone stands apart from its vowel must not be split at \W afterwards.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet regex==2026.11.19
"$folder/venv/bin/python" - <<'PYTHON'
import platform
import re
import sys
import unicodedata

import regex

composed = "Nguyễn Thị Hường"
apart = unicodedata.normalize("NFD", composed)
print("Python", platform.python_version(), "regex", regex.__version__)
seen = {
    "re on NFC": len(re.findall(r"\w+", composed)),
    "re on NFD": len(re.findall(r"\w+", apart)),
    "regex on NFD": len(regex.findall(r"\w+", apart)),
    "isalpha on NFD": [word.isalpha() for word in apart.split()],
    "title on NFD is NFC's": unicodedata.normalize("NFC", apart.title()) == composed.title(),
}
for what, found in seen.items():
    print(f"{what}: {found}")
print("title on NFD:", unicodedata.normalize("NFC", apart.title()))
same = list(seen.values()) == [3, 6, 3, [False, False, False], False]
print("decomposed words are torn apart" if same else "CHANGED")
sys.exit(0 if same else 1)
PYTHON
