"""The code runs at any desk: nothing that only POSIX has outside a guard, and UTF-8 always said."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import panel_papers

SOURCE = Path(panel_papers.__file__).parent

ONLY_POSIX = {
    "os": frozenset(
        {
            *("fork", "forkpty", "killpg", "setsid", "setpgid", "setpgrp", "getpgid", "getsid"),
            *("getuid", "geteuid", "getgid", "getegid", "getgroups", "setuid", "setgid", "chown"),
            *("lchown", "fchown", "chroot", "mkfifo", "mknod", "nice", "wait", "wait3", "wait4"),
            *("waitid", "WNOHANG", "WIFSIGNALED", "WTERMSIG", "uname", "getloadavg", "sysconf"),
            *("statvfs", "fstatvfs", "pathconf", "openpty", "ttyname", "sync", "fdatasync"),
            *("posix_spawn", "posix_fallocate", "posix_fadvise", "pread", "pwrite", "sendfile"),
            *("sched_getaffinity", "sched_setaffinity", "memfd_create", "getpriority"),
            *("O_DIRECTORY", "O_NOFOLLOW", "O_CLOEXEC", "O_NONBLOCK", "O_SYNC", "O_TMPFILE"),
        }
    ),
    "signal": frozenset(
        {
            *("SIGKILL", "SIGHUP", "SIGALRM", "SIGCHLD", "SIGPIPE", "SIGQUIT", "SIGSTOP"),
            *("SIGCONT", "SIGTSTP", "SIGUSR1", "SIGUSR2", "SIGXFSZ", "SIGXCPU", "alarm"),
            *("setitimer", "pause", "sigwait", "pthread_kill", "pthread_sigmask", "siginterrupt"),
        }
    ),
}
ONLY_POSIX_MODULES = frozenset(
    {*("fcntl", "pwd", "grp", "resource", "termios", "tty", "pty", "posix", "syslog", "crypt")}
)
ONLY_POSIX_ARGUMENTS = frozenset(
    {"start_new_session", "preexec_fn", "process_group", "pass_fds", "umask"}
)


def faults(source: str) -> list[str]:
    """Return “line: what is wrong” for each thing in the source that some desk does not have."""
    return [f"{line}: {what}" for line, what in sorted(_in_block(ast.parse(source).body))]


def _in_block(statements: list[ast.stmt], guarded: bool = False) -> Iterator[tuple[int, str]]:
    """Walk one block; after `if <platform>: return`, the rest of the block is guarded too."""
    for statement in statements:
        here = guarded or _is_import_guard(statement)
        if isinstance(statement, ast.If) and _asks_for_the_platform(statement.test):
            here = True
            if isinstance(statement.body[-1], ast.Return | ast.Raise | ast.Continue):
                guarded = True
        yield from _in_node(statement, here)


def _in_node(node: ast.AST, guarded: bool) -> Iterator[tuple[int, str]]:
    line = getattr(node, "lineno", 0)
    if not guarded:
        yield from ((line, what) for what in _posix(node))
    yield from ((line, what) for what in _anywhere(node))
    if isinstance(node, ast.IfExp) and _asks_for_the_platform(node.test):
        guarded = True
    for _, value in ast.iter_fields(node):
        if isinstance(value, list) and value and isinstance(value[0], ast.stmt):
            yield from _in_block(value, guarded)
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield from _in_node(child, guarded)


def _asks_for_the_platform(test: ast.expr) -> bool:
    return bool(re.search(r"\b(sys\.platform|os\.name|hasattr\((os|signal))\b", ast.unparse(test)))


def _is_import_guard(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Try) and any(
        handler.type is not None and "ImportError" in ast.unparse(handler.type)
        for handler in statement.handlers
    )


def _posix(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Attribute(value=ast.Name(id=module), attr=name):
            if name in ONLY_POSIX.get(module, ()):
                yield f"{module}.{name}"
        case ast.ImportFrom(module=str(module), names=names):
            only = ONLY_POSIX.get(module, frozenset())
            yield from (f"{module}.{alias.name}" for alias in names if alias.name in only)
            if module in ONLY_POSIX_MODULES:
                yield f"import {module}"
        case ast.Import(names=names):
            yield from (f"import {a.name}" for a in names if a.name in ONLY_POSIX_MODULES)
        case ast.Call(keywords=keywords):
            for keyword in keywords:
                guarded = _asks_for_the_platform(keyword.value)
                if keyword.arg in ONLY_POSIX_ARGUMENTS and not guarded:
                    yield f"{keyword.arg}="
        case ast.Constant(value=str(text)) if re.match(r"/(var/)?tmp(/|$)|/dev/null$", text):
            yield f"the path “{text}”"


def _anywhere(node: ast.AST) -> Iterator[str]:
    text = node.value if isinstance(node, ast.Constant) else None
    if isinstance(text, str) and re.search(r"%-[dmHIMSj]\b", text):
        yield f"the date format “{text}”"
    if isinstance(node, ast.Call) and _is_text_without_encoding(node):
        yield f"{ast.unparse(node.func)}() without encoding="


def _is_text_without_encoding(call: ast.Call) -> bool:
    words = {keyword.arg: keyword.value for keyword in call.keywords}
    if "encoding" in words or None in words:  # None: **arguments, which we cannot see
        return False
    is_method = isinstance(call.func, ast.Attribute)
    name = call.func.attr if is_method else ast.unparse(call.func)
    given = len(call.args)

    def mode(position: int, default: str = "r") -> str:
        return _mode(call.args[position] if given > position else words.get("mode"), default)

    match name:
        case "read_text" | "write_text" | "TextIOWrapper":
            return given < {"read_text": 1}.get(name, 2)
        case "NamedTemporaryFile" | "TemporaryFile":
            return "b" not in mode(0, default="w+b")
        case "open" if is_method:
            # Of another module's or archive's open(), the first argument is no mode but a file.
            return given < 3 and bool(re.fullmatch(r"[rwxat+]+", mode(0)))
        case "open":
            return given < 4 and "b" not in mode(1)
    return any(_is_true(words.get(word)) for word in ("text", "universal_newlines"))


def _is_true(value: ast.expr | None) -> bool:
    return isinstance(value, ast.Constant) and value.value is True


def _mode(value: ast.expr | None, default: str = "r") -> str:
    """Return the mode; of one that is computed we say that it is binary, and look elsewhere."""
    if value is None:
        return default
    return str(value.value) if isinstance(value, ast.Constant) else "b"


MODULES = sorted(SOURCE.rglob("*.py"))


def test_there_is_code_to_look_at():
    assert len(MODULES) >= 10
    assert SOURCE / "output" / "publishing.py" in MODULES


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_a_module_runs_at_any_desk(module: Path):
    assert faults(module.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("os.fork()", "os.fork"),
        ("def f():\n  return os.killpg(1, 9)", "os.killpg"),
        ("os.kill(1, signal.SIGKILL)", "signal.SIGKILL"),
        ("from signal import SIGKILL", "signal.SIGKILL"),
        ("from os import setsid, path", "os.setsid"),
        ("import os, fcntl", "import fcntl"),
        ("from pwd import getpwuid", "import pwd"),
        ("import resource", "import resource"),
        ("Popen(x, start_new_session=True)", "start_new_session="),
        ("os.open(x, os.O_RDONLY | os.O_DIRECTORY)", "os.O_DIRECTORY"),
        ("if ready:\n  os.fork()", "os.fork"),
        ("if sys.platform == 'linux':\n  pass\nos.fork()", "os.fork"),
        ("open(x)", "open() without encoding="),
        ("open(x, 'w')", "open() without encoding="),
        ("open(x, mode='a')", "open() without encoding="),
        ("path.open()", "path.open() without encoding="),
        ("path.open('w', newline='')", "path.open() without encoding="),
        ("path.read_text()", "path.read_text() without encoding="),
        ("path.write_text(x)", "path.write_text() without encoding="),
        ("(a / b).write_text(x, newline='')", "(a / b).write_text() without encoding="),
        ("run(x, text=True)", "run() without encoding="),
        ("NamedTemporaryFile('w')", "NamedTemporaryFile() without encoding="),
        ("x = '/tmp/panel'", "the path “/tmp/panel”"),
        ("x = f'/tmp/{name}'", "the path “/tmp/”"),
        ("day.strftime('%-d %B')", "the date format “%-d %B”"),
        ("f'{day:%-d}'", "the date format “%-d”"),
        ("if sys.platform == 'linux':\n  path.read_text()", "path.read_text() without encoding="),
    ],
)
def test_what_some_desk_does_not_have_is_seen(source, found):
    assert [fault.partition(": ")[2] for fault in faults(source)] == [found]


@pytest.mark.parametrize(
    "source",
    [
        "if sys.platform != 'win32':\n  os.killpg(1, signal.SIGKILL)",
        "if os.name == 'nt':\n  pass\nelse:\n  os.setsid()",
        "if hasattr(os, 'killpg'):\n  os.killpg(1, 9)",
        "x = signal.SIGKILL if sys.platform != 'win32' else signal.SIGTERM",
        "def f():\n  if sys.platform == 'win32':\n    return\n  os.fork()",
        "try:\n  import resource\nexcept ImportError:\n  resource = None",
        "Popen(x, start_new_session=sys.platform != 'win32')",
        "if sys.platform != 'win32':\n  x = '/tmp'",
        "os.kill(1, signal.SIGTERM)",
        "open(x, 'rb')",
        "open(x, encoding='utf-8')",
        "path.open('xb')",
        "path.open(encoding='utf-8')",
        "path.read_text('utf-8')",
        "path.write_text(x, encoding='utf-8')",
        "archive.open('word/document.xml')",
        "pikepdf.open(stream)",
        "run(x, text=True, encoding='utf-8')",
        "NamedTemporaryFile()",
        "x = '{%-if d %}'",
        "x = 'inputs/tmp'",
    ],
)
def test_what_every_desk_has_is_let_through(source):
    assert faults(source) == []
