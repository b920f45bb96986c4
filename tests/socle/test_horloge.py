"""One clock: `app.socle.horloge` alone says what day and hour it is, so that a test sets it for all."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import app
from app.socle import horloge

APP, HORLOGE = Path(app.__file__).parent, Path(horloge.__file__)
PRESENT = frozenset({"now", "utcnow", "today", "current_date", "current_time", "current_timestamp"})
"""Attributes that read a clock, whatever they are of: `datetime.now`, `date.today`, `func.now`."""
DE_TIME = {"time": 0, "time_ns": 0, "ctime": 1, "gmtime": 1, "localtime": 1, "asctime": 1, "strftime": 2}
"""Functions of `time` that read a clock unless they are given so many arguments; 0: whatever they are given.

`monotonic` and `perf_counter` measure how long something takes, and say nothing of the hour.
"""


def lectures(source: str) -> Iterator[int]:
    """Yield the lines of a module where it reads a clock by itself."""
    for noeud in ast.walk(ast.parse(source)):
        if isinstance(noeud, ast.Attribute) and noeud.attr in PRESENT:
            yield noeud.lineno
        if isinstance(noeud, ast.Call) and _lit_time(noeud):
            yield noeud.lineno
        if isinstance(noeud, ast.Import | ast.ImportFrom) and _importe_time(noeud):
            yield noeud.lineno


def _lit_time(appel: ast.Call) -> bool:
    nom = ast.unparse(appel.func)
    suffit = DE_TIME.get(nom.removeprefix("time.")) if nom.startswith("time.") else None
    return suffit is not None and (not suffit or len(appel.args) < suffit)


def _importe_time(importation: ast.Import | ast.ImportFrom) -> bool:
    """Say whether functions of `time` come under another name, which the reading above would miss."""
    if isinstance(importation, ast.Import):
        return any(nom.name == "time" and nom.asname for nom in importation.names)
    return importation.module == "time" and any(nom.name in DE_TIME for nom in importation.names)


@pytest.mark.parametrize(
    "source",
    [
        "from datetime import UTC, datetime\ndatetime.now(UTC)",
        "import datetime as dt\ndt.datetime.utcnow()",
        "from datetime import date\nchamp(Date, default=date.today)",
        "from sqlalchemy import func\nfunc.current_timestamp()",
        "import time\ntime.time()",
        "import time\ntime.strftime('%Y')",
        "import time\ntime.strftime('%Y', time.gmtime())",
        "import time as t\nt.time()",
        "from time import time\ntime()",
    ],
)
def test_a_module_that_reads_a_clock_is_found(source):
    assert list(lectures(source))


@pytest.mark.parametrize(
    "source",
    [
        "from app.socle.horloge import maintenant\nmaintenant()",
        "from datetime import datetime\ndatetime.fromtimestamp(0)",
        "import time\ntime.strftime('%Y', time.gmtime(record.created))",
        "import time\ntime.perf_counter() - time.monotonic()",
        "from datetime import datetime, time\ndatetime.combine(jour, time())",
    ],
)
def test_a_module_that_is_told_the_hour_or_measures_a_wait_is_left_alone(source):
    assert list(lectures(source)) == []


def test_the_clock_is_read_in_one_module_and_no_other():
    fautes = [
        f"{fichier.relative_to(APP.parent)}:{ligne}"
        for fichier in sorted(APP.rglob("*.py"))
        if fichier != HORLOGE
        for ligne in lectures(fichier.read_text(encoding="utf-8"))
    ]
    assert fautes == [], "ask app.socle.horloge for the day and the hour"
    assert list(lectures(HORLOGE.read_text(encoding="utf-8")))
