"""What each app of a run would compile anew though it never differs: its URL rules and its templates.

A test has an app of its own; 200 rules and the templates it shows would be most of what that costs. What is kept is
code, looked up by the text it was made from, and nothing that an app or a test can change.
"""

from flask import Flask
from jinja2 import BytecodeCache
from werkzeug.routing import Rule


class KnownRule(Rule):
    """A rule whose functions that build addresses were compiled with the first rule that reads like it."""

    known = {}

    def _compile_builder(self, append_unknown=True):
        # The functions ask the rule they are called with for its converters, so two maps may share them.
        kinds = tuple((name, type(each)) for name, each in self._converters.items())
        key = (self.rule, tuple(self._trace), kinds, repr(self.defaults), append_unknown)
        if key not in self.known:
            self.known[key] = super()._compile_builder(append_unknown)
        return self.known[key]


class KnownTemplates(BytecodeCache):
    """Compiled templates by name, file and the sum of the text."""

    def __init__(self):
        self.known = {}

    def load_bytecode(self, bucket):
        bucket.code = self.known.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket):
        self.known[bucket.key, bucket.checksum] = bucket.code


def pytest_configure():
    Flask.url_rule_class = KnownRule
    Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": KnownTemplates()}
