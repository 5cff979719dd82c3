"""Where there is no terminal to work on, or no library, the program says so and touches nothing."""
import os
import re
import shutil
import subprocess

from runner import check, check_equal, main, skip
from screen import BUILD, KUSEI, VSCREEN, Folder, Screen, environment, run

# The file that libxml2 is read in from.
LIBXML = re.search(r'LIBXML_FILE "([^"]+)"', (BUILD / "config.h").read_text()).group(1)

if not VSCREEN.exists():
    skip("libvterm is missing (Debian: libvterm-dev)")


def refused_on_terminal(words, rows=24, cols=80, **changes):
    """On this terminal the program ends with 2 and a sentence that has the words."""
    with Folder() as folder:
        db = folder / "kusei.db"
        with Screen([KUSEI, "--db", db], rows, cols, environment(**changes)) as s:
            check_equal(s.exit(), 2, "exit status")
            text = "".join(s.rows())
            check("kusei: " in text, f"no sentence:\n{s.picture()}")
            for word in words:
                check(word in text, f"{word} is not named:\n{s.picture()}")
        check(not db.exists(), "a database was made")


def case_pipe():
    """Standard input and output that are no terminal."""
    with Folder() as folder:
        for command in ([], ["demo"]):
            done = run("--db", folder / "kusei.db", *command)
            check_equal(done.returncode, 2, "exit status")
            check_equal(done.stdout, "", "standard output")
            check(done.stderr.startswith("kusei: ") and done.stderr.count("\n") == 1,
                  f"no one sentence: {done.stderr!r}")
            check_equal(os.listdir(folder), [], "files made")


def case_output_to_file():
    """A terminal to type on, but the screen goes to a file."""
    with Folder() as folder:
        script = f"'{KUSEI}' --db '{folder}/kusei.db' > '{folder}/out'; echo status $?"
        with Screen(["sh", "-c", script]) as s:
            s.wait("status 2")
        check_equal((folder / "out").read_text(), "", "the file")


def case_locale():
    """A locale that is not UTF-8: what to set is said."""
    refused_on_terminal(["UTF-8", "LC_ALL"], LC_ALL="C")
    refused_on_terminal(["UTF-8", "LC_ALL"], LC_ALL="POSIX")


def case_terminal_kind():
    """A TERM that is not set, or unknown."""
    refused_on_terminal(["TERM", "no-such-terminal"], TERM="no-such-terminal")
    refused_on_terminal(["TERM"], TERM=None)


def case_foreign_database():
    """A database that is none, and a folder that is not there, open no screen."""
    with Folder() as folder:
        other = folder / "letter.txt"
        other.write_text("Dear ward office,\n" * 100)
        with Screen([KUSEI, "--db", other]) as s:
            check_equal(s.exit(), 2, "exit status")
            check("letter.txt" in "".join(s.rows()), s.picture())
        check_equal(other.read_text(), "Dear ward office,\n" * 100, "the file")


def case_help_needs_no_terminal():
    """Help and version go to standard output, in any locale."""
    for option in ("--help", "--version"):
        done = subprocess.run([KUSEI, option], capture_output=True, text=True, check=False,
                              env=environment(LC_ALL="C", TERM=None))
        check_equal((done.returncode, done.stderr), (0, ""), option)
        check("kusei" in done.stdout, done.stdout)


def without_libxml(folder, other):
    """An environment in which what goes by libxml2's name is another file."""
    shutil.copyfile(other, folder / LIBXML)
    return environment(LD_LIBRARY_PATH=str(folder), KUSEI_LANG="en")


def case_first_screen_without_libxml():
    """The program does not name libxml2, which takes long to be read in, among its libraries."""
    named = subprocess.run(["objdump", "-p", KUSEI], capture_output=True, text=True, check=True).stdout
    check("NEEDED" in named and LIBXML not in named, named)


def case_libxml_broken():
    """What libxml2 is read in from is no library, or another one: the terminal comes back, and a
    sentence says so behind the first screen."""
    for other, word in ((__file__, "invalid ELF header"),
                        (BUILD / "tests" / "terminal" / "stage.so", "undefined symbol")):
        with Folder() as folder:
            env = without_libxml(folder, other)
            with Screen([KUSEI, "--db", folder / "kusei.db"], env=env) as s:
                check_equal(s.exit(), 2, "exit status")
                text = "".join(s.rows())
                check(f"kusei: {LIBXML} cannot be read in" in text and word in text, s.picture())
                check("package" in text and s.row(0).startswith("kusei: "), s.picture())


def case_command_without_libxml():
    """A subcommand says the same, and does nothing."""
    with Folder() as folder:
        done = run("--db", folder / "kusei.db", "list", env=without_libxml(folder, __file__))
        check_equal(done.returncode, 2, "exit status")
        check(f"kusei: {LIBXML} cannot be read in" in done.stderr, done.stderr)
        check_equal((done.stdout, os.listdir(folder)), ("", [LIBXML]), "what was done")


def case_plain_without_libxml():
    """Line by line it is said before the first question."""
    with Folder() as folder:
        done = run("--db", folder / "kusei.db", "--plain", env=without_libxml(folder, __file__))
        check_equal((done.returncode, done.stdout), (2, ""), "exit status, and what was asked")
        check(f"kusei: {LIBXML} cannot be read in" in done.stderr, done.stderr)


main()
