"""CPython's own tests, run through the interpreter: which of those that pass under plain `exec` pass through it.

    python -m tests.benchmarks.conformance [--files test_patma,test_with] [--jobs 2]

The source of each file is run once by `exec` and once by an interpreter that allows everything, with its guards in
place; `unittest` then runs the test cases that it has left behind. Each file and way takes a process of its own. The
Python must have its `test` package. `conformance_differences.toml` explains what cannot be the same.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import os
import subprocess
import sys
import tempfile
import tomllib
import types
import unittest
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import partial
from pathlib import Path
from typing import Any, TextIO

ROOT = Path(__file__).parents[2]
DIFFERENCES = Path(__file__).with_name("conformance_differences.toml")
LEAST_SHARE = 0.995
FILES = """
    test_abc test_abstract_numbers test_asyncgen test_augassign test_baseexception test_binop test_bisect test_bool
    test_builtin test_bytes test_call test_class test_cmath test_collections test_compare test_complex test_contains
    test_context test_contextlib test_contextlib_async test_copy test_copyreg test_coroutines test_dataclasses
    test_decorators test_defaultdict test_deque test_descr test_descrtut test_dict test_dictcomps test_dictviews
    test_dynamic test_dynamicclassattribute test_enum test_enumerate test_eof test_except_star test_exception_group
    test_exception_hierarchy test_exception_variations test_exceptions test_extcall test_flufl test_float test_format
    test_fractions test_frame test_fstring test_funcattrs test_functools test_generator_stop test_generators
    test_genericalias test_genericclass test_genexps test_global test_grammar test_hash test_heapq test_index
    test_inspect test_int test_isinstance test_iter test_iterlen test_itertools test_keywordonlyarg test_list
    test_listcomps test_long test_math test_memoryview test_metaclass test_named_expressions test_numeric_tower
    test_opcodes test_operator test_ordered_dict test_patma test_positional_only_arg test_pow
    test_pprint test_print test_property test_raise test_range test_reprlib test_richcmp test_scope test_set
    test_setcomps test_slice test_sort test_str test_string test_string_literals test_structseq test_subclassinit
    test_super test_syntax test_traceback test_tuple test_type_aliases test_type_annotations test_type_comments
    test_type_params test_typechecks test_types test_typing test_unary test_unicode test_unpack test_unpack_ex
    test_userdict test_userlist test_userstring test_weakref test_with test_yield_from
    test_bdb test_code test_gc test_pickle test_sys_setprofile test_weakset
""".split()


def by_exec(source: str, namespace: dict[str, Any]) -> None:
    """Run the source of a test file as an import would."""
    exec(compile(source, namespace["__file__"], "exec", dont_inherit=True), namespace)


def by_the_interpreter(source: str, namespace: dict[str, Any]) -> None:
    """Run the source of a test file through the interpreter."""
    from agent_magic.interpreter import Interpreter, Limits, Policy

    interpreter = Interpreter(Policy.permissive(), Limits.unlimited(), namespace=namespace)
    outcome = interpreter.run(source)
    if outcome.error is not None:
        raise outcome.error.exception


WAYS: dict[str, Callable[[str, dict[str, Any]], None]] = {"exec": by_exec, "interpreter": by_the_interpreter}


@dataclass(frozen=True)
class Record:
    """What one process told: the methods that passed, what was said of the others, and how it ended."""

    passed: frozenset[str]
    failed: dict[str, str]
    ending: str


class Telling(unittest.TestResult):
    """Writes each result down as it comes, so that a crash loses none."""

    def __init__(self, file: TextIO) -> None:
        super().__init__()
        self._file = file

    def tell(self, kind: str, test: str, reason: str = "") -> None:
        """Write a line."""
        self._file.write(f"{kind}\t{test}\t{' '.join(reason.split())[:300]}\n")
        self._file.flush()

    def addSuccess(self, test: unittest.TestCase) -> None:
        self.tell("passed", test.id())

    def addExpectedFailure(self, test: unittest.TestCase, err: Any) -> None:
        self.tell("passed", test.id())

    def addError(self, test: unittest.TestCase, err: Any) -> None:
        self.tell("failed", test.id(), f"{err[0].__name__}: {err[1]}")

    def addFailure(self, test: unittest.TestCase, err: Any) -> None:
        self.addError(test, err)

    def addUnexpectedSuccess(self, test: unittest.TestCase) -> None:
        self.tell("failed", test.id(), "it was expected to fail")

    def addSubTest(self, test: unittest.TestCase, subtest: unittest.TestCase, err: Any) -> None:
        if err is not None:
            self.addError(test, err)


def located(name: str) -> Path | None:
    """Return the file of a test of CPython, or None where this version has no such test."""
    folder = Path(next(iter(importlib.import_module("test").__path__)))
    places = (folder / f"{name}.py", folder / name / f"{name}.py", folder / name / "__init__.py")
    return next((path for path in places if path.exists()), None)


def test_module(path: Path) -> types.ModuleType:
    """Return an empty module that stands for a file of CPython's tests."""
    parents = [*reversed([parent.name for parent in path.parents if (parent / "__init__.py").exists()])]
    is_package = path.name == "__init__.py"
    module = types.ModuleType(".".join(parents if is_package else [*parents, path.stem]))
    module.__file__ = str(path)
    module.__package__ = ".".join(parents)
    module.__spec__ = importlib.util.spec_from_file_location(module.__name__, path)
    if is_package:
        module.__path__ = [str(path.parent)]
    return module


def run_file(way: str, name: str, record: Path) -> None:
    """Run one test file in this process and write down what came of it."""
    path = located(name)
    if path is None:
        raise SystemExit(f"this Python has no {name}")
    module = test_module(path)
    sys.modules[module.__name__] = module
    if "." in module.__name__.removeprefix("test."):
        importlib.import_module(module.__package__ or "")
    with record.open("w", encoding="utf-8", errors="backslashreplace") as file:
        telling = Telling(file)
        try:
            WAYS[way](path.read_text(encoding="utf-8"), module.__dict__)
            suite = unittest.TestLoader().loadTestsFromModule(module)
        except BaseException as error:
            telling.tell("ended", name, f"it does not load: {type(error).__name__}: {error}")
        else:
            suite.run(telling)
            telling.tell("ended", name)
    os._exit(0)


def recorded(way: str, name: str, seconds: float) -> Record:
    """Run one test file in a new process and return what came of it."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        record = Path(folder, "record")
        command = [sys.executable, str(Path(__file__)), "--run", way, name, str(record)]
        ending = "it crashed"
        try:
            with Path(os.devnull).open("r+b") as quiet:
                run = partial(subprocess.run, stdin=quiet, stdout=quiet, stderr=quiet)
                run(command, timeout=seconds, check=False, cwd=folder)
        except subprocess.TimeoutExpired:
            ending = f"it took more than {seconds:g} seconds"
        lines = record.read_text(encoding="utf-8").splitlines() if record.exists() else []
    told = [line.split("\t") for line in lines]
    failed = {test: reason for kind, test, reason in told if kind == "failed"}
    passed = frozenset(test for kind, test, _ in told if kind == "passed") - failed.keys()
    return Record(passed, failed, next((reason for kind, _, reason in told if kind == "ended"), ending))


def explanations() -> list[tuple[str, str]]:
    """Return patterns of test methods, each with the reason why they differ."""
    table = tomllib.loads(DIFFERENCES.read_text(encoding="utf-8"))["difference"]
    return [(pattern, entry["reason"]) for entry in table for pattern in entry["tests"]]


def explained(test: str, known: Iterable[tuple[str, str]]) -> str | None:
    """Return why a test method differs, None where nobody knows."""
    return next((reason for pattern, reason in known if fnmatchcase(test, f"test.{pattern}")), None)


def compare(files: list[str], jobs: int, seconds: float) -> int:
    """Print a line for each file and each difference; return 0 where enough passes and all is explained."""
    total = same = unexplained = 0
    known = explanations()
    with ThreadPoolExecutor(jobs) as pool:
        pairs = [[pool.submit(recorded, way, name, seconds) for way in WAYS] for name in files]
        for name, futures in zip(files, pairs, strict=True):
            plain, ours = (future.result() for future in futures)
            both = plain.passed & ours.passed
            total, same = total + len(plain.passed), same + len(both)
            print_line(f"{name:30}{len(both):6} of {len(plain.passed):<6}{ours.ending}")
            for test in sorted(plain.passed - both):
                reason = explained(test, known)
                unexplained += reason is None
                print_line(f"    {test}: {reason or 'NOT EXPLAINED: ' + ours.failed.get(test, 'it did not run')}")
    share = same / max(total, 1)
    print_line(f"Python {sys.version.split()[0]}: {same} of {total} pass, {share:.2%}; {unexplained} are not explained")
    return 0 if share >= LEAST_SHARE and not unexplained else 1


def print_line(text: str) -> None:
    """Write a line at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main() -> int:
    """Compare the chosen files, or run one of them."""
    if sys.argv[1:2] == ["--run"]:
        sys.path[0] = str(ROOT)
        run_file(sys.argv[2], sys.argv[3], Path(sys.argv[4]))
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", help="names, separated by commas; the list in this file by default")
    parser.add_argument("--jobs", type=int, default=2, help="how many processes at a time")
    parser.add_argument("--seconds", type=float, default=300, help="how long one file may take")
    options = parser.parse_args()
    if importlib.util.find_spec("test.support") is None:
        parser.error("this Python comes without CPython's tests (Debian: apt-get install libpython3-testsuite)")
    names = options.files.split(",") if options.files else FILES
    return compare([name for name in names if located(name)], options.jobs, options.seconds)


if __name__ == "__main__":
    sys.exit(main())
