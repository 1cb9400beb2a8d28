#!/bin/sh
# rcssmin 1.3.0: inside of @layer, of @container and of a nested rule it drops the space before a colon of a selector:
# ".a :is(b)" (a b somewhere below .a) becomes ".a:is(b)" (a b that is itself .a), and ".a :hover" becomes ".a:hover".
# The sheet stays valid, no error is raised, other elements are styled. At the top, in @media and in @supports the space
# stays, so that a sheet without layers shows nothing of it. (Seen in 1.3.0; the first version with it was not looked
# for.)
#
# What follows: styles that are written in cascade layers are not minified with it; where they are joined here, only
# comments, indentation and empty lines go.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet rcssmin==1.3.0
"$folder/venv/bin/python" - <<'PYTHON'
import importlib.metadata
import sys

import rcssmin

print("rcssmin", importlib.metadata.version("rcssmin"))
RULE = ".a :is(b) { color: red; }"
AROUND = {
    "": "{}",
    "@media print": "@media print {{ {} }}",
    "@supports (display: grid)": "@supports (display: grid) {{ {} }}",
    "@layer x": "@layer x {{ {} }}",
    "@container (min-width: 1px)": "@container (min-width: 1px) {{ {} }}",
    ".c (nested)": ".c {{ color: blue; {} }}",
}
kept = {}
for name, around in AROUND.items():
    short = rcssmin.cssmin(around.format(RULE))
    kept[name] = ".a :is(b)" in short
    print(f"{name or '(at the top)':28} {short}")
same = list(kept.values()) == [True, True, True, False, False, False]
print("selectors are joined in layers, containers and nested rules" if same else "CHANGED: other places, or none")
sys.exit(0 if same else 1)
PYTHON
