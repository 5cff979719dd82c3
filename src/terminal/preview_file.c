#include "config.h"

#include "terminal/preview_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "terminal/tty.h"
#include "text/i18n.h"

void preview_file_free(struct preview_file *f)
{
    prompt_free(f->prompt);
    free(f->path);
    *f = (struct preview_file){.prompt = NULL};
}

/* What the file is called if nobody says otherwise. */
static void suggest(const struct app *app, char *out, size_t size)
{
    const struct assessment *a = session_assessment(app->session);

    snprintf(out, size, "%s-%d.pdf", assessment_ward_name(a), assessment_year(a));
}

struct reply preview_file_begin(struct app *app, struct preview_file *f)
{
    char name[256];

    if (!app->options->printing->write) {
        app_say(app, "%s",
                _("This account can write no files. The administrator exports the sheet."));
        return reply_redo(REDO_BARS);
    }
    suggest(app, name, sizeof(name));
    f->prompt = prompt_new(_("File:"), name);
    if (f->prompt) {
        prompt_set_note(f->prompt, ".pdf .xlsx .html .csv .txt");
    }
    return reply_redo(REDO_BARS);
}

static struct reply leave(struct app *app, struct preview_file *f)
{
    preview_file_free(f);
    app_say(app, "%s", _("Nothing was written."));
    return reply_redo(REDO_BARS);
}

/* It is said first and painted, and then done. */
static struct reply put_off(struct app *app)
{
    app_say(app, "%s", _("The file is being made..."));
    app->later = tty_now();
    return reply_redo(REDO_BARS);
}

static struct reply take_name(struct app *app, struct preview_file *f)
{
    struct error err = {""};

    if (!app->options->printing->name(prompt_text(f->prompt), &err)) {
        app_say_error(app, &err);
        return reply_redo(REDO_BARS);
    }
    f->path = strdup(prompt_text(f->prompt));
    prompt_free(f->prompt);
    f->prompt = NULL;
    if (!f->path) {
        error_set_memory(&err);
        app_say_error(app, &err);
        return reply_redo(REDO_BARS);
    }
    if (access(f->path, F_OK) == 0) {
        app_ask(app, "yn", _("%s is there already. Write over it? y: yes  n: no"), f->path);
        return reply_redo(REDO_BARS);
    }
    return put_off(app);
}

struct reply preview_file_type(struct app *app, struct preview_file *f, const struct event *event)
{
    bool key = event->kind == EVENT_ACTION;

    if (key && (event->action == ACTION_CANCEL || event->action == ACTION_LEAVE)) {
        return leave(app, f);
    }
    if (key && event->action == ACTION_OPEN) {
        return take_name(app, f);
    }
    prompt_handle(f->prompt, app, event);
    return reply_redo(REDO_BARS);
}

struct reply preview_file_answer(struct app *app, struct preview_file *f, char answer)
{
    return answer == 'y' ? put_off(app) : leave(app, f);
}

struct reply preview_file_write(struct app *app, struct preview_file *f)
{
    const struct printing *printing = app->options->printing;
    struct error err = {""};

    if (!f->path) {
        return reply_redo(REDO_NOTHING);
    }
    if (!printing->write(printing->context, session_assessment(app->session), f->path, &err)) {
        app_say_error(app, &err);
    } else {
        char *whole = realpath(f->path, NULL);
        app_say(app, _("Written: %s"), whole ? whole : f->path);
        free(whole);
    }
    preview_file_free(f);
    return reply_redo(REDO_BARS);
}
