"""An office on this machine: one account keeps the database, and one is a person's. Two numbers that
belong to nobody stand for them, so that nothing of the machine is changed. Only root can play it.
"""
import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

from runner import check_equal, skip
from screen import KUSEI, SOURCE, VSCREEN, Screen, environment

if os.geteuid() != 0:
    skip("only root can be two accounts")
if not VSCREEN.exists():
    skip("libvterm is missing (Debian: libvterm-dev)")

ADMIN, STAFF = "庁舎の銀杏が散る頃に会いましょう", "nobody knows this one, either"
FIRST = "whoever was told it changes it"


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
                        passwords=(ADMIN, FIRST))
        check_equal(done.returncode, 0, done.stderr)
        done = self.run(KEEPER, "user", "passwd", "tanaka", "--as", "tanaka", passwords=(FIRST, STAFF))
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
