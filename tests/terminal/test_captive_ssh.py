"""Section 4 of doc/deployment.en.md, with a real sshd: its configuration, word for word, beside Debian's
own, gives whoever comes in over SSH the forms and nothing else; an ordinary account of the host cannot
open the database, over SSH either.

Accounts, folders and the port are in a namespace of mounts of their own: nothing of the machine is
changed, and nobody else can connect. Skipped where there is no sshd, or where that is not allowed.
"""
import os
import re
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

from office import KEEPER, PERSON, STAFF, Office
from runner import check, check_equal, main, skip
from screen import SOURCE, Screen

SSHD, DEBIANS = Path("/usr/sbin/sshd"), Path("/usr/share/openssh/sshd_config")

if not SSHD.exists() or not DEBIANS.exists() or not shutil.which("ssh"):
    skip("sshd is missing (Debian: openssh-server, openssh-client)")
if subprocess.run(["unshare", "-m", "true"], capture_output=True, check=False).returncode != 0:
    skip("namespaces of mounts are not allowed here")

# What the accounts and folders of the document are, on top of the machine's.
PREPARE = """
set -eu
cp /etc/passwd passwd
cp /etc/group group
sed '/^kusei:/d; /^clerk:/d' /etc/shadow >shadow
chmod 600 shadow
echo 'kusei:x:{keeper}:{keeper}::/srv/kusei:/bin/sh' >>passwd
echo 'clerk:x:{person}:{person}::{top}/home:/bin/sh' >>passwd
printf 'kusei:!:19000::::::\\nclerk:*:19000::::::\\n' >>shadow
printf 'kusei:x:{keeper}:\\nclerk:x:{person}:\\n' >>group
for file in passwd group shadow; do mount --bind "$file" "/etc/$file"; done
mount --bind ssh /etc/ssh
mount -t tmpfs none /srv
mkdir /srv/kusei
mount --bind {top}/srv /srv/kusei
mount --bind bin /usr/local/bin
mkdir -p /run/sshd
exec {sshd} -D -e -f /etc/ssh/sshd_config
"""


def documented(lang="en"):
    """The block of the document, as it is to be put into sshd_config.d."""
    text = (SOURCE / "doc" / f"deployment.{lang}.md").read_text(encoding="utf-8")
    block = re.search(r"\n((?:    .*\n)*    Match User kusei\n(?:    .*\n)+)", text).group(1)
    return "".join(line[4:] + "\n" for line in block.splitlines())


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Host:
    """The office's sshd, with a key of the keeper's account and one of the clerk's own."""

    def __init__(self, office):
        self.office, self.port = office, free_port()
        self.folder = office.top / "host"
        for name in ("ssh/sshd_config.d", "bin", "keys"):
            (self.folder / name).mkdir(parents=True)
        shutil.copy(office.program, self.folder / "bin" / "kusei")
        ssh = self.folder / "ssh"
        for path, name in ((ssh / "host_key", "host"), (self.folder / "keys" / "desk", "desk"),
                           (self.folder / "keys" / "own", "own")):
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", path],
                           check=True)
        shutil.copy(self.folder / "keys" / "desk.pub", ssh / "kusei_keys")
        shutil.copy(self.folder / "keys" / "own.pub", ssh / "clerk_keys")
        (ssh / "sshd_config.d" / "kusei.conf").write_text(documented(), encoding="utf-8")
        # Debian's own configuration, but for where it listens; the folder of the forms is
        # otherwise where they are installed.
        (ssh / "sshd_config").write_text(
            f"Port {self.port}\nListenAddress 127.0.0.1\nHostKey /etc/ssh/host_key\nPidFile none\n"
            f"SetEnv KUSEI_SHARE={office.share} ASAN_OPTIONS=detect_leaks=0\n"
            + DEBIANS.read_text(encoding="utf-8")
            + "\nMatch User clerk\n    AuthorizedKeysFile /etc/ssh/clerk_keys\n", encoding="utf-8")

    def __enter__(self):
        script = PREPARE.format(keeper=KEEPER, person=PERSON, top=self.office.top, sshd=SSHD)
        self.log = open(self.folder / "log", "wb")
        self.server = subprocess.Popen(["unshare", "-m", "sh", "-c", script], cwd=self.folder,
                                       stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log)
        while not self.listens():
            check(self.server.poll() is None, f"sshd has ended: {self.said()}")
            time.sleep(0.01)
        return self

    def __exit__(self, *_):
        self.server.send_signal(signal.SIGTERM)
        self.server.wait()
        self.log.close()

    def listens(self):
        with socket.socket() as s:
            return s.connect_ex(("127.0.0.1", self.port)) == 0

    def said(self):
        return (self.folder / "log").read_text(encoding="utf-8", errors="replace")

    def ssh(self, user, key, *words, program="ssh"):
        options = ["-i", str(self.folder / "keys" / key), "-F", "none",
                   "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null",
                   "-o", "BatchMode=yes", "-o", "LogLevel=ERROR", "-o", "SendEnv=LC_ALL",
                   "-P" if program != "ssh" else "-p", str(self.port)]
        where = [] if program != "ssh" else [f"{user}@127.0.0.1"]
        return [program, *options, *where, *map(str, words)]

    def run(self, *command, **more):
        return subprocess.run(command, capture_output=True, check=False, encoding="utf-8",
                              stdin=subprocess.DEVNULL, timeout=60, **more,
                              env={**os.environ, "LC_ALL": "C.UTF-8"})

    def desk(self, *words):
        return self.run(*self.ssh("kusei", "desk", *words))

    def clerk(self, *words):
        return self.run(*self.ssh("clerk", "own", *words))


def case_configuration():
    """sshd takes the document's configuration as it stands there."""
    with Office() as office:
        host = Host(office)
        done = subprocess.run([SSHD, "-t", "-f", host.folder / "ssh" / "sshd_config.d" / "kusei.conf",
                               "-h", host.folder / "ssh" / "host_key"], capture_output=True,
                              check=False, encoding="utf-8")
        check_equal((done.returncode, done.stderr), (0, ""), documented())
    check_equal(documented("ja"), documented(), "what the document says in Japanese")


def case_forms_over_ssh():
    """With a terminal: name and password, then the forms."""
    with Office() as office, Host(office) as host:
        command = host.ssh("kusei", "desk")
        command[1:1] = ["-t"]
        with Screen(command, env={**os.environ, "LC_ALL": "C.UTF-8", "TERM": "xterm-256color"}) as s:
            s.wait("Name: ")
            s.send("tanaka\r")
            s.wait("Password: ")
            s.send(STAFF + "\r")
            s.wait("北区")
            check(STAFF not in s.picture(), "the password is on the screen")
        done = office.run(KEEPER, "trail", "export")
        check('"tanaka","staff","sign-in"' in done.stdout, done.stdout)


def case_nothing_else_over_ssh():
    """No command, no shell, no files in or out, no way through to other hosts."""
    with Office() as office, Host(office) as host:
        for words in (["sh"], ["sh", "-c", "id"], ["cat", "/srv/kusei/kusei.db"], ["kusei", "list"],
                      ["scp", "-f", "/etc/passwd"]):
            done = host.desk(*words)
            check((done.returncode, done.stdout) == (2, "") and "nothing but the forms" in done.stderr,
                  f"{words}: {done.returncode} {done.stdout!r} {done.stderr}")
        for program, target in (("sftp", "kusei@127.0.0.1:/etc/passwd"),
                                ("scp", "kusei@127.0.0.1:/srv/kusei/kusei.db")):
            out = office.top / "out"
            done = host.run(*host.ssh(None, "desk", target, out, program=program))
            check(done.returncode != 0 and not out.exists(), f"{program}: {done.stderr}")
        # Another port of the host, through it.
        done = host.run(*host.ssh("kusei", "desk", "-W", f"127.0.0.1:{host.port}"))
        check(done.returncode != 0 and "SSH-2.0" not in done.stdout, f"-W: {done.stdout!r}")
        check_equal(host.run(*host.ssh("kusei", "own")).returncode, 255, "a key that is not listed")


def case_clerk_cannot_open_it():
    """An account of the host, that may log in and have a shell, does not reach the database."""
    with Office() as office, Host(office) as host:
        done = host.clerk("id", "-u")
        check_equal(done.stdout, f"{PERSON}\n", f"the clerk's own login: {done.stderr} {host.said()}")
        for words in ("cat /srv/kusei/kusei.db", "ls /srv/kusei", "cp /srv/kusei/kusei.db .",
                      "cat /etc/ssh/host_key"):
            done = host.clerk(words)
            check(done.returncode != 0 and done.stdout == "" and "Permission denied" in done.stderr,
                  f"{words}: {done.stdout!r} {done.stderr}")
        done = host.clerk("/usr/local/bin/kusei --db /srv/kusei/kusei.db list")
        check((done.returncode, done.stdout) == (2, "") and "cannot be" in done.stderr, done.stderr)
        done = host.clerk("/bin/su kusei -c id </dev/null")
        check(done.returncode != 0 and str(KEEPER) not in done.stdout, f"su: {done.stdout}")


main()
