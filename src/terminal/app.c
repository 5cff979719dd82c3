/* What screens say to the loop, and the message line. */
#include "config.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "terminal/screen.h"

int screen_bottom(const struct app *app)
{
    return app->canvas.rows - 2;
}

unsigned screen_place(const struct screen *s)
{
    return 1U << s->kind->kind;
}

void app_say(struct app *app, const char *format, ...)
{
    va_list arguments;

    memset(&app->message, 0, sizeof(app->message));
    va_start(arguments, format);
    vsnprintf(app->message.text, sizeof(app->message.text), format, arguments);
    va_end(arguments);
    app->message.shown = true;
}

void app_say_error(struct app *app, const struct error *err)
{
    app_say(app, "! %s", err->text);
    app->message.style = DRAW_ERROR;
}

void app_ask(struct app *app, const char *keys, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(app->question.text, sizeof(app->question.text), format, arguments);
    va_end(arguments);
    snprintf(app->question.keys, sizeof(app->question.keys), "%s", keys);
    app->question.of_loop = false;
}

struct reply reply_redo(unsigned redo)
{
    struct reply reply = {0};

    reply.redo = redo;
    return reply;
}

struct reply reply_show(enum screen_kind to)
{
    struct reply reply = {0};

    reply.go = GO_SHOW;
    reply.to = to;
    reply.redo = REDO_ALL;
    return reply;
}

struct reply reply_back(void)
{
    struct reply reply = {0};

    reply.go = GO_BACK;
    reply.redo = REDO_ALL;
    return reply;
}
