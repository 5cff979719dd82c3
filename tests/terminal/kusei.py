"""What the terminal tests share: kusei on a screen, and the words it says."""
import gettext
import os

from screen import BUILD, KUSEI, SOURCE, Screen, run

_translation = gettext.translation("kusei", os.environ.get("TEXTDOMAINDIR", BUILD / "locale"),
                                   ["ja"], fallback=True)


def say(msgid):
    """A sentence of the program as it stands on the screen."""
    return _translation.gettext(msgid)


def open_kusei(db, **more):
    return Screen([KUSEI, "--db", db], **more)


def load(db, *names):
    """Puts sample assessments into a database."""
    done = run("--db", db, "import", *[SOURCE / "data" / name for name in names])
    if done.returncode != 0:
        raise RuntimeError(done.stderr)


def export(db, ward, year):
    """The official XML of an assessment, as text."""
    done = run("--db", db, "export", ward, year)
    if done.returncode != 0:
        raise RuntimeError(done.stderr)
    return done.stdout
