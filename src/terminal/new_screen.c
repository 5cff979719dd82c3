/* Beginning an assessment: which ward, which year, where several fit, which policy, and
 * whether with the plan of an earlier year. */
#include "config.h"

#include <ctype.h>
#include <curses.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "form/reference.h"
#include "terminal/new_from.h"
#include "terminal/opening.h"
#include "terminal/pick.h"
#include "terminal/screen.h"
#include "terminal/small.h"
#include "text/editor.h"
#include "text/era.h"
#include "text/fold.h"
#include "text/grapheme.h"
#include "text/i18n.h"
#include "text/width.h"

enum {
    LABEL_X = 3,
    VALUE_X = 18,
    BLANK_COLUMNS = 20, /* underlined, where nothing is typed yet */
    BLANK_CLOSE = 6,
    CLOSE_BELOW = 56,     /* columns of the window */
    UNDER_ROWS = 4,       /* for the year and the policy, under the list of wards */
    EDITOR_COLUMNS = 400, /* what is typed is on one line */
};

enum field { FIELD_WARD, FIELD_YEAR, FIELD_POLICY, FIELD_FROM };

struct begin {
    struct screen screen;
    struct editor *ward, *year;
    enum field field;
    size_t *matches; /* wards that fit what was typed */
    struct pick wards;
    size_t *policies; /* forms that fit ward and year */
    struct pick forms;
    struct new_from from; /* earlier years of the ward */
};

static void new_close(struct screen *s)
{
    struct begin *v = (struct begin *)s;

    editor_free(v->ward);
    editor_free(v->year);
    free(v->matches);
    free(v->policies);
    new_from_free(&v->from);
    free(v);
}

static const struct reference *reference_of(const struct app *app)
{
    return catalogue_reference(app->catalogue);
}

static struct screen *new_open(struct app *app, struct error *err)
{
    struct begin *v = screen_new(&new_screen, sizeof(*v), err);

    if (!v) {
        return NULL;
    }
    v->ward = editor_new("", EDITOR_COLUMNS, true);
    v->year = editor_new("", EDITOR_COLUMNS, true);
    v->matches = calloc(reference_ward_count(reference_of(app)) + 1, sizeof(*v->matches));
    v->policies = calloc(catalogue_count(app->catalogue) + 1, sizeof(*v->policies));
    if (!v->ward || !v->year || !v->matches || !v->policies) {
        new_close(&v->screen);
        error_set_memory(err);
        return NULL;
    }
    return &v->screen;
}

/* --- where things stand ---------------------------------------------------------- */

static int top_row(const struct app *app)
{
    return SCREEN_TOP + small_heading(screen_bottom(app) - SCREEN_TOP, 1);
}

/* Where rows are few there is only the field in hand. */
static bool is_alone(const struct app *app)
{
    return top_row(app) == SCREEN_TOP;
}

/* Whether labels and values stand close together, because columns are few. */
static bool is_close(const struct app *app)
{
    return app->canvas.cols < CLOSE_BELOW;
}

static int label_x(const struct app *app)
{
    return is_close(app) ? 1 : LABEL_X;
}

/* Behind the longest label where columns are few. */
static int value_x(const struct app *app)
{
    const char *const labels[] = {_("Ward"), _("Fiscal year"), _("Policy"), _("Begin from")};
    int longest = 0;

    for (size_t i = 0; i < sizeof(labels) / sizeof(labels[0]); i++) {
        int columns = width_of_text(labels[i], strlen(labels[i]));
        longest = columns > longest ? columns : longest;
    }
    return is_close(app) ? label_x(app) + longest + 1 : VALUE_X;
}

/* Of the lines to choose from. */
static int list_x(const struct app *app)
{
    return is_close(app) ? label_x(app) : VALUE_X;
}

/* --- which wards, which policies ----------------------------------------------- */

static char *search_key(const char *text)
{
    char *key = fold_key(text);

    for (char *p = key; p && *p; p++) {
        *p = (char)tolower((unsigned char)*p);
    }
    return key;
}

/* Whether any form is for the wards of its city. */
static bool ward_reports(const struct app *app, const struct ward *ward)
{
    for (size_t i = 0; i < catalogue_count(app->catalogue); i++) {
        const struct form *form =
            catalogue_form(app->catalogue, catalogue_name(app->catalogue, i), NULL);
        if (form && strcmp(form_city_code(form), ward->city_code) == 0) {
            return true;
        }
    }
    return false;
}

static bool ward_has(const struct ward *ward, const char *key)
{
    char text[256];

    snprintf(text, sizeof(text), "%s %s %s", ward->code, ward->name,
             ward->name_en ? ward->name_en : "");
    char *folded = search_key(text);
    bool has = folded && strstr(folded, key) != NULL;
    free(folded);
    return has;
}

static void match_wards(const struct app *app, struct begin *v)
{
    const struct reference *r = reference_of(app);
    char *key = search_key(editor_text(v->ward));
    size_t count = 0;

    for (size_t i = 0; key && i < reference_ward_count(r); i++) {
        const struct ward *ward = reference_ward(r, i);
        if (ward_has(ward, key) && ward_reports(app, ward)) {
            v->matches[count++] = i;
        }
    }
    free(key);
    v->wards.current = 0;
    v->wards.first = 0;
    pick_resize(&v->wards, count);
}

static const struct ward *ward_in_hand(const struct app *app, const struct begin *v)
{
    return v->wards.current < v->wards.count
               ? reference_ward(reference_of(app), v->matches[v->wards.current])
               : NULL;
}

static bool year_typed(const struct app *app, const struct begin *v, int *year)
{
    return era_parse_year(reference_eras(reference_of(app)), editor_text(v->year), year);
}

static void match_policies(struct app *app, struct begin *v, const struct ward *ward, int year)
{
    size_t count = 0;

    for (size_t i = 0; i < catalogue_count(app->catalogue); i++) {
        const struct form *form =
            catalogue_form(app->catalogue, catalogue_name(app->catalogue, i), NULL);
        if (form && strcmp(form_city_code(form), ward->city_code) == 0 &&
            year >= form_first_year(form) && year <= form_last_year(form)) {
            v->policies[count++] = i;
        }
    }
    pick_resize(&v->forms, count);
}

static bool new_update(struct app *app, struct screen *s, struct error *err)
{
    struct begin *v = (struct begin *)s;
    size_t was = v->wards.current;

    (void)err;
    match_wards(app, v);
    v->wards.current = was < v->wards.count ? was : 0;
    return true;
}

/* The first form for the wards of that city; without a ward the first there is. */
static const struct form *sample_form(struct app *app, const struct ward *ward)
{
    for (size_t i = 0; i < catalogue_count(app->catalogue); i++) {
        const struct form *form =
            catalogue_form(app->catalogue, catalogue_name(app->catalogue, i), NULL);
        if (form && (!ward || strcmp(form_city_code(form), ward->city_code) == 0)) {
            return form;
        }
    }
    return NULL;
}

/* A sentence with a year in both notations, the first that a form covers. */
static void describe_sample(struct app *app, const struct ward *ward, const char *format, char *out,
                            size_t size)
{
    const struct form *form = sample_form(app, ward);
    int year = form ? form_first_year(form) : 2000;
    char label[64];

    era_fiscal_year_label(reference_eras(reference_of(app)), year, label, sizeof(label));
    snprintf(out, size, format, label, year);
}

/* --- going on ------------------------------------------------------------------- */

static struct reply say(struct app *app, const char *sentence)
{
    app_say(app, "%s", sentence);
    return reply_redo(REDO_ALL);
}

static struct reply create(struct app *app, struct begin *v, const struct ward *ward, int year)
{
    struct error err = {""};
    const char *name = v->forms.current < v->forms.count
                           ? catalogue_name(app->catalogue, v->policies[v->forms.current])
                           : NULL;
    const struct ward *chosen;
    const struct form *form =
        catalogue_choose(app->catalogue, name, ward->code, year, &chosen, &err);

    struct session_beginning beginning = {form, chosen, year, new_from_year(&v->from)};
    if (!form || !opening_create(app, &beginning, &err)) {
        app_say_error(app, &err);
        return reply_redo(REDO_ALL);
    }
    return reply_show(SCREEN_OUTLINE);
}

/* Where there are earlier years of the ward they are shown first, the newest in hand. */
static struct reply offer_years(struct app *app, struct begin *v, const struct ward *ward, int year)
{
    struct error err = {""};

    if (v->field != FIELD_FROM && v->forms.count > 0) {
        if (!new_from_find(&v->from, app->store, ward->code, year, &err)) {
            app_say_error(app, &err);
            return reply_redo(REDO_ALL);
        }
        if (v->from.count > 0) {
            v->field = FIELD_FROM;
            return reply_redo(REDO_ALL);
        }
    }
    return create(app, v, ward, year);
}

static struct reply open_or_create(struct app *app, struct begin *v)
{
    const struct ward *ward = ward_in_hand(app, v);
    struct store_assessment row = {0};
    struct error err = {""};
    bool found = false;
    int year;

    if (!ward || !year_typed(app, v, &year)) {
        char sentence[256];
        describe_sample(app, ward, _("That is no year. Type it as %s or %d."), sentence,
                        sizeof(sentence));
        return say(app, ward ? sentence : _("Choose the ward first."));
    }
    if (!store_find(app->store, ward->code, year, &found, &row, &err)) {
        app_say_error(app, &err);
        return reply_redo(REDO_ALL);
    }
    if (found) {
        store_assessment_free(&row);
        struct reply reply = opening_open(app, ward->code, year);
        if (reply.go == GO_SHOW && !app->message.shown) {
            app_say(app, "%s", _("It was there already, and is now open."));
        }
        return reply;
    }
    match_policies(app, v, ward, year);
    if (v->forms.count > 1 && v->field < FIELD_POLICY) {
        v->field = FIELD_POLICY;
        return say(app, _("Several policies fit: choose one."));
    }
    return offer_years(app, v, ward, year);
}

static struct reply go_on(struct app *app, struct begin *v)
{
    if (v->field == FIELD_WARD) {
        if (!ward_in_hand(app, v)) {
            return say(app, _("No ward has that in its name or code."));
        }
        v->field = FIELD_YEAR;
        return reply_redo(REDO_ALL);
    }
    return open_or_create(app, v);
}

/* --- keys ------------------------------------------------------------------------ */

static struct editor *editor_in_hand(struct begin *v)
{
    return v->field == FIELD_WARD ? v->ward : v->field == FIELD_YEAR ? v->year : NULL;
}

static struct reply changed(struct app *app, struct begin *v)
{
    if (v->field == FIELD_WARD) {
        match_wards(app, v);
    }
    return reply_redo(REDO_BODY);
}

static struct reply edit(struct app *app, struct begin *v, enum action action)
{
    struct editor *e = editor_in_hand(v);

    switch (action) {
    case ACTION_BACKSPACE:
        editor_backspace(e);
        break;
    case ACTION_DELETE:
        editor_delete(e);
        break;
    case ACTION_DELETE_LINE:
        editor_delete_line(e);
        break;
    case ACTION_LEFT:
        editor_move(e, EDITOR_LEFT, 1);
        return reply_redo(REDO_CURSOR);
    case ACTION_RIGHT:
        editor_move(e, EDITOR_RIGHT, 1);
        return reply_redo(REDO_CURSOR);
    case ACTION_LINE_START:
        editor_move(e, EDITOR_TEXT_START, 1);
        return reply_redo(REDO_CURSOR);
    case ACTION_LINE_END:
        editor_move(e, EDITOR_TEXT_END, 1);
        return reply_redo(REDO_CURSOR);
    default:
        return reply_redo(REDO_NOTHING);
    }
    return changed(app, v);
}

static struct reply act(struct app *app, struct begin *v, enum action action)
{
    struct pick *pick = v->field == FIELD_WARD     ? &v->wards
                        : v->field == FIELD_POLICY ? &v->forms
                        : v->field == FIELD_FROM   ? &v->from.pick
                                                   : NULL;

    switch (action) {
    case ACTION_LEAVE:
    case ACTION_CANCEL:
        return reply_back();
    case ACTION_OPEN:
        return go_on(app, v);
    case ACTION_NEXT_FIELD:
        return v->field == FIELD_WARD ? go_on(app, v) : reply_redo(REDO_NOTHING);
    case ACTION_PREVIOUS_FIELD:
        v->field = v->field >= FIELD_POLICY ? FIELD_YEAR : FIELD_WARD;
        return reply_redo(REDO_ALL);
    default:
        break;
    }
    if (pick && pick_move(pick, action, screen_bottom(app) - top_row(app) - 1)) {
        return reply_redo(REDO_BODY);
    }
    return editor_in_hand(v) ? edit(app, v, action) : reply_redo(REDO_NOTHING);
}

static struct reply new_handle(struct app *app, struct screen *s, const struct event *event)
{
    struct begin *v = (struct begin *)s;

    if (event->kind == EVENT_TEXT && editor_in_hand(v)) {
        editor_insert(editor_in_hand(v), event->text, event->size);
        return changed(app, v);
    }
    return event->kind == EVENT_ACTION ? act(app, v, event->action) : reply_redo(REDO_NOTHING);
}

/* --- drawing ------------------------------------------------------------------------ */

/* From where what is typed is shown, so that the cursor is seen. */
static size_t first_shown(const struct app *app, const struct editor *e)
{
    const char *text = editor_text(e);
    size_t first = 0;

    while (width_of_text(text + first, editor_cursor(e) - first) >=
           app->canvas.cols - value_x(app)) {
        first = grapheme_next(text, editor_size(e), first);
    }
    return first;
}

/* The text from byte `first` on, with a note behind it. */
static void draw_field(struct app *app, int y, const char *label, bool in_hand, const char *text,
                       size_t first, const char *note)
{
    struct pen pen = draw_pen(&app->canvas, y, 0, app->canvas.cols);
    int blank = is_close(app) ? BLANK_CLOSE : BLANK_COLUMNS;

    draw_blank(&pen, DRAW_PLAIN, label_x(app));
    draw_string(&pen, in_hand ? DRAW_REVERSE : DRAW_PLAIN, label);
    draw_blank(&pen, DRAW_PLAIN, value_x(app));
    draw_text(&pen, DRAW_PLAIN, text + first, strlen(text) - first);
    if (!*text) {
        draw_blank(&pen, DRAW_UNDERLINE, value_x(app) + blank);
    }
    draw_blank(&pen, DRAW_PLAIN, pen.x + 2);
    draw_clipped(&pen, DRAW_DIM, note);
    draw_finish(&pen, DRAW_PLAIN);
}

static void draw_line(struct app *app, int y, bool in_hand, const char *text)
{
    struct pen pen = draw_pen(&app->canvas, y, 0, app->canvas.cols);

    draw_blank(&pen, DRAW_PLAIN, list_x(app));
    draw_cell(&pen, in_hand ? DRAW_REVERSE : DRAW_PLAIN, text,
              app->canvas.cols - list_x(app) - (is_close(app) ? 1 : 2));
    draw_finish(&pen, DRAW_PLAIN);
}

/* The form's title as the program's language has it; "" where there is none. */
static const char *title_of(const struct app *app, const struct form *form)
{
    const struct form_text *title = form ? form_title(form) : NULL;
    const char *words = title && title->count[app->options->lang] > 0
                            ? title->parts[app->options->lang][0].literal
                            : NULL;
    return words ? words : "";
}

/* Cities have wards of one name: then what the ward reports on says which is which. */
static const char *told_apart(struct app *app, const struct begin *v, const struct ward *ward)
{
    for (size_t i = 0; i < v->wards.count; i++) {
        const struct ward *other = reference_ward(reference_of(app), v->matches[i]);
        if (other != ward && strcmp(other->name, ward->name) == 0) {
            return title_of(app, sample_form(app, ward));
        }
    }
    return "";
}

static int draw_wards(struct app *app, struct begin *v, int y)
{
    int end = screen_bottom(app) - (is_alone(app) ? 0 : UNDER_ROWS);

    pick_show(&v->wards, end - y);
    for (size_t i = v->wards.first; i < v->wards.count && y < end; i++, y++) {
        const struct ward *ward = reference_ward(reference_of(app), v->matches[i]);
        char text[512];
        snprintf(text, sizeof(text), " %s  %s  %s  %s", ward->code, ward->name,
                 ward->name_en ? ward->name_en : "", told_apart(app, v, ward));
        draw_line(app, y, i == v->wards.current, text);
    }
    return y;
}

static int draw_policies(struct app *app, struct begin *v, int y)
{
    pick_show(&v->forms, screen_bottom(app) - y);
    for (size_t i = v->forms.first; i < v->forms.count && y < screen_bottom(app); i++, y++) {
        const char *name = catalogue_name(app->catalogue, v->policies[i]);
        const struct form *form = catalogue_form(app->catalogue, name, NULL);
        char text[256];
        snprintf(text, sizeof(text), " %s  %s", name, title_of(app, form));
        draw_line(app, y, i == v->forms.current, text);
    }
    return y;
}

static int draw_ward(struct app *app, struct begin *v)
{
    const struct ward *ward = ward_in_hand(app, v);
    bool in_hand = v->field == FIELD_WARD;
    char name[256] = "";

    if (ward && !in_hand) {
        snprintf(name, sizeof(name), "%s  %s  %s", ward->name, ward->code,
                 ward->name_en ? ward->name_en : "");
    }
    draw_field(app, top_row(app), _("Ward"), in_hand, in_hand ? editor_text(v->ward) : name,
               in_hand ? first_shown(app, v->ward) : 0,
               in_hand ? _("part of its name or code") : "");
    return in_hand ? draw_wards(app, v, top_row(app) + 1) : top_row(app) + 1;
}

static int draw_year(struct app *app, struct begin *v, int y)
{
    char label[64] = "";
    char sample[160];
    int year;

    describe_sample(app, ward_in_hand(app, v), _("for example %s or %d"), sample, sizeof(sample));
    if (year_typed(app, v, &year)) {
        era_fiscal_year_label(reference_eras(reference_of(app)), year, label, sizeof(label));
    }
    draw_field(app, y, _("Fiscal year"), v->field == FIELD_YEAR, editor_text(v->year),
               first_shown(app, v->year), *label ? label : sample);
    return y + 1;
}

static int draw_years(struct app *app, struct begin *v, int y)
{
    pick_show(&v->from.pick, screen_bottom(app) - y);
    for (size_t i = v->from.pick.first; i < v->from.pick.count && y < screen_bottom(app);
         i++, y++) {
        char text[256] = " ";
        new_from_line(&v->from, reference_of(app), i, text + 1, sizeof(text) - 1);
        draw_line(app, y, i == v->from.pick.current, text);
    }
    return y;
}

/* The rows in which the year, and the first line of the list under it, stand. */
struct places {
    int year, list;
};

static void place_cursor(const struct app *app, struct begin *v, const struct places *at)
{
    if (v->field >= FIELD_POLICY) {
        const struct pick *pick = v->field == FIELD_POLICY ? &v->forms : &v->from.pick;
        move(at->list + (int)(pick->current - pick->first), list_x(app));
        return;
    }
    const struct editor *e = editor_in_hand(v);
    size_t first = first_shown(app, e);
    int column = width_of_text(editor_text(e) + first, editor_cursor(e) - first);
    move(v->field == FIELD_WARD ? top_row(app) : at->year, value_x(app) + column);
}

/* All that is there, or only what is in hand. The row behind it. */
static int draw_fields(struct app *app, struct begin *v, struct places *at)
{
    bool alone = is_alone(app);
    int y = top_row(app);

    if (!alone || v->field == FIELD_WARD) {
        y = draw_ward(app, v);
    }
    if (!alone) {
        draw_empty_row(&app->canvas, y++, 0, app->canvas.cols);
    }
    at->year = y;
    if (!alone || v->field == FIELD_YEAR) {
        y = draw_year(app, v, y);
    }
    at->list = y + 1;
    if (v->field == FIELD_POLICY) {
        draw_field(app, y++, _("Policy"), true, " ", 0, "");
        y = draw_policies(app, v, y);
    } else if (v->field == FIELD_FROM) {
        draw_field(app, y++, _("Begin from"), true, " ", 0, "");
        y = draw_years(app, v, y);
    }
    return y;
}

static void new_draw(struct app *app, struct screen *s, unsigned redo)
{
    struct begin *v = (struct begin *)s;
    struct places at;

    (void)redo; /* a few rows: drawn whole, curses finds what differs */
    if (!is_alone(app)) {
        draw_empty_row(&app->canvas, SCREEN_TOP, 0, app->canvas.cols);
    }
    int y = draw_fields(app, v, &at);
    for (; y < screen_bottom(app); y++) {
        draw_empty_row(&app->canvas, y, 0, app->canvas.cols);
    }
    place_cursor(app, v, &at);
}

static void new_title(struct app *app, struct screen *s, char *out, size_t size)
{
    (void)app;
    (void)s;
    snprintf(out, size, "%s", _("A new assessment"));
}

static void new_status(struct app *app, struct screen *s, struct message *out)
{
    const struct begin *v = (const struct begin *)s;

    (void)app;
    keymap_sentence(out->text, sizeof(out->text),
                    v->field == FIELD_WARD ? _("Up and Down choose a ward. %s: on to the year")
                                           : _("%s: begin it"),
                    PLACE_NEW, ACTION_OPEN, ACTION_NONE, ACTION_NONE);
    out->style = DRAW_DIM;
}

const struct screen_class new_screen = {
    .kind = SCREEN_NEW,
    .open = new_open,
    .close = new_close,
    .update = new_update,
    .handle = new_handle,
    .draw = new_draw,
    .title = new_title,
    .status = new_status,
};
