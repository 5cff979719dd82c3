"""What signing and verifying cost, beside xmlsec1's own command on the same file.

kusei also reads the file under limits, holds it against the layout, runs the rules, and when it signs
verifies what it made; xmlsec1 does the cryptography alone.
"""
import os
import subprocess
import time
from pathlib import Path

BUILD = Path(os.environ["KUSEI_TEST_BUILDDIR"])


def run_us(*argv, pass_fds=()):
    """Microseconds from the start of a process to its end, which has to be good."""
    start = time.perf_counter()
    subprocess.run([str(a) for a in argv], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL, pass_fds=pass_fds, check=True)
    return (time.perf_counter() - start) * 1e6


def bench_signatures(folder, in_turn, line):
    try:
        from pki import PASSWORD, put_last, template
        from test_sign import World, hand_in
    except (ImportError, SystemExit):
        print("    (lxml is missing: nothing to sign)")
        return
    world = World(Path(folder) / "signatures")
    kusei = BUILD / "kusei"
    unsigned = world.file("to-sign.xml", hand_in())
    to_fill = world.file("to-fill.xml", put_last(hand_in(), template()))
    secret = world.file("secret", PASSWORD.encode())
    signed, key = world.folder / "bench.xml", world.city.path("kita.p12")

    def sign_us():
        with open(secret, "rb") as password:
            return run_us(kusei, "sign", unsigned, "--key", key, "--password-fd", password.fileno(),
                          "-o", signed, pass_fds=[password.fileno()])

    figure, floor = in_turn(sign_us, lambda: run_us(
        "xmlsec1", "--sign", "--pkcs12", key, "--pwd", PASSWORD, "--output", world.folder / "b.xml", to_fill))
    line("sign a submission", figure, floor, "xmlsec1 --sign")
    figure, floor = in_turn(
        lambda: run_us(kusei, "verify", "--trust", world.trust, "--ward-certs", world.table, signed),
        lambda: run_us("xmlsec1", "--verify", "--trusted-pem", world.trust, signed))
    line("verify a submission", figure, floor, "xmlsec1 --verify")
    figure, floor = in_turn(
        lambda: run_us(kusei, "check", signed),
        lambda: run_us("xmlsec1", "--verify", "--trusted-pem", world.trust, signed))
    line("    only check it", figure, floor, "the same")
