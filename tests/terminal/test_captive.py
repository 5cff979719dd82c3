"""The deployment of doc/deployment.en.md on this machine: one account keeps the database, people
are others, and the program is all they get of it. Two numbers that belong to nobody stand for the
accounts, so that nothing of the machine is changed. Only root can play it.
"""
import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

from runner import check, check_equal, main, skip
from screen import KUSEI, SOURCE, VSCREEN, Screen, environment

if os.geteuid() != 0:
    skip("only root can be two accounts")
if not VSCREEN.exists():
    skip("libvterm is missing (Debian: libvterm-dev)")

ADMIN, STAFF = "庁舎の銀杏が散る頃に会いましょう", "nobody knows this one, either"


def free_numbers():
    taken = {entry.pw_uid for entry in pwd.getpwall()}
    return [number for number in range(61000, 64000) if number not in taken][:2]


KEEPER, PERSON = free_numbers()


class Office:
    """The keeper's folder and database with two accounts, and a folder of the person's."""

    def __enter__(self):
        self.top = Path(tempfile.mkdtemp(prefix="kusei-captive-"))
        os.chmod(self.top, 0o755)
        self.kept, self.own = self.top / "srv", self.top / "home"
        for folder, owner in ((self.kept, KEEPER), (self.own, PERSON)):
            folder.mkdir(mode=0o700)
            os.chown(folder, owner, owner)
        # The program, its forms and the translations, as an installation has them: root's.
        self.program = self.top / "kusei"
        shutil.copy(KUSEI, self.program)
        self.share = self.top / "share"
        for part in ("forms", "data"):
            shutil.copytree(SOURCE / part, self.share / part)
        os.chmod(self.share, 0o755)
        self.db = self.kept / "kusei.db"
        self.make_accounts()
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.top)

    def make_accounts(self):
        done = self.run(KEEPER, "user", "add", "admin", "--role", "admin", passwords=(ADMIN,))
        check_equal(done.returncode, 0, done.stderr)
        done = self.run(KEEPER, "user", "add", "tanaka", "--role", "staff", "--as", "admin",
                        passwords=(ADMIN, STAFF))
        check_equal(done.returncode, 0, done.stderr)
        done = self.run(KEEPER, "import", self.share / "data" / "kita-2015.xml", "--as", "admin",
                        passwords=(ADMIN,))
        check_equal(done.returncode, 0, done.stderr)

    def environment(self, **changes):
        return environment(**{"KUSEI_SHARE": str(self.share), "HOME": str(self.own),
                              "KUSEI_LANG": "en", **changes})

    def run(self, user, *arguments, passwords=(), db=None, **changes):
        """The program as that account, with a umask that hides nothing."""
        command = [self.program, "--db", db or self.db, *arguments]
        out, into = os.pipe()
        os.write(into, "".join(p + "\n" for p in passwords).encode())
        os.close(into)
        if passwords:
            command += ["--password-fd", str(out)]
        done = subprocess.run([str(word) for word in command], capture_output=True, check=False,
                              encoding="utf-8", stdin=subprocess.DEVNULL, cwd="/", umask=0,
                              user=user, group=user, extra_groups=[], pass_fds=(out,),
                              env=self.environment(**changes))
        os.close(out)
        return done

    def attempt(self, *calls):
        """What each call, a word of Python, ends in when the person makes it."""
        script = "\n".join(
            f"try:\n    {call}\n    print('done')\nexcept OSError as e:\n    print(type(e).__name__)"
            for call in calls)
        done = subprocess.run(["python3", "-c", "import os, pathlib, sqlite3\n" + script],
                              capture_output=True, check=True, encoding="utf-8", cwd=self.own,
                              user=PERSON, group=PERSON, extra_groups=[])
        return done.stdout.split()

    def screen(self, *arguments, **changes):
        """The program on a terminal, as sshd's ForceCommand starts it for the keeper's account."""
        words = ["setpriv", f"--reuid={KEEPER}", f"--regid={KEEPER}", "--clear-groups",
                 self.program, "--captive", "--db", self.db, *arguments]
        return Screen([str(word) for word in words], env=self.environment(**changes))


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
            s.wait("Name: ")
            s.send("tanaka\r")
            s.wait("Password: ")
            s.send(STAFF + "\r")
            s.wait("北区")
            check(STAFF not in s.picture(), "the password is on the screen")
        done = office.run(KEEPER, "trail", "export")
        check('"tanaka",,"sign-in-failed"' in done.stdout and
              '"tanaka","staff","sign-in"' in done.stdout, done.stdout)


def case_no_account_no_entry():
    """An office without accounts lets nobody in: all would be the keeper."""
    with Office() as office:
        office.db.unlink()
        with office.screen() as s:
            s.wait("no account yet")
            check_equal(s.exit(), 2, "exit status")


main()
