/*
 * What the reader finds in texts, for tests/corpus/test_figures.py.
 *
 *     prose_dump ERAS < texts
 *
 * Each text ends with a NUL. For each figure a line: the number of its text, start
 * and end of the number, of the expression, of the clause and of the label in
 * bytes, amount, unit, operator, relative, by, role, scale and doubt, between tabs.
 */
#include <stdio.h>
#include <stdlib.h>

#include "text/prose.h"

static void print(size_t number, const struct prose_figure *f)
{
    printf("%zu\t%zu\t%zu\t%zu\t%zu\t%zu\t%zu\t%zu\t%zu\t%s\t%s\t%s\t%s\t%d\t%d\t%s\t%d\n", number,
           f->figure.start, f->figure.end, f->start, f->end, f->clause_start, f->clause_end,
           f->label_start, f->label_end, f->figure.amount, f->figure.unit,
           figure_operator_name(f->figure.op), figure_relative_name(f->figure.relative),
           f->figure.by, (int)f->role, f->scale, (int)f->doubt);
}

static int dump(const struct era_table *eras)
{
    char *text = NULL;
    size_t room = 0;
    int result = 0;
    for (size_t number = 0; result == 0 && getdelim(&text, &room, '\0', stdin) > 0; number++) {
        struct prose_list list;
        if (!prose_read(eras, 0, text, &list)) {
            fprintf(stderr, "prose_dump: out of memory\n");
            result = 1;
        }
        for (size_t i = 0; i < list.count; i++)
            print(number, &list.items[i]);
        prose_list_free(&list);
    }
    free(text);
    return result;
}

int main(int argc, char **argv)
{
    struct error err;
    if (argc != 2) {
        fprintf(stderr, "usage: prose_dump ERAS < texts\n");
        return 2;
    }
    struct era_table *eras = era_table_read(argv[1], &err);
    if (eras == NULL) {
        fprintf(stderr, "prose_dump: %s\n", err.text);
        return 2;
    }
    int result = dump(eras);
    era_table_free(eras);
    return result;
}
