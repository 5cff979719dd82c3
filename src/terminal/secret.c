/* A password while it is typed. */
#include "config.h"

#include "terminal/secret.h"

#include <stdio.h>
#include <string.h>

#include "text/grapheme.h"

enum { STARS_MOST = 32 };

static void add(struct secret *s, const struct event *event)
{
    /* A paste often brings the end of its line along. */
    size_t size = 0;

    while (size < event->size && event->text[size] != '\n' && event->text[size] != '\r') {
        size++;
    }
    if (s->size + size < sizeof(s->text)) {
        memcpy(s->text + s->size, event->text, size);
        s->size += size;
    }
}

bool secret_handle(struct secret *s, const struct event *event)
{
    if (event->kind == EVENT_TEXT) {
        add(s, event);
        return true;
    }
    if (event->kind == EVENT_ACTION && event->action == ACTION_BACKSPACE) {
        size_t shorter = grapheme_previous(s->text, s->size, s->size);
        password_wipe(s->text + shorter, s->size - shorter);
        s->size = shorter;
        return true;
    }
    if (event->kind == EVENT_ACTION && event->action == ACTION_DELETE_LINE) {
        secret_wipe(s);
        return true;
    }
    return false;
}

void secret_wipe(struct secret *s)
{
    password_wipe(s, sizeof(*s));
}

void secret_draw(const struct secret *s, unsigned style, struct pen *pen)
{
    for (size_t at = 0; at < s->size && pen->x < pen->end;
         at = grapheme_next(s->text, s->size, at)) {
        draw_string(pen, style, "*");
    }
}

void secret_show(const struct secret *s, const char *label, char *out, size_t size)
{
    char stars[STARS_MOST + 1];
    size_t count = grapheme_count(s->text, s->size);

    count = count < STARS_MOST ? count : STARS_MOST;
    memset(stars, '*', count);
    stars[count] = '\0';
    snprintf(out, size, "%s %s", label, stars);
}
