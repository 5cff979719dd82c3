#include "config.h"

#include "command/columns.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text/width.h"

struct columns columns_of(const char *sides)
{
    return (struct columns){.width = strlen(sides), .right = sides};
}

void columns_add(struct columns *c, const char *text)
{
    char **grown = realloc(c->cells, (c->count + 1) * sizeof *grown);
    char *copy = grown == NULL ? NULL : strdup(text == NULL ? "" : text);
    if (grown != NULL)
        c->cells = grown;
    if (copy == NULL) {
        c->failed = true;
        return;
    }
    for (char *s = copy; *s != '\0'; s++) {
        if (*s == '\n' || *s == '\t')
            *s = ' ';
    }
    c->cells[c->count++] = copy;
}

static int width_of_cell(const char *cell)
{
    return width_of_text(cell, strlen(cell));
}

static int widest(const struct columns *c, size_t column)
{
    int most = 0;
    for (size_t i = column; i < c->count; i += c->width) {
        int width = width_of_cell(c->cells[i]);
        most = width > most ? width : most;
    }
    return most;
}

static void print_row(const struct columns *c, size_t first, const int *widths)
{
    size_t last = first; /* behind the last cell that is not empty nothing is printed */
    for (size_t i = first; i < first + c->width && i < c->count; i++)
        last = *c->cells[i] == '\0' ? last : i;
    for (size_t i = first; i <= last; i++) {
        size_t column = i - first;
        int blanks = widths[column] - width_of_cell(c->cells[i]);
        bool right = c->right[column] == 'r';
        if (right)
            printf("%*s", blanks, "");
        fputs(c->cells[i], stdout);
        if (i < last)
            printf("%*s", (right ? 0 : blanks) + 2, "");
    }
    putchar('\n');
}

bool columns_print(struct columns *c)
{
    int *widths = calloc(c->width + 1, sizeof *widths);
    bool good = widths != NULL && !c->failed;
    for (size_t i = 0; good && i < c->width; i++)
        widths[i] = widest(c, i);
    for (size_t i = 0; good && i < c->count; i += c->width)
        print_row(c, i, widths);
    for (size_t i = 0; i < c->count; i++)
        free(c->cells[i]);
    free(c->cells);
    free(widths);
    c->cells = NULL;
    c->count = 0;
    return good && !ferror(stdout);
}
