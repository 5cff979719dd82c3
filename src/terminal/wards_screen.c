/* How far the wards are with what they hand in, a year at a time: every ward, what stands of
 * it, and in the lower part of the screen why something was refused. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "review/collection.h"
#include "terminal/list_over_paper.h"
#include "terminal/opening.h"
#include "terminal/screen.h"
#include "terminal/small.h"
#include "text/buffer.h"
#include "text/era.h"
#include "text/i18n.h"
#include "text/when.h"

struct wards {
    struct screen screen;
    struct collection all;
    bool read; /* all is there */
    int year;  /* 0: the last one of which anything is known */
    struct list_over_paper list;
};

static void wards_close(struct screen *s)
{
    struct wards *v = (struct wards *)s;

    collection_free(&v->all);
    list_over_paper_free(&v->list);
    free(v);
}

static bool wards_update(struct app *app, struct screen *s, struct error *err)
{
    struct wards *v = (struct wards *)s;
    struct collection fresh;
    size_t current = v->list.pick.current;

    if (v->year == 0 && !collection_first_year(app->store, app->catalogue, &v->year, err)) {
        return false;
    }
    if (!collection_read(app->store, app->catalogue, v->year, NULL, NULL, &fresh, err)) {
        return false;
    }
    collection_free(&v->all);
    v->all = fresh;
    v->read = true;
    pick_resize(&v->list.pick, fresh.count);
    v->list.pick.current = current < fresh.count ? current : 0;
    return list_over_paper_write(app, s, &v->list) || error_set_memory(err);
}

static const struct collection_ward *in_hand(const struct wards *v)
{
    size_t current = v->list.pick.current;

    return v->read && current < v->all.count ? &v->all.wards[current] : NULL;
}

/* --- words --------------------------------------------------------------------------------- */

/* The sentence of a refusal with what of its case is known; the caller frees. */
static char *explain(const struct app *app, const struct store_city_submission *c)
{
    struct buffer out = BUFFER_INIT;
    const char *sentence = app->options->refusal != NULL ? app->options->refusal(c->refusal) : NULL;

    buffer_append_format(&out, "%s  %s", c->refusal, sentence != NULL ? _(sentence) : "");
    if (*c->detail != '\0') {
        buffer_append_format(&out, " (%s)", c->detail);
    }
    return buffer_take(&out);
}

/* The state, and what goes with it, in words. */
static void describe(const struct collection_ward *ward, char *out, size_t size)
{
    char warnings[64] = "";

    if (ward->warnings > 0) {
        snprintf(warnings, sizeof(warnings), _("(warnings: %d)"), ward->warnings);
    }
    snprintf(out, size, "%s%s%s%s%s", collection_state_name(ward->state), ward->late ? " " : "",
             ward->late ? _("(late)") : "", *warnings ? " " : "", warnings);
}

static const struct store_city_submission *last_of(const struct collection_ward *ward)
{
    return ward->refused != NULL ? ward->refused : ward->taken;
}

/* --- keys ------------------------------------------------------------------------------------ */

static struct reply open_in_hand(struct app *app, const struct wards *v)
{
    const struct collection_ward *ward = in_hand(v);

    if (!ward) {
        return reply_redo(REDO_NOTHING);
    }
    if (!ward->taken) {
        app_say(app, _("Nothing of %s was accepted for this year, so there is nothing to open."),
                ward->name);
        return reply_redo(REDO_BARS);
    }
    return opening_open(app, ward->code, v->year);
}

static struct reply say_why(struct app *app, const struct wards *v)
{
    const struct collection_ward *ward = in_hand(v);
    char *why = ward && ward->refused ? explain(app, ward->refused) : NULL;

    if (ward && ward->refused) {
        app_say(app, "%s: %s", ward->name, why ? why : "");
    } else {
        app_say(app, _("Nothing of this ward was refused since."));
    }
    free(why);
    return reply_redo(REDO_BARS);
}

/* A year on or back, where there is a form for it. */
static struct reply turn(struct app *app, struct screen *s, int years)
{
    struct wards *v = (struct wards *)s;
    struct error err;

    v->year += years;
    if (!wards_update(app, s, &err)) {
        v->year -= years;
        app_say(app, "%s", err.text);
        return reply_redo(REDO_BARS);
    }
    return reply_redo(REDO_ALL);
}

static struct reply wards_handle(struct app *app, struct screen *s, const struct event *event)
{
    struct wards *v = (struct wards *)s;

    switch (event->action) {
    case ACTION_OPEN:
        return open_in_hand(app, v);
    case ACTION_WHY:
        return say_why(app, v);
    case ACTION_COMPARE:
        return reply_show(SCREEN_COMPARE);
    case ACTION_LEFT:
        return turn(app, s, -1);
    case ACTION_RIGHT:
        return turn(app, s, 1);
    case ACTION_LEAVE:
    case ACTION_CANCEL:
        return reply_back();
    default:
        return reply_redo(list_over_paper_move(app, s, &v->list, event->action));
    }
}

/* --- drawing -----------------------------------------------------------------------------------
 */

enum { HEAD = 12, WARD_COLUMNS = 13, STATE_COLUMNS = 32, NUMBER_COLUMNS = 11 };

/* ! refused or late, so that neither is by a colour alone; the words say it, too. */
static unsigned style_of(const struct collection_ward *ward, const char **sign)
{
    if (ward->state == COLLECTION_ACCEPTED && !ward->late && !ward->refused) {
        *sign = " ";
        return DRAW_PLAIN;
    }
    *sign = ward->late || ward->refused ? "!" : "-";
    return ward->late || ward->refused ? DRAW_WARNING : DRAW_PLAIN;
}

static void draw_row(struct app *app, struct screen *s, size_t i, struct pen *pen, unsigned style)
{
    const struct wards *v = (const struct wards *)s;
    const struct collection_ward *ward = &v->all.wards[i];
    const struct store_city_submission *last = last_of(ward);
    char state[160], at[WHEN_SIZE] = "";
    const char *sign;
    unsigned sign_style = style_of(ward, &sign);

    describe(ward, state, sizeof(state));
    if (last) {
        when_local(last->received, at);
    }
    if (small_is_narrow(&app->canvas)) {
        const char *texts[] = {sign, ward->name, state, last ? last->number : "", at};
        small_draw_row(pen, style, texts, sizeof(texts) / sizeof(texts[0]));
        return;
    }
    draw_cell(pen, style | sign_style, sign, 2);
    draw_cell(pen, style, ward->name, WARD_COLUMNS);
    draw_cell(pen, style, state, STATE_COLUMNS);
    draw_blank(pen, style, pen->x + 1);
    draw_cell(pen, style, last ? last->number : "", NUMBER_COLUMNS);
    draw_blank(pen, style, pen->x + 1);
    draw_clipped(pen, style, at);
}

static bool write_submission(struct wards *v, int indent, const char *head,
                             const struct store_city_submission *c)
{
    char at[WHEN_SIZE], text[512];

    when_local(c->received, at);
    snprintf(text, sizeof(text), "%s  %s  %s", c->number, at, c->name);
    return paper_add(v->list.paper, DRAW_PLAIN, indent, head, text);
}

static bool write_refusal(struct app *app, struct wards *v, int indent,
                          const struct store_city_submission *c)
{
    char *why = explain(app, c);
    bool good =
        why && write_submission(v, indent, _("Refused"), c) &&
        paper_add(v->list.paper, DRAW_PLAIN, indent, indent > 0 ? _("The reason") : NULL, why);

    free(why);
    return good;
}

static bool write_item(struct app *app, struct screen *s)
{
    struct wards *v = (struct wards *)s;
    const struct collection_ward *ward = in_hand(v);
    int indent = small_is_narrow(&app->canvas) ? 0 : HEAD;
    char state[160];

    if (!ward) {
        return true;
    }
    describe(ward, state, sizeof(state));
    return paper_add(v->list.paper, DRAW_PLAIN, indent, indent > 0 ? ward->name : NULL, state) &&
           (!ward->refused || write_refusal(app, v, indent, ward->refused)) &&
           (!ward->taken || write_submission(v, indent, _("Received"), ward->taken));
}

static struct screen *wards_open(struct app *app, struct error *err)
{
    static const struct list_over_paper_kind kind = {
        .content = draw_row, .write = write_item, .margin = 1, .long_list = true};
    struct wards *v = screen_new(&wards_screen, sizeof(*v), err);

    (void)app;
    if (v && !list_over_paper_begin(&v->list, &kind, err)) {
        wards_close(&v->screen);
        return NULL;
    }
    return (struct screen *)v;
}

static void wards_draw(struct app *app, struct screen *s, unsigned redo)
{
    struct wards *v = (struct wards *)s;

    list_over_paper_draw(app, s, &v->list, redo);
}

static void wards_title(struct app *app, struct screen *s, char *out, size_t size)
{
    const struct wards *v = (const struct wards *)s;
    char year[64];

    era_fiscal_year_label(reference_eras(catalogue_reference(app->catalogue)), v->year, year,
                          sizeof(year));
    snprintf(out, size, _("%s  What the wards handed in"), year);
}

/* The counts, and the day. */
static void wards_status(struct app *app, struct screen *s, struct message *out)
{
    const struct wards *v = (const struct wards *)s;
    struct buffer text = BUFFER_INIT;

    (void)app;
    for (int i = COLLECTION_STATES; i-- > 0;) {
        if (v->all.counts[i] > 0) {
            buffer_append_format(&text, "%s %zu  ", collection_state_name((enum collection_state)i),
                                 v->all.counts[i]);
        }
    }
    if (v->all.late > 0) {
        buffer_append_format(&text, "%s %zu  ", _("(late)"), v->all.late);
    }
    if (v->read && *v->all.due.day != '\0') {
        buffer_append_format(&text, _("due by %s"), v->all.due.day);
    } else {
        buffer_append_string(&text, _("no day is set"));
    }
    snprintf(out->text, sizeof(out->text), "%s", text.data ? text.data : "");
    buffer_free(&text);
    out->style = DRAW_DIM;
}

const struct screen_class wards_screen = {
    .kind = SCREEN_WARDS,
    .open = wards_open,
    .close = wards_close,
    .update = wards_update,
    .handle = wards_handle,
    .draw = wards_draw,
    .lines = true,
    .title = wards_title,
    .status = wards_status,
};
