#include "config.h"

#include "text/markup.h"

#include <stdbool.h>

static void append(struct buffer *out, const char *text, bool lines)
{
    for (; *text != '\0'; text++) {
        if (*text == '&')
            buffer_append_string(out, "&amp;");
        else if (*text == '<')
            buffer_append_string(out, "&lt;");
        else if (*text == '>')
            buffer_append_string(out, "&gt;");
        else if (*text == '"')
            buffer_append_string(out, "&quot;");
        else if (*text == '\n' && lines)
            buffer_append_string(out, "<br>");
        else
            buffer_append(out, text, 1);
    }
}

void markup_text(struct buffer *out, const char *text)
{
    append(out, text, false);
}

void markup_lines(struct buffer *out, const char *text)
{
    append(out, text, true);
}

void markup_element(struct buffer *out, const char *name, const char *text)
{
    buffer_append_format(out, "<%s>", name);
    markup_lines(out, text);
    buffer_append_format(out, "</%s>\n", name);
}
