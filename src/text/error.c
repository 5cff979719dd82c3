#include "text/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "text/i18n.h"
#include "text/utf8.h"

/* Copies source to out[0..room), as much of it as fits in whole characters. */
static void copy_cut(char *out, size_t room, const char *source)
{
    size_t size = strlen(source);
    if (size >= room) {
        size = room - 1;
        while (size > 0 && ((unsigned char)source[size] & 0xC0) == 0x80)
            size--;
    }
    memcpy(out, source, size);
    out[size] = '\0';
}

/* Libraries end their messages with a line feed, a sentence has none; and
 * vsnprintf may have stopped inside a character, which only happens at the
 * very end of the room. */
static void trim_end(char *text, size_t room)
{
    size_t size = strlen(text), bad;
    if (size + 1 == room && !utf8_is_valid(text, size, &bad) && size - bad < 4)
        size = bad;
    while (size > 0 && (text[size - 1] == '\n' || text[size - 1] == '\r'))
        size--;
    text[size] = '\0';
}

/* The sentence in out, which has the room of an error's. */
static void make_sentence(char *out, size_t room, const char *format, va_list args)
{
    if (vsnprintf(out, room, format, args) < 0)
        copy_cut(out, room, format);
    trim_end(out, room);
}

bool error_set(struct error *err, const char *format, ...)
{
    if (err == NULL)
        return false;
    /* By way of a second place: an argument may be err->text itself. */
    char text[sizeof err->text];
    va_list args;
    va_start(args, format);
    make_sentence(text, sizeof text, format, args);
    va_end(args);
    memcpy(err->text, text, sizeof text);
    return false;
}

bool error_set_memory(struct error *err)
{
    return error_set(err, "%s", _("Out of memory. Close other programs and try again."));
}

bool error_prefix(struct error *err, const char *format, ...)
{
    if (err == NULL)
        return false;
    char place[sizeof err->text], text[sizeof err->text];
    va_list args;
    va_start(args, format);
    make_sentence(place, sizeof place, format, args);
    va_end(args);
    memcpy(text, err->text, sizeof text);
    return error_set(err, "%s: %s", place, text);
}
