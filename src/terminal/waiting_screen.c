/* What waits for whom, and since when, over all assessments: what waits for the person
 * comes first. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "form/reference.h"
#include "review/changes.h"
#include "store/names.h"
#include "terminal/list_over_paper.h"
#include "terminal/opening.h"
#include "terminal/screen.h"
#include "terminal/small.h"
#include "text/buffer.h"
#include "text/era.h"
#include "text/i18n.h"
#include "text/when.h"

struct waiting {
    struct screen screen;
    struct review_waiting all;
    size_t *order; /* of all, as they are listed */
    size_t mine;   /* the first so many wait for the person */
    struct list_over_paper list;
};

static void waiting_close(struct screen *s)
{
    struct waiting *v = (struct waiting *)s;

    review_waiting_free(&v->all);
    free(v->order);
    list_over_paper_free(&v->list);
    free(v);
}

/* What whoever fills in does, too: the first role of the table. */
static bool is_of_all(const struct review_waiting_item *item)
{
    return (item->action->roles & 1U) != 0;
}

/* Those that are the person's or not, and of them those that whoever fills in does, or
 * not. */
static void choose(struct waiting *v, bool mine, bool of_all)
{
    for (size_t i = 0; i < v->all.count; i++) {
        const struct review_waiting_item *item = &v->all.items[i];
        if ((item->mine > 0) == mine && is_of_all(item) == of_all) {
            v->order[v->list.pick.count++] = i;
        }
    }
}

/* What is to be reviewed comes before what is still to be filled in. */
static void choose_all(struct waiting *v)
{
    v->list.pick.count = 0;
    choose(v, true, false);
    choose(v, true, true);
    v->mine = v->list.pick.count;
    choose(v, false, false);
    choose(v, false, true);
}

static bool waiting_update(struct app *app, struct screen *s, struct error *err)
{
    struct waiting *v = (struct waiting *)s;
    struct review *r = app_review(app, err);
    struct review_actor actor = app_actor(app);
    size_t current = v->list.pick.current;

    free(v->order);
    v->order = NULL;
    v->list.pick.count = 0;
    review_waiting_free(&v->all);
    if (!r || !review_waiting(r, &actor, &v->all, err)) {
        return false;
    }
    v->order = calloc(v->all.count + 1, sizeof(*v->order));
    if (!v->order) {
        return error_set_memory(err);
    }
    choose_all(v);
    size_t count = v->list.pick.count;
    pick_resize(&v->list.pick, count);
    v->list.pick.current = current < count ? current : 0;
    return list_over_paper_write(app, s, &v->list) || error_set_memory(err);
}

/* --- keys ------------------------------------------------------------------------------ */

/* To where it is done. What is to be talked about first, as a draft, comes first. */
static struct reply go_to(struct app *app, struct waiting *v)
{
    if (v->list.pick.current >= v->list.pick.count) {
        return reply_redo(REDO_NOTHING);
    }
    const struct review_waiting_item *item = &v->all.items[v->order[v->list.pick.current]];
    bool to_review = item->mine > 0 && !is_of_all(item) && item->pages > 0;
    bool to_signing = item->mine > 0 && item->pages == 0;
    struct reply reply = opening_open(app, item->ward_code, item->year);

    if (reply.go == GO_SHOW && reply.to == SCREEN_OUTLINE && (to_review || to_signing)) {
        reply.to = to_review ? SCREEN_REVIEW : SCREEN_SIGNING;
    }
    return reply;
}

static struct reply waiting_handle(struct app *app, struct screen *s, const struct event *event)
{
    struct waiting *v = (struct waiting *)s;

    switch (event->action) {
    case ACTION_OPEN:
        return go_to(app, v);
    case ACTION_LEAVE:
    case ACTION_CANCEL:
        return reply_back();
    default:
        return reply_redo(list_over_paper_move(app, s, &v->list, event->action));
    }
}

/* --- drawing ------------------------------------------------------------------------------ */

/* Whom it waits for, by their roles; the caller frees. */
static char *name_roles(const struct app *app, const struct states_action *action)
{
    const struct states *states = review_states(app->review);
    struct buffer out = BUFFER_INIT;

    for (size_t i = 0; i < states->role_count; i++) {
        if ((action->roles & 1U << i) != 0) {
            buffer_append_format(&out, "%s%s", out.size > 0 ? _(", ") : "",
                                 states->roles[i].name[app->options->lang]);
        }
    }
    return buffer_take(&out);
}

enum { HEAD = 14, SIGN_COLUMNS = 2, PAGES_COLUMNS = 9, SINCE_COLUMNS = 16, WIDE = 100 };

struct columns {
    int sheet, what;
};

static struct columns lay_columns(int cols)
{
    struct columns c = {19, 12};

    if (cols >= WIDE) {
        c.sheet = 26;
        c.what = 22;
    }
    return c;
}

struct words {
    char sheet[160], pages[64], since[WHEN_SIZE];
    const char *what;
    char *who;
};

/* Of pages, those the person may do it to, or, where it is somebody else's, all. */
static void find_words(const struct app *app, const struct review_waiting_item *item,
                       struct words *w)
{
    char year[64];
    size_t pages = item->mine > 0 ? item->mine : item->pages;

    era_fiscal_year_label(reference_eras(catalogue_reference(app->catalogue)), item->year, year,
                          sizeof(year));
    snprintf(w->sheet, sizeof(w->sheet), "%s %s", item->ward_name, year);
    w->pages[0] = '\0';
    if (item->pages > 0) {
        snprintf(w->pages, sizeof(w->pages), ngettext("%zu page", "%zu pages", pages), pages);
    }
    w->what = item->action->is.name[app->options->lang];
    w->who = name_roles(app, item->action);
    when_local(item->since, w->since);
}

static void draw_row(struct app *app, struct screen *s, size_t i, struct pen *pen, unsigned style)
{
    const struct waiting *v = (const struct waiting *)s;
    const struct columns c = lay_columns(app->canvas.cols);
    const char *sign = i < v->mine ? "*" : " ";
    struct words w;

    find_words(app, &v->all.items[v->order[i]], &w);
    const char *who = w.who ? w.who : "";
    if (small_is_narrow(&app->canvas)) {
        const char *texts[] = {sign, w.what, w.sheet, w.pages, w.since, who};
        small_draw_row(pen, style, texts, sizeof(texts) / sizeof(texts[0]));
    } else {
        draw_cell(pen, style, sign, SIGN_COLUMNS);
        draw_cell(pen, style, w.sheet, c.sheet);
        draw_blank(pen, style, pen->x + 1);
        draw_cell(pen, style, w.what, c.what);
        draw_blank(pen, style, pen->x + 1);
        draw_cell(pen, style, w.pages, PAGES_COLUMNS);
        draw_blank(pen, style, pen->x + 1);
        draw_cell(pen, style, w.since, SINCE_COLUMNS);
        draw_blank(pen, style, pen->x + 1);
        draw_clipped(pen, style, who);
    }
    free(w.who);
}

/* What the row has no room for. Where columns are few, without the heads. */
static bool write_item(struct app *app, struct screen *s)
{
    struct waiting *v = (struct waiting *)s;
    bool heads = !small_is_narrow(&app->canvas);
    int indent = heads ? HEAD : 0;
    struct words w;

    if (v->list.pick.current >= v->list.pick.count) {
        return true;
    }
    const struct review_waiting_item *item = &v->all.items[v->order[v->list.pick.current]];
    const struct states_word *state = &review_states(app->review)->states[item->state].is;
    find_words(app, item, &w);
    bool good =
        w.who &&
        paper_add(v->list.paper, DRAW_PLAIN, indent, heads ? _("Waits for") : NULL, w.who) &&
        paper_add(v->list.paper, DRAW_PLAIN, indent, heads ? _("Since") : NULL,
                  *w.since ? w.since : _("not known")) &&
        paper_add(v->list.paper, DRAW_PLAIN, indent, heads ? _("State now") : NULL,
                  state->name[app->options->lang]);
    free(w.who);
    return good;
}

static struct screen *waiting_open(struct app *app, struct error *err)
{
    static const struct list_over_paper_kind kind = {
        .content = draw_row, .write = write_item, .margin = 1, .long_list = true};
    struct waiting *v = screen_new(&waiting_screen, sizeof(*v), err);

    (void)app;
    if (v && !list_over_paper_begin(&v->list, &kind, err)) {
        waiting_close(&v->screen);
        return NULL;
    }
    return (struct screen *)v;
}

static void waiting_draw(struct app *app, struct screen *s, unsigned redo)
{
    struct waiting *v = (struct waiting *)s;

    list_over_paper_draw(app, s, &v->list, redo);
    if ((redo & REDO_BODY) && v->list.pick.count == 0) {
        lines_draw_sentence(app, SCREEN_TOP, DRAW_PLAIN, _("Nothing waits for anybody."));
    }
}

static void waiting_title(struct app *app, struct screen *s, char *out, size_t size)
{
    (void)app;
    (void)s;
    snprintf(out, size, "%s", _("What waits"));
}

static void waiting_status(struct app *app, struct screen *s, struct message *out)
{
    const struct waiting *v = (const struct waiting *)s;
    struct review_actor actor = app_actor(app);
    const char *who = store_person(app->store, actor.name);
    const char *role =
        app->review ? states_role_name(review_states(app->review), actor.role, app->options->lang)
                    : actor.role;

    if (v->mine > 0) {
        snprintf(out->text, sizeof(out->text),
                 ngettext("* %zu thing waits for you, %s (%s).",
                          "* %zu things wait for you, %s (%s).", v->mine),
                 v->mine, who, role);
    } else {
        snprintf(out->text, sizeof(out->text), _("Nothing waits for you, %s (%s)."), who, role);
    }
    out->style = DRAW_DIM;
}

const struct screen_class waiting_screen = {
    .kind = SCREEN_WAITING,
    .open = waiting_open,
    .close = waiting_close,
    .update = waiting_update,
    .handle = waiting_handle,
    .draw = waiting_draw,
    .lines = true,
    .title = waiting_title,
    .status = waiting_status,
};
