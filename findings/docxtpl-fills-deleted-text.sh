#!/bin/sh
# docxtpl (0.20.2, with python-docx 1.2.0) fills in fields that stand in text which tracked changes deleted. Word shows
# its reader no such text, and python-docx's own `paragraph.text` does not give it either: a template whose visible
# fields are all right fails with "is undefined" for one that was deleted long ago, and where the deleted field exists,
# its value (a person's name, say) is written into the deletion, where nobody looks and "show markup" finds it.
# (Seen in 0.20.2, which takes the whole XML of the part as one text; the first version with it was not looked for.)
#
# What follows for the product: a template is what its reader sees. Deleted text (w:del, w:moveFrom) is taken out
# before fields are looked for and before they are filled in, and whoever brings such a template is told
# (app/papers/layout/tracked.py).
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -qq --disable-pip-version-check docxtpl==0.20.2 python-docx==1.2.0 jinja2==3.1.6
"$folder/venv/bin/python" - "$folder" <<'PY'
import sys
from importlib.metadata import version

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docxtpl import DocxTemplate
from jinja2 import Environment, StrictUndefined

print("docxtpl", version("docxtpl"), "python-docx", version("python-docx"))
path, filled = f"{sys.argv[1]}/template.docx", f"{sys.argv[1]}/filled.docx"
document = docx.Document()
paragraph = document.add_paragraph("Kính gửi {{ place }}")
paragraph._p.append(
    parse_xml(f'<w:del {nsdecls("w")} w:id="1" w:author="x"><w:r><w:delText>{{{{ old }}}}</w:delText></w:r></w:del>')
)
document.save(path)
print("python-docx reads:", repr(docx.Document(path).paragraphs[0].text))

template = DocxTemplate(path)
template.render({"place": "Hà Nội", "old": "Nguyễn Văn Ẩn"})
template.save(filled)
seen, xml = docx.Document(filled).paragraphs[0].text, docx.Document(filled).element.xml
print("filled, as read:", repr(seen), "- the name in its XML:", "Nguyễn Văn Ẩn" in xml)

try:
    DocxTemplate(path).render({"place": "Hà Nội"}, jinja_env=Environment(undefined=StrictUndefined))
    strict = "filled in"
except Exception as error:
    strict = f"{type(error).__name__}: {error}"
print("without the deleted field:", strict)
ok = "Ẩn" not in seen and "Nguyễn Văn Ẩn" in xml and "'old' is undefined" in strict
sys.exit(0 if ok else "this is no longer so")
PY
