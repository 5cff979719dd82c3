/* What screens say to the loop, and the message line. */
#include "config.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "terminal/screen.h"

enum { KEY_ROW_FROM = 6 }; /* rows of the window from which the keys have a row of their own */

bool screen_keys_have_row(const struct canvas *canvas)
{
    return canvas->rows >= KEY_ROW_FROM;
}

int screen_message_row(const struct canvas *canvas)
{
    return canvas->rows - (screen_keys_have_row(canvas) ? 2 : 1);
}

int screen_bottom(const struct app *app)
{
    return screen_message_row(&app->canvas);
}

void *screen_new(const struct screen_class *kind, size_t size, struct error *err)
{
    struct screen *s = calloc(1, size);

    if (!s) {
        error_set_memory(err);
        return NULL;
    }
    s->kind = kind;
    return s;
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

void app_check(struct app *app)
{
    struct error err = {""};

    if (app->session && session_check_due(app->session) && !session_check(app->session, &err)) {
        app_say_error(app, &err);
    }
}

void app_add_why(struct app *app, const char *rule, const xmlNode *node)
{
    struct why_subject *why = &app->why;

    for (size_t i = 0; i < why->count; i++) {
        if (why->items[i].node == node && strcmp(why->items[i].rule, rule) == 0) {
            return;
        }
    }
    if (why->count < WHY_MOST) {
        snprintf(why->items[why->count].rule, sizeof(why->items[0].rule), "%s", rule);
        why->items[why->count++].node = node;
    }
}

const xmlNode *app_field_of(const xmlNode *node)
{
    bool of_leaf =
        node->type == XML_ATTRIBUTE_NODE && node->parent && !xmlFirstElementChild(node->parent);

    return of_leaf ? node->parent : node;
}

static void place_at(struct app *app, const xmlNode *node, const char *rule)
{
    const struct assessment *a = session_assessment(app->session);
    size_t page = assessment_page_of(a, node);
    struct session_place place = {0};
    char *path = assessment_field_path(a, rule ? node : app_field_of(node));

    if (page != (size_t)-1) {
        assessment_page_name(a, page, place.page, sizeof(place.page));
        snprintf(place.field, sizeof(place.field), "%s%s%s", path ? path : "", rule ? "#" : "",
                 rule ? rule : "");
        session_set_place(app->session, &place);
    }
    free(path);
}

void app_place_node(struct app *app, const xmlNode *node)
{
    place_at(app, node, NULL);
}

bool app_place_reason(struct app *app, const struct session_finding *f)
{
    const struct assessment *a = session_assessment(app->session);

    if (f->finding->severity != RULES_WARNING || assessment_follows(a, f->page) != (size_t)-1) {
        return false;
    }
    place_at(app, f->finding->node, f->finding->id);
    return true;
}

const char *screen_sign(enum rules_severity severity)
{
    return severity == RULES_ERROR ? "!" : severity == RULES_WARNING ? "?" : "-";
}

unsigned screen_sign_style(enum rules_severity severity)
{
    return severity == RULES_ERROR     ? DRAW_ERROR
           : severity == RULES_WARNING ? DRAW_WARNING
                                       : DRAW_PLAIN;
}

const char *app_in_language(const struct app *app, char *const texts[FORM_LANGS])
{
    return texts[app->options->lang] ? texts[app->options->lang] : texts[FORM_JA];
}

struct review_actor app_actor(const struct app *app)
{
    return (struct review_actor){.name = app->person.name, .role = app->person.role};
}

struct review *app_review(struct app *app, struct error *err)
{
    if (!app->review) {
        app->review = review_open(app->store, app->catalogue, app->options->lang, err);
    }
    return app->review;
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
    return reply_go(GO_BACK);
}

struct reply reply_go(enum go go)
{
    struct reply reply = {0};

    reply.go = go;
    reply.redo = REDO_ALL;
    return reply;
}
