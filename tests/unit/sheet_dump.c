/*
 * The table of a printed sheet, and how texts stand in it, for
 * tests/corpus/test_sheet.py.
 *
 *     sheet_dump FORM columns
 *     sheet_dump FORM measure < texts
 *
 * columns: for each place a line with its kind, page, path (- where there is no
 * field), half ems of a line, lines, width in mm, size in points, and whether it has
 * a line above its text, between tabs; then the paths that are left out on purpose,
 * each with "unprinted" before it.
 * measure: each text is three strings that end with a NUL: path, half ems of a line
 * (0: the column's own), text. For each a line: lines it takes, lines there are,
 * percent, the offset of the cut, and the lines as start-end in bytes.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "form/sheet_private.h"

static const char *const kinds[] = {"cell", "above", "band", "line"};

static void print_columns(const struct sheet *sheet)
{
    for (size_t i = 0; i < sheet_column_count(sheet); i++) {
        const struct sheet_column *c = sheet_column(sheet, i);
        printf("%s\t%s\t%s\t%d\t%d\t%.2f\t%.2f\t%d\n", kinds[c->place], c->page->id,
               c->path ? c->path : "-", c->columns, c->lines, c->width, c->size, c->above != NULL);
    }
    for (size_t i = 0; i < sheet->unprinted_count; i++)
        printf("unprinted\t%s\n", sheet->unprinted[i].path);
}

static bool print_lines(const char *text, int columns)
{
    struct layout layout = LAYOUT_INIT;
    bool done = layout_make(&layout, text, strlen(text), columns);
    for (size_t i = 0; done && i < layout.count; i++)
        printf("%s%zu-%zu", i > 0 ? " " : "", layout.lines[i].start, layout.lines[i].end);
    layout_free(&layout);
    return done;
}

static bool print_use(const struct sheet *sheet, const char *path, int columns, const char *text)
{
    const struct sheet_column *own = sheet_column_of(sheet, path);
    struct sheet_column column;
    struct sheet_use use;
    if (own == NULL) {
        fprintf(stderr, "sheet_dump: %s is not printed\n", path);
        return false;
    }
    column = *own;
    if (columns > 0)
        column.columns = columns;
    if (!sheet_measure(sheet, &column, text, &use))
        return false;
    printf("%d\t%d\t%d\t%zu\t", use.lines, use.there, use.percent, use.cut);
    if (!print_lines(text, column.columns))
        return false;
    putchar('\n');
    return true;
}

static bool measure(const struct sheet *sheet)
{
    char *strings[3] = {NULL, NULL, NULL};
    size_t rooms[3] = {0, 0, 0};
    bool good = true;
    while (good && getdelim(&strings[0], &rooms[0], '\0', stdin) > 0) {
        good = getdelim(&strings[1], &rooms[1], '\0', stdin) > 0 &&
               getdelim(&strings[2], &rooms[2], '\0', stdin) > 0 &&
               print_use(sheet, strings[0], atoi(strings[1]), strings[2]);
    }
    for (size_t i = 0; i < 3; i++)
        free(strings[i]);
    return good;
}

int main(int argc, char **argv)
{
    struct error err = {""};
    if (argc != 3) {
        fprintf(stderr, "usage: sheet_dump FORM columns|measure\n");
        return 2;
    }
    struct form *form = form_read(argv[1], &err);
    struct sheet *sheet = form ? sheet_read(form, &err) : NULL;
    bool good = sheet != NULL;
    if (!good)
        fprintf(stderr, "sheet_dump: %s\n", err.text);
    else if (strcmp(argv[2], "columns") == 0)
        print_columns(sheet);
    else
        good = measure(sheet);
    sheet_free(sheet);
    form_free(form);
    return good ? 0 : 1;
}
