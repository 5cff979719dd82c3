#include "print/order.h"

#include <string.h>

/* --- writing ------------------------------------------------------------------------ */

static void write_line(struct buffer *out, const char *name, const char *value)
{
    if (value != NULL)
        buffer_append_format(out, "%s %s\n", name, strchr(value, '\n') == NULL ? value : "");
}

void order_write(const struct print_order *order, struct buffer *out)
{
    for (size_t i = 0; i < order->box_count; i++) {
        write_line(out, "name", order->boxes[i].name);
        write_line(out, "day", order->boxes[i].day);
    }
    write_line(out, "signed", order->signed_at);
    write_line(out, "digest", order->digest);
    write_line(out, "trail", order->trail);
    buffer_append_string(out, "\n");
}

/* --- reading ------------------------------------------------------------------------ */

static bool take_line(struct print_order *out, const char *name, const char *value)
{
    if (strcmp(name, "name") == 0 && out->box_count < ORDER_BOXES)
        out->boxes[out->box_count++] = (struct print_box){value, ""};
    else if (strcmp(name, "day") == 0 && out->box_count > 0)
        out->boxes[out->box_count - 1].day = value;
    else if (strcmp(name, "signed") == 0)
        out->signed_at = value;
    else if (strcmp(name, "digest") == 0)
        out->digest = value;
    else if (strcmp(name, "trail") == 0)
        out->trail = value;
    else
        return false;
    return true;
}

bool order_read(char *text, size_t size, struct print_order *out, size_t *used)
{
    char *at = text, *end = text + size;
    *out = (struct print_order){.box_count = 0};
    while (at < end && *at != '\n') {
        char *feed = memchr(at, '\n', (size_t)(end - at));
        char *blank = feed == NULL ? NULL : memchr(at, ' ', (size_t)(feed - at));
        if (blank == NULL)
            return false;
        *feed = *blank = '\0';
        if (!take_line(out, at, blank + 1))
            return false;
        at = feed + 1;
    }
    *used = (size_t)(at - text) + 1;
    return at < end;
}
