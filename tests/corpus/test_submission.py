#!/usr/bin/python3
"""A real sheet from its first page to the city and back: handed in only as it was signed off, signed
by the office's key, taken with a receipt, sent back, and handed in again under the first receipt.

What is signed off (review/), what `kusei sign` looks at and what `kusei verify` reads is one digest;
Python's lxml and hashlib reckon it once more.
"""
import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True

from corpus import DATA, FORM, Checks, etree, read  # noqa: E402
from test_sign import KITA, World, content_digest, kusei  # noqa: E402
from test_trail import Place  # noqa: E402

PASSWORD = "庁舎の銀杏が散る頃に会いましょう"
FIRST = "初めに聞いたパスワードは変える"
PEOPLE = (("admin1", "admin"), ("staff1", "staff"), ("staff2", "staff"), ("chief1", "chief"),
          ("manager1", "manager"), ("head1", "head"))
REASON = "前年度の値を確かめたうえで残します。"
SHEET = ("北区", "2015")


class Office(Place):
    """The ward's database with its people."""

    def __init__(self, folder):
        super().__init__(folder)
        self.environment["KUSEI_SHARE"] = str(DATA.parent)
        for name, role in PEOPLE:
            first = name == "admin1"
            done = self.run("user", "add", name, "--role", role,
                            *(() if first else ("--as", "admin1")),
                            passwords=(PASSWORD,) if first else (PASSWORD, FIRST))
            assert done.returncode == 0, done.stderr
            if not first:
                done = self.run("user", "passwd", name, "--as", name, passwords=(FIRST, PASSWORD))
                assert done.returncode == 0, done.stderr

    def by(self, name, *arguments):
        """As that person; the password is at hand as often as it is asked for."""
        return self.run(*arguments, "--as", name, passwords=(PASSWORD, PASSWORD))

    def review(self, name, action, *more):
        return self.by(name, "review", action, *SHEET, *more)

    def plain(self, name, *lines):
        """Writes line by line."""
        out, into = os.pipe()
        os.write(into, (PASSWORD + "\n").encode())
        os.close(into)
        done = subprocess.run([str(Path(os.environ.get("KUSEI_TEST_BUILDDIR", "build")) / "kusei"),
                               "--db", str(self.db), "--plain", "--as", name, "--password-fd",
                               str(out)], input="\n".join(lines) + "\n", capture_output=True,
                              check=False, encoding="utf-8", env=self.environment, pass_fds=(out,))
        os.close(out)
        return done

    def export(self, *options, name="out.xml"):
        path = self.db.parent / name
        path.unlink(missing_ok=True)
        return path, self.run("export", *SHEET, "--submission", *options, "-o", path)

    def ask(self, query):
        db = sqlite3.connect(self.db)
        row = db.execute(query).fetchone()
        db.close()
        return row[0] if row is not None and len(row) == 1 else row


def sheet_with_reasons(office):
    """Kita's sheet, each of its warnings put right or kept."""
    tree = etree.parse(str(DATA / "kita-2015.xml"))
    target, = tree.xpath("/assessment/row[8]/strategy-page/evaluation/achievement[1]/target")
    target.text = "平成29年度までに50％以上"
    target.attrib.update({"amount": "50", "unit": "%", "operator": "ge", "by": "2017"})
    path = office.db.parent / "kita.xml"
    path.write_bytes(etree.tostring(tree, encoding="UTF-8", xml_declaration=True))
    report = json.loads(office.run("check", path, "--format", "json").stdout)
    count = 0
    for one in report["findings"]:
        if one["severity"] != "warning":
            continue
        page, = tree.xpath("//*[@id=$id]", id=one["page"])
        reason = etree.Element("reason", rule=one["id"], version=one["version"], field=one["field"],
                               operands=" | ".join(o["value"] for o in one["operands"]),
                               by="staff1", at="2026-04-01T09:30:12Z")
        reason.text = REASON
        # Behind the page's own content, before the pages in it.
        evaluation, = page.xpath("evaluation")
        evaluation.addnext(reason)
        count += 1
    path.write_bytes(etree.tostring(tree, encoding="UTF-8", xml_declaration=True))
    return path, count


def refused(checks, office, words, where, *options):
    path, done = office.export(*options)
    checks.equal((done.returncode, path.exists()), (2, False), f"{where}: refused")
    for word in words:
        checks.that(word in done.stderr, f"{where}: no {word!r} in {done.stderr}")


def done(checks, result, where):
    return checks.equal(result.returncode, 0, f"{where}: {result.stderr}")


def check_way_to_sign_off(checks, office):
    """Nothing is handed in before it is signed off, and what is missing is said."""
    refused(checks, office, ("signed off", "not yet approved: "), "in entry")
    done(checks, office.review("staff1", "submit"), "submit")
    done(checks, office.review("chief1", "approve", "1.1.a/1-1"), "approve one")
    refused(checks, office, ("not yet approved: ", "Submitted"), "submitted")
    done(checks, office.review("manager1", "approve"), "approve the others")
    refused(checks, office, ("All pages are approved", "not yet signed off"), "approved")
    done(checks, office.review("head1", "sign-off"), "sign-off")


def read_signers(root):
    return [dict(s.attrib) for s in root.find("submission")]


def check_file(checks, office, path, reasons):
    root = read(path)
    digest = content_digest(root)
    content, statement, at = office.ask("SELECT content, meaning, at FROM review_signature")
    shown = read(path.parent / "plain.xml")
    checks.equal(hashlib.sha256(etree.tostring(shown, method="c14n", exclusive=True,
                                               with_comments=False)).hexdigest(),
                 office.ask("SELECT digest FROM review_signature"), "the document as it was shown")
    checks.equal(digest, content, "what was signed off, and what lxml and hashlib make of the file")
    head = office.ask("SELECT seq, lower(hex(hash)) FROM trail_head")
    element = root.find("submission")
    checks.equal((int(element.get("trail-seq")), element.get("trail-hash")), head, "the trail's head")
    checks.equal((root.get("policy"), root.get("form-version"), root.get("submission"),
                  element.get("receipt")), ("osaka-2015", "1", "新規", None), "form and kind")
    signers = read_signers(root)
    checks.equal([(s["name"], s["role"], s["meaning"]) for s in signers],
                 [("chief1", "係長", "承認"), ("manager1", "課長", "承認"),
                  ("head1", "区長", statement)], "who stands for it")
    checks.equal({s["digest"] for s in signers}, {content}, "what they stand for")
    checks.equal((signers[-1]["at"], [s["at"] for s in signers]),
                 (at, sorted(s["at"] for s in signers)), "when")
    checks.equal([r.text for r in root.iter("reason")], [REASON] * reasons, "the reasons")
    for judge in (["jing", FORM / "layout.xsd", path],
                  ["xmllint", "--noout", "--schema", FORM / "layout.xsd", path]):
        checks.equal(subprocess.run(judge, capture_output=True, check=False).returncode, 0,
                     f"{judge[0]} on the submission")
    return content


def check_rule_of_the_digest(checks, world, path, content):
    """`sign` and `verify` go by the same digest as the sign-off; one character more is another."""
    found, status, message = world.verify(world.sign(path))
    checks.that(status == 0 and found["verified"], f"the signed submission: {found or message}")
    checks.equal(found["content"], content, "what verify reckons, and what was signed off")
    checks.equal([s["digest"] for s in found["signers"]], [content] * 3, "the signers' digests")
    text = path.read_text(encoding="utf-8")
    for where, other in (("a character", text.replace("地域活動協議会", "地域活動協議会。", 1)),
                         ("a reason", text.replace(REASON, REASON + "。", 1)),
                         ("an attribute", text.replace('amount="50"', 'amount="51"', 1))):
        assert other != text
        file = world.file("altered.xml", other.encode())
        refusal = world.run_sign(file, "--key", world.city.path("kita.p12"), "-o",
                                 world.folder / "no.xml")
        checks.that(refusal.returncode == 2 and b"not what was handed in" in refusal.stderr,
                    f"{where} changed: {refusal.stderr.decode()}")
    # Indentation and the kind of submission are no content.
    flat = read(path)
    flat.set("submission", "再提出")
    flat.find("submission").set("receipt", "H27-0001")
    file = world.file("flat.xml", etree.tostring(flat, encoding="UTF-8", xml_declaration=True))
    checks.equal(world.verify(world.sign(file))[1], 0, "without indentation, of another kind")


def receipt_of(root, **changes):
    element = root.find("submission")
    lines = {"number": "H27-0001", "ward": KITA, "year": "2015",
             "trail-seq": element.get("trail-seq"), "trail-hash": element.get("trail-hash"),
             "content": content_digest(root), **changes}
    return "".join(f"{name} {value}\n" for name, value in lines.items()).encode()


def receive(checks, world, path, where, status=0):
    """The city takes the file in; the path of its answer."""
    result = kusei("city", "import", world.sign(path), "--db", world.folder / "city.db", "--trust",
                   world.trust, "--ward-certs", world.table, "-o", world.folder, "--format", "json")
    checks.equal(result.returncode, status, f"{where}: {result.stdout.decode()} {result.stderr.decode()}")
    return Path(json.loads(result.stdout)["answer"])


def check_number_alone(checks, office, receipt):
    """Without the receipt its number and a reason are needed; on a copy of the database."""
    kept, office.db = office.db, office.db.with_name("number.db")
    shutil.copy(kept, office.db)
    for where, words, word in (
            ("nothing", ("--why", "口頭で"), "--receipt-number"),
            ("no number", ("--why", "口頭で", "--receipt-number", " "), "--receipt-number"),
            ("two numbers", ("--why", "口頭で", "--receipt-number", "H27 1"), "no blanks"),
            ("no reason", ("--receipt-number", "H27-0001"), "reason"),
            ("both", ("--receipt", receipt, "--receipt-number", "H27-0001"), "either")):
        refusal = office.review("manager1", "accept", *words)
        checks.that(refusal.returncode == 2 and word in refusal.stderr,
                    f"accepted with {where}: {refusal.stderr}")
    refusal = office.review("manager1", "refuse", "--why", "x", "--receipt-number", "H27-0001")
    checks.equal(refusal.returncode, 2, "a number with another action")
    checks.equal(office.ask("SELECT count(*) FROM review_receipt"), 0, "what refused ones leave")
    done(checks, office.review("manager1", "accept", "--why", "受付票は郵送のため", "--receipt-number",
                               "H27-0001"), "accept by the number")
    checks.equal(office.ask("SELECT new, why FROM trail WHERE subject = 'receipt'"),
                 ("H27-0001", "受付票は郵送のため"), "number and reason in the trail")
    refused(checks, office, ("same", "H27-0001", "--withdrawal"), "what the city has by the number")
    path, made = office.export("--withdrawal")
    done(checks, made, "a withdrawal by the number")
    checks.equal(read(path).find("submission").get("receipt"), "H27-0001", "the first receipt")
    done(checks, office.review("manager1", "refuse", "--why", "補正"), "refuse")
    done(checks, office.review("manager1", "reopen"), "reopen")
    write_anew(checks, office)
    path, made = office.export()
    done(checks, made, "the next submission")
    root = read(path)
    checks.equal((root.get("submission"), root.find("submission").get("receipt")),
                 ("再提出", "H27-0001"), "the next one is under the number")
    checks.equal(office.verdict()[0], 0, "the trail")
    office.db = kept


def write_anew(checks, office):
    """From approved to signed off, with another text."""
    done(checks, office.review("chief1", "remark", "1.1.a/1-1", "補ってください"), "remark")
    done(checks, office.review("chief1", "send-back", "1.1.a/1-1"), "send back")
    said = office.plain("staff2", "1", "/page 1.1.a/1-1", "", "", "", "めざす状態を改めました。", ".",
                        "/quit", "q")
    checks.equal(said.returncode, 0, said.stderr)
    done(checks, office.review("staff2", "submit"), "submit again")
    done(checks, office.review("manager1", "approve"), "approve again")
    refused(checks, office, ("not yet signed off",), "approved again")
    done(checks, office.review("head1", "sign-off"), "sign-off again")


def check_receipts(checks, office, world, path):
    root = read(path)
    seq = int(root.find("submission").get("trail-seq"))
    good = receive(checks, world, path, "the city")
    checks.equal(good.name, f"{KITA}-H27-0001.txt", "the city's receipt")
    notice = receive(checks, world, path, "the same content once more", 1)
    checks.equal(notice.name, f"{KITA}-H27-R0001.txt", "the city's notice")
    refusal = office.review("manager1", "accept", "--receipt", good)
    checks.that(refusal.returncode == 2 and "Signed off" in refusal.stderr,
                f"a receipt for what was not sent: {refusal.stderr}")
    done(checks, office.review("manager1", "send"), "send")
    before = office.ask("SELECT max(seq) FROM trail WHERE action <> 'sign-in'")
    for where, changes, word in (
            ("another ward", {"ward": "271241"}, "271241"), ("another year", {"year": "2014"}, "2014"),
            ("another content", {"content": "0" * 64}, "another content"),
            ("another trail", {"trail-hash": "0" * 64}, "trail verify"),
            ("a trail that is ahead", {"trail-seq": str(seq + 1000)}, "trail verify"),
            ("another row", {"trail-seq": str(seq - 1)}, "trail verify")):
        file = world.file("other-receipt", receipt_of(root, **changes))
        refusal = office.review("manager1", "accept", "--receipt", file)
        checks.that(refusal.returncode == 2 and word in refusal.stderr,
                    f"a receipt of {where}: {refusal.stderr}")
    refusal = office.review("manager1", "accept", "--receipt", notice)
    checks.that(refusal.returncode == 2 and "did not take it" in refusal.stderr,
                f"a notice is no receipt: {refusal.stderr}")
    refusal = office.review("manager1", "send", "--receipt", good)
    checks.equal(refusal.returncode, 2, "a receipt with another action")
    checks.equal((office.ask("SELECT max(seq) FROM trail WHERE action <> 'sign-in'"),
                  office.ask("SELECT count(*) FROM review_receipt")), (before, 0),
                 "what refused receipts leave")
    check_number_alone(checks, office, good)
    done(checks, office.review("manager1", "accept", "--receipt", good), "accept")
    checks.equal(office.ask("SELECT number, trail_seq, who, role FROM review_receipt"),
                 ("H27-0001", seq, "manager1", "manager"), "the receipt in the store")
    checks.equal(office.ask("SELECT new, why FROM trail WHERE subject = 'receipt'"),
                 ("H27-0001", "H27-0001"), "the receipt in the trail")
    checks.equal(office.verdict()[0], 0, "the trail")
    return good


def check_what_the_city_has(checks, office, world, receipt):
    """The same once more is refused; only taken back it may be the same."""
    refused(checks, office, ("same", "H27-0001", "--withdrawal"), "what the city has")
    path, made = office.export("--withdrawal")
    done(checks, made, "a withdrawal")
    root = read(path)
    checks.equal((root.get("submission"), root.find("submission").get("receipt")),
                 ("取下げ", "H27-0001"), "the withdrawal")
    found, status, message = world.verify(world.sign(path), "--receipt", receipt)
    checks.equal((status, found and found["kind"]), (0, "取下げ"), f"its signature: {message}")


def check_again(checks, office, world, receipt, reasons):
    """Sent back, changed, signed off anew, and handed in under the first receipt."""
    notice = world.folder / f"{KITA}-H27-R0001.txt"
    done(checks, office.review("manager1", "refuse", "--receipt", notice), "refuse")
    why = office.ask("SELECT why FROM trail WHERE action = 'refuse' AND subject = 'state'")
    checks.that(why.startswith("H27-R0001 [identical] ") and "changed" in why.lower(),
                f"the city's reason in the trail: {why}")
    checks.equal(office.ask("SELECT count(*) FROM review_receipt"), 1, "a notice is no receipt")
    refused(checks, office, ("sent it back",), "sent back")
    done(checks, office.review("manager1", "reopen"), "reopen")
    done(checks, office.review("head1", "sign-off"), "sign-off, unchanged")
    refused(checks, office, ("same",), "unchanged")
    refusal = office.review("manager1", "send")
    checks.that(refusal.returncode == 2 and "same as what the city sent back" in refusal.stderr,
                f"sent again, unchanged: {refusal.stderr}")
    done(checks, office.review("head1", "withdraw", "--why", "市の指摘のため"), "withdraw")
    write_anew(checks, office)
    path, made = office.export()
    done(checks, made, "the second submission")
    root = read(path)
    checks.equal((root.get("submission"), root.find("submission").get("receipt")),
                 ("再提出", "H27-0001"), "kind and first receipt")
    found, status, message = world.verify(world.sign(path), "--receipt", receipt)
    checks.equal((status, found and found["kind"], found and found["receipt"]),
                 (0, "再提出", "H27-0001"), f"its signature: {message}")
    done(checks, office.review("manager1", "send"), "send again")
    second = receive(checks, world, path, "the city, again")
    checks.equal(second.name, f"{KITA}-H27-0002.txt", "the second receipt")
    done(checks, office.review("manager1", "accept", "--receipt", second), "accept again")
    path, made = office.export("--withdrawal")
    done(checks, made, "a withdrawal of the second")
    checks.equal(read(path).find("submission").get("receipt"), "H27-0001",
                 "the first receipt stays the first")


def check_broken(checks, folder):
    """What was changed after the sign-off is not handed in, and the signature ends at once."""
    office = Office(folder)
    path, _ = sheet_with_reasons(office)
    done(checks, office.by("staff1", "import", path), "import")
    for name, action in (("staff1", "submit"), ("manager1", "approve"), ("head1", "sign-off")):
        done(checks, office.review(name, action), action)
    office.attack("UPDATE field SET value = value || '。' WHERE (revision, ordinal) = (SELECT "
                  "revision, ordinal FROM field WHERE path = 'plan/aim' LIMIT 1)")
    refused(checks, office, ("no longer the one that was signed",), "altered behind the program")
    checks.equal(office.ask("SELECT ended FROM review_signature"), "broken", "the signature")
    refused(checks, office, ("not yet signed off",), "and later on")


def main():
    checks = Checks()
    with tempfile.TemporaryDirectory() as name:
        office, world = Office(name), World(Path(name) / "city")
        path, reasons = sheet_with_reasons(office)
        done(checks, office.by("staff1", "import", path), "import")
        done(checks, office.run("export", *SHEET, "-o", Path(name) / "plain.xml"), "a plain export")
        check_way_to_sign_off(checks, office)
        path, made = office.export(name="first.xml")
        if done(checks, made, "the first submission"):
            content = check_file(checks, office, path, reasons)
            check_rule_of_the_digest(checks, world, path, content)
            receipt = check_receipts(checks, office, world, path)
            check_what_the_city_has(checks, office, world, receipt)
            check_again(checks, office, world, receipt, reasons)
            checks.equal(office.verdict()[0], 0, "the trail at the end")
    with tempfile.TemporaryDirectory() as name:
        check_broken(checks, name)
    return checks.close()


if __name__ == "__main__":
    sys.exit(main())
