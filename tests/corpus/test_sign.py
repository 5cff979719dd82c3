#!/usr/bin/python3
"""Submissions, signed and verified: good ones, which xmlsec1's own command takes as well, and forged
or damaged ones, each of which is refused for its own reason.

Certificates are made here (pki.py). Forged signatures are made by xmlsec1, so that most of them are
valid as XML Signature has it: what refuses them is that they are not over this file, in this shape,
by this ward. No value of a refused file is printed.
"""
import base64
import copy
import hashlib
import json
import os
import pty
import random
import re
import shutil
import subprocess
import sys
import tempfile
import termios
from pathlib import Path

sys.dont_write_bytecode = True

from corpus import DATA, FORM, HERE, Checks, as_written, etree, read  # noqa: E402
from pki import (C14N, DS, ENVELOPED, EXC_C14N, MORE, PASSWORD, Pki, put_last, reference,  # noqa: E402
                 sign, taken_by_xmlsec1, template)

BUILD = Path(os.environ.get("KUSEI_TEST_BUILDDIR", HERE))
KUSEI = BUILD / "kusei"
SHEET = DATA / "kita-2015.xml"
KITA, TSURUMI = "271276", "271241"
HASH = hashlib.sha256(b"the trail").hexdigest()
FLIPS = int(os.environ.get("FUZZ_FLIPS", "200"))


def kusei(*arguments, lang="en", **more):
    environment = {**os.environ, "KUSEI_LANG": lang, **more.pop("env", {})}
    return subprocess.run([str(KUSEI), *map(str, arguments)], capture_output=True, check=False,
                          stdin=more.pop("stdin", subprocess.DEVNULL), env=environment, **more)


def content_digest(root):
    """As forms/README has it, by another engine."""
    root = copy.deepcopy(root)
    for element in list(root):
        if element.tag in ("submission", f"{{{DS}}}Signature"):
            root.remove(element)
    root.attrib.pop("submission")
    return hashlib.sha256(etree.tostring(root, method="c14n", exclusive=True,
                                         with_comments=False)).hexdigest()


def hand_in(root=None, *, kind="新規", receipt=None, seq=120, trail=HASH, digest=None,
            names=("審査 花子", "区長 太郎")):
    """The bytes of a submission, not yet signed."""
    root = copy.deepcopy(root if root is not None else read(SHEET))
    root.set("submission", kind)
    element = etree.SubElement(root, "submission")
    if receipt is not None:
        element.set("receipt", receipt)
    element.set("trail-seq", str(seq))
    element.set("trail-hash", trail)
    digest = digest or content_digest(root)
    for name, role, meaning in zip(names, ("課長", "区長"), ("承認", "決裁")):
        etree.SubElement(element, "signer", name=name, role=role, meaning=meaning, digest=digest,
                         at="2026-04-01T09:30:12Z")
    return as_written(root)


class World:
    """The city, its wards and an attacker, in a folder."""

    def __init__(self, folder):
        self.folder = folder
        folder.mkdir(exist_ok=True)
        self.city = Pki(folder / "city")
        # It has the city's name, and not its key.
        self.attacker = Pki(folder / "attacker")
        self.city.certify("kita", "/O=大阪市/CN=北区", "ec")
        self.city.certify("kita-rsa", "/O=大阪市/CN=北区", "rsa")
        self.city.certify("tsurumi", "/O=大阪市/CN=鶴見区", "ec")
        self.attacker.certify("kita", "/O=大阪市/CN=北区", "ec")
        self.attacker.self_signed("alone", "/O=大阪市/CN=北区", "rsa")
        self.trust = self.city.path("ca.pem")
        self.table = folder / "wards.tsv"
        self.list_certificates("kita", "kita-rsa")

    def list_certificates(self, *names):
        lines = [f"{KITA}\tsha256\t{self.city.fingerprint(n)}" for n in names]
        lines.append(f"{TSURUMI}\tsha256\t{self.city.fingerprint('tsurumi')}")
        self.table.write_text("# the wards\n\n" + "\n".join(lines) + "\n")

    def make_unfit(self):
        """Certificates of the ward that may not sign, once."""
        if self.city.path("short.pem").exists():
            return
        for name, more in (("expired", {"end": "20260401000000Z"}), ("future", {"start": "20980101000000Z"}),
                           ("encipher", {"extensions": "encipher"}), ("curve", {"kind": "k1"}),
                           ("short", {"kind": "short"})):
            self.city.certify(name, "/O=大阪市/CN=北区", **more)

    def file(self, name, content):
        path = self.folder / name
        path.write_bytes(content)
        return path

    def sign(self, source, name="kita", pki=None, **more):
        """By the program; the signed file."""
        out = self.folder / f"signed-{name}.xml"
        path = source if isinstance(source, Path) else self.file("unsigned.xml", source)
        done = self.run_sign(path, "--key", (pki or self.city).path(name + ".p12"), "-o", out, **more)
        if done.returncode != 0:
            raise RuntimeError(done.stderr.decode())
        return out

    def run_sign(self, path, *arguments, password=PASSWORD, lang="en", **more):
        reader, writer = os.pipe()
        os.write(writer, password.encode() + b"\nwhat comes behind is somebody else's\n")
        os.close(writer)
        try:
            return kusei("sign", path, "--password-fd", reader, *arguments, pass_fds=[reader],
                         lang=lang, **more)
        finally:
            os.close(reader)

    def verify(self, path, *options, trust=None, table=None, lang="en"):
        """What `verify` says of a file, and its exit status."""
        done = kusei("verify", "--trust", trust or self.trust, "--ward-certs", table or self.table,
                     "--format", "json", *options, "--", path, lang=lang)
        return (json.loads(done.stdout) if done.stdout else None), done.returncode, done.stderr.decode()


# --- good ones ----------------------------------------------------------------------

VERIFIED = {"verified": True, "code": None, "ward": KITA, "ward_name": "北区", "year": 2015,
            "policy": "osaka-2015", "form_version": "1", "kind": "新規", "receipt": None}


def expect_verified(checks, world, path, where, *options, trusted=True, **expected):
    found, status, message = world.verify(path, *options)
    if not checks.that(status == 0 and found and found["verified"],
                       f"{where}: {found or message}, status {status}"):
        return None
    for name, value in {**VERIFIED, **expected}.items():
        checks.equal(found[name], value, f"{where}: {name}")
    if trusted:
        checks.that(taken_by_xmlsec1(path, "--trusted-pem", world.trust), f"{where}: xmlsec1 refuses it")
    return found


def check_good(checks, world):
    source = hand_in()
    digest = content_digest(read(SHEET))
    for name in ("kita", "kita-rsa"):
        path = world.sign(source, name)
        found = expect_verified(checks, world, path, f"signed by {name}", content=digest)
        checks.equal(found["certificate"]["sha256"],
                     world.city.fingerprint(name).replace(":", "").lower(), "the fingerprint")
        checks.equal(found["certificate"]["subject"], "CN=北区,O=大阪市", "the subject")
        checks.equal(found["trail"], {"seq": 120, "hash": HASH, "receipt_seq": None}, "the trail")
        checks.equal([s["name"] for s in found["signers"]], ["審査 花子", "区長 太郎"], "the signers")
        for judge in (["jing", FORM / "layout.xsd", path],
                      ["xmllint", "--noout", "--schema", FORM / "layout.xsd", path]):
            checks.equal(subprocess.run(judge, capture_output=True, check=False).returncode, 0,
                         f"{judge[0]} on the file signed by {name}")
        checks.equal(kusei("check", path).returncode, 0, f"check of the file signed by {name}")
        human = kusei("verify", "--trust", world.trust, "--ward-certs", world.table, path).stdout.decode()
        for word in ("verified", "北区", "2015", "新規", "CN=北区,O=大阪市", HASH, "区長 太郎"):
            checks.that(word in human, f"the lines for people lack {word}: {human}")


def check_command(checks, world):
    """A command that signs, as for a key on a card; and the algorithms of other keys."""
    world.city.certify("p384", "/O=大阪市/CN=北区", "p384")
    for name in ("kita", "kita-rsa", "p384"):
        out = world.folder / "by-command.xml"
        done = kusei("sign", world.file("unsigned.xml", hand_in()), "-o", out, "--certificate",
                     world.city.path(name + ".pem"), "--command", "openssl", "dgst", "-sha256",
                     "-sign", world.city.path(name + ".key"))
        checks.equal((done.returncode, done.stderr), (0, b""), f"signed by a command with {name}")
        world.list_certificates(name)
        expect_verified(checks, world, out, f"by a command with {name}")
    world.list_certificates("kita", "kita-rsa")


def check_chain(checks, world):
    """An authority between the city's and the ward's; a ward's certificate trusted by itself; names."""
    world.city.certify("wards", "/O=大阪市/CN=Wards CA", extensions="authority")
    world.city.certify("below", "/O=大阪市/CN=北区の下", issuer="wards")
    path = world.sign(hand_in(), "below")
    world.list_certificates("below")
    expect_verified(checks, world, path, "an authority between", trusted=False)
    found, status, _ = world.verify(path, trust=world.city.path("below.pem"))
    checks.equal((found["verified"], status), (True, 0), "the ward's own certificate is trusted")
    table = world.folder / "names.tsv"
    table.write_text(f"{KITA}\tsubject\tCN=北区の下,O=大阪市\n", encoding="utf-8")
    checks.equal(world.verify(path, table=table)[1], 0, "known by its name")
    table.write_text(f"{KITA}\tsubject\tCN=北区,O=大阪市\n", encoding="utf-8")
    checks.equal(world.verify(path, table=table)[0]["code"], "ward-certificate", "another name")
    listed = world.folder / "certificates"
    listed.mkdir()
    shutil.copy(world.city.path("tsurumi.pem"), listed / f"{KITA}.pem")
    checks.equal(world.verify(path, table=listed)[0]["code"], "ward-certificate", "another in the folder")
    with open(listed / f"{KITA}.pem", "ab") as file:
        file.write(world.city.path("below.pem").read_bytes())
    checks.equal(world.verify(path, table=listed)[1], 0, "one of two in the folder")
    table.write_text(f"{KITA} sha256 without tabs\n")
    found, status, message = world.verify(path, table=table)
    checks.that(found is None and status == 2 and "Line 1" in message, f"a broken table: {message}")
    world.list_certificates("kita", "kita-rsa")


def check_dates(checks, world):
    """Revocation lists that say nothing against it; another moment than now."""
    path = world.sign(hand_in())
    found = expect_verified(checks, world, path, "with a revocation list", "--crl",
                            world.city.crl("clean.crl"))
    checks.equal(found["revocation"], True, "somebody looked")
    world.city.certify("old", "/O=大阪市/CN=北区", end="20260501000000Z")
    world.list_certificates("old")
    document = sign(put_last(hand_in(), template()), world.city, "old", world.folder)
    path = world.file("old.xml", document)
    checks.equal(world.verify(path)[0]["code"], "expired", "now")
    found = expect_verified(checks, world, path, "as of that day", "--at", "2026-04-01", trusted=False)
    checks.equal(found["at"], "2026-04-01T23:59:59Z", "the moment")
    checks.equal(world.verify(path, "--at", "2026-04-31T00:00")[1], 2, "no moment")
    world.list_certificates("kita", "kita-rsa")


def receipt(**changes):
    lines = {"number": "H27-0001", "ward": KITA, "year": "2015", "trail-seq": "100",
             "trail-hash": "0" * 64, "content": "1" * 64, **changes}
    return "".join(f"{name} {value}\n" for name, value in lines.items()).encode()


def check_receipts(checks, world):
    path = world.sign(hand_in(kind="再提出", receipt="H27-0001"))
    again = {"kind": "再提出", "receipt": "H27-0001"}
    given = world.file("receipt", receipt())
    found = expect_verified(checks, world, path, "ahead of the receipt", "--receipt", given, **again)
    checks.equal(found["trail"]["receipt_seq"], 100, "the receipt's row")
    same = world.file("receipt", receipt(**{"trail-seq": "120", "trail-hash": HASH}))
    expect_verified(checks, world, path, "where the receipt is", "--receipt", same, **again)
    digest = content_digest(read(SHEET))
    identical = world.file("receipt", receipt(content=digest))
    withdrawn = world.sign(hand_in(kind="取下げ", receipt="H27-0001"))
    expect_verified(checks, world, withdrawn, "withdrawn as it was", "--receipt", identical,
                    kind="取下げ", receipt="H27-0001")
    for broken in (receipt()[:-20], receipt() + b"year 2015\n", receipt(year="H27"), b""):
        found, status, message = world.verify(path, "--receipt", world.file("receipt", broken))
        checks.that(found is None and status == 2, f"a broken receipt {broken!r}: {message}")


def check_import(checks, world):
    """A signed file comes in; what it carried does not stay in the document."""
    path = world.sign(hand_in())
    db = world.folder / "in.db"
    done = kusei("--db", db, "import", path)
    checks.equal(done.returncode, 0, f"import of a signed file: {done.stderr.decode()}")
    checks.that(b"an import does not verify" in done.stdout, f"nobody says that nobody looked: {done.stdout}")
    out = world.folder / "out.xml"
    checks.equal(kusei("--db", db, "export", KITA, "2015", "-o", out).returncode, 0, "its export")
    checks.that(out.read_bytes() == SHEET.read_bytes(), "the export is not the sheet without the signature")


# --- refused ------------------------------------------------------------------------

SEEN = set()


def refused(checks, world, content, code, where, *options, valid=None, table=None):
    """The file is refused with that code, and nothing of it comes out. `valid` are options with
    which xmlsec1 takes it all the same."""
    path = content if isinstance(content, Path) else world.file("forged.xml", content)
    found, status, message = world.verify(path, *options, table=table)
    SEEN.add(code)
    if not checks.that(found is not None and found["code"] == code and status == 1,
                       f"{where}: {found or message}, status {status}, expected {code}"):
        return
    checks.equal(message, "", f"{where}: words of a library")
    checks.that(found["verified"] is False and not set(found) & {"ward", "year", "signers", "trail",
                                                                 "content", "certificate"},
                f"{where}: something of a refused file came out: {found}")
    japanese = world.verify(path, *options, table=table, lang="ja")[0]["message"]
    checks.that(japanese != found["message"] and re.search("[ぁ-ん]", japanese) and
                len(found["message"]) > 20, f"{where}: no sentence in both languages")
    if valid is not None:
        checks.that(taken_by_xmlsec1(path, *valid), f"{where}: xmlsec1 refuses it, so it proves little")


def forge(world, source=None, name="kita", pki=None, options=(), certificate=True, **shape):
    """A submission with a signature of another shape, valid as XML Signature has it."""
    return sign(put_last(source or hand_in(), template(**shape)), pki or world.city, name,
                world.folder, *options, certificate=certificate)


def check_whose(checks, world):
    """Keys and certificates that are not the ward's."""
    key_value = "<ds:KeyValue/>"
    trusted = ("--trusted-pem", world.trust)
    stolen = etree.tostring(etree.fromstring(forge(world)).find(f".//{{{DS}}}X509Data")).decode()
    refused(checks, world, forge(world, name="alone", pki=world.attacker, key=key_value,
                                 method=MORE + "rsa-sha256", certificate=False), "key-value",
            "the attacker's key in KeyValue", valid=())
    refused(checks, world, forge(world, name="alone", pki=world.attacker, certificate=False,
                                 method=MORE + "rsa-sha256", key=key_value + stolen), "key-value",
            "the attacker's key beside the ward's certificate")
    refused(checks, world, forge(world, key="<ds:KeyName>kita</ds:KeyName>"), "key-value", "a key's name alone")
    refused(checks, world, forge(world, key="<ds:X509Data><ds:X509SubjectName/></ds:X509Data>"),
            "certificate", "a certificate's name instead of it")
    refused(checks, world, forge(world, name="alone", pki=world.attacker, method=MORE + "rsa-sha256"),
            "untrusted", "the attacker's certificate")
    refused(checks, world, world.sign(hand_in(), pki=world.attacker), "untrusted",
            "an authority of the city's name", valid=("--trusted-pem", world.attacker.path("ca.pem")))
    refused(checks, world, world.sign(hand_in(), "tsurumi"), "ward-certificate", "another ward's certificate",
            valid=trusted)
    empty = world.file("empty.tsv", b"# nobody\n")
    refused(checks, world, world.sign(hand_in()), "ward-unlisted", "a ward that is not listed", table=empty,
            valid=trusted)
    body = stolen[stolen.index("Certificate>") + 12:stolen.index("</ds:X509Certificate")]
    good = forge(world)
    refused(checks, world, re.sub(rb"<ds:X509Certificate>[^<]*", b"<ds:X509Certificate>" +
                                  body.strip()[:200].encode(), good), "certificate", "half a certificate")


def check_keys(checks, world):
    """Certificates that do not hold, and keys that may not sign."""
    make = world.city.certify
    world.make_unfit()
    make("revoked", "/O=大阪市/CN=北区")
    world.list_certificates("kita", "kita-rsa", "expired", "future", "revoked", "encipher", "curve", "short")
    for name, code in (("expired", "expired"), ("future", "not-yet"), ("encipher", "key-usage"),
                       ("curve", "key-kind")):
        refused(checks, world, forge(world, name=name), code, f"the certificate {name}")
    refused(checks, world, forge(world, name="short", method=MORE + "rsa-sha256"), "key-short",
            "a key of 1024 bits")
    path = world.sign(hand_in(), "revoked")
    checks.equal(world.verify(path)[1], 0, "revoked, and nobody looks")
    world.city.revoke("revoked")
    refused(checks, world, path, "revoked", "a revoked certificate", "--crl", world.city.crl("now.crl"),
            valid=("--trusted-pem", world.trust))
    good = world.sign(hand_in())
    refused(checks, world, good, "crl-missing", "the list of another authority", "--crl",
            world.attacker.crl("other.crl"))
    refused(checks, world, good, "crl-old", "a list that is out of date", "--crl", world.city.crl(
        "old.crl", "-crl_lastupdate", "20260101000000Z", "-crl_nextupdate", "20260201000000Z"))
    # An authority that is none: its certificate says that it may not issue.
    make("leaf", "/O=大阪市/CN=北区", issuer="tsurumi")
    world.list_certificates("leaf")
    refused(checks, world, world.sign(hand_in(), "leaf"), "chain", "issued by a ward that is no authority")
    world.list_certificates("kita", "kita-rsa")


def check_shapes(checks, world):
    """Signatures that xmlsec1 makes and takes, and that are over something else or weak."""
    trusted = ("--trusted-pem", world.trust)
    other = world.file("other.xml", hand_in())
    filter_rows = ('<ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116"><ds:XPath>'
                   "not(ancestor-or-self::row)</ds:XPath></ds:Transform>")
    style = ('<ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xslt-19991116">'
             '<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">'
             '<xsl:template match="/"><x/></xsl:template></xsl:stylesheet></ds:Transform>')
    prefixes = (f'<ds:Transform Algorithm="{EXC_C14N}"><InclusiveNamespaces xmlns="{EXC_C14N}" '
                'PrefixList="ds"/></ds:Transform>')
    for where, code, references in (
            ("a reference to another file", "reference-uri", [reference(f'URI="file://{other}"', (EXC_C14N,))]),
            ("a reference to a part", "reference-uri", [reference('URI="#1.1.a"')]),
            ("a reference by XPointer", "reference-uri", [reference("URI=\"#xpointer(/)\"")]),
            ("two references", "references", [reference(), reference()]),
            ("an XPath filter", "transforms", [reference(transforms=(ENVELOPED, filter_rows, EXC_C14N))]),
            ("an XSLT transform", "transforms", [reference(transforms=(ENVELOPED, style, EXC_C14N))]),
            ("another canonical form of the file", "transforms", [reference(transforms=(ENVELOPED, C14N))]),
            ("comments signed", "transforms",
             [reference(transforms=(ENVELOPED, EXC_C14N + "WithComments"))]),
            ("no canonical form", "transforms", [reference(transforms=(ENVELOPED,))]),
            ("prefixes kept", "transforms", [reference(transforms=(ENVELOPED, prefixes))]),
            ("a digest by SHA-1", "digest-algorithm", [reference(digest=DS + "sha1")]),
            ("a digest by MD5", "digest-algorithm", [reference(digest=MORE + "md5")])):
        options = ("--id-attr:id", "row") if "part" in where else ()
        refused(checks, world, forge(world, references=references, options=options), code, where,
                valid=(*trusted, *options))
    refused(checks, world, forge(world, c14n=C14N), "canonicalization", "another canonical form of the signature",
            valid=trusted)
    for method in (DS + "rsa-sha1", MORE + "rsa-md5", MORE + "rsa-sha512"):
        refused(checks, world, forge(world, name="kita-rsa", method=method), "signature-algorithm",
                f"signed with {method}")
    # The public key as the secret of an HMAC, as programs have been deceived that take both.
    public = world.folder / "public"
    public.write_bytes(world.city.path("kita.pem").read_bytes())
    document = put_last(hand_in(), template(method=MORE + "hmac-sha256", key="<ds:KeyName/>"))
    source, out = world.file("hmac.xml", document), world.folder / "hmac-signed.xml"
    subprocess.run(["xmlsec1", "--sign", "--output", out, "--hmackey", public, source], check=True,
                   capture_output=True)
    data = etree.tostring(etree.fromstring(forge(world)).find(f".//{{{DS}}}X509Data"))
    refused(checks, world, re.sub(rb"<ds:KeyName/>|<ds:KeyName>.*?</ds:KeyName>", data, out.read_bytes()),
            "signature-algorithm", "an HMAC with the public key")
    refused(checks, world, world.sign(hand_in(), "kita-rsa").read_bytes().replace(
        b"rsa-sha256", b"ecdsa-sha256"), "signature-algorithm", "the method of another kind of key")
    refused(checks, world, forge(world, behind="<ds:Object><note/></ds:Object>"), "object",
            "an object in the signature", valid=trusted)
    good = forge(world)
    refused(checks, world, good.replace(b"<ds:KeyInfo>", b'<ds:KeyInfo Id="k">'), "key-value", "a key with a name")
    refused(checks, world, good.replace(b"<ds:Signature ", b'<ds:Signature Id="s" '), "signature-form",
            "a signature with a name", valid=trusted)


def evil():
    """The same assessment with a better result, as an attacker would have it."""
    root = read(SHEET)
    root.find("row/strategy-page/evaluation/overall").text = "A"
    root.find("row/strategy-page/evaluation/progress").text = "a"
    return root


def drifted():
    """With a page that another one follows and that is no longer equal to it: an error."""
    root = read(SHEET)
    root.find("row/strategy-page/evaluation/issues").text += "追記。"
    return root


def parts(document):
    """The document's root, and its signature taken out of it."""
    root = etree.fromstring(document)
    signature = root.find(f"{{{DS}}}Signature")
    root.remove(signature)
    return root, signature


def check_wrapping(checks, world):
    """A good signature, carried over to where something else is read."""
    good = world.sign(hand_in()).read_bytes()
    original, signature = parts(good)

    forged = etree.fromstring(hand_in(evil()))
    inner = copy.deepcopy(original)
    inner.append(copy.deepcopy(signature))
    forged.append(inner)
    refused(checks, world, etree.tostring(forged), "signature-place", "the signed one inside of another")

    forged = etree.fromstring(hand_in(evil()))
    around = copy.deepcopy(signature)
    etree.SubElement(around, f"{{{DS}}}Object").append(copy.deepcopy(original))
    forged.append(around)
    refused(checks, world, etree.tostring(forged), "object", "the signed one as an object of the signature")

    around = copy.deepcopy(signature)
    etree.SubElement(around, f"{{{DS}}}Object").append(etree.fromstring(hand_in(evil())))
    refused(checks, world, etree.tostring(around), "signature-place", "the signature around it")

    forged = etree.fromstring(hand_in(evil()))
    forged.insert(0, copy.deepcopy(signature))
    refused(checks, world, etree.tostring(forged), "signature-place", "the signature in front")

    forged = etree.fromstring(good)
    forged.find("row").append(copy.deepcopy(signature))
    refused(checks, world, etree.tostring(forged), "several-signatures", "the signature twice")
    forged = etree.fromstring(forge(world, source=good))
    checks.equal(len(forged.findall(f"{{{DS}}}Signature")), 2, "two signatures")
    refused(checks, world, etree.tostring(forged), "several-signatures", "two signatures side by side")

    forged = etree.fromstring(good)
    etree.SubElement(forged.find("row"), f"{{{DS}}}Object")
    refused(checks, world, etree.tostring(forged), "wrapped", "a part of a signature in a row")

    forged = etree.fromstring(hand_in(evil()))
    forged.append(copy.deepcopy(signature))
    refused(checks, world, etree.tostring(forged), "changed", "the signature under another assessment")

    # The digest made to fit, the value left as it was.
    bare = hand_in(evil())
    fitting = hashlib.sha256(etree.tostring(etree.fromstring(bare), method="c14n", exclusive=True)).digest()
    signature.find(f".//{{{DS}}}DigestValue").text = base64.b64encode(fitting).decode()
    signature.tail = None
    refused(checks, world, put_last(bare, etree.tostring(signature).decode()), "signature",
            "the digest made to fit")


def check_damage(checks, world):
    """What happens to a file on its way, or is tried in a text editor."""
    good = world.sign(hand_in()).read_bytes()

    def change(old, new):
        checks.that(old.encode() in good, f"the test has nothing to change: {old}")
        return good.replace(old.encode(), new.encode(), 1)

    refused(checks, world, change("地域活動協議会", "地城活動協議会"), "changed", "one character changed")
    refused(checks, world, change('amount="50"', 'amount="5"'), "changed", "an attribute changed")
    refused(checks, world, change('ward-code="271276"', 'ward-code="271241"'), "changed", "another ward")
    refused(checks, world, change("区長 太郎", "区長 次郎"), "changed", "another name signed off")
    refused(checks, world, change('trail-seq="120"', 'trail-seq="121"'), "changed", "another row of the trail")
    refused(checks, world, change("地域活動協議会", "地域<!-- -->活動協議会"), "comment", "a comment inside a text")
    refused(checks, world, change("<row ", "<?x y?><row "), "comment", "an instruction")
    refused(checks, world, good + b"<!-- behind -->", "comment", "a comment behind it")
    refused(checks, world, good[:len(good) // 2], "not-xml", "half of it")
    refused(checks, world, good[:-10], "not-xml", "the end is missing")
    refused(checks, world, good + good, "not-xml", "twice in one file")
    refused(checks, world, b"", "not-xml", "an empty file")
    refused(checks, world, good.replace("北".encode(), b"\x96\x6b"), "not-xml", "in another encoding")
    doctype = b'<!DOCTYPE assessment [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>\n'
    refused(checks, world, good.replace(b"<assessment", doctype + b"<assessment", 1), "doctype", "entities")
    value = re.search(rb"<ds:SignatureValue>([^<]*)<", good).group(1)
    refused(checks, world, good.replace(value, b""), "signature-empty", "no value")
    refused(checks, world, good.replace(value, base64.b64encode(bytes(64))), "signature", "a value of zeros")
    refused(checks, world, good.replace(value, value[:-8] + b"AAAAAA=="), "signature", "the value's end changed")
    refused(checks, world, hand_in(), "unsigned", "no signature")
    refused(checks, world, SHEET, "unsigned", "a plain export")
    many = b" ".join(b'a%d="1"' % i for i in range(60000))
    refused(checks, world, good.replace(b"<assessment ", b"<assessment " + many + b" ", 1), "too-much",
            "60,000 attributes")


def check_said(checks, world):
    """Signed by the ward, and refused for what it says."""
    def signed(**more):
        return forge(world, source=hand_in(**more))

    again = {"kind": "再提出", "receipt": "H27-0001"}
    refused(checks, world, signed(digest="0" * 64), "signed-off-other", "another content signed off")
    refused(checks, world, signed(names=("区長 太郎", "区長 太郎")), "same-person", "one person twice")
    refused(checks, world, signed(kind="再提出"), "receipt-missing", "again without a number")
    refused(checks, world, signed(receipt="H27-0001"), "receipt-unexpected", "new with a number")
    refused(checks, world, forge(world, source=SHEET.read_bytes()), "no-submission", "handed in by nobody")
    wrong = read(SHEET)
    wrong.find("row/strategy-page/plan/aim").tag = "target"
    refused(checks, world, signed(root=wrong), "layout", "not in the layout")
    for where, name, value in (("another version", "form-version", "99"),
                               ("another policy", "policy", "nowhere-2015")):
        other = read(SHEET)
        other.set(name, value)
        refused(checks, world, signed(root=other), "form-unknown", where)
    refused(checks, world, signed(root=drifted()), "errors", "the rules find errors")

    path = world.file("again.xml", signed(**again))
    content = content_digest(read(SHEET))
    for where, code, changes in (
            ("behind the receipt", "trail-behind", {"trail-seq": "121"}),
            ("another row of that number", "trail-differs", {"trail-seq": "120"}),
            ("another ward's receipt", "receipt-other", {"ward": TSURUMI}),
            ("another year's receipt", "receipt-other", {"year": "2014"}),
            ("another receipt's number", "receipt-number", {"number": "H27-0002"}),
            ("nothing changed", "identical", {"content": content})):
        refused(checks, world, path, code, where, "--receipt", world.file("receipt", receipt(**changes)))


# --- signing ------------------------------------------------------------------------

def not_signed(checks, world, where, sentence, path, *arguments, **more):
    """Exit status 2, that sentence, and the file that was there stays."""
    out = world.file("there.xml", b"what was there")
    done = world.run_sign(path, "-o", out, *arguments, **more)
    message = done.stderr.decode()
    checks.that(done.returncode == 2 and sentence in message, f"{where}: {message}, {done.returncode}")
    checks.equal(out.read_bytes(), b"what was there", f"{where}: the file that was there")
    checks.that(PASSWORD not in message and done.stdout == b"", f"{where}: something came out")


def check_not_signed(checks, world):
    world.make_unfit()
    path = world.file("unsigned.xml", hand_in())
    key = ("--key", world.city.path("kita.p12"))
    dgst = ("openssl", "dgst", "-sha256", "-sign")
    certificate = ("--certificate", world.city.path("kita.pem"))
    not_signed(checks, world, "a wrong password", "password of the key is wrong", path, *key, password="x")
    not_signed(checks, world, "no password", "password of the key is wrong", path, *key, password="")
    not_signed(checks, world, "no such key", "no PKCS#12 file", path, "--key", world.folder / "none.p12")
    not_signed(checks, world, "no key", "no PKCS#12 file", path, "--key", world.trust)
    world.city.pack("kita-rsa", (), "-legacy")
    not_signed(checks, world, "an old key", "no longer safe", path, "--key", world.city.path("kita-rsa.p12"))
    world.city.pack("kita-rsa", ("ca",))
    for name, sentence in (("short", "too short"), ("expired", "has run out"), ("future", "not hold yet"),
                           ("encipher", "not one for signing"), ("curve", "neither RSA nor")):
        not_signed(checks, world, name, sentence, path, "--key", world.city.path(name + ".p12"))
    not_signed(checks, world, "signed already", "bears a signature already", world.sign(hand_in()), *key,
               password="not even looked at")
    not_signed(checks, world, "handed in by nobody", "nobody has handed in", SHEET, *key)
    not_signed(checks, world, "one person twice", "has also approved",
               world.file("bad.xml", hand_in(names=("a", "a"))), *key)
    not_signed(checks, world, "errors", "rules find errors", world.file("bad.xml", hand_in(drifted())), *key)
    wrong = read(SHEET)
    wrong.find("row/strategy-page/plan/aim").tag = "target"
    not_signed(checks, world, "not in the layout", "not in the official layout",
               world.file("bad.xml", hand_in(wrong)), *key)
    not_signed(checks, world, "another key than the certificate's", "does not fit the certificate", path,
               *certificate, "--command", *dgst, world.city.path("tsurumi.key"))
    not_signed(checks, world, "another kind of key", "no signature of the certificate", path,
               *certificate, "--command", *dgst, world.city.path("kita-rsa.key"))
    not_signed(checks, world, "a command that fails", "has failed", path, *certificate, "--command", "false")
    not_signed(checks, world, "no such command", "cannot be run", path, *certificate, "--command",
               "no-such-command")
    not_signed(checks, world, "a command that says nothing", "has failed", path, *certificate, "--command", "true")
    not_signed(checks, world, "no certificate", "no certificate that can be read", path, "--certificate", path,
               "--command", "true")
    before = world.sign(hand_in())
    again = world.file("again.xml", hand_in(kind="再提出", receipt="H27-0001", seq=130))
    not_signed(checks, world, "nothing changed", "Nothing has changed", again, "--previous", before, *key)
    changed = read(SHEET)
    changed.find("row[3]/initiative-page/evaluation/issues").text += "追記。"
    other = world.file("changed.xml", hand_in(changed, kind="再提出", receipt="H27-0001", seq=130))
    done = world.run_sign(other, *key, "--previous", before, "-o", world.folder / "changed-signed.xml")
    checks.equal(done.returncode, 0, f"something changed: {done.stderr.decode()}")
    withdrawn = world.file("withdrawn.xml", hand_in(kind="取下げ", receipt="H27-0001"))
    done = world.run_sign(withdrawn, *key, "--previous", before, "-o", world.folder / "w.xml")
    checks.equal(done.returncode, 0, f"withdrawn as it was: {done.stderr.decode()}")


def check_prompt(checks, world):
    """Asked for on the terminal, which does not show it, and is left as it was; Ctrl-C leaves."""
    path = world.file("unsigned.xml", hand_in())
    out = world.folder / "prompted.xml"
    for typed, status in ((PASSWORD.encode() + b"\n", 0), (b"\x03\n", 2)):
        out.unlink(missing_ok=True)
        child, terminal = pty.fork()
        if child == 0:
            os.execve(KUSEI, [str(KUSEI), "sign", str(path), "--key", str(world.city.path("kita.p12")),
                              "-o", str(out)], {**os.environ, "KUSEI_LANG": "en"})
        shown = b""
        while b"Password of the key: " not in shown:
            shown += os.read(terminal, 1000)
        checks.equal(termios.tcgetattr(terminal)[3] & termios.ECHO, 0, "what is typed is shown")
        os.write(terminal, typed)
        try:
            while more := os.read(terminal, 1000):
                shown += more
        except OSError:
            pass  # the other end is closed
        ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        os.close(terminal)
        checks.equal(ended, status, f"the end after {typed!r}: {shown!r}")
        checks.that(PASSWORD.encode() not in shown, "the password is on the screen")
        checks.equal(out.exists(), status == 0, f"a signed file after {typed!r}")


def check_password(checks, world):
    """It reaches the program that signs by a pipe: not as an argument, not in the environment."""
    helpers = world.folder / "helpers"
    helpers.mkdir()
    spy = helpers / "kusei-xmlsig"
    spy.write_text('#!/bin/sh\n[ "$1" = digest ] && exec "$REAL" "$@"\n'
                   f'{{ printf "%s\\n" "$@"; env; }} >"{world.folder}/seen"\ncat <&3 >"{world.folder}/secret"\n'
                   'printf "no key-password\\n\\n"\n')
    spy.chmod(0o755)
    path = world.file("unsigned.xml", hand_in())
    world.run_sign(path, "--key", world.city.path("kita.p12"),
                   env={"KUSEI_HELPERS": str(helpers), "REAL": str(BUILD / "kusei-xmlsig")})
    seen = (world.folder / "seen").read_text(errors="replace")
    checks.equal((world.folder / "secret").read_text(encoding="utf-8"), PASSWORD, "what came by the pipe")
    checks.that("sign-key" in seen and PASSWORD not in seen, "the password is an argument or in the environment")
    found = kusei("verify", "--trust", world.trust, path, env={"KUSEI_HELPERS": str(world.folder / "nowhere")})
    checks.that(found.returncode == 2 and b"cannot be run" in found.stderr, "no program that verifies")


# --- flips, and the table ------------------------------------------------------------

def check_flips(checks, world):
    """Bytes changed at random: never taken with other values than those that were signed."""
    good = world.sign(hand_in()).read_bytes()
    truth = world.verify(world.file("flipped.xml", good))[0]
    draw = random.Random(20150401)
    taken = 0
    start = good.index(b"<ds:Signature")
    for round_ in range(FLIPS):
        flipped = bytearray(good)
        # Half of them in the signature, which is a small part of the file.
        first = start if round_ % 2 else 0
        for _ in range(draw.choice((1, 1, 1, 2, 5))):
            flipped[draw.randrange(first, len(flipped))] ^= 1 << draw.randrange(8)
        found, status, message = world.verify(world.file("flipped.xml", bytes(flipped)))
        checks.that(found is not None and status in (0, 1), f"round {round_}: {message}")
        if found is not None and found["verified"]:
            taken += 1
            checks.equal({k: v for k, v in found.items() if k != "at"},
                         {k: v for k, v in truth.items() if k != "at"}, f"round {round_}")
    print(f"{FLIPS} files with flipped bits, {taken} taken, with the values that were signed")


def check_table(checks, world):
    """Every code that says no of a file is reached above, and explained to the city officer. Those
    that only the city's own records lead to are reached in test_season.py."""
    source = (HERE / "src" / "exchange" / "refusal.c").read_text(encoding="utf-8")
    table = re.findall(r'\{"([a-z-]+)",\s*N_\((?:[^()]|\([^()]*\))*?\),\s*(true|false),\s*(true|false)\}',
                       source)
    checks.that(len(table) > 40, f"only {len(table)} codes were found in refusal.c")
    no = {code for code, could_not, _ in table if could_not == "false"}
    later = {code for code, _, collecting in table if collecting == "true"}
    checks.equal(sorted(no - later - SEEN), [], "codes that no forged file is refused for")
    explained = re.findall(r"^\| `([a-z-]+)` \|", (HERE / "doc" / "submission.ja.md").read_text(
        encoding="utf-8"), re.M)
    checks.equal(sorted(explained), sorted(no), "codes that doc/submission.ja.md explains")


def main():
    for tool in ("xmlsec1", "openssl", "jing", "xmllint"):
        if shutil.which(tool) is None:
            print(f"skipped: {tool} is missing")
            sys.exit(77)
    checks = Checks()
    cases = {name[len("check_"):]: f for name, f in globals().items() if name.startswith("check_")}
    with tempfile.TemporaryDirectory() as folder:
        world = World(Path(folder))
        for name in sys.argv[1:] or cases:
            cases[name](checks, world)
    checks.close()


if __name__ == "__main__":
    main()
