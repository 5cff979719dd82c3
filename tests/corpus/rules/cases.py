"""For every rule of forms/osaka-2015/rules.sch: documents in which it fires, and near misses in which
it does not. A document is a copy of data/kita-2015.xml with a few changes.

A case is (where, changes): where is the page and the field that the finding is about, "1.2.b/1-3
evaluation/issues", or only a page or row. In FIRES the rule must report that place, in SILENT it must
not (it may well report others).
"""
import copy

NONE = "―"


# --- changes ------------------------------------------------------------------

def find(root, where):
    """The page, row or field of that name."""
    name, _, path = where.partition(" ")
    for node in root.iter("row", "strategy-page", "initiative-page"):
        if node.get("id") == name:
            return node.find(path) if path else node
    raise LookupError(where)


def put(where, text, **measure):
    """The text of a field, and its measure: what is not given is not there."""
    def change(root):
        node = find(root, where)
        node.text = text
        for name in ("amount", "unit", "operator", "by", "printed"):
            node.attrib.pop(name, None)
        node.attrib.update({name: str(value) for name, value in measure.items()})
    return change


def attribute(where, name, value):
    def change(root):
        node = find(root, where)
        if value is None:
            del node.attrib[name]
        else:
            node.set(name, value)
    return change


def every(where, path, text):
    """The text of all the leaves below a page at that path."""
    def change(root):
        for node in find(root, where).findall(path):
            node.text = text
            node.attrib.clear()
    return change


def double(where):
    def change(root):
        node = find(root, where)
        node.addnext(copy.deepcopy(node))
    return change


def drop(where):
    def change(root):
        node = find(root, where)
        node.getparent().remove(node)
    return change


def rows(*order):
    """The rows of those ids change places, in that order."""
    def change(root):
        places = sorted(root.index(find(root, name)) for name in order)
        moved = [find(root, name) for name in order]
        for node in moved:
            root.remove(node)
        for place, node in zip(places, moved):
            root.insert(place, node)
    return change


def percent(where, number, operator=None, by=None, suffix=""):
    measure = {"amount": number, "unit": "%"}
    if operator:
        measure["operator"] = operator
    if by:
        measure["by"] = by
    return put(where, f"{number}％{suffix}", **measure)


# --- pages that no other page follows -----------------------------------------

THREE = "1.2.b/1-3"        # outcomes B A A, overall B, progress a
FOUR_GOALS = "1.2.b/1-3-1" # ①(ⅰ), four figures
ONE = "2.2.a/4-1"          # outcome A: 72.4 → 75.0, target 80 by 2017; overall B, progress b
SHARE = "2.2.a/4-1-1"      # ①(ⅰ): goal 3割, result 36.9％
TWO = "2.3.a/4-2"          # outcomes A B (in points), overall A, progress a
SCORE = "2.3.a/4-2-1"      # ②(ⅰ): goal 3.3 and more, result 3.1点
EMPTY = "1.3.a/strategy-page-1"
COPY = "1.2.a/1-1"         # follows 1.1.a/1-1
SOURCE = "1.1.a/1-1"

OUTCOME = " evaluation/achievement[1]"


def outcome(value, previous, target, judgement, operator="ge", by=2017, words="以上"):
    """The one outcome of the page ONE, in per cent; None leaves a figure out."""
    changes = [put(ONE + OUTCOME + "/judgement", judgement)]
    for name, number in (("value", value), ("previous", previous)):
        place = f"{ONE}{OUTCOME}/{name}"
        changes.append(put(place, NONE) if number is None else percent(place, number))
    changes.append(percent(ONE + OUTCOME + "/target", target, operator, by, words))
    return changes


def judged(*arguments, **more):
    return (ONE + OUTCOME + "/judgement", outcome(*arguments, **more))


def figure(goal=None, result=None, withdrawal=None, code="①(ⅰ)", page=SHARE):
    """The first figure of a page as (number, operator, unit), and the page's code; the others go."""
    changes = [put(page + " evaluation/achievement-code", code), drop(page + " evaluation/figure[2]")]
    for name, what in (("goal", goal), ("result", result), ("withdrawal", withdrawal)):
        place = f"{page} evaluation/figure[1]/{name}"
        if what is None:
            changes.append(put(place, ""))
            continue
        number, operator, unit = what
        measure = {"amount": number}
        if operator:
            measure["operator"] = operator
        if unit:
            measure["unit"] = unit
        changes.append(put(place, f"{number}{unit}", **measure))
    return changes


def coded(*arguments, **more):
    return (SHARE + " evaluation/achievement-code", figure(*arguments, **more))


ALL_WELL = [put(TWO + " evaluation/achievement[2]/judgement", "A")]
ON_TRACK = [put(ONE + " evaluation/overall", "A"), put(ONE + " evaluation/progress", "a")]

# --- the cases ------------------------------------------------------------------

FIRES = {
    "KS-101": [
        (THREE + " plan/aim", [put(THREE + " plan/aim", "")]),
        (THREE + " plan/aim", [put(THREE + " plan/aim", " 　\n")]),
        (THREE + " evaluation/effectiveness", [put(THREE + " evaluation/effectiveness", "")]),
        (THREE + OUTCOME + "/text", [put(THREE + OUTCOME + "/text", "")]),
        (THREE + OUTCOME + "/previous", [put(THREE + OUTCOME + "/previous", "")]),
        (THREE + OUTCOME + "/judgement", [put(THREE + OUTCOME + "/judgement", "")]),
        (FOUR_GOALS + " plan/previous-results", [put(FOUR_GOALS + " plan/previous-results", "")]),
        (FOUR_GOALS + " evaluation/achievement", [put(FOUR_GOALS + " evaluation/achievement", "")]),
        (FOUR_GOALS + " evaluation/achievement-code",
         [put(FOUR_GOALS + " evaluation/achievement-code", "")]),
        (FOUR_GOALS + " evaluation/issues", [put(FOUR_GOALS + " evaluation/issues", "")]),
        (TWO + " evaluation/issues", ALL_WELL + [put(TWO + " evaluation/issues", "")]),
    ],
    "KS-111": [
        (THREE + OUTCOME + "/value", [percent(THREE + OUTCOME + "/value", "100.1")]),
        (THREE + OUTCOME + "/previous", [percent(THREE + OUTCOME + "/previous", "-0.1")]),
        (THREE + OUTCOME + "/target", [percent(THREE + OUTCOME + "/target", "500", "ge", 2017, "以上")]),
        (SHARE + " evaluation/figure[1]/result", [percent(SHARE + " evaluation/figure[1]/result", "369")]),
        ("1.1.a indicator/target", [percent("1.1.a indicator/target", "500", "ge", 2017)]),
    ],
    "KS-112": [
        (TWO + " evaluation/achievement[2]/value",
         [put(TWO + " evaluation/achievement[2]/value", "5.1点", amount="5.1", unit="点")]),
        (TWO + " evaluation/achievement[2]/value",
         [put(TWO + " evaluation/achievement[2]/value", "31点（５点満点）", amount="31", unit="点")]),
        (SCORE + " evaluation/figure/result",
         [put(SCORE + " evaluation/figure/result", "-1点", amount="-1", unit="点")]),
    ],
    "KS-113": [
        (FOUR_GOALS + " evaluation/figure[1]/result",
         [put(FOUR_GOALS + " evaluation/figure[1]/result", "2.5回", amount="2.5", unit="回")]),
        (FOUR_GOALS + " evaluation/figure[4]/goal",
         [put(FOUR_GOALS + " evaluation/figure[4]/goal", "-9,000部", amount="-9000", unit="部")]),
        (ONE + OUTCOME + "/value", [put(ONE + OUTCOME + "/value", "1.2人", amount="1.2", unit="人")]),
    ],
    "KS-121": [
        (THREE + OUTCOME + "/value", [put(THREE + OUTCOME + "/value", "約半数")]),
        (THREE + OUTCOME + "/previous", [put(THREE + OUTCOME + "/previous", "不明")]),
        (SHARE + " evaluation/figure[2]/result", [put(SHARE + " evaluation/figure[2]/result", "増加")]),
    ],
    "KS-122": [
        (THREE + OUTCOME + "/value", [put(THREE + OUTCOME + "/value", "16.3", amount="16.3")]),
        (SCORE + " evaluation/figure/goal", []),
    ],
    "KS-131": [
        (THREE + OUTCOME + "/previous",
         [put(THREE + OUTCOME + "/previous", "3.0点", amount="3.0", unit="点")]),
    ],
    "KS-132": [
        (THREE + OUTCOME + "/value",
         [put(THREE + OUTCOME + "/target", "50人以上", amount="50", unit="人", operator="ge", by="2017")]),
    ],
    "KS-133": [
        (FOUR_GOALS + " evaluation/figure[3]/result",
         [put(FOUR_GOALS + " evaluation/figure[3]/result", "9,000部", amount="9000", unit="部")]),
        (SHARE + " evaluation/figure[1]/result",
         [put(SHARE + " evaluation/figure[1]/result", "553人", amount="553", unit="人")]),
        (SHARE + " evaluation/figure[1]/result",
         figure(goal=("30", "ge", "人"), result=("3", None, "割"))),
    ],
    "KS-134": [
        (SHARE + " evaluation/figure[1]/result",
         figure(goal=("500", "ge", "人"), result=("553", None, "人"), withdrawal=("30", "lt", "%"))),
        (SHARE + " evaluation/figure[1]/result",
         figure(result=("553", None, "人"), withdrawal=("2", "lt", "割"))),
        (SHARE + " evaluation/figure[1]/result",
         figure(goal=("30", "ge", "%"), result=("3", None, "割"), withdrawal=("20", "lt", "人"))),
        (SHARE + " evaluation/figure[1]/result",
         figure(goal=("3", "ge", "割"), result=("30", None, "%"), withdrawal=("20", "lt", "人"))),
    ],
    "KS-201": [
        # Two steps of three are left from 72.4 to 80: 74.93.
        judged("74.9", "72.4", "80", "A"),
        judged("75.0", "72.4", "80", "B"),
        judged("80", "79.9", "80", "B"),
        # Reached, though the year before was better than the target.
        judged("82", "90", "80", "B"),
        judged("79", "90", "80", "A"),
        # Downwards: from 70 to 40, this year 60.
        judged("60.1", "70", "40", "A", operator="le", words="以下"),
        judged("60", "70", "40", "B", operator="le", words="以下"),
        # Without 以上 it is a line to climb to when it lies above the year before.
        judged("70", "60", "80", "B", operator=None, words=""),
        # 0.1 + (0.7 - 0.1) / 3 is a little more than 0.3 in binary.
        judged("0.3", "0.1", "0.7", "B"),
        # Due next year: half of the way.
        judged("74.9", "70", "80", "A", by=2016),
        # On the line without noise: 60 of 50 to 80. And past a target that is to be passed.
        judged("60", "50", "80", "B"),
        judged("80.1", "90", "80", "B", operator="gt", words="超"),
        judged("80", "90", "80", "A", operator="gt", words="超"),
        judged("39.9", "30", "40", "B", operator="lt", words="未満"),
        judged("40", "30", "40", "A", operator="lt", words="未満"),
        judged("40", "30", "40", "B", operator="le", words="以下"),
        judged("80", "90", "80", "B"),
    ],
    "KS-202": [
        judged("79.9", "85", "80", "A", words="以上の維持"),
        judged("80", "85", "80", "B", words="以上の維持"),
        # Due this year, or due already.
        judged("79.9", "70", "80", "A", by=2015),
        judged("79.9", "70", "80", "A", by=2014),
        judged("80", "70", "80", "A", operator="gt", by=2015, words="超"),
        judged("41", "50", "40", "A", operator="le", by=2015, words="以下"),
        judged("40", "50", "40", "A", operator="lt", by=2015, words="未満"),
        judged("39.9", None, "40", "B", operator="lt", by=2015, words="未満"),
        judged("40", "50", "40", "B", operator="le", by=2015, words="以下"),
    ],
    "KS-203": [
        judged("75", None, "80", "A"),
        judged("80", None, "80", "B"),
        judged("75", "70", "80", "A", by=None),
        judged("41", None, "40", "A", operator="le", words="以下"),
        judged("80", None, "80", "A", operator="gt", words="超"),
        judged("80.1", None, "80", "B", operator="gt", words="超"),
        judged("40", None, "40", "B", operator="le", words="以下"),
        judged("40", None, "40", "A", operator="lt", words="未満"),
        judged("39", None, "40", "B", operator="lt", words="未満"),
    ],
    "KS-204": [
        (THREE + " evaluation/issues", [put(THREE + " evaluation/issues", "")]),
        (THREE + " evaluation/improvement", [put(THREE + " evaluation/improvement", "　")]),
        (TWO + " evaluation/issues", ALL_WELL + [put(TWO + " evaluation/effectiveness", "イ"),
                                                 put(TWO + " evaluation/issues", "")]),
        (TWO + " evaluation/issues", [put(TWO + " evaluation/issues", "")]),
        (TWO + " evaluation/issues", ALL_WELL + [put(TWO + " evaluation/progress", "b"),
                                                 put(TWO + " evaluation/issues", "")]),
        (TWO + " evaluation/improvement", ALL_WELL + [put(TWO + " evaluation/overall", "B"),
                                                      put(TWO + " evaluation/improvement", "")]),
        (TWO + " evaluation/improvement", ALL_WELL + [put(TWO + " evaluation/progress", "b"),
                                                      put(TWO + " evaluation/improvement", "")]),
    ],
    "KS-205": [
        (THREE + " evaluation/issues", [put(THREE + " evaluation/issues", NONE)]),
        (TWO + " evaluation/improvement", ALL_WELL + [put(TWO + " evaluation/effectiveness", "イ"),
                                                      put(TWO + " evaluation/improvement", NONE)]),
    ],
    "KS-206": [(TWO + " evaluation/overall", [])],
    "KS-207": [
        (ONE + " evaluation/overall", []),
        (EMPTY + " evaluation/overall", [put(EMPTY + " evaluation/overall", "B")]),
    ],
    "KS-208": [(THREE + " evaluation/progress", [])],
    "KS-209": [(ONE + " evaluation/progress", [put(ONE + " evaluation/overall", "A")])],
    "KS-210": [judged("75.0", "72.4", "80", ""), judged("74.9", "72.4", "80", "")],
    "KS-211": [judged("79", "85", "80", "", words="以上の維持"), judged("80", "85", "80", "", by=2015)],
    "KS-301": [
        coded(goal=("80", "ge", "%"), result=("79.9", None, "%")),
        coded(goal=("80", "gt", "%"), result=("80", None, "%"), code="①(ⅱ)"),
        coded(goal=("80", "le", "%"), result=("80.1", None, "%")),
        coded(goal=("80", "lt", "%"), result=("80", None, "%")),
        coded(goal=("80", "ge", ""), result=("79", None, "%")),
        coded(goal=("3", "ge", "割"), result=("29.9", None, "%")),
        # One of several.
        (FOUR_GOALS + " evaluation/achievement-code",
         [put(FOUR_GOALS + " evaluation/figure[2]/result", "年間1.9万株", amount="19000", unit="株")]),
        coded(goal=("30", "ge", "%"), result=("2.9", None, "割")),
    ],
    "KS-302": [
        coded(goal=("80", "ge", "%"), result=("80", None, "%"), code="②(ⅰ)"),
        coded(goal=("80", "gt", "%"), result=("80.1", None, "%"), code="②(ⅱ)"),
        coded(goal=("80", "le", "%"), result=("80", None, "%"), code="②(ⅰ)"),
        coded(goal=("80", "lt", "%"), result=("79", None, "%"), code="②(ⅰ)"),
        coded(goal=("3", "ge", "割"), result=("30", None, "%"), code="②(ⅰ)"),
        (SCORE + " evaluation/achievement-code",
         [put(SCORE + " evaluation/figure/goal", "3.3点以上", amount="3.3", unit="点", operator="ge"),
          put(SCORE + " evaluation/figure/result", "3.3点", amount="3.3", unit="点"),
          double(SCORE + " evaluation/figure")]),
        coded(goal=("30", "ge", "%"), result=("3", None, "割"), code="②(ⅰ)"),
        coded(goal=("29", "gt", "%"), result=("3", None, "割"), code="②(ⅰ)"),
        coded(goal=("3", "lt", "割"), result=("29", None, "%"), code="②(ⅰ)"),
    ],
    "KS-303": [
        coded(result=("29.9", None, "%"), withdrawal=("30", "lt", "%")),
        coded(result=("30", None, "%"), withdrawal=("30", "le", "%"), code="②(ⅱ)"),
        coded(result=("31", None, "%"), withdrawal=("30", "gt", "%"), code="②(ⅱ)"),
        coded(result=("30", None, "%"), withdrawal=("30", "ge", "%"), code="②(ⅱ)"),
        coded(result=("19", None, "%"), withdrawal=("2", "lt", "割")),
        coded(result=("1.9", None, "割"), withdrawal=("20", "lt", "%")),
        coded(result=("3", None, "割"), withdrawal=("29.9", "gt", "%")),
    ],
    "KS-304": [
        (SHARE + " evaluation/achievement-code", figure(code="③") + [put(SHARE + " plan/withdrawal", NONE)]),
        (SHARE + " evaluation/achievement-code", figure(code="③") + [put(SHARE + " plan/withdrawal", "　")]),
    ],
    "KS-305": [
        coded(result=("30", None, "%"), withdrawal=("30", "lt", "%"), code="③"),
        coded(result=("31", None, "%"), withdrawal=("3", "le", "割"), code="③"),
        coded(result=("30", None, "%"), withdrawal=("30", "gt", "%"), code="③"),
        coded(result=("29", None, "%"), withdrawal=("30", "ge", "%"), code="③"),
        coded(result=("3.1", None, "割"), withdrawal=("30", "le", "%"), code="③"),
    ],
    "KS-306": [
        (SCORE + " evaluation/issues", [put(SCORE + " evaluation/issues", "")]),
        (SHARE + " evaluation/improvement", [put(SHARE + " evaluation/effectiveness", "×"),
                                             put(SHARE + " evaluation/improvement", "")]),
    ],
    "KS-307": [
        (SCORE + " evaluation/improvement", [put(SCORE + " evaluation/improvement", NONE)]),
        (SHARE + " evaluation/issues", [put(SHARE + " evaluation/effectiveness", "×")]),
        (SHARE + " evaluation/issues", [put(SHARE + " evaluation/achievement-code", "③")]),
    ],
    "KS-401": [
        (COPY + " plan/aim", [put(COPY + " plan/aim", "別の状態")]),
        (SOURCE.replace("1.1.a", "1.2.a") + " plan/aim", [put(SOURCE + " plan/aim", "別の状態")]),
        (COPY + " code", [put(COPY + " code", "1-2")]),
        (COPY + " evaluation/overall", [put(COPY + " evaluation/overall", "A")]),
        (COPY + " evaluation/achievement[2]/value",
         [percent(COPY + " evaluation/achievement[2]/value", "74.0")]),
        # The words are the same, the measure is not.
        (COPY + " evaluation/achievement[2]/value",
         [put(COPY + " evaluation/achievement[2]/value", "74％", amount="47", unit="%")]),
        (COPY + " evaluation/achievement[1]/target",
         [attribute(COPY + " evaluation/achievement[1]/target", "operator", "gt")]),
        ("1.2.a/initiative-page-2 evaluation/figure/goal",
         [percent("1.2.a/initiative-page-2 evaluation/figure/goal", "61", "ge", None, "以上")]),
    ],
    "KS-402": [
        (COPY, [double(COPY + " evaluation/achievement[2]")]),
        ("1.2.a/initiative-page-2", [drop("1.2.a/initiative-page-2 evaluation/figure")]),
    ],
    "KS-403": [(COPY, [attribute(SOURCE, "follows", "1.4.b/1-1")])],
    "KS-404": [("1.4.b/1-1 code", []), ("2.2.a/4-1-1 code", [])],
    "KS-405": [(COPY + " code", [attribute(COPY, "follows", None)])],
    "KS-411": [("1.1.a", [rows("1.2.a", "1.1.a")]), ("1.3.c", [rows("2.3.b", "1.3.c")])],
    "KS-412": [("1.2.a/1-3", [attribute(THREE, "id", "1.2.a/1-3")])],
    "KS-421": [("1.2.b initiative-page/plan/content", [every(FOUR_GOALS, "plan/*", NONE)])],
    "KS-422": [("1.3.a strategy-page/plan/strategy", [])],
}

SILENT = {
    "KS-101": [
        (THREE + " plan/aim", [put(THREE + " plan/aim", NONE)]),
        (THREE + " code", [put(THREE + " code", "")]),
        (THREE + OUTCOME + "/answers", []),
        (THREE + OUTCOME + "/target", [put(THREE + OUTCOME + "/target", "")]),
        (SHARE + " evaluation/figure[2]/result", []),
        # Said once, as KS-204 and KS-306, and of a copy not at all.
        (THREE + " evaluation/issues", [put(THREE + " evaluation/issues", "")]),
        (SCORE + " evaluation/issues", [put(SCORE + " evaluation/issues", "")]),
        (COPY + " plan/aim", [put(COPY + " plan/aim", "")]),
    ],
    "KS-111": [
        (THREE + OUTCOME + "/value", [percent(THREE + OUTCOME + "/value", "100")]),
        (THREE + OUTCOME + "/value", [percent(THREE + OUTCOME + "/value", "0")]),
        (SHARE + " evaluation/figure[1]/result",
         [put(SHARE + " evaluation/figure[1]/result", "前年度比105％", amount="105", unit="%")]),
        (SHARE + " evaluation/figure[1]/result",
         [put(SHARE + " evaluation/figure[1]/result", "150％増", amount="150", unit="%")]),
        (SHARE + " evaluation/figure[1]/result",
         [put(SHARE + " evaluation/figure[1]/result", "553人", amount="553", unit="人")]),
    ],
    "KS-112": [
        (TWO + " evaluation/achievement[2]/value",
         [put(TWO + " evaluation/achievement[2]/value", "5.0点", amount="5.0", unit="点")]),
        (TWO + " evaluation/achievement[2]/value",
         [put(TWO + " evaluation/achievement[2]/value", "80点（100点満点）", amount="80", unit="点")]),
        (TWO + " evaluation/achievement[2]/value",
         [put(TWO + " evaluation/achievement[2]/value", "0点", amount="0", unit="点")]),
    ],
    "KS-113": [
        (FOUR_GOALS + " evaluation/figure[1]/result",
         [put(FOUR_GOALS + " evaluation/figure[1]/result", "0回", amount="0", unit="回")]),
        (ONE + OUTCOME + "/value", [put(ONE + OUTCOME + "/value", "1.5時間", amount="1.5", unit="時間")]),
    ],
    "KS-121": [
        (THREE + OUTCOME + "/value", [put(THREE + OUTCOME + "/value", NONE)]),
        (THREE + OUTCOME + "/value", [put(THREE + OUTCOME + "/value", "")]),
        (THREE + OUTCOME + "/target", [put(THREE + OUTCOME + "/target", "毎年、前年度を上回る")]),
        (SHARE + " plan/goal", []),
    ],
    "KS-122": [
        (THREE + OUTCOME + "/value", []),
        (THREE + OUTCOME + "/value", [put(THREE + OUTCOME + "/value", NONE)]),
    ],
    "KS-131": [
        (THREE + OUTCOME + "/previous", []),
        (THREE + OUTCOME + "/previous", [put(THREE + OUTCOME + "/previous", "19.9", amount="19.9")]),
    ],
    "KS-132": [
        (THREE + OUTCOME + "/value", []),
        (THREE + OUTCOME + "/value", [put(THREE + OUTCOME + "/target", NONE)]),
    ],
    "KS-133": [
        (SHARE + " evaluation/figure[1]/result", []),
        (SHARE + " evaluation/figure[2]/result", []),
        (SCORE + " evaluation/figure/result", []),
        (SHARE + " evaluation/figure[1]/result",
         figure(goal=("30", "ge", "%"), result=("3", None, "割"))),
        (SHARE + " evaluation/figure[1]/result",
         figure(goal=("3", "ge", "割"), result=("30", None, "%"))),
    ],
    "KS-134": [
        (SHARE + " evaluation/figure[1]/result", []),
        # Said once, as KS-133.
        (SHARE + " evaluation/figure[1]/result",
         figure(goal=("30", "ge", "%"), result=("553", None, "人"), withdrawal=("20", "lt", "%"))),
        (SHARE + " evaluation/figure[1]/result",
         figure(goal=("30", "ge", "%"), result=("3", None, "割"), withdrawal=("20", "lt", "%"))),
        (SHARE + " evaluation/figure[1]/result",
         figure(result=("30", None, "%"), withdrawal=("2", "lt", "割"))),
    ],
    "KS-201": [
        judged("75.0", "72.4", "80", "A"),
        judged("74.9", "72.4", "80", "B"),
        judged("74.9", "72.4", "80", NONE),
        judged("0.3", "0.1", "0.7", "A"),
        judged("60", "70", "40", "A", operator="le", words="以下"),
        # Below the year before, and no word whether more or less is wanted.
        judged("32", "32", "15", "A", operator=None, words="の削減"),
        # Different units are KS-131 and KS-132.
        (ONE + OUTCOME + "/judgement",
         outcome("74.9", "72.4", "80", "A") + [put(ONE + OUTCOME + "/previous", "3点", amount="3", unit="点")]),
        (ONE + OUTCOME + "/judgement",
         outcome("74.9", "72.4", "80", "A") + [put(ONE + OUTCOME + "/value", "74人", amount="74", unit="人")]),
        (ONE + OUTCOME + "/judgement",
         outcome("74.9", "72.4", "80", "A") + [put(ONE + OUTCOME + "/value", NONE)]),
        (ONE + OUTCOME + "/judgement",
         outcome("74.9", "72.4", "80", "A") + [put(ONE + OUTCOME + "/target", "前年度を上回る")]),
        judged("79.9", "85", "80", "A", words="以上の維持"),
        judged("79", "80", "80", "A", operator=None, words=""),
        (ONE + OUTCOME + "/judgement",
         outcome("74.9", "72.4", "80", "B") + [put(ONE + OUTCOME + "/value", NONE)]),
    ],
    "KS-202": [
        judged("80", "85", "80", "A", words="以上の維持"),
        judged("79.9", "85", "80", "B", words="以上の維持"),
        judged("80.1", "70", "80", "A", operator="gt", by=2015, words="超"),
        judged("75.0", "72.4", "80", "B"),
        # Neither above nor below the year before: no line to climb to.
        judged("79", "80", "80", "A", operator=None, by=2015, words=""),
        (ONE + OUTCOME + "/judgement",
         outcome("79.9", "85", "80", "A", words="以上の維持") + [put(ONE + OUTCOME + "/value", NONE)]),
        (ONE + OUTCOME + "/judgement",
         outcome("79.9", "85", "80", "A") + [put(ONE + OUTCOME + "/target", "80％以上の維持", unit="%")]),
        (ONE + OUTCOME + "/judgement",
         outcome("79.9", "85", "80", "B", words="以上の維持") + [put(ONE + OUTCOME + "/value", NONE)]),
    ],
    "KS-203": [
        judged("80", None, "80", "A"),
        judged("79", None, "80", "B"),
        judged("79", None, "80", "A", operator=None, words=""),
        judged("75.0", "72.4", "80", "A"),
    ],
    "KS-204": [
        (THREE + " evaluation/issues", []),
        (THREE + " evaluation/issues", [put(THREE + " evaluation/issues", NONE)]),
        (TWO + " evaluation/issues", ALL_WELL + [put(TWO + " evaluation/issues", "")]),
    ],
    "KS-205": [
        (TWO + " evaluation/issues", ALL_WELL + [put(TWO + " evaluation/issues", NONE)]),
        (THREE + " evaluation/issues", [put(THREE + " evaluation/issues", "")]),
        (EMPTY + " evaluation/issues", []),
    ],
    "KS-206": [(TWO + " evaluation/overall", ALL_WELL), (THREE + " evaluation/overall", [])],
    "KS-207": [
        (THREE + " evaluation/overall", []),
        # Not all is judged yet.
        (ONE + " evaluation/overall", [put(ONE + OUTCOME + "/judgement", "")]),
        (EMPTY + " evaluation/overall", []),
    ],
    "KS-208": [(THREE + " evaluation/progress", [put(THREE + " evaluation/progress", "b")])],
    "KS-209": [(ONE + " evaluation/progress", []), (ONE + " evaluation/progress", ON_TRACK)],
    "KS-210": [
        judged("75.0", "72.4", "80", "A"),
        judged("75.0", None, "80", ""),
        judged("75.0", "72.4", "80", NONE),
    ],
    "KS-211": [judged("75.0", "72.4", "80", ""), judged("80", "85", "80", "A", words="以上の維持")],
    "KS-301": [
        coded(goal=("80", "ge", "%"), result=("80", None, "%")),
        coded(goal=("80", "gt", "%"), result=("80.1", None, "%")),
        coded(goal=("80", "ge", "%"), result=("79.9", None, "%"), code="②(ⅰ)"),
        coded(goal=("80", "ge", "%"), result=("79.9", None, "%"), code="③"),
        coded(goal=("80", "ge", "%"), result=("79", None, "人")),
        coded(goal=("80", None, "%"), result=("79", None, "%")),
        coded(goal=("80", "ge", "%")),
        coded(goal=("3", "ge", "割"), result=("30", None, "%")),
        coded(goal=("9", "ge", "割"), result=("9", None, "割")),
        coded(goal=("80", "le", "%"), result=("80", None, "%")),
        coded(goal=("30", "ge", "%"), result=("3", None, "割")),
        coded(goal=("29.9", "ge", "%"), result=("3", None, "割")),
    ],
    "KS-302": [
        coded(goal=("80", "ge", "%"), result=("79.9", None, "%"), code="②(ⅰ)"),
        coded(goal=("80", "ge", "%"), result=("80", None, "%")),
        coded(goal=("80", "ge", "%"), code="②(ⅰ)"),
        coded(goal=("80", "ge", "人"), result=("90", None, "%"), code="②(ⅰ)"),
        # One of four is known to be met.
        (FOUR_GOALS + " evaluation/achievement-code",
         [put(FOUR_GOALS + " evaluation/achievement-code", "②(ⅰ)")]),
        # There is no figure at all.
        ("2.1.a.3/4-1-2 evaluation/achievement-code", []),
        coded(goal=("80", "lt", "%"), result=("80", None, "%"), code="②(ⅰ)"),
        coded(goal=("80", "gt", "%"), result=("80", None, "%"), code="②(ⅰ)"),
        coded(goal=("80", None, "%"), result=("80", None, "%"), code="②(ⅰ)"),
        coded(goal=("3", "le", "割"), result=("30.1", None, "%"), code="②(ⅰ)"),
        coded(goal=("30", "le", "%"), result=("3.1", None, "割"), code="②(ⅰ)"),
    ],
    "KS-303": [
        coded(result=("30", None, "%"), withdrawal=("30", "lt", "%")),
        coded(result=("29", None, "%"), withdrawal=("30", "lt", "%"), code="③"),
        coded(result=("29", None, "人"), withdrawal=("30", "lt", "%")),
        coded(result=("29", None, "%"), withdrawal=("30", None, "%")),
        coded(result=("29", None, "%"), withdrawal=("30", "lt", "%"), code=NONE),
        coded(result=("30", None, "%"), withdrawal=("30", "gt", "%")),
        coded(result=("2", None, "割"), withdrawal=("20", "lt", "%")),
        coded(result=("20", None, "%"), withdrawal=("2", "lt", "割")),
    ],
    "KS-304": [
        (SHARE + " evaluation/achievement-code", figure(code="③")),
        (SHARE + " evaluation/achievement-code", [put(SHARE + " plan/withdrawal", NONE)]),
    ],
    "KS-305": [
        coded(result=("29", None, "%"), withdrawal=("30", "lt", "%"), code="③"),
        coded(result=("31", None, "%"), withdrawal=("30", "lt", "%")),
        coded(result=("31", None, "%"), withdrawal=("30", None, "%"), code="③"),
        coded(withdrawal=("30", "lt", "%"), code="③"),
        coded(result=("30", None, "%"), withdrawal=("30", "le", "%"), code="③"),
        coded(result=("30", None, "%"), withdrawal=("30", "ge", "%"), code="③"),
        coded(result=("31", None, "%"), withdrawal=("30", "gt", "%"), code="③"),
        coded(result=("29", None, "%"), withdrawal=("3", "lt", "割"), code="③"),
        coded(result=("2.9", None, "割"), withdrawal=("30", "lt", "%"), code="③"),
        coded(result=("31", None, "人"), withdrawal=("30", "lt", "%"), code="③"),
    ],
    "KS-306": [
        (SCORE + " evaluation/issues", []),
        (SCORE + " evaluation/issues", [put(SCORE + " evaluation/issues", NONE)]),
        (SHARE + " evaluation/issues", [put(SHARE + " evaluation/issues", "")]),
    ],
    "KS-307": [
        (SHARE + " evaluation/issues", []),
        (SCORE + " evaluation/issues", []),
        (SCORE + " evaluation/issues", [put(SCORE + " evaluation/issues", "")]),
    ],
    "KS-401": [
        (COPY + " plan/aim", []),
        (COPY + " plan/aim", [put(COPY + " plan/aim", "同じ"), put(SOURCE + " plan/aim", "同じ")]),
        (COPY + " plan/aim", [put(COPY + " plan/aim", "別"), attribute(COPY, "follows", None)]),
        # As printed elsewhere, the same for the program.
        (COPY + " evaluation/overall", [attribute(COPY + " evaluation/overall", "printed", None)]),
        (COPY + " evaluation/achievement[3]/value", [double(COPY + " evaluation/achievement[2]")]),
    ],
    "KS-402": [(COPY, []), (COPY, [double(COPY + " evaluation/achievement[2]"),
                                   double(SOURCE + " evaluation/achievement[2]")])],
    "KS-403": [(COPY, []), (COPY, [attribute(COPY, "follows", "1.4.b/1-1")])],
    "KS-404": [
        ("1.4.b/1-1 code", [put("1.4.b/1-1 code", "1-4")]),
        ("1.4.b/1-1 code", [put("1.4.b/1-1 code", "")]),
        (SOURCE + " code", []),
        (COPY + " code", []),
        (COPY + " code", [attribute(COPY, "follows", None)]),
        ("1.2.a/1-1-1 code", [attribute("1.2.a/1-1-1", "follows", "1.1.a/1-1-1"),
                              put("1.2.a/1-1-1 evaluation/results", "別の実績")]),
    ],
    "KS-405": [
        (COPY + " code", []),
        ("1.4.b/1-1 code", []),
        (SOURCE + " code", [attribute(COPY, "follows", None)]),
        # The first of the number is a copy itself.
        ("1.2.a/1-1-1 code", [attribute("1.1.a/1-1-1", "follows", "1.4.b/1-1-1"),
                              attribute("1.2.a/1-1-1", "follows", None)]),
    ],
    "KS-411": [("1.1.a", []), ("1.2.a", []), ("2.3.b", [])],
    "KS-412": [(THREE, []), ("1.2.b/9-9", [attribute(THREE, "id", "1.2.b/9-9")])],
    "KS-421": [
        ("1.2.b initiative-page/plan/content", []),
        # Not filled in yet is not the same as ―.
        ("1.2.b initiative-page/plan/content", [every(FOUR_GOALS, "plan/*", "")]),
        ("1.3.a initiative-page/plan/content", [every("1.3.a/initiative-page-1", "plan/*", NONE)]),
        ("1.3.a initiative-page/plan/content", [every("1.3.a/initiative-page-1", "plan/*", NONE),
                                               every(EMPTY, "plan/*", "")]),
    ],
    "KS-422": [
        ("1.2.b strategy-page/plan/strategy", []),
        ("1.3.a strategy-page/plan/strategy", [put(EMPTY + " plan/strategy", "情報を集める。")]),
        ("1.3.a strategy-page/plan/strategy", [every(EMPTY, "plan/*", "")]),
        ("1.3.a strategy-page/plan/strategy", [every("1.3.a/initiative-page-1", "plan/*", NONE)]),
        ("1.3.a strategy-page/plan/strategy", [every("1.3.a/initiative-page-1", "plan/*", "")]),
    ],
}
