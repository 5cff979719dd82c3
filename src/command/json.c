#include "config.h"

#include "command/json.h"

#include <stdio.h>
#include <stdlib.h>

void json_string(struct buffer *out, const char *text)
{
    if (text == NULL) {
        buffer_append_string(out, "null");
        return;
    }
    buffer_append_string(out, "\"");
    for (; *text != '\0'; text++) {
        unsigned char byte = (unsigned char)*text;
        if (byte == '"' || byte == '\\')
            buffer_append_format(out, "\\%c", byte);
        else if (byte == '\n')
            buffer_append_string(out, "\\n");
        else if (byte < 0x20)
            buffer_append_format(out, "\\u%04x", byte);
        else
            buffer_append(out, text, 1);
    }
    buffer_append_string(out, "\"");
}

void json_member(struct buffer *out, const char *name, const char *text, bool comma)
{
    buffer_append_format(out, "%s\"%s\": ", comma ? ", " : "", name);
    json_string(out, text);
}

bool json_print(struct buffer *out)
{
    bool good = !out->failed && out->data != NULL && puts(out->data) >= 0;
    buffer_free(out);
    return good;
}
