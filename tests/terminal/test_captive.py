"""The deployment of doc/deployment.en.md on this machine: one account keeps the database, people
are others, and the program is all they get of it. Only root can play it.
"""
import os
import shutil
import subprocess

from office import KEEPER, PERSON, STAFF, Office
from runner import check, check_equal, main


def sign_in(s):
    """To the list of assessments."""
    s.wait("Name: ")
    s.send("tanaka\r")
    s.wait("Password: ")
    s.send(STAFF + "\r")
    s.wait("北区")


def case_database_is_the_keepers():
    """Made with a umask of 0, the files are the keeper's alone."""
    with Office() as office:
        for path in office.kept.iterdir():
            check_equal((path.stat().st_uid, path.stat().st_mode & 0o777), (KEEPER, 0o600),
                        str(path))
        check_equal(office.kept.stat().st_mode & 0o777, 0o700, "the folder")


def case_people_cannot_reach_it():
    """Neither opened, nor listed, nor looked at, nor linked to, nor replaced."""
    with Office() as office:
        ended = office.attempt(
            f"open('{office.db}', 'rb')",
            f"open('{office.db}', 'ab')",
            f"os.stat('{office.db}')",
            f"os.listdir('{office.kept}')",
            f"os.chdir('{office.kept}')",
            f"os.link('{office.db}', 'link')",
            f"os.symlink('{office.db}', 'sign') or open('sign', 'rb')",
            f"os.rename('{office.kept}', '{office.top}/other')",
            f"open('{office.kept}/new', 'w')",
            f"os.unlink('{office.db}')",
            f"os.chmod('{office.kept}', 0o777)")
        check(set(ended) == {"PermissionError"}, f"not all refused: {ended}")
        for name in ("sign", str(office.db)):
            done = office.run(PERSON, "list", db=office.own / name if name == "sign" else name)
            check_equal((done.returncode, done.stdout), (2, ""), name)
            check("cannot be reached" in done.stderr or "cannot be opened" in done.stderr,
                  done.stderr)


def case_nothing_but_the_forms():
    """No command, no shell, no file of the person's choice."""
    with Office() as office:
        def refused(*arguments, words="nothing but the forms", **changes):
            done = office.run(KEEPER, "--captive", *arguments, **changes)
            check_equal((done.returncode, done.stdout), (2, ""), f"{arguments}")
            check(words in done.stderr, f"{arguments}: {done.stderr}")

        out = office.kept / "out.xml"
        refused("export", "北区", "2015", "-o", out)
        check(not out.exists(), "a file was written")
        for command in (["list"], ["import", "/etc/passwd"], ["user", "list"], ["demo"],
                        ["trail", "export"], ["sh"]):
            refused(*command)
        refused("-c", "sh", words="unknown")
        refused(SSH_ORIGINAL_COMMAND="sh -i")
        refused(SSH_ORIGINAL_COMMAND="scp -f /etc/passwd")
        refused("--keys", "/etc/passwd", words="without --keys")


def case_files_of_the_environment():
    """Forms, translations and terminals of the person's own are not read."""
    with Office() as office:
        mine = office.own / "share"
        shutil.copytree(office.share, mine)
        for path in [mine, *mine.rglob("*")]:
            os.chown(path, PERSON, PERSON)
        os.chmod(office.own, 0o755)
        with office.screen(KUSEI_SHARE=str(mine)) as s:
            s.wait("kusei: ")
            check_equal(s.exit(), 2, "forms of the person's own")
        words = office.own / "ja" / "LC_MESSAGES" / "kusei.mo"
        words.parent.mkdir(parents=True)
        subprocess.run(["msgfmt", "-o", words, "-"], check=True, encoding="utf-8",
                       input='msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
                             'msgid "Name: "\nmsgstr "of my own: "\n')
        with office.screen(TEXTDOMAINDIR=str(office.own), KUSEI_LANG="ja") as s:
            s.wait(": ")
            check("of my own" not in s.picture(), s.picture())
        # Beside the installed forms, one of the same name would be refused.
        home = office.own / ".local" / "share" / "kusei"
        home.mkdir(parents=True)
        os.rename(mine / "forms", home / "forms")
        with office.screen(HOME=str(office.own), XDG_DATA_HOME=str(office.own / ".local" / "share")) as s:
            sign_in(s)
            s.key("Enter")
            s.wait("All pages")


def case_signing_in():
    """Name and password, then the forms, in the name of whoever signed in."""
    with Office() as office:
        with office.screen() as s:
            s.wait("Name: ")
            s.send("tanaka\r")
            s.wait("Password: ")
            s.send("wrong\r")
            s.wait("wrong. Try again")
            check_equal(s.exit(), 2, "exit status")
            check("wrong\n" not in "".join(s.rows()), "the password is on the screen")
        with office.screen() as s:
            sign_in(s)
            check(STAFF not in s.picture(), "the password is on the screen")
        done = office.run(KEEPER, "trail", "export")
        check('"tanaka",,"sign-in-failed"' in done.stdout and
              '"tanaka","staff","sign-in"' in done.stdout, done.stdout)


def case_no_file():
    """The printed sheet is shown, and no file of it is written."""
    with Office() as office, office.screen() as s:
        sign_in(s)
        s.key("Enter")
        s.wait("All pages")
        s.send("\x1bv")
        s.wait("Preview")
        s.wait("豊かなコミュニティの実現")
        s.send("w")
        s.wait("This account can write no files.")
        check(not list(office.top.rglob("*.pdf")), "a file was written")


def case_no_account_no_entry():
    """An office without accounts lets nobody in: all would be the keeper."""
    with Office() as office:
        office.db.unlink()
        with office.screen() as s:
            s.wait("no account yet")
            check_equal(s.exit(), 2, "exit status")


main()
