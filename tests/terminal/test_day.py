"""A day of three people at three terminals at once: the staff fills in and submits, the reviewer sends
one page back with one remark at one field, the staff answers, the reviewer approves, the ward head
signs off; and what the ward then hands in is taken by `kusei verify` and by xmlsec1.

All three are signed in from morning to evening, on one database, each in a window of their own.
Nobody is ever shown by the name of an account, only by the name that people write; what is kept
and handed in has the account's.
"""
import json
import os
import shutil
import sqlite3
import sys

from kusei import go_to_field, go_to_outline, in_hand, load, open_page, say, says
from runner import check, check_equal, main, skip
from screen import (BOLD, BUILD, KUSEI, SOURCE, UNDERLINE, VSCREEN, Folder, Screen, environment, run)
from test_reviewing import (add_person, at_page, enter, marked, password, read_all, review, sees, states,
                            walk_to)

sys.path.insert(0, str(SOURCE / "tests" / "corpus"))
from pki import PASSWORD, Pki, taken_by_xmlsec1  # noqa: E402

if not VSCREEN.exists():
    skip("libvterm is missing (Debian: libvterm-dev)")
for tool in ("openssl", "xmlsec1"):
    if not shutil.which(tool):
        skip(f"{tool} is missing (Debian: {tool})")

WARD = "271276"
PAGE, FIELD = "2.3.a/4-2", "今後の対応方向・改善策"
FIRST, SECOND = "広報紙で周知する。", "広報紙とホームページで、毎月案内する。"
REMARK, ANSWER = "広報紙だけで足りますか。", "ホームページを加えました。"
REASON = "前年度の値を確かめたうえで残します。"
PEOPLE = {"admin": "admin", "tanaka": "staff", "sato": "manager", "kimura": "head"}
NAMES = {"admin": "山田 花子", "tanaka": "田中 陽子", "sato": "佐藤 健", "kimura": "木村 薫"}


class Window(Screen):
    """A screen on which no key may bring up the name of an account."""

    def key(self, *names):
        for name in names:
            super().key(name)
            self.check_names()

    def check_names(self):
        text = self.text()
        for login in PEOPLE:
            check(login not in text, f"{login}\n{self.picture()}")


def make_office(db):
    """The sheet as it was typed in so far, and the people."""
    load(db, "kita-2015.xml")
    for name, role in PEOPLE.items():
        if name == "admin":
            read, write = os.pipe()
            os.write(write, (password(name) + "\n").encode())
            os.close(write)
            done = run("--db", db, "user", "add", name, "--role", role, "--display", NAMES[name],
                       "--password-fd", read, pass_fds=(read,))
            os.close(read)
            check_equal(done.returncode, 0, done.stderr)
        else:
            add_person(db, name, role, "--display", NAMES[name])


def arrive(screen, name):
    """Signs in; the name of the account is what the person typed."""
    screen.check_names = lambda: None
    enter(screen, name, say)
    del screen.check_names
    check(NAMES[name] in screen.row(0), f"who is at work\n{screen.picture()}")


def whole_state(db):
    for line in review(db, "kimura", "list", "--format", "json").splitlines():
        return json.loads(line)["state"]
    return None


# --- the staff ---------------------------------------------------------------------------


def write(staff, text):
    """At the field of the page, over what stands there."""
    open_page(staff, PAGE)
    go_to_field(staff, FIELD)
    staff.key("C-a")
    staff.send(text)
    staff.key("F9")
    check(says(staff, "Saved at %s (revision %lld)."), staff.picture())


def give_reasons(staff):
    """Every warning is kept, for a reason."""
    go_to_outline(staff)
    staff.key("F6")
    staff.wait(say("Findings"))
    for _ in range(8):
        rows = [row for row in staff.rows()[2:] if row.strip().startswith("?")]
        wanted = next((n for n, row in enumerate(rows) if say("[reason] ").strip() not in row), None)
        if wanted is None:
            break
        staff.key("Home", *["Down"] * wanted, "F4")
        staff.send(REASON)
        staff.key("F9", "F10")
    check("理由あり 4" in staff.row(0), f"reasons\n{staff.picture()}")
    staff.key("F10")


def submit_all(staff):
    go_to_outline(staff)
    staff.key("M-u")
    check(says(staff, "Submit the %zu page that is finished? y: yes  n: no"), staff.picture())
    staff.key("y")
    check(says(staff, "%zu page was submitted for review."), staff.picture())


def answer_and_submit(staff):
    """The page opens at the remark, with the text that it is about."""
    open_page(staff, PAGE)
    staff.settle()
    check_equal(in_hand(staff), FIELD, f"it opens elsewhere\n{staff.picture()}")
    check(sees(staff, REMARK) and sees(staff, f"{NAMES['sato']}（課長"), staff.picture())
    staff.key("M-u")
    check(says(staff, "%s: remarks not yet answered: %zu. Answer them or change the text. The first "
                      "is number %lld, by %s: %s"), staff.picture())
    staff.key("M-r")
    staff.send(ANSWER)
    staff.key("Enter")
    check(says(staff, "Answered."), staff.picture())
    go_to_field(staff, FIELD)
    staff.key("C-a")
    staff.send(SECOND)
    staff.key("F9", "M-u")
    check(says(staff, "Submitted for review."), staff.picture())


# --- the reviewer --------------------------------------------------------------------------


def to_list(screen):
    """From wherever the person is, back to the list of sheets."""
    for _ in range(8):
        if say("Assessments") in screen.row(0):
            return
        screen.key("F10")
    raise AssertionError(f"not the list\n{screen.picture()}")


def to_what_waits(screen):
    to_list(screen)
    screen.key("w")
    screen.wait(say("What waits"))


def to_walk(screen):
    to_what_waits(screen)
    check(in_hand(screen).startswith("*北区"), f"nothing waits\n{screen.picture()}")
    screen.key("Enter")
    screen.wait(say("Since you last looked"))


def remark_and_send_back(reviewer):
    """One remark at one field of one page."""
    walk_to(reviewer, PAGE)
    for _ in range(40):
        if FIELD in in_hand(reviewer):
            break
        reviewer.key("Tab")
    check(FIELD in in_hand(reviewer), f"no such field\n{reviewer.picture()}")
    reviewer.key("r")
    reviewer.send(REMARK)
    reviewer.key("Enter")
    check(says(reviewer, "The remark stands with the page."), reviewer.picture())
    reviewer.key("b", "y")
    check(says(reviewer, "Sent back: %s"), reviewer.picture())


def approve_all(reviewer):
    """Every other page is read to its end and approved; the walk comes to the next by itself."""
    approved = steps = 0
    reviewer.key("Home")
    while not sees(reviewer, say("Nothing is left: you have seen all that changed.")):
        steps += 1
        check(steps < 120, f"it never ends\n{reviewer.picture()}")
        if at_page(reviewer, PAGE):
            read_all(reviewer)
            reviewer.key("n")
            continue
        read_all(reviewer)
        reviewer.key("a")
        check(says(reviewer, "Approved: %s"), reviewer.picture())
        approved += 1
    return approved


def approve_what_changed(reviewer):
    """Just the one page, word by word, with the remark and its answer."""
    to_walk(reviewer)
    lines = [row for row in reviewer.rows()[1:] if row.strip().startswith(("[ ]", "[x]"))]
    check_equal(len(lines), 1, f"pages\n{reviewer.picture()}")
    check(PAGE in lines[0], reviewer.picture())
    gone, new = marked(reviewer, UNDERLINE), marked(reviewer, BOLD)
    check("周知" in gone and "毎月案内" in new and "毎月案内" not in gone, reviewer.picture())
    check(sees(reviewer, ANSWER) and sees(reviewer, NAMES["tanaka"]), reviewer.picture())
    read_all(reviewer)
    reviewer.key("a")
    check(says(reviewer, "Approved: %s"), reviewer.picture())


# --- the ward head ---------------------------------------------------------------------------


def waits_for_the_head(head):
    to_what_waits(head)
    row = in_hand(head)
    return row.startswith("*") and "決裁" in row


def sign_off(head):
    check(waits_for_the_head(head), f"nothing to sign\n{head.picture()}")
    head.key("Enter")
    head.wait(say("Who signs"))
    for _ in range(20):
        if not says(head, "%s: on"):
            break
        head.key("PgDn")
    head.key("s")
    head.send(password("kimura"))
    head.key("Enter")
    check(says(head, "Signed off: %s, %s. SHA-256 %s.. was recorded with the statement."),
          head.picture())
    head.key("Home")
    check("[区長]        木村 薫" in head.text() and "[課長]        佐藤 健" in head.text(),
          f"the boxes\n{head.picture()}")


def look_around(staff):
    """Where else people are told: the history, the lock, and who gave a reason."""
    open_page(staff, PAGE)
    staff.key("F7")
    staff.wait(NAMES["tanaka"])
    staff.key("F10")
    Screen.key(staff, "M-k")  # the account's name stands where it is typed
    check(says(staff, "%s is signed in. With the password the work goes on where it was."),
          staff.picture())
    check(sees(staff, NAMES["tanaka"]), f"the lock\n{staff.picture()}")
    staff.send(password("tanaka"))
    staff.key("Enter")
    to_list(staff)
    staff.key("Enter", "F6")
    staff.wait(say("Findings"))
    check(sees(staff, f"{NAMES['tanaka']}"), f"who gave the reason\n{staff.picture()}")


# --- what is handed in -------------------------------------------------------------------------


def helped(*words, **more):
    """A command that runs the program that signs and verifies."""
    return run(*words, env=environment(KUSEI_HELPERS=str(BUILD)), **more)


def hand_in(db, folder):
    """The signed submission, and the city's authority."""
    city = Pki(folder / "city")
    city.certify("kita", "/O=大阪市/CN=北区")
    table = folder / "wards.tsv"
    table.write_text(f"{WARD}\tsha256\t{city.fingerprint('kita')}\n")
    source, signed = folder / "kita.xml", folder / "signed.xml"
    done = run("--db", db, "export", "北区", "2015", "--submission", "-o", source)
    check_equal(done.returncode, 0, done.stderr)
    read, write = os.pipe()
    os.write(write, (PASSWORD + "\n").encode())
    os.close(write)
    done = helped("sign", source, "--key", city.path("kita.p12"), "--password-fd", read, "-o",
                  signed, pass_fds=(read,))
    os.close(read)
    check_equal(done.returncode, 0, done.stderr)
    return signed, city, table


def check_submission(db, folder):
    signed, city, table = hand_in(db, folder)
    done = helped("verify", "--trust", city.path("ca.pem"), "--ward-certs", table, "--format", "json",
                  signed)
    check_equal(done.returncode, 0, done.stdout + done.stderr)
    found = json.loads(done.stdout)
    check(found["verified"], found)
    check_equal((found["ward"], found["year"], found["kind"]), (WARD, 2015, "新規"), "of whom")
    check_equal([(s["name"], s["role"]) for s in found["signers"]],
                [("sato", "課長"), ("kimura", "区長")], "who stands for it")
    check(taken_by_xmlsec1(signed, "--trusted-pem", city.path("ca.pem")), "xmlsec1 refuses it")
    text = signed.read_text(encoding="utf-8")
    check(SECOND in text and FIRST not in text and text.count(REASON) == 4, "the content")
    other = folder / "other.xml"
    other.write_text(text.replace(SECOND, FIRST), encoding="utf-8")
    done = helped("verify", "--trust", city.path("ca.pem"), "--ward-certs", table, other)
    check_equal(done.returncode, 1, "one sentence changed")


def check_trail(db):
    """Who did what, in the order of the day; and the chain holds."""
    with sqlite3.connect(db) as connection:
        rows = connection.execute(
            "SELECT DISTINCT who, action FROM trail WHERE assessment IS NOT NULL AND action IN "
            "('submit', 'approve', 'send-back', 'remark', 'answer', 'sign-off')").fetchall()
    check_equal(set(rows), {("tanaka", "submit"), ("sato", "approve"), ("sato", "send-back"),
                            ("sato", "remark"), ("tanaka", "answer"), ("kimura", "sign-off")},
                "the trail")
    check_equal(run("--db", db, "trail", "verify").returncode, 0, "the chain")


def check_printed(db):
    """The boxes of the sheet and what commands say have the names, what scripts read the accounts."""
    for arguments, names in ((("export", "北区", "2015", "--format", "html"), ("佐藤 健", "木村 薫")),
                             (("list",), ("田中 陽子",)),
                             (("history", "北区", "2015", PAGE), ("田中 陽子",)),
                             (("check", "北区", "2015"), ("田中 陽子",))):
        done = helped("--db", db, *arguments)
        check_equal(done.returncode, 0, done.stderr)
        check(all(name in done.stdout for name in names), f"{arguments}: {done.stdout[-500:]}")
        check(not any(login in done.stdout for login in PEOPLE), f"{arguments}: an account's name")
        if arguments[0] != "export":
            scripted = helped("--db", db, *arguments, "--format", "json").stdout
            check("tanaka" in scripted and "田中" not in scripted, f"{arguments}: JSON")
    out = review(db, "sato", "list", "北区", "2015", PAGE)
    check(all(NAMES[name] in out for name in ("sato", "tanaka")), out)
    check(not any(login in out for login in PEOPLE), out)


def case_a_day():
    """From entry to a submission that holds, with one page that goes back once."""
    with Folder() as folder:
        db = folder / "kusei.db"
        make_office(db)
        with Window([KUSEI, "--db", db]) as staff, \
                Window([KUSEI, "--db", db], rows=40, cols=120) as reviewer, \
                Window([KUSEI, "--db", db]) as head:
            for screen, name in ((staff, "tanaka"), (reviewer, "sato"), (head, "kimura")):
                arrive(screen, name)

            check(not waits_for_the_head(head), f"too early\n{head.picture()}")
            write(staff, FIRST)
            give_reasons(staff)
            submit_all(staff)

            to_walk(reviewer)
            remark_and_send_back(reviewer)
            approved = approve_all(reviewer)
            check(approved > 30, f"only {approved} pages")
            check(not waits_for_the_head(head), f"one page is not approved\n{head.picture()}")

            answer_and_submit(staff)
            check(not waits_for_the_head(head), f"one page is not approved\n{head.picture()}")
            approve_what_changed(reviewer)
            check_equal(whole_state(db), "approved", "state")

            sign_off(head)
            check_equal(whole_state(db), "signed", "state")
            check_equal(states(db, "sato")[PAGE]["state"], "signed", "the page's state")
            look_around(staff)
            for screen in (staff, reviewer, head):
                check_equal(screen.torn(), 0, "torn")
                to_list(screen)
                check("決裁" in in_hand(screen), f"not seen by all\n{screen.picture()}")
                screen.key("F10")
                check_equal(screen.exit(), 0, "exit status")
        check_submission(db, folder)
        check_trail(db)
        check_printed(db)


if __name__ == "__main__":
    main()
