/* Lines in and out. */
#include "config.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "terminal/plain_private.h"
#include "text/allowed.h"
#include "text/buffer.h"
#include "text/i18n.h"

enum { TERMINAL_LINE = 4095 }; /* bytes of a line that Linux's terminals take (N_TTY) */

int64_t plain_now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void plain_say(const char *format, ...)
{
    struct buffer out = BUFFER_INIT;
    char text[4096];
    va_list arguments;

    va_start(arguments, format);
    int size = vsnprintf(text, sizeof(text), format, arguments);
    va_end(arguments);
    if (size >= (int)sizeof(text)) { /* a long value: in one piece all the same */
        char *whole = NULL;
        va_start(arguments, format);
        size = vasprintf(&whole, format, arguments);
        va_end(arguments);
        buffer_append_string(&out, size >= 0 ? whole : text);
        free(size >= 0 ? whole : NULL);
    } else {
        buffer_append_string(&out, text);
    }
    char *clean =
        out.failed ? NULL : allowed_filter(out.data ? out.data : "", out.size, NULL, NULL);
    printf("%s\n", clean ? clean : "");
    free(clean);
    buffer_free(&out);
}

void plain_say_error(const struct error *err)
{
    plain_say("! %s", err->text);
}

/* What came in, without what may not be stored. */
static bool filter_line(struct plain *p, size_t size)
{
    size_t dropped = 0;
    uint32_t first = 0;
    char name[64];
    char *clean = allowed_filter(p->line, size, &dropped, &first);

    if (!clean) {
        return false;
    }
    if (dropped > 0) {
        allowed_describe(first, name, sizeof(name));
        plain_say(_("! %zu characters that may not be stored were left out: %s"), dropped, name);
    }
    free(p->line);
    p->line = clean;
    p->room = strlen(clean) + 1;
    return true;
}

bool plain_ask(struct plain *p, const char *prompt)
{
    printf("%s", prompt);
    fflush(stdout);
    ssize_t size = p->ended ? -1 : getline(&p->line, &p->room, stdin);
    if (size < 0) {
        p->ended = true;
        putchar('\n');
        return false;
    }
    if (size >= TERMINAL_LINE && isatty(STDIN_FILENO)) {
        plain_say("%s", _("! The terminal may have cut that line: type long texts in several "
                          "lines."));
    }
    while (size > 0 && (p->line[size - 1] == '\n' || p->line[size - 1] == '\r')) {
        size--;
    }
    if (!filter_line(p, (size_t)size)) {
        p->ended = true;
        return false;
    }
    return true;
}

char plain_ask_letter(struct plain *p, const char *letters, const char *prompt)
{
    while (plain_ask(p, prompt)) {
        char letter = p->line[0];
        if (letter >= 'A' && letter <= 'Z') {
            letter = (char)(letter - 'A' + 'a');
        }
        if (letter && strchr(letters, letter)) {
            return letter;
        }
    }
    return '\0';
}
