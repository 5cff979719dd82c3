/*
 * A table on standard output for people: columns as wide as what is in them, by the
 * columns of a terminal.
 */
#ifndef KUSEI_COMMAND_COLUMNS_H
#define KUSEI_COMMAND_COLUMNS_H

#include <stdbool.h>
#include <stddef.h>

struct columns {
    char **cells; /* row by row */
    size_t count;
    size_t width;      /* cells of a row */
    const char *right; /* for each column 'r' (numbers) or 'l' */
    bool failed;       /* memory was short */
};

/* An empty table with as many columns as the string has characters, 'r' or 'l' each. */
struct columns columns_of(const char *sides);
/* The next cell, from left to right and then in the next row. A line feed or a tab in it
 * becomes a blank. NULL is "". */
void columns_add(struct columns *c, const char *text);
/* Prints it, with two blanks between columns, and frees it. False when memory was short or
 * standard output failed. */
bool columns_print(struct columns *c);

#endif
