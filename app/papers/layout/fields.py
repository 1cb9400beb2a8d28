"""Fields in a text: names, lists and conditions, and nothing that could compute, load or call anything."""

from functools import lru_cache

from jinja2 import StrictUndefined, nodes
from jinja2.exceptions import TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from app.core.reasons import Refused
from app.papers.rules.answers import TemplateCode

_ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Getattr,
    nodes.For,
    nodes.If,
    nodes.Not,
    nodes.And,
    nodes.Or,
)


def environment(**options) -> ImmutableSandboxedEnvironment:
    made = ImmutableSandboxedEnvironment(undefined=StrictUndefined, **options)
    for table in (made.globals, made.filters, made.tests):
        table.clear()
    return made


_PLAIN = environment(autoescape=False)


@lru_cache(maxsize=512)
def _compiled(text: str):
    return _PLAIN.from_string(text)


def filled(text: str, context: dict) -> str:
    """A text of ours with its fields filled in."""
    return _compiled(text).render(context)


def row_name(rows: str) -> str:
    """What a row is called: "it" where the list belongs to something ("one.work"), else "one"."""
    return "it" if "." in rows else "one"


def check(source: str) -> nodes.Template:
    """The parsed source; refused where it is more than fields, lists and conditions."""
    try:
        tree = _PLAIN.parse(source)
    except TemplateError as error:
        raise Refused(TemplateCode.UNREADABLE, what=str(error)[:200]) from error
    _walk(tree, inside=0)
    return tree


def _walk(node, inside: int) -> None:
    kind = type(node).__name__
    if not isinstance(node, _ALLOWED):
        raise Refused(TemplateCode.NOT_ALLOWED, what=kind)
    if isinstance(node, nodes.For):
        # Inside a list only a list of its own row: never everybody once for everybody.
        of_row = isinstance(node.iter, nodes.Getattr)
        if node.recursive or node.test or inside > 1 or (inside and not of_row):
            raise Refused(TemplateCode.NOT_ALLOWED, what="for")
        inside += 1
    for child in node.iter_child_nodes():
        _walk(child, inside)
