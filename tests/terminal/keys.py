"""Keys at random, as the bytes that terminals send for them, and broken ones.

    keys = Keys(random.Random(7))
    screen.type_bytes(keys.batch(40))

The choice leans towards the keys by which screens are reached, so that all of
them are; what ends the program, or goes back a screen, is rare.
"""

ESC = b"\x1b"

_PLAIN = {  # as xterm has them; the letter of a modified one is the same
    "Up": "A", "Down": "B", "Right": "C", "Left": "D", "Home": "H", "End": "F",
    "F1": "P", "F2": "Q", "F3": "R", "F4": "S",
}
_NUMBERED = {"Ins": 2, "Del": 3, "PgUp": 5, "PgDn": 6, "F5": 15, "F6": 17, "F7": 18, "F8": 19,
             "F9": 20, "F10": 21, "F11": 23, "F12": 24}
_NAMED = {"Tab": b"\t", "S-Tab": b"\x1b[Z", "Enter": b"\r", "Backspace": b"\x7f", "C-Space": b"\0",
          "Esc": b"\x1b"}

MOVES = ["Up", "Down", "Right", "Left", "Home", "End", "Tab", "Tab", "S-Tab", "Enter", "PgUp",
         "PgDn", "Ins", "Del", "Backspace", "C-Space"]
# By weight: those that lead to screens that few ways lead to come more often.
WAYS = ["F1", "F2", "F3", "F3", "F4", "F5", "F5", "F6", "F6", "F7", "F7", "F8", "F9", "F11", "F12",
        "M-o", "M-o", "M-c", "M-s", "M-v", "M-v", "M-w", "C-b", "C-b", "C-r", "Enter", "Enter",
        "Enter"]
BACK = ["F10", "C-q"]
TEXTS = ["あ", "い。", "①", "ⅰ", "B", "ア", "b", "y", "n", "t", "m", "d", "i", "r", "w", "p", "が", "か\u3099",
         "👨‍👩‍👧", "🇯🇵", "8０％", "75.0", "H29", "―", "○", "×", " ", "　", "葛\U000E0100", "神", "e\u0301",
         "1.1.a", "H30年度末までに80％以上", "左記目標", "\u200d", "\ufe0f", "ｶﾞ", "取組", "\u202e", "\u0085",
         "\ufeff", "\ufffe", "\u2028", "地域の活動を支援する。" * 4]
BROKEN = [b"\xe3", b"\xe3\x81", b"\xf0\x9f", b"\x80", b"\xff", b"\xc0\xaf", b"\xed\xa0\x80",
          b"\xf4\x90\x80\x80", b"\x1b[", b"\x1bO", b"\x1b[1;", b"\x1b[999;999", b"\x1b[<", b"\x1b[<0;1",
          b"\x1b]0;title", b"\x1bP", b"\x1b[M\x20", b"\x1b[?1;2c", b"\x1b[5;9R", b"\x1b[[A", b"\x1b[[",
          b"\x1b[I", b"\x1b[O", b"\x1b[13;5u", b"\x1b[27;5;9~", b"\x1b[99999999999999999999~",
          b"\x1b\x1b\x1b", b"\x1b[201~", b"\x1b[" + b"1;" * 60 + b"A", b"\x9b1~", b"\x1c", b"\x1f"]


def key_bytes(name):
    """The bytes of a key by the names that screen.py uses."""
    shift = alt = control = False
    while len(name) > 2 and name[1] == "-" and name not in _NAMED:
        shift, alt, control = (shift or name[0] == "S", alt or name[0] == "M",
                               control or name[0] == "C")
        name = name[2:]
    modifier = 1 + shift + 2 * alt + 4 * control
    if name in _NAMED:
        return (ESC if alt else b"") + _NAMED[name]
    if name in _PLAIN:
        return (f"\x1bO{_PLAIN[name]}" if modifier == 1
                else f"\x1b[1;{modifier}{_PLAIN[name]}").encode()
    if name in _NUMBERED:
        number = _NUMBERED[name]
        return (f"\x1b[{number}~" if modifier == 1 else f"\x1b[{number};{modifier}~").encode()
    byte = bytes([ord(name) & 0x1F]) if control else name.encode()
    return (ESC if alt else b"") + byte


class Keys:
    """chance: a random.Random, whose seed makes the same keys again."""

    def __init__(self, chance):
        self.chance = chance
        self.makers = [self.text] * 30 + [self.move] * 30 + [self.way] * 12 + [self.modified] * 12 \
            + [self.control] * 8 + [self.alt] * 4 + [self.mouse] * 4 + [self.paste] * 2 \
            + [self.broken] * 3
        self.letters = [chr(n) for n in range(ord("a"), ord("z") + 1)]

    def text(self):
        return self.chance.choice(TEXTS).encode("utf-8", "surrogatepass")

    def move(self):
        return key_bytes(self.chance.choice(MOVES))

    def way(self):
        return key_bytes(self.chance.choice(BACK if self.chance.random() < 0.06 else WAYS))

    def modified(self):
        key = self.chance.choice(sorted(_PLAIN) + sorted(_NUMBERED))
        if key == "F10":
            key = "F9"
        return key_bytes(self.chance.choice(["S-", "C-", "M-", "S-C-", "S-M-", "M-C-"]) + key)

    def control(self):
        letter = self.chance.choice(self.letters + ["\\", "]", "^", "_", "@"])
        return key_bytes("C-" + ("a" if letter == "q" else letter))

    def alt(self):
        # Alt and a digit is a function key: 0 is F10.
        return ESC + self.chance.choice(self.letters + list("123456789AXO[]<>;")).encode()

    def mouse(self):
        row, col = self.chance.randint(0, 70), self.chance.randint(0, 170)
        button = self.chance.choice([0, 0, 0, 0, 1, 2, 3, 4, 16, 32, 64, 65])
        if self.chance.random() < 0.1:
            return b"\x1b[M" + bytes([button + 32, min(col + 33, 255), row + 33])
        return f"\x1b[<{button};{col};{row}{self.chance.choice('MMm')}".encode()

    def paste(self):
        body = b"".join(self.chance.choice((self.text, self.text, self.text, self.broken))()
                        for _ in range(self.chance.choice((1, 3, 10, 60))))
        lines = self.chance.choice([b"\r", b"\t", b"\r\n", b"\n", b""])
        body = lines.join([body, body[:7], body[7:40]])
        return b"\x1b[200~" + body + b"\x1b[201~"

    def broken(self):
        if self.chance.random() < 0.5:
            return self.chance.choice(BROKEN)
        # q ends the program from the list, C-q any screen
        return bytes(self.chance.choice(
            [n for n in range(256) if n not in (ord("q"), 0x11)])
            for _ in range(self.chance.randint(1, 6)))

    def batch(self, count):
        return b"".join(self.chance.choice(self.makers)() for _ in range(count))
