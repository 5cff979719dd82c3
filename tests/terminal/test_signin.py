"""Who is at the terminal: signing in, the screen that locks, pages that were handed on, and what
the person who fills in does about them: submitting, taking back, answering remarks.
"""
import itertools
import os
import re
import shutil
import time

from kusei import go_to_field, go_to_outline, in_hand, load, open_kusei, open_page, say, says
from runner import check, check_equal, main, skip
from screen import BUILD, KUSEI, VSCREEN, Folder, Screen, environment, run

if not VSCREEN.exists():
    skip("libvterm is missing (Debian: libvterm-dev)")

PASSWORDS = {"admin": "庁舎の銀杏が散る頃に会いましょう", "tanaka": "nobody knows this one, either",
             "sato": "係長だけが知っている長い言葉です", "kimura": "the ward head keeps this to herself"}
ROLES = {"tanaka": "staff", "sato": "chief", "kimura": "head"}
PAGE = "1.1.a/1-1"  # of Kita, FY2015: finished, with no warning
FIELD, PATH = "めざす状態", "plan/aim"
WARNED = "1.2.b/1-3"  # finished, with one warning that needs a reason
TYPED = "区役所で書き足したこと。"
ELSEWHERE = "ほかのページに書いたこと。"
REMARK = "この表現の根拠は何ですか。"
FIRST = "whoever was told it changes it"
# Windows and languages in which everything has to be said.
EVERYWHERE = tuple(itertools.product(((24, 80), (5, 20)), ("ja", "en")))


def plain(text):
    return re.sub(r"\s", "", text)


def command(db, *words, who=None, more=()):
    """A command of that person's; what it said on stderr has to be nothing."""
    out, into = os.pipe()
    given = ([PASSWORDS[who]] if who else []) + list(more)
    os.write(into, "".join(line + "\n" for line in given).encode())
    os.close(into)
    options = (["--as", who] if who else []) + (["--password-fd", out] if given else [])
    done = run("--db", db, *words, *options, pass_fds=(out,))
    os.close(out)
    check_equal((done.returncode, done.stderr), (0, ""), f"{words}")
    return done.stdout


def review(db, who, *words, **more):
    return command(db, "review", words[0], "北区", "2015", *words[1:], who=who, **more)


def office(folder, *people):
    """A database with Kita's sheet, an administrator, and those people."""
    db = folder / "k.db"
    load(db, "kita-2015.xml")
    command(db, "user", "add", "admin", "--role", "admin", more=[PASSWORDS["admin"]])
    for name in people:
        command(db, "user", "add", name, "--role", ROLES[name], who="admin", more=[FIRST])
        command(db, "user", "passwd", name, "--as", name, more=[FIRST, PASSWORDS[name]])
    return db


def sign_in(screen, who):
    """From the screen that asks for name and password to what comes behind it."""
    screen.wait(say("Password"))
    screen.send(who)
    screen.key("Enter")
    screen.send(PASSWORDS[who])
    screen.key("Enter")
    screen.gone(say("Password"))


def said_in(lang, msgid):
    """The fixed parts of a sentence, as that language has it, without blanks."""
    return [plain(part) for part in re.split(r"%[\d$]*[a-z]+", say(msgid) if lang == "ja" else msgid)]


def all_said(screen, lang, msgid):
    shown = plain("".join(screen.rows()))
    return all(part in shown for part in said_in(lang, msgid))


def at_work(db, size, lang, who):
    """Signed in, with the page open, in a window of that size."""
    screen = open_kusei(db, rows=size[0], cols=size[1], env=environment(KUSEI_LANG=lang))
    screen.settle()
    screen.send(who)
    screen.key("Enter")
    screen.send(PASSWORDS[who])
    screen.key("Enter", "Enter", "F2", "Home")
    screen.send(PAGE)
    screen.key("Enter")
    return screen


def unlock(screen, who):
    screen.wait(say("Locked"))
    screen.send(PASSWORDS[who])
    screen.key("Enter")
    screen.gone(say("Locked"))


def at_field(screen):
    """To the long text of the page, where there is no remark to open it at."""
    open_page(screen, PAGE)
    screen.settle()
    go_to_field(screen, FIELD)


def page_rows(screen):
    """The rows of the page, without how long a text is, which follows the keys a moment later."""
    return [re.sub(r"\s+\d+ ?(字|chars?)\b.*", "", row) for row in screen.rows()[:-2]]


def message(screen):
    return plain("".join(screen.rows()[-5:]))


def case_nobody_is_asked():
    """Without accounts the list comes at once, and there is nothing to lock with."""
    with Folder() as folder:
        load(folder / "k.db", "kita-2015.xml")
        with open_kusei(folder / "k.db") as s:
            s.wait("北区")
            s.key("M-k")
            check(says(s, "There are no accounts, and so no password that could open the screen "
                          "again."), s.picture())
            check(s.shows("北区"), s.picture())
            s.key("o")
            check(says(s, "There are no accounts: nobody has to sign in here."), s.picture())
        with open_kusei(folder / "k.db", ("--as", "kimura")) as s:
            s.wait("北区")
            at_field(s)
            s.send(TYPED)
            s.key("F9", "F10", "F10", "F10")
            check_equal(s.exit(), 0, "exit status")
        check("kimura" not in run("--db", folder / "k.db", "history", "北区", "2015").stdout,
              "a name of somebody else's was taken")


def case_signing_in():
    """Name and password, without echo; a wrong one is said, and nothing is seen before."""
    with Folder() as folder:
        db = office(folder, "tanaka")
        for lang, words in (("ja", say), ("en", str)):
            with open_kusei(db, env=environment(KUSEI_LANG=lang)) as s:
                s.wait(words("Password"))
                check(not s.shows("北区"), f"seen before signing in:\n{s.picture()}")
                s.send("tanaka")
                s.key("Enter")
                s.send("まちがい")
                check(s.row(3).rstrip().endswith(" ****"), f"not four signs:\n{s.picture()}")
                check(not s.shows("まちがい"), s.picture())
                s.key("Enter")
                check(plain(words("The name or the password is wrong. Try again."))
                      in message(s), s.picture())
                check("*" not in s.row(3), f"not taken away:\n{s.picture()}")
                s.send(PASSWORDS["tanaka"])
                s.key("Enter")
                s.wait("北区")
                check(s.row(0).rstrip().endswith("tanaka"), f"no name at the top:\n{s.picture()}")
                check(PASSWORDS["tanaka"] not in s.text(), s.picture())
        trail = command(db, "trail", "export")
        check_equal(trail.count('"tanaka","staff","sign-in"'), 3, "in the trail, with the first one")
        check_equal(trail.count('"sign-in-failed"'), 2, "in the trail")


def newcomer(folder):
    """Somebody with the password that the administrator set."""
    db = office(folder)
    command(db, "user", "add", "tanaka", "--role", "staff", who="admin", more=[FIRST])
    return db


def type_both(screen, one, other):
    screen.send(one)
    screen.key("Enter")
    screen.send(other)
    screen.key("Enter")


def case_first_password():
    """It opens nothing but the choice of one's own, by the same rules as `kusei user passwd`."""
    own = PASSWORDS["tanaka"]
    with Folder() as folder:
        db = newcomer(folder)
        check(say("first password") in command(db, "user", "list"), "the administrator sees who has not")
        read, write = os.pipe()
        os.write(write, f"{FIRST}\n".encode())
        os.close(write)
        done = run("--db", db, "new", "鶴見区", "2015", "--as", "tanaka", "--password-fd", read,
                   pass_fds=(read,))
        os.close(read)
        check_equal(done.returncode, 2, "a command does it with the first password")
        check("kusei user passwd tanaka" in done.stderr, done.stderr)
        check("鶴見区" not in run("--db", db, "list").stdout, "and it was done")
        for (rows, cols), lang in (((24, 80), "ja"), ((5, 20), "en")):
            words = say if lang == "ja" else str
            copy = shutil.copy(db, folder / f"{rows}{lang}.db")
            with open_kusei(copy, rows=rows, cols=cols, env=environment(KUSEI_LANG=lang)) as s:
                s.wait(words("Password") if rows > 5 else words("Name"))
                type_both(s, "tanaka", FIRST)
                check(all_said(s, lang, "An administrator set this password. Choose one that only "
                                        "you know."), s.picture())
                type_both(s, own, own + "x")
                check(all_said(s, lang, "The two passwords were not the same. Nothing was changed."),
                      s.picture())
                type_both(s, FIRST, FIRST)
                check(all_said(s, lang, "This is the password that the administrator set. Choose "
                                        "another one."), s.picture())
                type_both(s, "short", "short")
                check("15" in s.text() and "北区" not in s.text(), s.picture())
                s.press("Esc")
                s.settle()
                type_both(s, "tanaka", FIRST)
                type_both(s, own, own)
                s.wait("北区")
                check_equal(s.torn(), 0, "torn")
                s.key("o")
                type_both(s, "tanaka", own)
                s.wait("北区")
                # Whoever is given a new one by the administrator signs nothing with it either.
                command(copy, "user", "passwd", "tanaka", who="admin", more=[FIRST])
                s.key("M-k")
                s.send(FIRST)
                s.key("Enter")
                check("北区" not in s.text(), s.picture())
                type_both(s, own + "!", own + "!")
                s.wait("北区")
            check_equal(run("--db", copy, "trail", "verify").returncode, 0, "the trail")


def case_first_password_line_by_line():
    """Asked for on the terminal before the forms that come line by line."""
    with Folder() as folder:
        db = newcomer(folder)
        with open_kusei(db, ("--plain", "--as", "tanaka")) as s:
            s.wait(say("Password: ").strip())
            s.send(FIRST + "\r")
            s.wait(say("New password: ").strip())
            type_both(s, "short", "short")
            s.wait(say("New password: ").strip())
            check("15" in s.text(), s.picture())
            type_both(s, PASSWORDS["tanaka"], PASSWORDS["tanaka"])
            s.wait("北区")
            check(PASSWORDS["tanaka"] not in s.text() and FIRST not in s.text(), s.picture())


def case_leaving_without_signing_in():
    """Esc takes back what was typed of the password, then leaves; F10 leaves at once."""
    with Folder() as folder:
        db = office(folder)
        with open_kusei(db) as s:
            s.wait(say("Password"))
            s.key("Tab")
            s.send("abc")
            s.press("Esc")
            s.gone("***")
            s.press("Esc")
            check_equal(s.exit(), 0, "exit status")
        with open_kusei(db) as s:
            s.wait(say("Password"))
            s.key("F10")
            check_equal(s.exit(), 0, "exit status")


def case_name_of_the_command_line():
    """--as is the name that is offered; the password is asked for all the same."""
    with Folder() as folder:
        db = office(folder, "tanaka")
        with open_kusei(db, ("--as", "tanaka")) as s:
            s.wait(say("Password"))
            check("tanaka" in s.row(2), s.picture())
            s.key("Enter")
            s.send(PASSWORDS["tanaka"])
            s.key("Enter")
            s.wait("北区")
            check(s.row(0).rstrip().endswith("tanaka"), s.picture())


def case_wrong_too_often():
    """After five wrong passwords it is said how long to wait, for the right one too."""
    with Folder() as folder:
        db = office(folder, "tanaka")
        with open_kusei(db) as s:
            s.wait(say("Password"))
            s.send("tanaka")
            s.key("Enter")
            for _ in range(5):
                s.send("wrong")
                s.key("Enter")
            s.send(PASSWORDS["tanaka"])
            s.key("Enter")
            check(says(s, "The password of %s was wrong too often. Wait %d seconds and try "
                          "again."), s.picture())


def case_another_person():
    """o signs out: the next one works in their own name, and sees nothing of the one before."""
    with Folder() as folder:
        db = office(folder, "tanaka", "sato")
        with open_kusei(db) as s:
            sign_in(s, "tanaka")
            s.key("o")
            check(not s.shows("北区"), s.picture())
            sign_in(s, "sato")
            check(s.row(0).rstrip().endswith("sato"), s.picture())
            at_field(s)
            s.send(TYPED)
            s.key("F9", "F10", "F10", "F10")
            check_equal(s.exit(), 0, "exit status")
        rows = command(db, "trail", "export").splitlines()
        check(any('"sato","chief"' in row and '"save"' in row for row in rows), rows[-3:])


def case_lock_keeps_the_place():
    """Locked, nothing of the sheet is seen; the password brings back the same cell of the text."""
    with Folder() as folder:
        db = office(folder, "tanaka")
        with open_kusei(db) as s:
            sign_in(s, "tanaka")
            at_field(s)
            s.send(TYPED)
            s.key("Left", "Left")
            before, cursor = page_rows(s), s.cursor()
            s.key("M-k")
            shown = s.text()
            for word in ("北区", TYPED, FIELD):
                check(word not in shown, f"{word} is seen:\n{s.picture()}")
            check("tanaka" in s.row(0), s.picture())
            s.send("x")
            s.key("Enter")
            check(says(s, "The name or the password is wrong. Try again."), s.picture())
            s.key("Esc", "F1")
            check(not s.shows("北区"), s.picture())
            unlock(s, "tanaka")
            check_equal((page_rows(s), s.cursor()), (before, cursor), "back")
            s.key("C-z")
            check(not s.shows(TYPED), f"what was typed cannot be taken back:\n{s.picture()}")


def case_every_window():
    """In a window of any size and in both languages: nothing is echoed, and nothing seen of the page."""
    for (size, lang) in EVERYWHERE:
        with Folder() as folder:
            db = office(folder, "tanaka")
            locked = say("Locked") if lang == "ja" else "Locked"
            with at_work(db, size, lang, "tanaka") as s:
                s.send("書")
                before = page_rows(s)
                check("書" in s.text(), s.picture())
                s.key("M-k")
                check(locked in s.row(0) and "tanaka" in s.row(0), s.picture())
                check(not set(plain(s.text())) & set("書区域活動"), f"seen:\n{s.picture()}")
                s.send("wrong")
                row, _, _ = s.cursor()
                check(s.row(row).endswith(" *****"), f"not five signs:\n{s.picture()}")
                s.key("Enter")
                check(all_said(s, lang, "The name or the password is wrong. Try again."), s.picture())
                s.key("F1", "F2", "PgDn")
                check(locked in s.row(0), f"open with a wrong password:\n{s.picture()}")
                s.send(PASSWORDS["tanaka"])
                check(PASSWORDS["tanaka"][:4] not in s.text(), s.picture())
                s.key("Enter")
                check_equal(page_rows(s), before, "back")


def locks(db, minutes):
    """Signs in and types; waits until nothing of it is seen, and ends as in a power cut."""
    with open_kusei(db, env=environment(KUSEI_LOCK_MINUTES=minutes)) as s:
        sign_in(s, "tanaka")
        at_field(s)
        s.send(TYPED)
        s.wait(say("Locked"))
        check(not s.shows(TYPED), s.picture())
        s.kill()
    with open_kusei(db) as s:
        sign_in(s, "tanaka")
        s.key("Enter")
        s.wait(TYPED)
        go_to_field(s, FIELD)
        s.key("C-End", *["Backspace"] * len(TYPED), "F9")


def case_locks_by_itself():
    """When no key comes for long, with what was typed in the drafts: after the administrator's time,
    or the person's own where that is shorter."""
    with Folder() as folder:
        db = office(folder, "tanaka")
        locks(db, "0.05")
        command(db, "user", "lock-after", "0.05", "--why", "窓口の端末", who="admin")
        for own in (None, "60", "0"):
            locks(db, own)
        for text in ("soon", "-1", "99999"):
            done = run("--db", db, env=environment(KUSEI_LOCK_MINUTES=text))
            check_equal(done.returncode, 2, "exit status")
            done = run("--db", db, "user", "lock-after", text, "--as", "admin", "--why", "x")
            check_equal(done.returncode, 2, "exit status")


def case_locks_under_a_question():
    """A question that nobody answers is left, and does not keep the screen open."""
    with Folder() as folder:
        db = office(folder, "tanaka")
        command(db, "user", "lock-after", "0.05", "--why", "窓口の端末", who="admin")
        with open_kusei(db) as s:
            sign_in(s, "tanaka")
            go_to_outline(s)
            s.press("M-u")
            s.wait("n:")
            s.wait(say("Locked"))
            check(not s.shows("n:"), f"the question stays:\n{s.picture()}")
            s.send("y")
            s.press("Esc")
            s.gone("*")
            unlock(s, "tanaka")
            check(not s.shows("提出"), s.picture())


def case_another_unlocks():
    """Somebody else begins afresh; what the one before typed waits for them as a draft."""
    with Folder() as folder:
        db = office(folder, "tanaka", "sato")
        with open_kusei(db) as s:
            sign_in(s, "tanaka")
            at_field(s)
            s.send(TYPED)
            s.key("M-k", "S-Tab", "C-k")
            s.key(*["Backspace"] * 8)
            sign_in(s, "sato")
            check(say("Assessments") in s.row(0), f"not on the list:\n{s.picture()}")
            open_page(s, PAGE)
            s.settle()
            check(not s.shows(TYPED), s.picture())
            s.key("F10", "F10", "o")
            sign_in(s, "tanaka")
            s.key("Enter")
            s.wait(TYPED)


def case_handed_on():
    """A submitted page says so, takes nothing, says who has it, and comes back by a key."""
    with Folder() as folder:
        db = office(folder, "tanaka")
        with open_kusei(db) as s:
            sign_in(s, "tanaka")
            at_field(s)
            s.key("M-u")
            check(says(s, "Submitted for review."), s.picture())
            check("提出" in s.row(1), f"not in the title:\n{s.picture()}")
            before = s.rows()[:-2]
            for key in ("x", "あ"):
                s.send(key)
                check(says(s, "%s (%s, %s). %s takes it back.") and "Alt-B" in message(s),
                      s.picture())
            for key in ("Backspace", "M-n", "C-w", "F4", "C-n", "M-x", "C-k", "C-v", "C-x"):
                s.key(key)
            s.key("Esc")
            check_equal(s.rows()[1:18], before[1:18], "the page")
            go_to_outline(s)
            check(any("<x>" in row and "提出" in row for row in s.rows()), s.picture())
            s.key("Del")
            check(says(s, "%s (%s, %s). %s takes it back."), s.picture())
            s.key("M-b")
            check(says(s, "Taken back: it can be written in again."), s.picture())
            s.key("Enter")
            go_to_field(s, FIELD)
            s.send(TYPED)
            check(s.shows(TYPED), s.picture())
        states = review(db, "tanaka", "list")
        check(re.search(f"^{PAGE}\t入力中", states, re.M), states)


def case_submitting_with_an_error():
    """It is refused, with the sentence, and the cursor is at the field."""
    with Folder() as folder:
        db = office(folder, "tanaka")
        with open_kusei(db) as s:
            sign_in(s, "tanaka")
            at_field(s)
            s.key("C-a", "Del")
            s.key("Tab", "Tab", "Tab")
            check(in_hand(s) != FIELD, s.picture())
            s.key("M-u")
            check(says(s, "%s: errors and fields still blank stand in the way: %zu. The first: "
                          "%s (%s)"), s.picture())
            check_equal(in_hand(s), FIELD, "the field in hand")
            s.send(TYPED)
            s.key("M-u")
            check(says(s, "Submitted for review."), s.picture())


def case_submitting_with_a_warning():
    """It leads to where the reason is written; once it is submitted, that takes nothing any more."""
    with Folder() as folder:
        db = office(folder, "tanaka")
        with open_kusei(db) as s:
            sign_in(s, "tanaka")
            open_page(s, WARNED)
            s.settle()
            s.key("M-u")
            check(says(s, "%s: warnings without a reason for what stands there now: %zu. Put them right "
                          "or say why they stay. The first: %s (%s)"), s.picture())
            s.send("二つは届いている。")
            s.key("M-u")
            check(says(s, "Submitted for review."), s.picture())
            before = s.rows()[:-2]
            s.send("x")
            check(says(s, "%s (%s, %s). %s takes it back."), s.picture())
            s.key("Backspace", "C-z", "C-t", "Del")
            s.paste("い\tろ\tは\n")
            check_equal(s.rows()[:-2], before, "the page")
        check("二つは届いている。" in run("--db", db, "check", "北区", "2015", "--format", "json").stdout,
              "no reason in the store")


def case_submitting_all():
    """The outline submits what is finished, after a question; the rest stays as it is."""
    with Folder() as folder:
        db = office(folder, "tanaka")
        with open_kusei(db) as s:
            sign_in(s, "tanaka")
            go_to_outline(s)
            s.key("M-u")
            check(says(s, "Submit the %zu page that is finished? y: yes  n: no"), s.picture())
            s.send("n")
            check(not s.shows("提出"), s.picture())
            s.key("M-u")
            s.send("y")
            check(says(s, "%zu page was submitted for review."), s.picture())
            open_rows = [row for row in s.rows() if "[x] ?" in row]
            check(open_rows and all("提出" not in row for row in open_rows), s.picture())
        states = review(db, "tanaka", "list")
        check(states.count("\t提出\t") > 30 and re.search("^2.3.a/4-2\t入力中", states, re.M), states)


def case_handed_on_everywhere():
    """Where the page stands is said in a window of any size; a key that would write says all of it."""
    for (size, lang) in EVERYWHERE:
        with Folder() as folder:
            db = office(folder, "tanaka", "sato")
            review(db, "sato", "submit", PAGE)
            state = "提出" if lang == "ja" else "Submitted"
            with at_work(db, size, lang, "tanaka") as s:
                check(state in "".join(s.rows()[1:]), s.picture())
                before = s.rows()
                s.send("x")
                check(all_said(s, lang, "%s (%s, %s). To write in it, have it sent back (%s)."),
                      s.picture())
                for word in ("sato", "係長" if lang == "ja" else "chief"):
                    check(plain(word) in plain(s.text()), f"{word}:\n{s.picture()}")
                s.key("Down", "Up")
                check_equal(s.rows(), before, "the page")


def case_handed_on_meanwhile():
    """What was typed when somebody else submitted the page is not saved, is said, and stays."""
    refused = ("%s cannot be written to now: its state is \"%s\" (%s, %s). Whoever submitted it can "
               "take it back, or a reviewer can send it back. Nothing was saved.")
    with Folder() as folder:
        db = office(folder, "tanaka", "sato")
        with open_kusei(db) as s:
            sign_in(s, "tanaka")
            at_field(s)
            s.send(TYPED)
            review(db, "sato", "submit", PAGE)
            s.key("F9")
            check(says(s, refused), s.picture())
            leave_question(s)
            check(says(s, "What you typed is still here, and kept as a draft."), s.picture())
            check(s.shows(TYPED), s.picture())
            s.kill()
        with open_kusei(db) as s:
            sign_in(s, "tanaka")
            s.key("Enter")
            s.wait(TYPED)
            review(db, "sato", "take-back", PAGE)
            s.key("F9")
            check(says(s, "Saved at %s (revision %lld)."), s.picture())
        check(TYPED in run("--db", db, "export", "北区", "2015").stdout, "not saved")


def leave_question(screen):
    """By Esc, which only shows when nothing comes behind it."""
    screen.press("Esc")
    screen.gone("Esc:")


def type_too_late(s, db):
    """Into a page that somebody else submits, and into another one behind it."""
    sign_in(s, "tanaka")
    at_field(s)
    s.send(TYPED)
    review(db, "sato", "submit", PAGE)
    open_page(s, WARNED)
    s.settle()
    go_to_field(s, FIELD)
    s.send(ELSEWHERE)
    s.key("F9")


def case_typed_too_late():
    """It holds nothing else back: it can be dropped, and the rest is saved."""
    with Folder() as folder:
        db = office(folder, "tanaka", "sato")
        with open_kusei(db) as s:
            type_too_late(s, db)
            check(says(s, "%s d: drop what you typed there  Esc: it stays a draft"), s.picture())
            s.send("d")
            check(s.shows(ELSEWHERE), s.picture())
            s.key("F10", "F10", "F10")
            check_equal(s.exit(), 0, "exit status")
        xml = run("--db", db, "export", "北区", "2015").stdout
        check_equal((ELSEWHERE in xml, TYPED in xml), (True, False), "saved")


def case_typed_too_late_and_left():
    """It can be left as a draft, which is there when the page comes back."""
    with Folder() as folder:
        db = office(folder, "tanaka", "sato")
        with open_kusei(db) as s:
            type_too_late(s, db)
            leave_question(s)
            s.key("F2", "F10")
            check(says(s, "%s d: drop what you typed there  y: leave, it stays a draft  Esc: stay"),
                  s.picture())
            s.send("y")
            s.key("F10")
            check_equal(s.exit(), 0, "exit status")
        review(db, "sato", "take-back", PAGE)
        with open_kusei(db) as s:
            sign_in(s, "tanaka")
            open_page(s, PAGE)
            s.wait(TYPED)
            s.key("F9")
        xml = run("--db", db, "export", "北区", "2015").stdout
        check_equal((ELSEWHERE in xml, TYPED in xml), (True, True), "saved")


def case_copies_go_along():
    """A page that follows another is handed on and comes back with it."""
    with Folder() as folder:
        db = office(folder, "tanaka")
        with open_kusei(db) as s:
            sign_in(s, "tanaka")
            open_page(s, "1.2.a/1-1")
            s.settle()
            s.key("M-u")
            check(says(s, "%s is a copy of %s, and is reviewed there."), s.picture())
            open_page(s, PAGE)
            s.settle()
            s.key("M-u", "F2")
            check_equal(sum("<x>" in row for row in s.rows()[1:-2]), 2, "pages handed on")
            open_page(s, "1.2.a/1-1")
            s.settle()
            s.send("x")
            check(says(s, "%s (%s, %s). %s takes it back."), s.picture())
            open_page(s, PAGE)
            s.settle()
            s.key("M-b", "F2")
            check(not any("<x>" in row for row in s.rows()), s.picture())


def sent_back(db):
    review(db, "tanaka", "submit", PAGE)
    review(db, "sato", "remark", PAGE, REMARK, "--field", PATH)
    review(db, "sato", "send-back", PAGE)


def case_remark():
    """A page that was sent back opens at the remark; it is submitted when that is answered."""
    with Folder() as folder:
        db = office(folder, "tanaka", "sato")
        sent_back(db)
        with open_kusei(db) as s:
            sign_in(s, "tanaka")
            go_to_outline(s)
            check(any("#" in row and "差戻し" in row for row in s.rows()), s.picture())
            open_page(s, PAGE)
            s.settle()
            check_equal(in_hand(s), FIELD, "the field it opens at")
            note = next((row for row in s.rows() if "# sato" in row), "")
            check("係長" in note and s.shows("この表現の根拠は何"), f"no remark:\n{s.picture()}")
            s.key("M-u")
            check(says(s, "%s: remarks not yet answered: %zu. Answer them or change the text. The "
                          "first is number %lld, by %s: %s"), s.picture())
            s.key("Tab", "M-r")
            check_equal(in_hand(s), FIELD, "back at the remark")
            s.key("M-r")
            s.wait(say("Your answer:"))
            s.key("Enter")
            check(says(s, "This needs a text. Write it."), s.picture())
            s.send("統計によります。")
            s.key("Enter")
            check(says(s, "Answered."), s.picture())
            check(any("> tanaka" in row for row in s.rows()), s.picture())
            s.key("M-u")
            check(says(s, "Submitted for review."), s.picture())
        check("統計によります。" in review(db, "sato", "list", PAGE), "not in the store")


def case_remark_everywhere():
    """It is seen in a window of any size, and can be answered there."""
    for (size, lang) in EVERYWHERE:
        with Folder() as folder:
            db = office(folder, "tanaka", "sato")
            sent_back(db)
            with at_work(db, size, lang, "tanaka") as s:
                check(any(row.strip().startswith("# " + REMARK[:7]) for row in s.rows()), s.picture())
                s.key("M-r")
                s.send("統計です。")
                check(s.shows("計です"), s.picture())
                s.key("Enter")
                check(all_said(s, lang, "Answered."), s.picture())
                s.key("Down", "Up")
                check(not any(row.strip().startswith("# " + REMARK[:7]) for row in s.rows()[-2:]),
                      s.picture())
            check("統計です。" in review(db, "sato", "list", PAGE), "not in the store")


def case_remark_that_is_old():
    """Beside a remark stands for how long it has been there."""
    with Folder() as folder:
        db = office(folder, "tanaka", "sato")
        sent_back(db)
        for days, words in ((0, None), (1, "1日前"), (12, "12日前")):
            clock = ("/usr/bin/env", f"LD_PRELOAD={BUILD / 'tests' / 'terminal' / 'stage.so'}",
                     f"STAGE_TIME={int(time.time()) + days * 86400}")
            with Screen([*clock, KUSEI, "--db", db], env=without_link_order()) as s:
                sign_in(s, "tanaka")
                open_page(s, PAGE)
                s.settle()
                check(s.shows("# sato"), s.picture())
                check(s.shows(words) if words else not s.shows("日前"), f"{words}:\n{s.picture()}")


def without_link_order():
    """An environment in which the sanitizer lets another library come before it."""
    first = environment().get("ASAN_OPTIONS")
    return environment(ASAN_OPTIONS=f"{first}:verify_asan_link_order=0" if first else None)


def case_remark_overtaken():
    """Where the text has changed since, the remark shows what it was about, and hinders nothing."""
    with Folder() as folder:
        db = office(folder, "tanaka", "sato")
        sent_back(db)
        with open_kusei(db) as s:
            sign_in(s, "tanaka")
            open_page(s, PAGE)
            s.settle()
            s.send(TYPED)
            s.key("F9")
            check(says(s, "It was about: %s"), s.picture())
            s.key("M-u")
            check(says(s, "Submitted for review."), s.picture())


def case_role_that_reads():
    """A ward head reads, and is told why nothing can be typed."""
    with Folder() as folder:
        db = office(folder, "kimura")
        with open_kusei(db) as s:
            sign_in(s, "kimura")
            at_field(s)
            before = s.rows()[1:18]
            s.send("x")
            check(says(s, "%s (%s) does not write in assessments. Leave a remark instead."),
                  s.picture())
            s.key("Esc")
            check_equal(s.rows()[1:18], before, "the page")
            go_to_outline(s)
            s.key("Ins")
            check(says(s, "%s (%s) does not write in assessments. Leave a remark instead."),
                  s.picture())


def case_line_by_line():
    """--plain asks for name and password first, and says which page takes nothing, and why."""
    with Folder() as folder:
        db = office(folder, "tanaka", "sato")
        review(db, "sato", "submit", PAGE)
        with open_kusei(db, ("--plain",)) as s:
            s.wait(say("Name: ").strip())
            check(not s.shows("北区"), s.picture())
            s.send("tanaka\r")
            s.wait(say("Password: ").strip())
            s.send(PASSWORDS["tanaka"] + "\r")
            s.wait("北区")
            check(PASSWORDS["tanaka"][:4] not in s.text(), s.picture())
            s.send("1\r")
            s.send(f"/page {PAGE}\r")
            check(says(s, "%s (%s, %s). To write in it, have it sent back (%s)."), s.picture())
            s.send("x\r")
            s.send("/quit\r")
            s.send("q\r")
            check_equal(s.exit(), 0, "exit status")
        with open_kusei(db, ("--plain",)) as s:
            s.wait(say("Name: ").strip())
            s.send("tanaka\r")
            s.send("wrong\r")
            check_equal(s.exit(), 2, "exit status")
            check(says(s, "The name or the password is wrong. Try again."), s.picture())
        check("tanaka" not in run("--db", db, "history", "北区", "2015").stdout, "something was saved")


main()
