#!/bin/sh
# lxml 6.1.3 (Linux): where memory is limited for the process that reads a document (setrlimit, as one does for files
# that users send), a good document that does not fit raises no MemoryError: it is XMLSyntaxError "unknown error", of
# line 0, the same class as for a broken file. (Seen in 6.1.3; the first version with it was not looked for.)
#
# What follows: "the file is broken" must not be answered by the kind of the error alone. A sheet or Word template that
# is only too large for its limit was refused as broken, and its owner would have looked for a fault that is not there.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet lxml==6.1.3
cat > "$folder/read.py" <<'PYTHON'
import resource
import sys

from lxml import etree

MB = 1024 * 1024
row = "<r><c>Nguyễn Văn An</c><c>Tổ 7</c><c>120</c></r>"
document = ("<rows>" + row * 40_000 + "</rows>").encode()
more = int(sys.argv[1])
used = next(int(line.split()[1]) * 1024 for line in open("/proc/self/status") if line.startswith("VmData"))
resource.setrlimit(resource.RLIMIT_DATA, (used + more * MB, used + more * MB))
try:
    etree.fromstring(document)
    said = "read"
except BaseException as error:
    said = f"{type(error).__name__}: {error}"
print(said)
PYTHON
"$folder/venv/bin/python" - "$folder/read.py" <<'PYTHON'
import importlib.metadata
import subprocess
import sys

print("lxml", importlib.metadata.version("lxml"))
answers = {}
for more in range(0, 60, 3):
    command = [sys.executable, sys.argv[1], str(more)]
    said = subprocess.run(command, capture_output=True, text=True).stdout.strip() or "(ended without a word)"
    answers.setdefault(said, []).append(more)
for said, limits in answers.items():
    print(f"{limits[0]} to {limits[-1]} MB more: {said}")
same = "read" in answers and any(said.startswith("XMLSyntaxError: unknown error") for said in answers)
print("too little memory is told as bad syntax" if same else "CHANGED: it is no longer told as bad syntax")
sys.exit(0 if same else 1)
PYTHON
