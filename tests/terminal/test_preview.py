"""The printed sheet on the terminal before it is printed, and its files."""
from kusei import export, load, open_kusei, open_page, run, say, says
from runner import check, check_equal, main, skip
from screen import BUILD, VSCREEN, Folder, environment

if not VSCREEN.exists():
    skip("libvterm is missing (Debian: libvterm-dev)")

PREVIEW, FIRST, LAST = "\x1bv", "\x1b[1;5H", "\x1b[1;5F"  # Alt-V, Ctrl-Home, Ctrl-End
HOME = environment(KUSEI_HELPERS=str(BUILD))


def filled(folder):
    load(folder / "k.db", "kita-2015.xml")
    return folder / "k.db"


def sheets_of(db, ambiguous):
    """What the program writes to a file: the rows of every sheet."""
    done = run("--db", db, "--ambiguous", ambiguous, "export", "北区", "2015", "--format", "text")
    check_equal(done.returncode, 0, done.stderr)
    return [sheet.rstrip("\n").split("\n") for sheet in done.stdout.split("\f")]


def open_preview(s, page="1.1.a/1-1", steps=0):
    s.settle()
    open_page(s, page)
    s.key(*["Tab"] * steps)
    s.send(PREVIEW)
    s.wait(say("Preview"))


def place(s):
    """The sheet, and the first row and column that the line below says."""
    line = s.rows()[-2]
    numbers = "".join(c if c.isdigit() else " " for c in line).split()
    return int(numbers[0]), int(numbers[2]), int(numbers[5])


def walk(s, rows, cols):
    """All cells of the sheet in hand, put together from the windows on it."""
    found = {}
    while True:
        s.key("Home")
        while True:
            _, top, left = place(s)
            for y, cells in enumerate(s.cells()[1:-2]):
                for x, cell in enumerate(cells):
                    # Half of a wide character at an edge is seen from the next window.
                    at = (top + y - 1, left + x - 1)
                    found[at] = cell if found.get(at, " ") == " " else found[at]
            s.key("Right")
            if place(s)[2] == left:
                break
        for _ in range(rows - 3):
            s.press("Down")
        s.settle()
        if place(s)[1] == top:
            return found


def as_rows(found):
    height, width = (max(at[i] for at in found) + 1 for i in (0, 1))
    rows = ["".join(found.get((y, x), " ") for x in range(width)) for y in range(height)]
    return [row.rstrip() for row in rows]


def case_every_text():
    """In any window and on any terminal: all there is in the file is seen, in its place."""
    with Folder() as folder:
        db = filled(folder)
        kinds = [(24, 80, 1), (24, 80, 2), (40, 120, 1), (40, 120, 2)]
        for sheet, (rows, cols, ambiguous) in enumerate(kinds):
            wanted = sheets_of(db, ambiguous)
            check_equal(len(wanted), len(kinds), "sheets")
            with open_kusei(db, rows=rows, cols=cols, ambiguous=ambiguous, env=HOME) as s:
                open_preview(s)
                for key in [FIRST] + ["n"] * sheet:
                    s.send(key)
                check_equal(place(s)[0], sheet + 1, "the sheet in hand")
                got = as_rows(walk(s, rows, cols))
                for number, row in enumerate(wanted[sheet]):
                    check_equal(got[number], row, f"{rows}x{cols} {ambiguous}: row {number}")


def case_boxes():
    """At the right of the first sheet's head are the boxes to sign in."""
    with Folder() as folder, open_kusei(filled(folder), env=HOME) as s:
        open_preview(s)
        s.send(FIRST)
        s.key("End")
        head = "".join(s.rows()[:6])
        for label in ("担当", "係長", "課長", "区長"):
            check(f"{label} " in head, f"no {label}:\n{s.picture()}")


def case_in_hand():
    """It begins where the field in hand is printed, and Enter leads back there."""
    with Folder() as folder, open_kusei(filled(folder), env=HOME) as s:
        for page, field, begins in (("1.1.a/1-1", 1, "【1-1】"), ("2.2.a/4-1", 2, "・過去1年間に")):
            open_preview(s, page, field)
            at = place(s)
            row, col, _ = s.cursor()
            around = "".join("".join(cells[col:]) for cells in s.cells()[row:row + 3])
            check(begins in around, f"{page}: no {begins} at the cursor:\n{s.picture()}")
            s.send(LAST)
            s.key("End")
            check(place(s) != at, "nothing moved")
            s.key("Enter")
            check_equal(place(s), at, "back to what is in hand")
            s.key("F10")
            check(say("Preview") not in s.rows()[0], "still in the preview")


def case_sheets():
    """Sheet by sheet, and screen by screen over their ends."""
    with Folder() as folder, open_kusei(filled(folder), env=HOME) as s:
        open_preview(s)
        s.send("p")
        check(says(s, "This is the first sheet."), s.picture())
        s.send("n")
        check_equal(place(s)[:2], (2, 1), "the next sheet")
        s.key("PgUp")
        sheet, top, _ = place(s)
        check(sheet == 1 and top > 1, f"the end of the one before: {place(s)}")
        s.key("PgDn")
        check_equal(place(s)[:2], (2, 1), "on to the next one")
        s.send(LAST)
        s.send("n")
        check(says(s, "This is the last sheet."), s.picture())
        s.key("F1")
        check(say("The next sheet of paper.") in s.text(), s.picture())


def case_what_is_typed():
    """What was typed on the page stands on the sheet."""
    with Folder() as folder:
        db = filled(folder)
        with open_kusei(db, env=HOME) as s:
            s.settle()
            open_page(s, "1.1.a/1-1")
            s.key("Tab")
            s.send(FIRST + "新しいことば")
            s.send(PREVIEW)
            s.wait(say("Preview"))
            check("新しいことば" in s.text(), s.picture())


def case_file():
    """A name with an ending of a format; over a file only when that is said."""
    with Folder() as folder, open_kusei(filled(folder), env=HOME, cwd=folder) as s:
        open_preview(s)

        def write(name, wait):
            s.send("w")
            s.send(name)
            s.key("Enter")
            s.wait(wait)

        s.send("w")
        check("北区-2015.pdf" in s.rows()[-2], "no name is offered")
        s.key("Enter")
        s.wait("北区-2015.pdf")
        s.wait(say("Written: %s").split("%")[0])
        path = folder / "北区-2015.pdf"
        first = path.read_bytes()
        check(first.startswith(b"%PDF-"), "no PDF")
        path.write_bytes(b"mine")
        write(path.name, say("%s is there already. Write over it? y: yes  n: no").split("%s")[1][:6])
        s.send("n")
        check(says(s, "Nothing was written.") and path.read_bytes() == b"mine", s.picture())
        write(path.name, say("%s is there already. Write over it? y: yes  n: no").split("%s")[1][:6])
        s.send("y")
        s.wait(say("Written: %s").split("%")[0])
        check_equal(path.read_bytes() == first, True, "the same file again")
        write("x.docx", ".xlsx")
        s.key("Esc")
        write("no/x.pdf", "no/x.pdf: ")
        check_equal(sorted(p.name for p in folder.iterdir() if p.suffix == ".pdf"), [path.name], "files")
        write("x.txt", say("Written: %s").split("%")[0])
        check((folder / "x.txt").read_text().startswith("区政運営"), "no text")


def case_no_printer():
    """Where the program that prints is missing: a sentence, and the preview all the same."""
    with Folder() as folder:
        broken = environment(KUSEI_HELPERS=str(folder))
        with open_kusei(filled(folder), env=broken, cwd=folder) as s:
            open_preview(s)
            s.send("w")
            s.key("Enter")
            s.wait("kusei-print")
            check(says(s, "The program %s cannot be run: %s. Install it, or give its path."), s.picture())
            check_equal([p.name for p in folder.iterdir() if p.suffix == ".pdf"], [], "files")


main()
