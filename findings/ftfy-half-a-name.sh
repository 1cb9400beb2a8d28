#!/bin/sh
# ftfy 6.3.1: of a Vietnamese name that was read as Windows-1252 and lost bytes on the way (Windows-1252 has no
# character for five of them, and "Đ", "ư" + tone, "Đường" need them), fix_text mends what it can and returns the rest
# with U+FFFD inside: "Nguyễn Văn �ư�ng". There is no error, and explain says nothing of a loss. Text of the old
# Vietnamese fonts (TCVN3), which is just as unreadable, comes back untouched. (Seen in 6.3.1; no earlier one tried.)
# One would expect a text to be mended as a whole or left alone.
#
# What follows: mending cannot be the answer to garbled names: a name that is right in two words of three is worse than
# none. They are refused with their row, and the sender opens the source as UTF-8; TCVN3 and VNI are told by whether the
# words spell Vietnamese syllables before and after.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet ftfy==6.3.1
"$folder/venv/bin/python" - <<'PYTHON'
import importlib.metadata
import sys

import ftfy

print("ftfy", importlib.metadata.version("ftfy"))
name = "Nguyễn Văn Đường"
garbled = "".join(
    bytes([byte]).decode("cp1252", errors="replace") for byte in name.encode("utf-8")
)
old_font = "NguyÔn V¨n §\u00adêng"
mended, untouched = ftfy.fix_text(garbled), ftfy.fix_text(old_font)
whole = "".join(bytes([byte]).decode("cp1252", errors="replace") for byte in "Trần Thị Hương".encode())
print("garbled :", garbled, "->", mended)
print("whole   :", whole, "->", ftfy.fix_text(whole))
print("TCVN3   :", ascii(old_font), "->", ascii(untouched))
same = "\ufffd" in mended and mended.startswith("Nguyễn Văn ") and untouched == old_font
same = same and ftfy.fix_text(whole) == "Trần Thị Hương"
print("half a name comes back, without a word" if same else "CHANGED")
sys.exit(0 if same else 1)
PYTHON
