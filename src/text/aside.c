#include "text/aside.h"

#include <string.h>

#include "text/number.h"
#include "text/scan.h"

bool aside_is_letter(uint32_t cp)
{
    return (cp >= 'A' && cp <= 'Z') || (cp >= 'a' && cp <= 'z') || (cp >= 0xFF21 && cp <= 0xFF3A) ||
           (cp >= 0xFF41 && cp <= 0xFF5A);
}

static bool is_digit(uint32_t cp)
{
    return (cp >= '0' && cp <= '9') || (cp >= 0xFF10 && cp <= 0xFF19);
}

uint32_t aside_char_before(const char *text, size_t offset)
{
    uint32_t cp = 0;
    if (offset == 0)
        return 0;
    do
        offset--;
    while (offset > 0 && ((unsigned char)text[offset] & 0xC0) == 0x80);
    return scan_char(text + offset, &cp) > 0 ? cp : 0;
}

bool aside_word_before(const char *text, size_t at, const char *word)
{
    size_t size = strlen(word);
    return at >= size && memcmp(text + at - size, word, size) == 0;
}

/* A number of that many digits at most, and its value. */
static size_t scan_value(const char *s, size_t most, int *value)
{
    size_t count = 0, size = number_scan_digits(s, &count);
    *value = 0;
    if (count == 0 || count > most)
        return 0;
    for (size_t i = 0; i < size;) {
        int digit = 0;
        i += scan_digit(s + i, &digit);
        *value = *value * 10 + digit;
    }
    return size;
}

static size_t scan_dash(const char *s)
{
    uint32_t cp = 0;
    size_t size = scan_char(s, &cp);
    return size > 0 && scan_is_dash(cp) ? size : 0;
}

/* --- labels ------------------------------------------------------------------- */

/* "(1)", "1-1】": digits joined by dashes up to a closing bracket. */
static size_t scan_closed_label(const char *s)
{
    enum { PARTS = 5 };
    size_t offset = 0;
    for (int part = 0; part < PARTS; part++) {
        int value;
        uint32_t cp = 0;
        size_t digits = scan_value(s + offset, 2, &value);
        size_t size = digits == 0 ? 0 : scan_char(s + offset + digits, &cp);
        if (size == 0)
            return 0;
        offset += digits + size;
        if (scan_is_closing(cp))
            return offset;
        if (!scan_is_dash(cp))
            return 0;
    }
    return 0;
}

/* "1.", "２．", "1、" with no digit behind. */
static size_t scan_pointed_label(const char *s)
{
    static const char *const points[] = {".", "．", "、", NULL};
    int value, digit;
    size_t digits = scan_value(s, 2, &value);
    size_t point = digits == 0 ? 0 : scan_words(s + digits, points, NULL);
    if (point == 0 || scan_digit(s + digits + point, &digit) > 0)
        return 0;
    const char *behind = s + digits + point;
    return behind[scan_blanks(behind)] == '\0' ? 0 : digits + point;
}

size_t aside_scan_label(const char *s, bool fresh)
{
    uint32_t cp = 0;
    size_t size = scan_char(s, &cp);
    if (size > 0 && scan_is_opening(cp)) {
        size_t closed = scan_closed_label(s + size);
        return closed == 0 ? 0 : size + closed;
    }
    if (!fresh)
        return 0;
    size_t closed = scan_closed_label(s);
    return closed > 0 ? closed : scan_pointed_label(s);
}

size_t aside_scan_bullet(const char *s)
{
    static const char *const bullets[] = {"○", /* a bullet, not the policy's mark */
                                          "・", "･", "•", "◇", "◆", "●", "□", "■",
                                          "※",  "*", "◎", "▽", "▼", "★", "☆", NULL};
    return scan_words(s, bullets, NULL);
}

/* --- dates -------------------------------------------------------------------- */

static const char *const date_points[] = {".", "/", "-", "．", "／", NULL};

/* The month of a date that goes on behind its year: "4月", ".4", "/4". 0 in
 * *month when the text does not go on with one. */
static size_t scan_month(const char *s, int *month)
{
    size_t offset = scan_blanks(s);
    size_t point = scan_words(s, date_points, NULL);
    if (point > 0)
        offset = point;
    size_t digits = scan_value(s + offset, 2, month);
    offset += digits;
    size_t unit = scan_word(s + offset, "月");
    if (digits == 0 || *month < 1 || *month > 12 || (unit == 0 && point == 0)) {
        *month = 0;
        return 0;
    }
    return offset + unit;
}

static size_t scan_day(const char *s)
{
    int day = 0;
    size_t offset = scan_blanks(s);
    size_t point = scan_words(s, date_points, NULL);
    if (point > 0)
        offset = point;
    size_t digits = scan_value(s + offset, 2, &day);
    offset += digits;
    size_t unit = scan_word(s + offset, "日");
    return digits > 0 && (point > 0 || unit > 0) ? offset + unit : 0;
}

/* Whether the size bytes at s end with word. */
static bool ends_with(const char *s, size_t size, const char *word)
{
    size_t length = strlen(word);
    return size >= length && memcmp(s + size - length, word, length) == 0;
}

static size_t scan_joint(const char *s)
{
    static const char *const joints[] = {"～", "〜", "~", "・", "･",    "、",
                                         "-",  "－", "–", "―",  "から", NULL};
    return scan_words(s, joints, NULL);
}

/* "28年度" of "27～28年度", and the numbers before it: a list of numbers of at most
 * four digits that the unit stands behind. */
static size_t scan_list(const char *s, const char *unit)
{
    enum { NUMBERS = 6 };
    size_t offset = 0;
    for (int i = 0; i < NUMBERS; i++) {
        int value;
        size_t digits = scan_value(s + offset, 4, &value);
        size_t blanks = digits == 0 ? 0 : scan_blanks(s + offset + digits);
        if (digits == 0)
            return 0;
        size_t named = scan_word(s + offset + digits + blanks, unit);
        if (named > 0)
            return offset + digits + blanks + named;
        size_t joint = scan_joint(s + offset + digits);
        if (joint == 0)
            return 0;
        offset += digits + joint;
    }
    return 0;
}

/* A year that names its era or has four digits, and the date that goes on from it. */
static size_t scan_full_date(const struct era_table *eras, const char *text, size_t at, int *fiscal)
{
    const char *s = text + at;
    int digit = 0, month = 0;
    uint32_t before = aside_char_before(text, at);
    if (aside_is_letter(before) || is_digit(before))
        return 0;
    size_t size = era_scan_year(eras, s, fiscal);
    if (size == 0 || ends_with(s, size, "年度"))
        return size;
    bool year = ends_with(s, size, "年");
    size_t months = scan_month(s + size, &month);
    size_t days = months == 0 ? 0 : scan_day(s + size + months);
    if (scan_digit(s + scan_blanks(s), &digit) > 0 && !year && days == 0)
        return scan_list(s, "年度");
    if (month > 0 && month < 4)
        --*fiscal;
    return size + months + days;
}

/* "4月", "4～6月", "5月1日"; a month's number (月号) too. */
static size_t scan_months(const char *s)
{
    int month;
    size_t size = scan_list(s, "月");
    if (size == 0 || scan_value(s, 2, &month) == 0 || month < 1 || month > 12)
        return 0;
    return size + scan_day(s + size);
}

/* "10/1", where it can be no fraction: a month and a day, and of the numbers
 * the first is not the smaller, or the day is closed in by a bracket. */
static size_t scan_slashed_day(const char *text, size_t at)
{
    static const char *const slashes[] = {"/", "／", NULL};
    static const char *const before[] = {"(", "（", "～", "〜", NULL};
    static const char *const behind[] = {")",  "）", "～",   "〜",   "(",  "（",
                                         "現", "時", "から", "まで", "付", NULL};
    const char *s = text + at;
    int month, day;
    size_t size = scan_value(s, 2, &month);
    size_t slash = size == 0 ? 0 : scan_words(s + size, slashes, NULL);
    size_t days = slash == 0 ? 0 : scan_value(s + size + slash, 2, &day);
    if (days == 0 || month < 1 || month > 12 || day < 1 || day > 31)
        return 0;
    size += slash + days;
    bool closed = scan_words(s + size, behind, NULL) > 0;
    for (size_t i = 0; !closed && before[i] != NULL; i++)
        closed = aside_word_before(text, at, before[i]);
    return month >= day || closed ? size : 0;
}

/* A day of the month alone: "毎月26日", "3日（土）". "3日" may be three days. */
static size_t scan_lone_day(const char *text, size_t at)
{
    static const char *const weekdays[] = {"（日", "（月", "（火", "（水", "（木",
                                           "（金", "（土", "(日",  "(月",  "(火",
                                           "(水",  "(木",  "(金",  "(土",  NULL};
    size_t size = scan_list(text + at, "日");
    if (size == 0 || scan_word(text + at + size, "間") > 0)
        return 0;
    bool named =
        aside_word_before(text, at, "毎月") || scan_words(text + at + size, weekdays, NULL) > 0;
    return named ? size : 0;
}

/* The year of "26年度" or "27年3月", where near tells the era. Of a list none. */
static int short_year(const struct era_table *eras, int near, const char *s)
{
    int value, month = 0;
    size_t digits = scan_value(s, 2, &value);
    digits += digits == 0 ? 0 : scan_blanks(s + digits);
    size_t year = digits == 0 ? 0 : scan_word(s + digits, "年");
    if (year == 0)
        return 0;
    int found = era_year_near(eras, value, near);
    if (found > 0 && scan_month(s + digits + year, &month) > 0 && month < 4)
        found--;
    return found;
}

/* Dates that do not name their era: "26年度", "27年3月", "4月", "27.3.31". */
static size_t scan_short_date(const char *text, size_t at)
{
    const char *s = text + at;
    int value, month = 0;
    size_t size = scan_list(s, "年度");
    if (size > 0)
        return size;
    size_t digits = scan_value(s, 2, &value);
    size_t year = digits == 0 ? 0 : scan_word(s + digits, "年");
    size_t months = year > 0 ? scan_month(s + digits + year, &month) : 0;
    if (months > 0)
        return digits + year + months + scan_day(s + digits + year + months);
    if ((size = scan_months(s)) > 0 || (size = scan_slashed_day(text, at)) > 0)
        return size;
    return scan_lone_day(text, at);
}

/* "平成二十七年度", "三月", "令和二年": years and months in kanji. */
static size_t scan_kanji_date(const struct era_table *eras, const char *text, size_t at,
                              int *fiscal)
{
    static const char *const units[] = {"年度", "年", "月", NULL};
    struct number n;
    const char *s = text + at;
    size_t size = number_scan_kanji(s, &n), which = 0;
    size_t unit = size == 0 ? 0 : scan_words(s + size, units, &which);
    char year[NUMBER_ROOM + 32];
    uint32_t before = aside_char_before(text, at);
    bool era = before == 0x6210 || before == 0x548C || before == 0x6B63 || before == 0x6CBB;
    if (unit == 0 || (which == 1 && !era))
        return 0;
    if (which == 2 && scan_word(s + size + unit, "間") > 0)
        return 0;
    for (size_t name = 6; era && name <= at && name <= 12; name += 6) {
        memcpy(year, text + at - name, name);
        memcpy(year + name, n.amount, strlen(n.amount) + 1);
        if (era_scan_year(eras, year, fiscal) > 0)
            break;
    }
    return size + unit;
}

size_t aside_scan_date(const struct era_table *eras, int near, const char *text, size_t at,
                       int *fiscal)
{
    *fiscal = 0;
    uint32_t before = aside_char_before(text, at);
    size_t size = scan_full_date(eras, text, at, fiscal);
    if (size == 0) {
        *fiscal = 0;
        size = is_digit(before) ? 0 : scan_short_date(text, at);
        if (size > 0)
            *fiscal = short_year(eras, near, text + at);
    }
    return size > 0 ? size : scan_kanji_date(eras, text, at, fiscal);
}

bool aside_is_deadline(const char *behind)
{
    static const char *const between[] = {"末",   "中",     "内",     "末日", "末頃",
                                          "当初", "上半期", "下半期", NULL};
    behind += scan_blanks(behind);
    behind += scan_words(behind, between, NULL);
    return scan_word(behind + scan_blanks(behind), "まで") > 0;
}

/* --- codes -------------------------------------------------------------------- */

/* "10:30", "17時", "17時30分". Hours that last are 時間. */
static size_t scan_time(const char *s)
{
    static const char *const colons[] = {":", "：", NULL};
    int hour, minute;
    size_t size = scan_value(s, 2, &hour), count = 0;
    if (size == 0 || hour > 30)
        return 0;
    size_t colon = scan_words(s + size, colons, NULL);
    if (colon > 0) {
        size_t digits = number_scan_digits(s + size + colon, &count);
        return count == 2 ? size + colon + digits : 0;
    }
    size_t named = scan_word(s + size, "時");
    if (named == 0 || scan_word(s + size + named, "間") > 0 ||
        scan_word(s + size + named, "限") > 0)
        return 0;
    size += named;
    size_t digits = scan_value(s + size, 2, &minute);
    size_t minutes = digits == 0 ? 0 : scan_word(s + size + digits, "分");
    return minutes > 0 ? size + digits + minutes : size;
}

/* Digits joined by dashes or brackets: three groups, or two that begin with 0 as
 * telephone numbers do, or two that nothing makes a range ("1-1", "530-8401"). */
static size_t scan_groups(const char *s)
{
    enum { GROUPS = 8 };
    size_t count = 0, offset = number_scan_digits(s, &count), groups = 1;
    int first = 0, digit = 0;
    if (offset == 0)
        return 0;
    scan_digit(s, &first);
    while (groups < GROUPS) {
        uint32_t cp = 0;
        size_t joint = scan_dash(s + offset);
        if (joint == 0 && scan_char(s + offset, &cp) > 0 && first == 0 &&
            (scan_is_opening(cp) || scan_is_closing(cp)))
            joint = scan_char(s + offset, &cp);
        size_t digits = joint == 0 ? 0 : number_scan_digits(s + offset + joint, &count);
        if (digits == 0)
            break;
        offset += joint + digits;
        groups++;
    }
    const char *behind = s + offset;
    uint32_t cp = 0;
    bool ends = *behind == '\0' || *behind == '\n' || scan_blanks(behind) > 0 ||
                (scan_char(behind, &cp) > 0 && (scan_is_closing(cp) || cp == 0x3001));
    bool code = groups >= 3 || (groups == 2 && (first == 0 || ends)) || (first == 0 && count >= 9);
    return code && scan_digit(s, &digit) > 0 ? offset : 0;
}

static bool any_word_before(const char *text, size_t at, const char *const *words)
{
    while (aside_word_before(text, at, " "))
        at--;
    for (; *words != NULL; words++)
        if (aside_word_before(text, at, *words))
            return true;
    return false;
}

/* A number that a word before it makes a name or an address. Behind words that
 * things are counted of too (電話10件) only a long number is one. */
static size_t scan_named(const char *text, size_t at)
{
    static const char *const names[] = {
        "第",   "No.",  "NO.",  "Ｎｏ．", "Ｎｏ",     "No",         "№",        "Vol.", "vol.",
        "VOL.", "別紙", "別表", "レベル", "ステージ", "フェーズ",   "ステップ", "様式", "Ver.",
        "ver.", "〒",   "内線", "番号",   "コード",   "バージョン", NULL};
    static const char *const callers[] = {"電話",   "電話：",   "電話:",    "電話番号", "TEL",
                                          "ＴＥＬ", "TEL：",    "TEL:",     "FAX",      "ＦＡＸ",
                                          "FAX：",  "ＴＥＬ：", "ＦＡＸ：", NULL};
    struct number n;
    size_t count = 0, size = number_scan_digits(text + at, &count);
    size_t groups = scan_groups(text + at);
    if (size == 0 && aside_word_before(text, at, "第"))
        return number_scan_kanji(text + at, &n);
    bool named = any_word_before(text, at, names);
    bool called = !named && count >= 4 && any_word_before(text, at, callers);
    if (size == 0 || (!named && !called))
        return 0;
    return groups > size ? groups : size;
}

size_t aside_scan_code(const char *text, size_t at)
{
    const char *s = text + at;
    uint32_t before = aside_char_before(text, at);
    if (is_digit(before))
        return 0;
    size_t size = scan_named(text, at);
    if (size > 0)
        return size;
    size = scan_time(s);
    return size > 0 ? size : scan_groups(s);
}
