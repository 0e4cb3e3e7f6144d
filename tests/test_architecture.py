"""Who may import whom, and what has only one room (docs/architecture.md)."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
ROOMS = ("bot", "handlers", "scheduler", "storage", "planning", "sandbox")
BELOW = {
    "bot": {"handlers", "scheduler", "storage", "planning"},
    "handlers": {"storage", "planning"},
    "scheduler": {"storage", "planning"},
    "storage": {"planning"},
    "planning": set(),
    "sandbox": set(),
}
# The demo starts the bot beside the sandbox.
ALSO = {"sandbox/__main__.py": {"bot"}}
# A library, and the folders or files that alone may import it.
ONLY_ROOM = {
    "slack_bolt": ("handlers", "bot"),
    "slack_sdk": ("handlers", "bot"),
    "sqlmodel": ("storage",),
    "sqlalchemy": ("storage",),
    "sqlite3": ("storage",),
    "alembic": ("storage",),
    "concurrent": ("storage/engine/store.py",),
    "threading": ("storage/engine/engines.py",),
    "apscheduler": ("scheduler/clock.py",),
    "resvg_py": ("handlers/rasterize.py",),
    "charset_normalizer": ("planning/sheets/encodings.py",),
    "dotenv": ("bot/config.py",),
    "pydantic_settings": ("bot/config.py",),
}
# What `planning` and `handlers/views` may take from outside besides the standard library: what calculates and
# does no I/O. `charset_normalizer` is handed bytes, in which it counts letters.
CALCULATING = {"charset_normalizer", "dateutil", "dateparser", "holidays"}
DRAWING = CALCULATING | {"slack_sdk"}
DOING_IO = {"asyncio", "socket", "subprocess", "urllib", "http", "pathlib", "os", "io", "tempfile", "logging"}
CLOCKS = {
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
    ("time", "time"),
}
# `wall_clock` itself; the handed-over clock everywhere else.
CLOCK_ROOMS = {"bot/clock.py"}

# Who may serve all workspaces at once. A transaction of everything else is of one workspace.
GLOBAL = {
    "bot/commands/findings.py",
    "bot/commands/keeping.py",
    "bot/commands/purging.py",
    "handlers/directory.py",
    "handlers/facts.py",
    "handlers/together.py",
    "scheduler/clock.py",
    "scheduler/trusted_clock.py",
    "storage/check_ins.py",
    "storage/copying.py",
    "storage/deliveries.py",
    "storage/digests.py",
    "storage/documents.py",
    "storage/due.py",
    "storage/install_states.py",
    "storage/installations.py",
    "storage/intake.py",
    "storage/people.py",
    "storage/plans.py",
    "storage/purge.py",
    "storage/readable.py",
    "storage/readiness.py",
    "storage/rest.py",
    "storage/rows.py",
    "storage/tactics.py",
    "storage/wrong_clock.py",
}

FILES = sorted(path.relative_to(ROOT).as_posix() for room in ROOMS for path in (ROOT / room).rglob("*.py"))
OURS = [file for file in FILES if not file.startswith("sandbox/")]


@cache
def nodes(file: str) -> tuple[ast.AST, ...]:
    """Everything that stands in a file."""
    return tuple(ast.walk(ast.parse((ROOT / file).read_text())))


def imported(file: str) -> Iterator[str]:
    """The full names of the modules a file imports, wherever in it."""
    for node in nodes(file):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file} imports relatively"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def room_of(file: str) -> str:
    return file.split("/")[0]


def test_imports_go_down_only() -> None:
    for file in FILES:
        allowed = BELOW[room_of(file)] | ALSO.get(file, set()) | {room_of(file)}
        taken = {name.split(".")[0] for name in imported(file)} & set(ROOMS)
        assert taken <= allowed, file


def test_every_library_stays_in_its_room() -> None:
    for file in OURS:
        for name in imported(file):
            rooms = ONLY_ROOM.get(name.split(".")[0])
            is_allowed = rooms is None or any(file == room or file.startswith(f"{room}/") for room in rooms)
            assert is_allowed, f"{file} imports {name}"


def test_rules_and_views_do_no_io() -> None:
    for file in FILES:
        if not file.startswith(("planning/", "handlers/views/")):
            continue
        outside = CALCULATING if file.startswith("planning/") else DRAWING
        taken = {name.split(".")[0] for name in imported(file)}
        assert not taken & DOING_IO, file
        assert not (taken & {"aiohttp", "sqlmodel", "slack_bolt"}), file
        assert taken & DRAWING <= outside, file
        for node in nodes(file):
            assert not isinstance(node, ast.AsyncFunctionDef | ast.Await), f"{file}:{node.lineno}"
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id != "open", f"{file}:{node.lineno}"


def test_few_serve_all_workspaces_at_once() -> None:
    taking = {
        file
        for file in OURS
        if not file.startswith("storage/engine/")
        and "storage.engine.transactions.GlobalTx" in set(imported(file))
    }
    assert taking == GLOBAL


def test_only_the_wiring_asks_the_real_clock() -> None:
    for file in OURS:
        asked = {
            (node.value.id, node.attr)
            for node in nodes(file)
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
        }
        assert file in CLOCK_ROOMS or not asked & CLOCKS, file


def test_functions_and_files_stay_small() -> None:
    for file in FILES:
        assert len((ROOT / file).read_text().splitlines()) <= 300, file
        for node in nodes(file):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                assert (node.end_lineno or 0) - node.lineno < 50, f"{file}: {node.name}"
