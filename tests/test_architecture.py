"""Who may import whom, and what has only one room (docs/architecture.md)."""

import ast
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
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
# Within `handlers`: a folder, and what else of `handlers` it may import. The files beside the folders
# are nouns. `tactics` is a noun with a folder of its own.
WITHIN_HANDLERS = {
    "support": set(),
    "views": set(),
    "slack": {"views", "support"},
    "dispatch": {"slack", "views", "support"},
    "nouns": {"dispatch", "slack", "views", "support"},
    "deliveries": {"nouns", "dispatch", "slack", "views", "support"},
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
    "resvg_py": ("handlers/slack/rasterize.py",),
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
    "bot/commands/checks.py",
    "bot/commands/purge.py",
    "handlers/slack/directory.py",
    "storage/daily_message_data.py",
    "handlers/support/batch_loader.py",
    "scheduler/clock.py",
    "scheduler/trusted_clock.py",
    "storage/check_ins.py",
    "storage/transfer/copy.py",
    "storage/deliveries.py",
    "storage/daily_messages.py",
    "storage/transfer/export.py",
    "storage/due.py",
    "storage/held.py",
    "storage/install_states.py",
    "storage/installations.py",
    "storage/transfer/import_.py",
    "storage/people.py",
    "storage/plans.py",
    "storage/transfer/purge.py",
    "storage/readable.py",
    "storage/suspension.py",
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


def part_of_handlers(name: str) -> str:
    """The folder of `handlers` that a module is in, or "nouns"."""
    part = ([*name.split("."), ""])[1]
    return part if part in WITHIN_HANDLERS else "nouns"


def test_within_handlers_imports_go_down_only() -> None:
    for file in FILES:
        if not file.startswith("handlers/") or file == "handlers/__init__.py":
            continue
        own = part_of_handlers(module_of(file))
        taken = {part_of_handlers(name) for name in imported(file) if name.startswith("handlers.")}
        assert taken <= WITHIN_HANDLERS[own] | {own}, f"{file} imports {taken - WITHIN_HANDLERS[own]}"


def module_of(file: str) -> str:
    """The full name of the module that a file is."""
    return file.removesuffix(".py").replace("/", ".").removesuffix(".__init__")


def modules_imported(file: str) -> set[str]:
    """Our own modules that a file imports; a package only where its `__init__` is meant."""
    modules = {module_of(file) for file in FILES}
    taken = set()
    for node in nodes(file):
        if isinstance(node, ast.ImportFrom):
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            taken |= names & modules or {str(node.module)} & modules
    return taken


def test_no_files_import_each_other_in_a_circle() -> None:
    graph = {module_of(file): modules_imported(file) - {module_of(file)} for file in FILES}
    try:
        tuple(TopologicalSorter(graph).static_order())
    except CycleError as cycle:
        raise AssertionError(" -> ".join(cycle.args[1])) from None


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
        assert not (taken & {"aiohttp", "contextvars", "sqlmodel", "slack_bolt"}), file
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


def test_functions_stay_small_and_files_neither_tiny_nor_large() -> None:
    for file in FILES:
        lines = len((ROOT / file).read_text().splitlines())
        assert lines <= 300, file
        # A migration is as long as its step, and never changes again.
        assert lines >= 20 or file.endswith("__init__.py") or file.startswith("storage/migrations/"), file
        for node in nodes(file):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                assert (node.end_lineno or 0) - node.lineno < 50, f"{file}: {node.name}"
