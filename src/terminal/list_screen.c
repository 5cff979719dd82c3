/* The assessments in the database: open one, begin one. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "form/reference.h"
#include "review/standing.h"
#include "store/city.h"
#include "store/names.h"
#include "terminal/lines.h"
#include "terminal/opening.h"
#include "terminal/paper.h"
#include "terminal/screen.h"
#include "terminal/small.h"
#include "terminal/tty.h"
#include "text/era.h"
#include "text/i18n.h"
#include "text/when.h"

enum { HEADING_ROWS = 2 };

/* How many screens of lines are kept before and from the first one shown on: the list may
 * be long, and each line is to be read from another part of the file. */
enum { KEPT_BEFORE = 1, KEPT = 4 };

struct list {
    struct screen screen;
    struct store_assessment_list rows; /* those from place `from` on */
    size_t from;
    bool counted;                /* pick.count is the whole list's, and not that of the rows */
    struct review_states states; /* of those that are in review */
    bool collecting;             /* the screen of the wards is for this person */
    struct pick pick;
};

static int heading_rows(const struct app *app)
{
    bool table = !small_is_narrow(&app->canvas);

    return table ? small_heading(screen_bottom(app) - SCREEN_TOP, HEADING_ROWS) : 0;
}

static int rows_shown(const struct app *app)
{
    return screen_bottom(app) - SCREEN_TOP - heading_rows(app);
}

static struct screen *list_open(struct app *app, struct error *err)
{
    (void)app;
    return screen_new(&list_screen, sizeof(struct list), err);
}

static void list_close(struct screen *s)
{
    struct list *l = (struct list *)s;

    store_list_free(&l->rows);
    review_states_free(&l->states);
    free(l);
}

/* The assessment at a place of the whole list; NULL where it is not at hand. */
static const struct store_assessment *row_at(const struct list *l, size_t place)
{
    bool kept = place >= l->from && place - l->from < l->rows.count;

    return kept ? &l->rows.items[place - l->from] : NULL;
}

static bool fetch(struct app *app, struct list *l, struct error *err)
{
    struct store_assessment_list fresh = {0};
    size_t rows = rows_shown(app) > 0 ? (size_t)rows_shown(app) : 1;
    size_t before = KEPT_BEFORE * rows;
    size_t from = l->pick.first > before ? l->pick.first - before : 0;

    if (!store_list_part(app->store, from, KEPT * rows, &fresh, err)) {
        return false;
    }
    store_list_free(&l->rows);
    l->rows = fresh;
    l->from = from;
    return true;
}

/* The first screen of a long list is painted before the rest of it is looked at. */
static bool begin(struct app *app, struct list *l, struct error *err)
{
    size_t rows = rows_shown(app) > 0 ? (size_t)rows_shown(app) : 1;

    store_list_free(&l->rows);
    l->from = 0;
    if (!store_list_part(app->store, 0, rows + 1, &l->rows, err)) {
        return false;
    }
    l->counted = l->rows.count <= rows;
    pick_resize(&l->pick, l->rows.count);
    if (!l->counted) {
        app->later = tty_now();
    }
    return true;
}

static bool count_all(struct app *app, struct list *l, struct error *err)
{
    size_t count = 0;

    if (!store_count(app->store, &count, err)) {
        return false;
    }
    pick_resize(&l->pick, count);
    l->counted = true;
    return true;
}

/* What `begin` put off. */
static bool go_on(struct app *app, struct list *l, struct error *err)
{
    app->later = 0;
    return count_all(app, l, err) && fetch(app, l, err);
}

static struct reply list_work(struct app *app, struct screen *s)
{
    struct list *l = (struct list *)s;
    struct error err;

    if (!l->counted && !go_on(app, l, &err)) {
        app_say_error(app, &err);
        return reply_redo(REDO_BARS);
    }
    return reply_redo(REDO_NOTHING);
}

/* Without them the list still opens assessments: what hinders it is said there. */
static void take_states(struct app *app, struct list *l)
{
    struct error unsaid;

    review_states_free(&l->states);
    if (app_review(app, &unsaid)) {
        review_states_of_all(app->review, &l->states, &unsaid);
    }
}

static const char *state_of(const struct app *app, const struct list *l,
                            const struct store_assessment *row)
{
    if (!app->review) {
        return "";
    }
    int state = review_state_in(app->review, &l->states, row->id, row->state);

    return review_states(app->review)->states[state].is.name[app->options->lang];
}

/* Whether somebody collects here: a person of the role, or what was received already. */
static bool is_collecting(struct app *app)
{
    struct error unsaid;
    struct review_actor actor = app_actor(app);
    bool used = false;

    return (store_city_is_used(app->store, &used, &unsaid) && used) ||
           (app->accounts && app_review(app, &unsaid) &&
            review_has_right(app->review, &actor, REVIEW_COLLECT, &unsaid));
}

/* The line that was in hand stays in hand, wherever it is now. */
static bool read_anew(struct app *app, struct list *l, struct error *err)
{
    const struct store_assessment *row = row_at(l, l->pick.current);
    size_t place = l->pick.current;

    if (!count_all(app, l, err) ||
        (row && !store_place(app->store, row->ward_code, row->year, &place, err))) {
        return false;
    }
    l->pick.current = place < l->pick.count ? place : l->pick.current;
    pick_show(&l->pick, rows_shown(app));
    return fetch(app, l, err);
}

static bool list_update(struct app *app, struct screen *s, struct error *err)
{
    struct list *l = (struct list *)s;

    if (!(l->pick.count > 0 ? read_anew(app, l, err) : begin(app, l, err))) {
        return false;
    }
    take_states(app, l);
    l->collecting = is_collecting(app);
    return true;
}

/* After a move: what is shown must be at hand. */
static struct reply follow(struct app *app, struct list *l)
{
    struct error err;

    pick_show(&l->pick, rows_shown(app));
    size_t last = l->pick.first + (size_t)rows_shown(app);
    last = last < l->pick.count ? last : l->pick.count;
    bool kept = last == 0 || (row_at(l, l->pick.first) && row_at(l, last - 1));
    if (!kept && !fetch(app, l, &err)) {
        app_say(app, "%s", err.text);
    }
    return reply_redo(REDO_BODY);
}

static void say_nothing_yet(char *out, size_t size)
{
    keymap_sentence(out, size, _("There is no assessment yet: press %s to begin one."), PLACE_LIST,
                    ACTION_NEW, ACTION_NONE, ACTION_NONE);
}

static struct reply open_in_hand(struct app *app, struct list *l)
{
    const struct store_assessment *row;

    row = row_at(l, l->pick.current);
    if (!row) {
        char sentence[256];
        say_nothing_yet(sentence, sizeof(sentence));
        app_say(app, "%s", sentence);
        return reply_redo(REDO_BARS);
    }
    return opening_open(app, row->ward_code, row->year);
}

static struct reply show_wards(struct app *app, const struct list *l)
{
    if (l->collecting) {
        return reply_show(SCREEN_WARDS);
    }
    app_say(app, _("Nothing that wards handed in was received here: that is the city's database."));
    return reply_redo(REDO_BARS);
}

static struct reply list_handle(struct app *app, struct screen *s, const struct event *event)
{
    struct list *l = (struct list *)s;
    struct error err;

    if (!l->counted && !go_on(app, l, &err)) {
        app_say_error(app, &err);
        return reply_redo(REDO_BARS);
    }
    if (pick_move(&l->pick, event->action, rows_shown(app))) {
        return follow(app, l);
    }
    switch (event->action) {
    case ACTION_OPEN:
        return open_in_hand(app, l);
    case ACTION_NEW:
        return reply_show(SCREEN_NEW);
    case ACTION_WAITING:
        return reply_show(SCREEN_WAITING);
    case ACTION_WARDS:
        return show_wards(app, l);
    case ACTION_COMPARE:
        return reply_show(SCREEN_COMPARE);
    case ACTION_SEARCH:
        return reply_show(SCREEN_SEARCH);
    case ACTION_SIGN_OUT:
        return reply_go(GO_SIGN_OUT);
    case ACTION_LEAVE:
        return reply_back();
    default:
        return reply_redo(REDO_NOTHING);
    }
}

struct columns {
    int ward, year, progress, state, changed, author, end;
};

/* Where the columns begin; the policy's name comes last, where there is room. */
static struct columns lay_columns(int cols)
{
    struct columns c = {3, 15, 28, 37, 51, 69, 79};

    if (cols >= 100) {
        c.year = 19;
        c.progress = 33;
        c.state = 43;
        c.changed = 59;
        c.author = 77;
        c.end = 89;
    }
    return c;
}

static void draw_column(struct pen *pen, unsigned style, const char *text, int next)
{
    draw_cell(pen, style, text, next - pen->x - 2);
    draw_blank(pen, style, next);
}

static void draw_heading(struct app *app)
{
    struct columns c = lay_columns(app->canvas.cols);
    struct pen pen;

    draw_empty_row(&app->canvas, SCREEN_TOP, 0, app->canvas.cols);
    pen = draw_pen(&app->canvas, SCREEN_TOP + 1, 0, app->canvas.cols);
    draw_blank(&pen, DRAW_PLAIN, c.ward);
    draw_column(&pen, DRAW_BOLD, _("Ward"), c.year);
    draw_column(&pen, DRAW_BOLD, _("Fiscal year"), c.progress);
    draw_column(&pen, DRAW_BOLD, _("Pages"), c.state);
    draw_column(&pen, DRAW_BOLD, _("State"), c.changed);
    draw_column(&pen, DRAW_BOLD, _("Last saved"), c.author);
    draw_column(&pen, DRAW_BOLD, _("By"), c.end);
    draw_string(&pen, DRAW_BOLD, app->canvas.cols > c.end + 8 ? _("Policy") : "");
    draw_finish(&pen, DRAW_PLAIN);
}

/* Whether a ward of the home city has the same name. */
static bool has_namesake_at_home(const struct reference *r, const struct store_assessment *row)
{
    const char *home = reference_home_city(r);
    bool named = false, own = false;

    for (size_t i = 0; home && i < reference_ward_count(r); i++) {
        const struct ward *ward = reference_ward(r, i);
        if (strcmp(ward->city_code, home) == 0) {
            named = named || strcmp(ward->name, row->ward_name) == 0;
            own = own || strcmp(ward->code, row->ward_code) == 0;
        }
    }
    return named && !own;
}

/* The ward's name, with its code where the name alone would mean another one. */
static void name_ward(const struct app *app, const struct store_assessment *row, char *out,
                      size_t size)
{
    bool namesake = has_namesake_at_home(catalogue_reference(app->catalogue), row);

    snprintf(out, size, "%s%s", row->ward_name, namesake ? row->ward_code : "");
}

static void draw_row(struct app *app, struct screen *s, size_t i, struct pen *pen, unsigned style)
{
    const struct list *l = (const struct list *)s;
    const struct store_assessment *row = row_at(l, i);
    struct columns c = lay_columns(app->canvas.cols);
    char year[64];
    char pages[32];
    char when[WHEN_SIZE];
    char ward[256];

    if (!row) {
        return;
    }
    name_ward(app, row, ward, sizeof(ward));
    era_fiscal_year_label(reference_eras(catalogue_reference(app->catalogue)), row->year, year,
                          sizeof(year));
    snprintf(pages, sizeof(pages), "%d/%d", row->pages_done, row->pages_total);
    when_local(row->changed_at, when);
    const char *state = state_of(app, l, row);
    const char *who = store_person(app->store, row->changed_by);
    if (small_is_narrow(&app->canvas)) {
        const char *texts[] = {ward, year, pages, state, when, who, row->policy};
        small_draw_row(pen, style, texts, sizeof(texts) / sizeof(texts[0]));
        return;
    }
    draw_blank(pen, style, c.ward);
    draw_column(pen, style, ward, c.year);
    draw_column(pen, style, year, c.progress);
    draw_column(pen, style, pages, c.state);
    draw_column(pen, style, state, c.changed);
    draw_column(pen, style, when, c.author);
    draw_column(pen, style, who, c.end);
    draw_string(pen, style, app->canvas.cols > c.end + 8 ? row->policy : "");
}

static void draw_nothing_yet(struct app *app)
{
    char sentence[256];
    struct paper *paper = paper_new();

    say_nothing_yet(sentence, sizeof(sentence));
    if (paper && paper_add(paper, DRAW_PLAIN, 0, NULL, sentence)) {
        int margin = small_margin(&app->canvas, 3);
        paper_lay_out(paper, app->canvas.cols - 2 * margin);
        paper_draw(paper, &app->canvas, 0, SCREEN_TOP + heading_rows(app), screen_bottom(app),
                   margin);
    }
    paper_free(paper);
}

static void list_draw(struct app *app, struct screen *s, unsigned redo)
{
    struct list *l = (struct list *)s;
    int top = SCREEN_TOP + heading_rows(app);

    if (redo & REDO_BODY) {
        if (top > SCREEN_TOP) {
            draw_heading(app);
        }
    }
    lines_draw(app, s, &l->pick, top, screen_bottom(app), redo, draw_row);
    if ((redo & REDO_BODY) && l->pick.count == 0) {
        draw_nothing_yet(app);
    }
}

/* Who is at work, the key by which somebody else is, and what the city has here. */
static void list_status(struct app *app, struct screen *s, struct message *out)
{
    const struct list *l = (const struct list *)s;
    char key[32], wards[128] = "";

    if (l->collecting) {
        keymap_action_key(PLACE_LIST, ACTION_WARDS, key, sizeof(key));
        snprintf(wards, sizeof(wards), _("%s: what the wards handed in"), key);
    }
    if (app->accounts) {
        keymap_action_key(PLACE_LIST, ACTION_SIGN_OUT, key, sizeof(key));
        snprintf(out->text, sizeof(out->text), _("%s (%s) is signed in. %s: sign out"),
                 store_person(app->store, app->person.name), accounts_role_label(app->person.role),
                 key);
    }
    size_t length = strlen(out->text);
    snprintf(out->text + length, sizeof(out->text) - length, "%s%s",
             length > 0 && *wards != '\0' ? "  " : "", wards);
    out->style = DRAW_DIM;
}

static void list_title(struct app *app, struct screen *s, char *out, size_t size)
{
    (void)app;
    (void)s;
    snprintf(out, size, "%s", _("Assessments"));
}

const struct screen_class list_screen = {
    .kind = SCREEN_LIST,
    .open = list_open,
    .close = list_close,
    .update = list_update,
    .handle = list_handle,
    .work = list_work,
    .draw = list_draw,
    .lines = true,
    .title = list_title,
    .status = list_status,
};
