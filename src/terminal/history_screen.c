/* The revisions of a page, or of all: when, who, and what was there before. */
#include "config.h"

#include <curses.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/names.h"
#include "terminal/list_over_paper.h"
#include "terminal/screen.h"
#include "terminal/small.h"
#include "text/buffer.h"
#include "text/i18n.h"
#include "text/when.h"

enum { INDENT = 2 };

/* Where a changed field stands on the paper. */
struct field_line {
    const char *path; /* in `revisions` */
    size_t paragraph;
};

struct history {
    struct screen screen;
    struct store_history revisions;
    size_t page;                 /* (size_t)-1: of the whole assessment */
    struct list_over_paper list; /* of the revisions, over the changes of the one in hand */
    struct field_line *fields;   /* those of the changes that are shown */
    size_t field_count, field_at;
    bool inside; /* the hand is in the changes, not in the revisions */
};

static void history_close(struct screen *s)
{
    struct history *v = (struct history *)s;

    store_history_free(&v->revisions);
    free(v->fields);
    list_over_paper_free(&v->list);
    free(v);
}

static size_t page_of(const struct app *app, int64_t stored)
{
    return assessment_find_stored_page(session_assessment(app->session), stored);
}

/* The field's label; NULL for what goes without saying: what the program works
 * out from a field (its measure), or names by itself. The caller frees. */
static char *change_label(const struct app *app, size_t page, const struct store_change *change)
{
    if (page == (size_t)-1) {
        return strdup(change->path);
    }
    if (strcmp(change->path, "@follows") == 0) {
        return strdup(_("Copy of"));
    }
    if (strstr(change->path, "/@")) {
        return NULL;
    }
    char *label = assessment_field_label(session_assessment(app->session), page, change->path,
                                         app->options->lang);
    if (label && change->path[0] == '@' && strcmp(label, change->path) == 0) {
        free(label);
        return NULL;
    }
    return label;
}

static size_t count_changes(const struct app *app, const struct store_revision *r)
{
    size_t page = page_of(app, r->page);
    size_t count = 0;

    for (size_t i = 0; i < r->count; i++) {
        char *label = change_label(app, page, &r->changes[i]);
        count += label ? 1 : 0;
        free(label);
    }
    return count;
}

/* Whether the field's own history can be gone to: it is there still, and no page's
 * link to another and no reason, which have none. */
static bool has_history(size_t page, const struct store_change *change)
{
    static const char reason[] = "reason";
    size_t first_step = strcspn(change->path, "[/");
    bool of_reason =
        first_step == sizeof(reason) - 1 && strncmp(change->path, reason, first_step) == 0;

    return page != (size_t)-1 && !of_reason && strcmp(change->path, "@follows") != 0;
}

/* Remembers where the field comes to stand on the paper. */
static bool add_field(struct history *v, const char *path)
{
    struct field_line *grown = realloc(v->fields, (v->field_count + 1) * sizeof(*grown));

    if (!grown) {
        return false;
    }
    v->fields = grown;
    grown[v->field_count++] = (struct field_line){path, paper_count(v->list.paper)};
    return true;
}

static bool write_change(const struct app *app, struct history *v, size_t page,
                         const struct store_change *change)
{
    char *label = change_label(app, page, change);
    bool good = !label || !has_history(page, change) || add_field(v, change->path);

    good = good && (!label || paper_add(v->list.paper, DRAW_BOLD, 0, NULL, label));
    if (label && change->old_value && *change->old_value) {
        good = paper_add(v->list.paper, DRAW_DIM, INDENT, "-", change->old_value) && good;
    }
    if (label && change->new_value && *change->new_value) {
        good = paper_add(v->list.paper, DRAW_PLAIN, INDENT, "+", change->new_value) && good;
    }
    free(label);
    return good;
}

static const char *action_label(const char *action)
{
    static const struct {
        const char *action;
        const char *label;
    } labels[] = {
        {"new", N_("begun")},         {"save", N_("saved")},          {"import", N_("imported")},
        {"insert", N_("page added")}, {"remove", N_("page removed")},
    };

    for (size_t i = 0; i < sizeof(labels) / sizeof(labels[0]); i++) {
        if (strcmp(labels[i].action, action) == 0) {
            return _(labels[i].label);
        }
    }
    return action;
}

/* The columns of a revision's row. */
enum { WHEN, AUTHOR, DONE, FIELDS, PAGE, COLUMNS };

struct row {
    const char *texts[COLUMNS];
    char when[WHEN_SIZE], fields[64], page[128];
};

static void describe_revision(const struct app *app, const struct store_revision *r,
                              struct row *row)
{
    size_t page = page_of(app, r->page);
    size_t count = count_changes(app, r);

    when_local(r->at, row->when);
    snprintf(row->fields, sizeof(row->fields), ngettext("%zu field", "%zu fields", count), count);
    row->page[0] = '\0';
    if (page != (size_t)-1) {
        session_title_page(app->session, page, row->page, sizeof(row->page));
    }
    row->texts[WHEN] = row->when;
    row->texts[AUTHOR] = store_person(app->store, r->author);
    row->texts[DONE] = r->action ? action_label(r->action) : "";
    row->texts[FIELDS] = row->fields;
    row->texts[PAGE] = row->page;
}

/* Where its row in the list is cut, the revision is said whole above its changes. */
static bool write_row(const struct app *app, struct history *v, const struct store_revision *r)
{
    struct row row;
    struct buffer text = BUFFER_INIT;

    describe_revision(app, r, &row);
    if (!small_is_narrow(&app->canvas) || small_row_fits(&app->canvas, row.texts, COLUMNS)) {
        return true;
    }
    buffer_append_format(&text, "%s  %s  %s  %s", row.texts[AUTHOR], row.texts[DONE],
                         row.texts[FIELDS], row.texts[PAGE]);
    char *whole = buffer_take(&text);
    bool good = whole && paper_add(v->list.paper, DRAW_DIM, 0, NULL, whole);
    free(whole);
    return good;
}

static bool write_changes(struct app *app, struct screen *s)
{
    struct history *v = (struct history *)s;
    bool good = true;

    v->field_count = 0;
    v->field_at = 0;
    v->inside = false;
    if (v->list.pick.current < v->revisions.count) {
        const struct store_revision *r = &v->revisions.revisions[v->list.pick.current];
        good = write_row(app, v, r);
        for (size_t i = 0; i < r->count; i++) {
            good = write_change(app, v, page_of(app, r->page), &r->changes[i]) && good;
        }
    }
    return good;
}

static bool history_update(struct app *app, struct screen *s, struct error *err)
{
    struct history *v = (struct history *)s;
    struct store_history fresh = {0};
    size_t count;
    const struct assessment_page *pages =
        assessment_pages(session_assessment(app->session), &count);
    int64_t page = v->page < count ? pages[v->page].stored_id : 0;

    if (!store_read_history(app->store, session_id(app->session), page, &fresh, err)) {
        return false;
    }
    store_history_free(&v->revisions);
    v->revisions = fresh;
    pick_resize(&v->list.pick, fresh.count);
    return list_over_paper_write(app, s, &v->list) || error_set_memory(err);
}

/* --- to the history of a field ---------------------------------------------------- */

static struct reply take_field(struct app *app, struct history *v, size_t at)
{
    size_t line = paper_line_of(v->list.paper, v->fields[at].paragraph);
    size_t rows = (size_t)list_over_paper_rows(app, &v->list);

    v->inside = true;
    v->field_at = at;
    paper_mark(v->list.paper, v->fields[at].paragraph);
    if (line < v->list.first || line >= v->list.first + rows) {
        v->list.first = line;
    }
    return reply_redo(REDO_BODY | REDO_BARS);
}

static struct reply leave_fields(struct history *v)
{
    v->inside = false;
    paper_mark(v->list.paper, (size_t)-1);
    return reply_redo(REDO_BODY | REDO_BARS);
}

static struct reply show_field(struct app *app, const struct history *v)
{
    const struct store_revision *r = &v->revisions.revisions[v->list.pick.current];

    assessment_page_name(session_assessment(app->session), page_of(app, r->page), app->past.page,
                         sizeof(app->past.page));
    snprintf(app->past.field, sizeof(app->past.field), "%s", v->fields[v->field_at].path);
    return reply_show(SCREEN_FIELD_HISTORY);
}

static struct reply open_fields(struct app *app, struct history *v)
{
    if (v->field_count == 0) {
        app_say(app, "%s", _("This revision changed no field that has a history of its own."));
        return reply_redo(REDO_BARS);
    }
    return v->field_count == 1 ? show_field(app, v) : take_field(app, v, 0);
}

/* The hand is in the changes. */
static struct reply field_key(struct app *app, struct history *v, enum action action)
{
    switch (action) {
    case ACTION_OPEN:
        return show_field(app, v);
    case ACTION_UP:
        return v->field_at > 0 ? take_field(app, v, v->field_at - 1) : leave_fields(v);
    case ACTION_DOWN:
        return take_field(app, v, v->field_at + 1 < v->field_count ? v->field_at + 1 : v->field_at);
    case ACTION_FIRST:
        return take_field(app, v, 0);
    case ACTION_LAST:
        return take_field(app, v, v->field_count - 1);
    case ACTION_LEAVE:
    case ACTION_CANCEL:
        return leave_fields(v);
    default:
        return reply_redo(REDO_NOTHING);
    }
}

static bool is_of_fields(const struct history *v, enum action action)
{
    return v->inside && action != ACTION_SCREEN_UP && action != ACTION_SCREEN_DOWN &&
           action != ACTION_OUTLINE;
}

static struct reply history_handle(struct app *app, struct screen *s, const struct event *event)
{
    struct history *v = (struct history *)s;

    if (event->kind != EVENT_ACTION) {
        return reply_redo(REDO_NOTHING);
    }
    if (is_of_fields(v, event->action)) {
        return field_key(app, v, event->action);
    }
    switch (event->action) {
    case ACTION_OPEN:
        return open_fields(app, v);
    case ACTION_OUTLINE:
        return reply_show(SCREEN_OUTLINE);
    case ACTION_LEAVE:
    case ACTION_CANCEL:
        return reply_back();
    default:
        return reply_redo(list_over_paper_move(app, s, &v->list, event->action));
    }
}

static void draw_revision(struct app *app, struct screen *s, size_t i, struct pen *pen,
                          unsigned style)
{
    struct row row;

    describe_revision(app, &((const struct history *)s)->revisions.revisions[i], &row);
    if (small_is_narrow(&app->canvas)) {
        small_draw_row(pen, style, row.texts, COLUMNS);
        return;
    }
    draw_blank(pen, style, 2);
    draw_cell(pen, style, row.when, 18);
    draw_cell(pen, style, row.texts[AUTHOR], 16);
    draw_cell(pen, style, row.texts[DONE], 14);
    draw_cell(pen, style, row.fields, 12);
    draw_string(pen, style, row.page);
}

static void history_draw(struct app *app, struct screen *s, unsigned redo)
{
    struct history *v = (struct history *)s;

    list_over_paper_draw(app, s, &v->list, redo);
    if (v->inside) { /* the cursor goes there, too */
        size_t line = paper_line_of(v->list.paper, v->fields[v->field_at].paragraph);
        int top = screen_bottom(app) - list_over_paper_rows(app, &v->list);
        move(top + (int)(line - v->list.first), 1);
    }
}

static void history_title(struct app *app, struct screen *s, char *out, size_t size)
{
    const struct history *v = (const struct history *)s;
    char name[128] = "";

    if (v->page != (size_t)-1) {
        session_title_page(app->session, v->page, name, sizeof(name));
    }
    snprintf(out, size, "%s %s", _("History"), name);
}

static void history_status(struct app *app, struct screen *s, struct message *out)
{
    const struct history *v = (const struct history *)s;

    if (v->revisions.count == 0) {
        snprintf(out->text, sizeof(out->text), "%s", _("Nothing has been saved here yet."));
    } else if (v->inside) {
        keymap_sentence(out->text, sizeof(out->text),
                        _("%s: the history of the field in hand  %s: back to the revisions"),
                        PLACE_HISTORY, ACTION_OPEN, ACTION_CANCEL, ACTION_NONE);
    } else if (v->list.lines > (size_t)list_over_paper_rows(app, &v->list)) {
        keymap_sentence(out->text, sizeof(out->text), _("%s and %s: the rest of the changes"),
                        PLACE_HISTORY, ACTION_SCREEN_DOWN, ACTION_SCREEN_UP, ACTION_NONE);
    }
    out->style = DRAW_DIM;
}

static struct screen *history_open(struct app *app, struct error *err)
{
    static const struct list_over_paper_kind kind = {
        .content = draw_revision, .write = write_changes, .margin = 2};
    struct history *v = screen_new(&history_screen, sizeof(*v), err);

    if (v && !list_over_paper_begin(&v->list, &kind, err)) {
        history_close(&v->screen);
        return NULL;
    }
    if (v) {
        bool of_page = app->below && app->below->kind->kind == SCREEN_PAGE;
        v->page = of_page ? session_place_page(app->session) : (size_t)-1;
    }
    return (struct screen *)v;
}

const struct screen_class history_screen = {
    .kind = SCREEN_HISTORY,
    .open = history_open,
    .close = history_close,
    .update = history_update,
    .handle = history_handle,
    .draw = history_draw,
    .lines = true,
    .title = history_title,
    .status = history_status,
};
