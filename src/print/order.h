/*
 * What the printing program is asked for: the document, and what is not in it: who
 * stands in the boxes to sign in, and what was signed off. It goes to the program as
 * lines ("name value"), an empty line, and the official XML.
 */
#ifndef KUSEI_PRINT_ORDER_H
#define KUSEI_PRINT_ORDER_H

#include <stdbool.h>
#include <stddef.h>

#include "text/buffer.h"
#include "text/error.h"

enum { ORDER_BOXES = 16 };

/* A box to sign in, in the order of the sheet. Texts are "" where there is nothing. */
struct print_box {
    const char *name;
    const char *day; /* as it is printed */
};

struct print_order {
    struct print_box boxes[ORDER_BOXES];
    size_t box_count;
    const char *signed_at; /* of the sign-off, ISO 8601 UTC; NULL: it is not signed off */
    const char *digest;    /* of the content, where it is */
    const char *trail;     /* the head of the trail, "SEQ:HASH", where it is */
};

/* Writes the lines and the empty one. What has a line feed in it is left out. */
void order_write(const struct print_order *order, struct buffer *out);

/* Reads them from text[0..size), which is changed and to which the order then points.
 * *used gets the bytes up to the document. False where they are not as above. */
bool order_read(char *text, size_t size, struct print_order *out, size_t *used);

#endif
