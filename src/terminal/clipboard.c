/* What was cut or copied. */
#include "config.h"

#include "terminal/clipboard.h"

#include <stdlib.h>
#include <string.h>

bool clipboard_set(struct clipboard *c, const char *text, size_t size)
{
    char *copy = malloc(size + 1);

    if (!copy) {
        return false;
    }
    memcpy(copy, text, size);
    copy[size] = '\0';
    clipboard_free(c);
    c->text = copy;
    c->size = size;
    c->fresh = true;
    return true;
}

void clipboard_free(struct clipboard *c)
{
    free(c->text);
    c->text = NULL;
    c->size = 0;
    c->fresh = false;
}
