"""Runs the cases of a test script and counts them.

A case is a function whose name begins with "case_"; its docstring says what a
person would notice. It fails by raising. `main()` runs all of the calling
script's, or those named on the command line.
"""
import inspect
import sys
import time
import traceback


def skip(reason):
    """Ends the whole script: a package that it needs is missing."""
    print(reason)
    sys.exit(77)


def check(condition, message):
    if not condition:
        raise AssertionError(message)


def check_equal(got, wanted, what):
    if got != wanted:
        raise AssertionError(f"{what}:\n  wanted {wanted!r}\n  got    {got!r}")


def _cases(module):
    found = [(f.__code__.co_firstlineno, name, f) for name, f in vars(module).items()
             if name.startswith("case_") and inspect.isfunction(f)]
    return [(name[len("case_"):], f) for _, name, f in sorted(found)]


def main():
    cases = _cases(sys.modules["__main__"])
    if len(sys.argv) > 1:
        cases = [(name, f) for name, f in cases if name in sys.argv[1:]]
    passed = failed = 0
    for name, function in cases:
        start = time.monotonic()
        try:
            function()
        except Exception:  # a failing case must not keep the others from running
            failed += 1
            print(f"FAIL {name}")
            print("".join("     " + line + "\n" for line in traceback.format_exc().splitlines()))
        else:
            passed += 1
            print(f"ok   {name} ({time.monotonic() - start:.2f} s)")
        sys.stdout.flush()
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed or not passed else 0)
