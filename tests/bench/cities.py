"""What collecting and comparing cost: a city's 24 wards over ten years, and a country.

A country is 1,741 municipalities over ten years in one database ("make bench-country"; COUNTRY_WARDS and
COUNTRY_YEARS for fewer). The forms and tables are copies in which the policy has so many years and the city so many wards;
the sheets are Kita's with other names and figures.
"""
import os
import random
import re
import shutil
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "terminal"))

from screen import BUILD, KUSEI, SOURCE, Folder, environment  # noqa: E402

FIRST = 2015
CITY = "271004"
BATCH = 50


def check_digit(number):
    """総務省「全国地方公共団体コード」: weights 6 to 2, modulus 11."""
    total = sum(int(d) * w for d, w in zip(number, (6, 5, 4, 3, 2)))
    return str((11 - total % 11) % 10) if total >= 11 else str(11 - total)[-1]


def make_share(folder, wards, years):
    """forms/ and data/ of a city with so many wards and a policy of so many years; its wards."""
    share = folder / "share"
    for name in ("forms", "data"):
        shutil.copytree(SOURCE / name, share / name)
    form = share / "forms" / "osaka-2015" / "form.xml"
    text = form.read_text(encoding="utf-8")
    form.write_text(re.sub(r'last-year="\d+"', f'last-year="{FIRST + years - 1}"', text, count=1),
                    encoding="utf-8")
    codes = [number + check_digit(number) for number in (f"{n:05d}" for n in range(40000, 40000 + wards))]
    named = [(code, f"試{n:04d}区") for n, code in enumerate(codes)]
    (share / "data" / "wards.tsv").write_text(
        "".join(f"{code}\t{CITY}\t{name}\tWard-{n}\n" for n, (code, name) in enumerate(named)),
        encoding="utf-8")
    return share, named


def year_label(year):
    return f"平成{year - 1988}年度" if year < 2019 else f"令和{year - 2018}年度" if year > 2019 else "令和元年度"


def write_sheet(template, path, ward, year, dice):
    text = template.replace('ward-code="271276"', f'ward-code="{ward[0]}"')
    text = text.replace('ward-name="北区"', f'ward-name="{ward[1]}"').replace("（北区）", f"（{ward[1]}）")
    text = text.replace('fiscal-year="2015"', f'fiscal-year="{year}"')
    text = text.replace('fiscal-year-label="平成27年度"', f'fiscal-year-label="{year_label(year)}"')
    amount = f"{dice.uniform(5, 70):.1f}"
    text = text.replace('<value amount="8.0" unit="%">8.0％', f'<value amount="{amount}" unit="%">{amount}％')
    path.write_text(text, encoding="utf-8")


class Country:
    """A database that sheets are put into, batch by batch."""

    def __init__(self, folder, wards, years):
        folder.mkdir()
        self.folder, self.db = folder, folder / "country.db"
        self.share, self.wards = make_share(folder, wards, years)
        self.years = years
        self.env = environment(KUSEI_SHARE=str(self.share), KUSEI_HELPERS=str(BUILD))
        self.batches = []  # (seconds, seconds of processor time, kB of memory at most; sheets in it)

    def run(self, *words):
        """Seconds, seconds of processor time, kB at most."""
        start = time.perf_counter()
        argv = [KUSEI, "--db", str(self.db), *map(str, words)]
        pid = os.posix_spawn(argv[0], argv, self.env,
                             file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)])
        _, status, used = os.wait4(pid, 0)
        if os.waitstatus_to_exitcode(status) != 0:
            raise RuntimeError(f"{words[:3]}: {os.waitstatus_to_exitcode(status)}")
        return time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss

    def fill(self):
        template = (SOURCE / "data" / "kita-2015.xml").read_text(encoding="utf-8")
        dice = random.Random(2015)
        todo = [(ward, year) for year in range(FIRST, FIRST + self.years) for ward in self.wards]
        for at in range(0, len(todo), BATCH):
            paths = []
            for number, (ward, year) in enumerate(todo[at:at + BATCH]):
                paths.append(self.folder / f"{number}.xml")
                write_sheet(template, paths[-1], ward, year, dice)
            self.batches.append((*self.run("import", *paths), len(paths)))

    def cases(self, page):
        return self.run("cases", self.wards[0][0], FIRST + self.years - 1, page)[0]

    def compare(self, *words):
        return self.run("city", "compare", FIRST + self.years - 1, *words)[0]


def show_batches(batches, years):
    """The first year, the second and the last, so that one sees whether they grow. In the first year
    there is no sheet of the year before that a sheet is judged beside."""
    part = max(1, len(batches) // years)
    for name, some in (("first year", batches[:part]), ("second year", batches[part:2 * part]),
                       ("last year", batches[-part:])):
        if not some:
            continue
        each, taken = (statistics.median(batch[i] / batch[3] for batch in some) * 1000 for i in (0, 1))
        print(f"    a sheet, {name:11}          {each:9.2f} ms, {taken:.2f} of the processor, at most "
              f"{max(batch[2] for batch in some) / 1024:.1f} MB for {BATCH} of them")


def show(country, name):
    seconds = sum(batch[0] for batch in country.batches)
    sheets = sum(batch[3] for batch in country.batches)
    print(f"{name}: {sheets} sheets imported      {seconds:9.1f} s")
    show_batches(country.batches, country.years)
    print(f"    the database                  {country.db.stat().st_size / 1e6:9.1f} MB")
    first = country.compare()
    print(f"    compared for the first time   {first:9.2f} s   figures are taken from the pages of a year")
    overview = statistics.median(country.compare() for _ in range(3))
    one = statistics.median(country.compare("1.2.a.1") for _ in range(3))
    print(f"    compared again                {overview:9.2f} s   one indicator {one:.2f} s")
    cases = statistics.median(country.cases("1.1.a/1-1-1") for _ in range(3))
    print(f"    a page's cases elsewhere      {cases * 1000:9.1f} ms")


def bench_cities(folder):
    city = Country(folder / "city", 24, 10)
    city.fill()
    show(city, "24 wards, 10 years")
    seconds, _, memory = city.run("city", "publish", FIRST + 9, "-o", folder / "site")
    print(f"    published                     {seconds:9.1f} s, {memory / 1024:.1f} MB")


def bench_country(folder):
    country = Country(folder / "country", int(os.environ.get("COUNTRY_WARDS", "1741")),
                      int(os.environ.get("COUNTRY_YEARS", "10")))
    country.fill()
    show(country, "a country")


if __name__ == "__main__":
    with Folder() as place:
        bench_country(place)
