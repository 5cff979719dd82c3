#include "text/era.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text/i18n.h"
#include "text/scan.h"
#include "text/utf8.h"

struct era {
    int year, month, day; /* its first day */
    char name[32];
    char letter; /* capital ASCII */
};

struct era_table {
    struct era *eras; /* oldest first */
    size_t count;
};

enum { YEAR_LEAST = 1868, YEAR_MOST = 9999, FISCAL_MONTH = 4 };

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

/* A date of the Gregorian calendar, as ISO 8601 writes it: 1989-01-08. */
static bool parse_date(const char *s, struct era *era)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int used = 0;
    if (strspn(s, "0123456789-") != 10 || s[10] != '\0' ||
        sscanf(s, "%4d-%2d-%2d%n", &era->year, &era->month, &era->day, &used) != 3 || used != 10)
        return false;
    if (era->year < 1 || era->month < 1 || era->month > 12 || era->day < 1)
        return false;
    int most = days[era->month - 1] + (era->month == 2 && is_leap(era->year) ? 1 : 0);
    return era->day <= most;
}

/* Takes the line apart in place. False when it is not a line of the table. */
static bool parse_line(char *line, struct era *era)
{
    char *name = strchr(line, '\t');
    if (name == NULL)
        return false;
    *name++ = '\0';
    char *letter = strchr(name, '\t');
    if (letter == NULL)
        return false;
    *letter++ = '\0';
    if (!parse_date(line, era))
        return false;
    size_t size = strlen(name);
    if (size == 0 || size >= sizeof era->name || !utf8_is_valid(name, size, NULL))
        return false;
    if (letter[0] < 'A' || letter[0] > 'Z' || letter[1] != '\0')
        return false;
    memcpy(era->name, name, size + 1);
    era->letter = letter[0];
    return true;
}

static bool begins_later(const struct era *a, const struct era *b)
{
    if (a->year != b->year)
        return a->year > b->year;
    if (a->month != b->month)
        return a->month > b->month;
    return a->day > b->day;
}

static bool add_era(struct era_table *table, const struct era *era)
{
    struct era *eras = realloc(table->eras, (table->count + 1) * sizeof *eras);
    if (eras == NULL)
        return false;
    table->eras = eras;
    table->eras[table->count++] = *era;
    return true;
}

/* One line of the file, number counted from 1. */
static bool read_line(struct era_table *table, char *line, const char *path, int number,
                      struct error *err)
{
    size_t size = strcspn(line, "#\r\n");
    while (size > 0 && (line[size - 1] == ' ' || line[size - 1] == '\t'))
        size--;
    line[size] = '\0';
    if (size == 0)
        return true;
    struct era era;
    if (!parse_line(line, &era))
        return error_set(err,
                         _("%s:%d: this is no line of the era table. Write the first day, the "
                           "name and the letter with tabs between them."),
                         path, number);
    if (table->count > 0 && !begins_later(&era, &table->eras[table->count - 1]))
        return error_set(err,
                         _("%s:%d: the era does not begin after the one before it. Put the "
                           "oldest first."),
                         path, number);
    return add_era(table, &era) || error_set_memory(err);
}

static bool read_lines(struct era_table *table, FILE *file, const char *path, struct error *err)
{
    char line[256];
    for (int number = 1; fgets(line, sizeof line, file) != NULL; number++) {
        if (strchr(line, '\n') == NULL && strlen(line) == sizeof line - 1)
            return error_set(err, _("%s:%d: the line is too long for an era table."), path, number);
        if (!read_line(table, line, path, number, err))
            return false;
    }
    if (ferror(file))
        return error_set(err, _("%s: cannot be read (%s)."), path, strerror(errno));
    if (table->count == 0)
        return error_set(err, _("%s: there is no era in it."), path);
    return true;
}

struct era_table *era_table_read(const char *path, struct error *err)
{
    FILE *file = fopen(path, "re");
    if (file == NULL) {
        error_set(err, _("%s: cannot be opened (%s)."), path, strerror(errno));
        return NULL;
    }
    struct era_table *table = calloc(1, sizeof *table);
    if (table == NULL)
        error_set_memory(err);
    else if (!read_lines(table, file, path, err)) {
        era_table_free(table);
        table = NULL;
    }
    fclose(file);
    return table;
}

void era_table_free(struct era_table *eras)
{
    if (eras == NULL)
        return;
    free(eras->eras);
    free(eras);
}

/* The era on the first day of the fiscal year; NULL before the table begins. */
static const struct era *era_of(const struct era_table *eras, int year)
{
    const struct era first_day = {.year = year, .month = FISCAL_MONTH, .day = 1};
    for (size_t i = eras == NULL ? 0 : eras->count; i > 0; i--)
        if (!begins_later(&eras->eras[i - 1], &first_day))
            return &eras->eras[i - 1];
    return NULL;
}

/* The era of a day; NULL before the table begins. */
static const struct era *era_of_day(const struct era_table *eras, const struct era *day)
{
    const struct era *found = NULL;
    for (size_t i = 0; eras != NULL && i < eras->count; i++) {
        if (!begins_later(&eras->eras[i], day))
            found = &eras->eras[i];
    }
    return found;
}

void era_day_label(const struct era_table *eras, int year, int month, int day, char *out,
                   size_t size)
{
    const struct era asked = {.year = year, .month = month, .day = day};
    const struct era *era = era_of_day(eras, &asked);
    if (era == NULL)
        snprintf(out, size, "%d年%d月%d日", year, month, day);
    else if (year == era->year)
        snprintf(out, size, "%s元年%d月%d日", era->name, month, day);
    else
        snprintf(out, size, "%s%d年%d月%d日", era->name, year - era->year + 1, month, day);
}

void era_fiscal_year_label(const struct era_table *eras, int year, char *out, size_t size)
{
    const struct era *era = era_of(eras, year);
    if (era == NULL)
        snprintf(out, size, "%d年度", year);
    else if (year == era->year)
        snprintf(out, size, "%s元年度", era->name);
    else
        snprintf(out, size, "%s%d年度", era->name, year - era->year + 1);
}

void era_fiscal_year_short(const struct era_table *eras, int year, char *out, size_t size)
{
    const struct era *era = era_of(eras, year);
    if (era == NULL)
        snprintf(out, size, "%d", year);
    else
        snprintf(out, size, "%c%02d", era->letter, year - era->year + 1);
}

/* The era's name or letter at s. A letter may be small or full-width. */
static size_t scan_era(const struct era_table *eras, const char *s, const struct era **found)
{
    uint32_t cp = 0;
    size_t size = scan_char(s, &cp);
    if (cp >= 0xFF21 && cp <= 0xFF5A)
        cp -= 0xFEE0;
    if (cp >= 'a' && cp <= 'z')
        cp -= 'a' - 'A';
    for (size_t i = 0; eras != NULL && i < eras->count; i++) {
        const struct era *era = &eras->eras[i];
        size_t named = scan_word(s, era->name);
        if (named > 0 || (size > 0 && cp == (uint32_t)era->letter)) {
            *found = era;
            return named > 0 ? named : size;
        }
    }
    return 0;
}

/* A whole run of digits, its count and value. The value of a run that is too
 * long to be a year does not matter. */
static size_t scan_number(const char *s, int *digits, int *value)
{
    size_t offset = 0, size;
    int digit = 0;
    *digits = *value = 0;
    while ((size = scan_digit(s + offset, &digit)) > 0) {
        if (*digits < 5)
            *value = *value * 10 + digit;
        ++*digits;
        offset += size;
    }
    return offset;
}

/* The year in an era: a number of up to three digits, or 元 for the first. */
static size_t scan_year_of_era(const char *s, int *value)
{
    size_t size = scan_word(s, "元");
    if (size > 0) {
        *value = 1;
        return size;
    }
    int digits;
    size = scan_number(s, &digits, value);
    return digits <= 3 && *value >= 1 ? size : 0;
}

size_t era_scan_year(const struct era_table *eras, const char *text, int *year)
{
    size_t offset = scan_blanks(text), size;
    const struct era *era = NULL;
    int value = 0;
    if ((size = scan_era(eras, text + offset, &era)) > 0) {
        offset += size;
        offset += scan_blanks(text + offset);
        size = scan_year_of_era(text + offset, &value);
        value += era->year - 1;
    } else {
        int digits;
        size = scan_number(text + offset, &digits, &value);
        if (digits != 4)
            return 0;
    }
    if (size == 0 || value < YEAR_LEAST || value > YEAR_MOST)
        return 0;
    offset += size;
    size_t blanks = scan_blanks(text + offset);
    size_t unit = scan_word(text + offset + blanks, "年");
    if (unit > 0)
        offset += blanks + unit + scan_word(text + offset + blanks + unit, "度");
    *year = value;
    return offset;
}

bool era_parse_year(const struct era_table *eras, const char *text, int *year)
{
    int value;
    size_t offset = era_scan_year(eras, text, &value);
    if (offset == 0)
        return false;
    offset += scan_blanks(text + offset);
    if (text[offset] != '\0')
        return false;
    *year = value;
    return true;
}

/* A plan made before an era ended goes on in its years for some time, not for ever. */
static bool is_of_era(const struct era_table *eras, size_t i, int year)
{
    enum { BEYOND = 15 };
    return i + 1 == eras->count || year <= eras->eras[i + 1].year + BEYOND;
}

int era_year_near(const struct era_table *eras, int number, int near)
{
    enum { FAR = 20 };
    int found = 0, least = FAR + 1;
    for (size_t i = 0; eras != NULL && near != 0 && i < eras->count; i++) {
        int year = eras->eras[i].year + number - 1;
        int away = year > near ? year - near : near - year;
        if (number > 0 && away < least && is_of_era(eras, i, year)) {
            least = away;
            found = year;
        }
    }
    return found;
}
