/* Choosing the sheet that stands beside the page: last year's, or any other. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "form/reference.h"
#include "session/beside.h"
#include "terminal/lines.h"
#include "terminal/screen.h"
#include "terminal/small.h"
#include "text/era.h"
#include "text/i18n.h"

enum { HEADING_ROWS = 1, WARD_COLUMNS = 14, YEAR_COLUMNS = 14 };

struct sheets {
    struct screen screen;
    struct store_assessment_list rows; /* all of them; `shown` are those that can be chosen */
    size_t *shown;
    struct pick pick;
};

static struct screen *sheets_open(struct app *app, struct error *err)
{
    (void)app;
    return screen_new(&sheets_screen, sizeof(struct sheets), err);
}

static void sheets_close(struct screen *s)
{
    struct sheets *v = (struct sheets *)s;

    store_list_free(&v->rows);
    free(v->shown);
    free(v);
}

static bool is_last_year(const struct app *app, const struct store_assessment *row)
{
    const struct assessment *last = session_last_year(app->session);

    return last && row->year == assessment_year(last) &&
           strcmp(row->ward_code, assessment_ward_code(last)) == 0;
}

/* The ward's own years come first, last year's before all. */
static int rank(const struct app *app, const struct store_assessment *row)
{
    const struct assessment *a = session_assessment(app->session);

    if (is_last_year(app, row)) {
        return 0;
    }
    return strcmp(row->ward_code, assessment_ward_code(a)) == 0 ? 1 : 2;
}

/* Without the sheet that is open, and those of another policy: they have no page in
 * common with it. */
static size_t choose_shown(const struct app *app, struct sheets *v)
{
    const struct assessment *a = session_assessment(app->session);
    size_t count = 0;

    for (int wanted = 0; wanted <= 2; wanted++) {
        for (size_t i = 0; i < v->rows.count; i++) {
            const struct store_assessment *row = &v->rows.items[i];
            if (rank(app, row) == wanted && row->id != session_id(app->session) &&
                strcmp(row->policy, form_name(assessment_form(a))) == 0) {
                v->shown[count++] = i;
            }
        }
    }
    return count;
}

static bool sheets_update(struct app *app, struct screen *s, struct error *err)
{
    struct sheets *v = (struct sheets *)s;
    struct store_assessment_list fresh = {0};

    app_check(app);
    if (!store_list(app->store, &fresh, err)) {
        return false;
    }
    size_t *shown = calloc(fresh.count + 1, sizeof(*shown));
    if (!shown) {
        store_list_free(&fresh);
        return error_set_memory(err);
    }
    store_list_free(&v->rows);
    free(v->shown);
    v->rows = fresh;
    v->shown = shown;
    pick_resize(&v->pick, choose_shown(app, v));
    return true;
}

static struct reply choose(struct app *app, const struct sheets *v)
{
    struct error err = {""};

    if (v->pick.current >= v->pick.count) {
        return reply_redo(REDO_NOTHING);
    }
    const struct store_assessment *row = &v->rows.items[v->shown[v->pick.current]];
    if (is_last_year(app, row)) {
        beside_choose_last_year(app->session);
    } else if (!beside_choose_sheet(app->session, row->ward_code, row->year, &err)) {
        app_say_error(app, &err);
        return reply_redo(REDO_ALL);
    }
    return reply_show(SCREEN_BESIDE);
}

static struct reply sheets_handle(struct app *app, struct screen *s, const struct event *event)
{
    struct sheets *v = (struct sheets *)s;

    if (pick_move(&v->pick, event->action, screen_bottom(app) - SCREEN_TOP - HEADING_ROWS)) {
        return reply_redo(REDO_BODY);
    }
    switch (event->action) {
    case ACTION_OPEN:
        return choose(app, v);
    case ACTION_LEAVE:
    case ACTION_CANCEL:
        return reply_back();
    default:
        return reply_redo(REDO_NOTHING);
    }
}

static void draw_row(struct app *app, struct screen *s, size_t i, struct pen *pen, unsigned style)
{
    const struct sheets *v = (const struct sheets *)s;
    const struct store_assessment *row = &v->rows.items[v->shown[i]];
    char year[64];
    char pages[32];

    era_fiscal_year_label(reference_eras(catalogue_reference(app->catalogue)), row->year, year,
                          sizeof(year));
    snprintf(pages, sizeof(pages), "%d/%d", row->pages_done, row->pages_total);
    const char *last = is_last_year(app, row) ? _("last year's") : "";
    if (small_is_narrow(&app->canvas)) {
        const char *texts[] = {row->ward_name, year, last, pages};
        small_draw_row(pen, style, texts, sizeof(texts) / sizeof(texts[0]));
        return;
    }
    draw_blank(pen, style, 2);
    draw_cell(pen, style, row->ward_name, WARD_COLUMNS);
    draw_cell(pen, style, year, YEAR_COLUMNS);
    draw_cell(pen, style, pages, YEAR_COLUMNS);
    draw_string(pen, style, last);
}

static void sheets_draw(struct app *app, struct screen *s, unsigned redo)
{
    struct sheets *v = (struct sheets *)s;

    if (redo & REDO_BODY) {
        lines_draw_sentence(app, SCREEN_TOP, DRAW_BOLD, _("Beside the page:"));
    }
    lines_draw(app, s, &v->pick, SCREEN_TOP + HEADING_ROWS, screen_bottom(app), redo, draw_row);
}

static void sheets_status(struct app *app, struct screen *s, struct message *out)
{
    const struct sheets *v = (const struct sheets *)s;

    (void)app;
    if (v->pick.count == 0) {
        snprintf(out->text, sizeof(out->text), "%s",
                 _("There is no other sheet of this policy in the database."));
    }
}

const struct screen_class sheets_screen = {
    .kind = SCREEN_SHEETS,
    .open = sheets_open,
    .close = sheets_close,
    .update = sheets_update,
    .handle = sheets_handle,
    .draw = sheets_draw,
    .lines = true,
    .status = sheets_status,
};
