"""A program on a real terminal, for tests: the other end of vscreen.c.

    with Screen([program, "--db", db]) as s:
        s.wait("1.1.a")
        s.key("F2")
        s.send("北区")
        print(s.text())

Every step waits for a state of the screen, never for a time; the limits are
only there so that a test that waits for what never comes ends.
"""
import base64
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import unicodedata

BUILD = pathlib.Path(os.environ.get("KUSEI_TEST_BUILDDIR", "build"))
SOURCE = pathlib.Path(os.environ.get("KUSEI_TEST_SRCDIR", "."))
KUSEI = str(BUILD / "kusei")
VSCREEN = BUILD / "tests" / "terminal" / "vscreen"

LIMIT = 20.0  # seconds until a test gives up
QUIET = 12    # milliseconds without output that count as rest
FOLLOWED = 150  # the same, until what is said about a text has followed the keys

REVERSE, UNDERLINE, BOLD, COLOURED = 1, 2, 4, 8


class ScreenError(Exception):
    """What was expected of the screen did not come; has the screen in it."""


def ambiguous_ranges():
    """The East Asian Ambiguous characters, by Python's own table, as (first, last)."""
    ranges = []
    for cp in range(0xA0, 0x20000):
        c = chr(cp)
        if unicodedata.east_asian_width(c) != "A" or unicodedata.combining(c):
            continue
        if 0xFE00 <= cp <= 0xFE0F:  # selectors
            continue
        if ranges and ranges[-1][1] == cp - 1:
            ranges[-1][1] = cp
        else:
            ranges.append([cp, cp])
    return ranges


def escape(text):
    out = []
    for c in text:
        if c == "\\":
            out.append("\\\\")
        elif ord(c) < 0x20 or ord(c) == 0x7F:
            out.append(f"\\x{ord(c):02x}")
        else:
            out.append(c)
    return "".join(out)


def escape_bytes(data):
    return "".join(chr(b) if 0x20 <= b < 0x7F and b != 0x5C else f"\\x{b:02x}" for b in data)


def environment(**changes):
    """An environment like that of a ward office's terminal; None takes a name out."""
    env = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", "TERM": "xterm-256color",
           "LC_ALL": "C.UTF-8", "USER": "tester", "LOGNAME": "tester",
           "KUSEI_SHARE": str(SOURCE), "TMPDIR": tempfile.gettempdir()}
    for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS", "TEXTDOMAINDIR"):
        if name in os.environ:
            env[name] = os.environ[name]
    for name, value in changes.items():
        if value is None:
            env.pop(name, None)
        else:
            env[name] = value
    return env


class Screen:
    """One program on one terminal."""

    def __init__(self, argv, rows=24, cols=80, env=None, cwd=None, ambiguous=1,
                 start=True):
        self.argv = [str(a) for a in argv]
        self.ambiguous = ambiguous
        self._vscreen = subprocess.Popen(
            [str(VSCREEN), str(rows), str(cols), *self.argv], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, env=env or environment(), cwd=cwd)
        if ambiguous == 2:
            for first, last in ambiguous_ranges():
                self._ask(f"wide {first:x} {last:x}")
        if start:
            self._ask("start")

    def __enter__(self):
        return self

    def __exit__(self, *ignored):
        self.close()

    def close(self):
        """Ends everything; a program that still runs is killed."""
        if self._vscreen.poll() is None:
            self._vscreen.stdin.close()
            self._vscreen.wait()
            self._vscreen.stdout.close()

    # --- the protocol ---------------------------------------------------------

    def _line(self):
        line = self._vscreen.stdout.readline()
        if not line:
            raise ScreenError("vscreen has gone")
        return line.decode(errors="replace").rstrip("\n")

    def _try(self, command):
        """Sends a command: (done, rest of the answer)."""
        self._vscreen.stdin.write(command.encode() + b"\n")
        self._vscreen.stdin.flush()
        word, _, rest = self._line().partition(" ")
        return word == "ok", rest

    def _ask(self, command):
        done, rest = self._try(command)
        if not done:
            raise ScreenError(f"{command!r}: {rest}\n{self.picture()}")
        return rest

    def _ask_lines(self, command):
        return [self._line() for _ in range(int(self._ask(command)))]

    # --- looking ----------------------------------------------------------------

    def cells(self):
        """The screen as rows of cells; the right half of a wide character is ""."""
        return [line.split("\t") for line in self._ask_lines("dump")]

    def rows(self):
        """The screen as lines of text, without the blanks at their ends."""
        return ["".join(row).rstrip() for row in self.cells()]

    def row(self, number):
        """One row, as in rows(); from -1 on counted from the last."""
        return self._ask(f"row {number}")

    def text(self):
        return "\n".join(self.rows())

    def picture(self):
        """The screen for a person who reads a test's output."""
        lines = ["".join(line.split("\t")).rstrip() for line in self._ask_lines("dump")]
        row, col, _ = self._ask("cursor").split()
        return "\n".join(f"  |{line}" for line in lines) + f"\n  cursor {row} {col}"

    def attributes(self):
        """For each row a list of numbers, one a cell: REVERSE | UNDERLINE | ..."""
        return [[int(digit, 16) for digit in line] for line in self._ask_lines("attributes")]

    def marked(self, attribute):
        """(row, text) of every run of cells that has the attribute."""
        runs = []
        for number, (cells, marks) in enumerate(zip(self.cells(), self.attributes())):
            run = ""
            for cell, mark in zip(cells + [" "], marks + [0]):
                if mark & attribute:
                    run += cell
                elif run:
                    runs.append((number, run))
                    run = ""
        return runs

    def cursor(self):
        """(row, col, visible)"""
        row, col, visible = self._ask("cursor").split()
        return int(row), int(col), visible == "1"

    def torn(self):
        """How many halves of wide characters stand alone."""
        return int(self._ask("torn").split()[0])

    def check_whole(self, what=""):
        """No half of a wide character stands alone."""
        torn = self._ask("torn")
        if torn != "0":
            count, row, col = torn.split()
            cells = self.cells()[int(row)]
            near = "".join(cells[max(int(col) - 6, 0):int(col) + 6])
            raise ScreenError(f"{what}{count} torn, the first at row {row}, column {col}, near "
                              f"{ascii(near)}:\n{self.picture()}")

    def peak_kb(self):
        return int(self._ask("peak"))

    def bytes(self):
        return int(self._ask("bytes"))

    def copied(self):
        """The text on the terminal's clipboard; None: the program put nothing there."""
        sequence = self._ask("copied")
        if not sequence:
            return None
        number, where, letters = sequence.split(";")
        if (number, where) != ("52", "c"):
            raise ScreenError(f"not the clipboard: {sequence[:80]!r}")
        return base64.b64decode(letters, validate=True).decode()

    # --- waiting ------------------------------------------------------------------

    def wait(self, text, seconds=LIMIT):
        """Until a row of the screen has text, and the program rests: (row, col)."""
        done, rest = self._try(f"wait {int(seconds * 1000)} {escape(text)}")
        if not done:
            raise ScreenError(f"{text!r} does not come on the screen:\n{self.picture()}")
        self.settle()
        return tuple(int(n) for n in rest.split())

    def gone(self, text, seconds=LIMIT):
        """Until no row of the screen has text."""
        done, _ = self._try(f"gone {int(seconds * 1000)} {escape(text)}")
        if not done:
            raise ScreenError(f"{text!r} stays on the screen:\n{self.picture()}")
        self.settle()

    def settle(self, quiet=QUIET, seconds=LIMIT):
        """Until the program has read everything, has answered and sleeps."""
        done, rest = self._try(f"settle {quiet} {int(seconds * 1000)}")
        if not done and "ended" not in rest:
            raise ScreenError(f"{rest}:\n{self.picture()}")
        return done

    def shows(self, text):
        return any(text in row for row in self.rows())

    # --- measuring, in microseconds ---------------------------------------------

    def time_start(self, text):
        """Starts the program: (until text was shown, until the last byte, bytes)."""
        return tuple(int(n) for n in self._ask(f"time-start 20000 {escape(text)}").split())

    def time_send(self, text, quiet=3):
        """Types text: (first byte of the answer, last byte, bytes)."""
        return tuple(int(n) for n in self._ask(f"time-send {quiet} {escape(text)}").split())

    def time_key(self, name, text):
        """Presses a key: until text was shown."""
        return int(self._ask(f"time-key 20000 {name} {escape(text)}"))

    # --- doing --------------------------------------------------------------------

    def send(self, text):
        """Types text as it is, and lets the program answer."""
        self._ask(f"send {escape(text)}")
        self.settle()

    def type_bytes(self, data):
        """Types bytes, however broken, and does not wait for the answer."""
        self._ask(f"send {escape_bytes(data)}")

    def key(self, *names):
        """Presses keys, one after the other, each answered before the next."""
        for name in names:
            self._ask(f"key {name}")
            self.settle()

    def press(self, name):
        """Presses a key and does not wait for the answer."""
        self._ask(f"key {name}")

    def paste(self, text):
        self._ask(f"paste {escape(text)}")
        self.settle()

    def resize(self, rows, cols):
        self._ask(f"resize {rows} {cols}")
        self.settle()

    def arrived(self):
        """Waits until all that was typed was read, or could be."""
        self._ask(f"arrived {int(LIMIT * 1000)}")

    def signal(self, number):
        self._ask(f"signal {int(number)}")

    def kill(self):
        self.signal(signal.SIGKILL)
        return self.exit()

    def hang_up(self):
        """Cuts the line, as a lost connection does."""
        self._ask("hangup")

    def exit(self, seconds=LIMIT):
        """Waits for the end: the exit status, or minus the signal that ended it."""
        done, rest = self._try(f"exit {int(seconds * 1000)}")
        if not done:
            raise ScreenError(f"{rest}:\n{self.picture()}")
        how, number = rest.split()
        return int(number) if how == "exited" else -int(number)


class Folder:
    """A folder that goes with the test."""

    def __enter__(self):
        self.path = pathlib.Path(tempfile.mkdtemp(prefix="kusei-test-"))
        return self.path

    def __exit__(self, *ignored):
        shutil.rmtree(self.path, ignore_errors=True)


def run(*argv, env=None, stdin=subprocess.DEVNULL, **more):
    """Runs kusei without a terminal: CompletedProcess with text output."""
    return subprocess.run([KUSEI, *[str(a) for a in argv]], stdin=stdin, capture_output=True,
                          text=True, env=env or environment(), timeout=120, **more)
