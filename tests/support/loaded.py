"""What a process of a race has in it before it begins: the site's modules, its models and the code of its rules."""

import gc
from pathlib import Path

from sqlalchemy.orm import configure_mappers

from tests.conftest import site
from tests.support import compiled

compiled.pytest_configure()
site("sqlite:////nowhere/gocua.sqlite", Path("/nowhere"))  # nobody connects to it
configure_mappers()
gc.freeze()
