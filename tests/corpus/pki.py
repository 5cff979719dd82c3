"""Keys and certificates as a city and its wards have them, made by openssl, and those of an attacker.

A Pki is a folder: the city's authority, an authority below it, certificates of wards, revocation
lists. Template and sign() make XML signatures with xmlsec1's own command, of any shape, so that a
forged submission is refused for its shape and not because the cryptography of the test was wrong.
"""
import os
import subprocess

DS = "http://www.w3.org/2000/09/xmldsig#"
MORE = "http://www.w3.org/2001/04/xmldsig-more#"
ENVELOPED = DS + "enveloped-signature"
EXC_C14N = "http://www.w3.org/2001/10/xml-exc-c14n#"
C14N = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256"
PASSWORD = "区の鍵の言葉"

CONFIG = """
[ca]
default_ca = city
[city]
dir = {dir}
database = {dir}/index
serial = {dir}/serial
crlnumber = {dir}/crlnumber
new_certs_dir = {dir}
default_md = sha256
default_crl_days = 30
policy = any
unique_subject = no
copy_extensions = none
[any]
organizationName = optional
commonName = supplied
[req]
distinguished_name = dn
utf8 = yes
string_mask = utf8only
[dn]
[sign]
basicConstraints = CA:FALSE
keyUsage = critical,digitalSignature,nonRepudiation
[encipher]
basicConstraints = CA:FALSE
keyUsage = critical,keyEncipherment
[authority]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
"""

KINDS = {
    "rsa": ["rsa", "-pkeyopt", "rsa_keygen_bits:2048"],
    "short": ["rsa", "-pkeyopt", "rsa_keygen_bits:1024"],
    "ec": ["ec", "-pkeyopt", "ec_paramgen_curve:P-256"],
    "p384": ["ec", "-pkeyopt", "ec_paramgen_curve:P-384"],
    "k1": ["ec", "-pkeyopt", "ec_paramgen_curve:secp256k1"],
    "ed25519": ["ed25519"],
}


def run(*arguments, **more):
    done = subprocess.run([str(a) for a in arguments], capture_output=True, check=False, **more)
    if done.returncode != 0:
        raise RuntimeError(f"{arguments}: {done.stderr.decode(errors='replace')}")
    return done.stdout


class Pki:
    """An authority in a folder of its own."""

    def __init__(self, folder, name="/O=大阪市/CN=City CA", start="20190101000000Z"):
        self.folder = folder
        folder.mkdir()
        (folder / "index").write_text("")
        (folder / "serial").write_text("1000\n")
        (folder / "crlnumber").write_text("10\n")
        (folder / "config").write_text(CONFIG.format(dir=folder), encoding="utf-8")
        self.key("ca", "ec")
        run("openssl", "req", "-new", "-config", folder / "config", "-key", self.path("ca.key"),
            "-out", self.path("ca.csr"), "-subj", name, "-utf8")
        # "req -x509" of OpenSSL 3.0 knows no other first day than today.
        run("openssl", "ca", "-batch", "-notext", "-utf8", "-config", folder / "config", "-selfsign",
            "-keyfile", self.path("ca.key"), "-in", self.path("ca.csr"), "-out",
            self.path("ca.pem"), "-extensions", "authority", "-startdate", start,
            "-enddate", "20990101000000Z")

    def path(self, name):
        return self.folder / name

    def key(self, name, kind):
        run("openssl", "genpkey", "-algorithm", *KINDS[kind], "-out", self.path(name + ".key"))

    def certify(self, name, subject, kind="ec", start="20200101000000Z", end="20990101000000Z",
                extensions="sign", issuer="ca"):
        """A key and its certificate, NAME.key and NAME.pem, and both in NAME.p12."""
        self.key(name, kind)
        request = self.path(name + ".csr")
        run("openssl", "req", "-new", "-config", self.path("config"), "-key",
            self.path(name + ".key"), "-out", request, "-subj", subject, "-utf8")
        run("openssl", "ca", "-batch", "-notext", "-utf8", "-config", self.path("config"), "-in", request,
            "-out", self.path(name + ".pem"), "-extensions", extensions, "-startdate", start,
            "-enddate", end, "-cert", self.path(issuer + ".pem"), "-keyfile",
            self.path(issuer + ".key"))
        self.pack(name, [issuer])

    def certify_all(self, subjects, start):
        """The same for {name: subject}, at once and without the last."""
        serial = int((self.folder / "serial").read_text(), 16)
        for name, subject in subjects.items():
            run("openssl", "req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
                "-nodes", "-config", self.path("config"), "-keyout", self.path(name + ".key"), "-out",
                self.path(name + ".csr"), "-subj", subject, "-utf8")
        run("openssl", "ca", "-batch", "-notext", "-utf8", "-config", self.path("config"),
            "-extensions", "sign", "-startdate", start, "-enddate", "20990101000000Z", "-cert",
            self.path("ca.pem"), "-keyfile", self.path("ca.key"), "-infiles",
            *(self.path(name + ".csr") for name in subjects))
        for place, name in enumerate(subjects):
            self.path(f"{serial + place:04X}.pem").rename(self.path(name + ".pem"))

    def pack(self, name, issuers=(), *options):
        for issuer in issuers:
            options += ("-certfile", self.path(issuer + ".pem"))
        run("openssl", "pkcs12", "-export", "-inkey", self.path(name + ".key"), "-in",
            self.path(name + ".pem"), "-out", self.path(name + ".p12"), "-passout", "stdin", *options, input=PASSWORD.encode())

    def self_signed(self, name, subject, kind="ec"):
        self.key(name, kind)
        run("openssl", "req", "-x509", "-config", self.path("config"), "-extensions", "sign",
            "-key", self.path(name + ".key"), "-out", self.path(name + ".pem"), "-subj", subject,
            "-utf8", "-days", "365")
        self.pack(name)

    def revoke(self, name):
        run("openssl", "ca", "-config", self.path("config"), "-revoke", self.path(name + ".pem"),
            "-cert", self.path("ca.pem"), "-keyfile", self.path("ca.key"))

    def crl(self, name, *options):
        run("openssl", "ca", "-config", self.path("config"), "-gencrl", "-out", self.path(name),
            "-cert", self.path("ca.pem"), "-keyfile", self.path("ca.key"), *options)
        return self.path(name)

    def fingerprint(self, name):
        text = run("openssl", "x509", "-in", self.path(name + ".pem"), "-noout", "-fingerprint",
                   "-sha256").decode()
        return text.split("=")[1].strip()


def reference(uri='URI=""', transforms=(ENVELOPED, EXC_C14N), digest=SHA256):
    inside = "".join(t if t.startswith("<") else f'<ds:Transform Algorithm="{t}"/>'
                     for t in transforms)
    inside = f"<ds:Transforms>{inside}</ds:Transforms>" if inside else ""
    return (f"<ds:Reference {uri}>{inside}<ds:DigestMethod Algorithm=\"{digest}\"/>"
            "<ds:DigestValue></ds:DigestValue></ds:Reference>")


def template(*, c14n=EXC_C14N, method=MORE + "ecdsa-sha256", references=None, behind="",
             key="<ds:X509Data/>"):
    """A signature to be filled in."""
    return (f'<ds:Signature xmlns:ds="{DS}"><ds:SignedInfo>'
            f'<ds:CanonicalizationMethod Algorithm="{c14n}"/>'
            f'<ds:SignatureMethod Algorithm="{method}"/>'
            + "".join([reference()] if references is None else references)
            + "</ds:SignedInfo><ds:SignatureValue></ds:SignatureValue>"
            f"<ds:KeyInfo>{key}</ds:KeyInfo>{behind}</ds:Signature>")


def put_last(document, signature):
    """The document with a signature as its last element; both are bytes."""
    end = b"</assessment>"
    at = document.rindex(end)
    return document[:at] + signature.encode() + document[at:]


def sign(document, pki, name, folder, *options, certificate=True):
    """The document with its template filled in by xmlsec1 with that key."""
    source, out = folder / "template.xml", folder / "filled.xml"
    source.write_bytes(document)
    key = str(pki.path(name + ".key"))
    if certificate:
        key += "," + str(pki.path(name + ".pem"))
    run("xmlsec1", "--sign", "--output", out, "--privkey-pem", key, *options, source,
        env={**os.environ, "LC_ALL": "C.UTF-8"})
    return out.read_bytes()


def taken_by_xmlsec1(path, *options):
    return subprocess.run(["xmlsec1", "--verify", *map(str, options), str(path)], check=False,
                          capture_output=True).returncode == 0
