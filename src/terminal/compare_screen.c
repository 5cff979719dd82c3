/* The wards beside each other: the indicators of a year, and of the one in hand the wards,
 * each with a bar for every year. Nothing is entered here. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "city/bar.h"
#include "city/comparing.h"
#include "review/collection.h"
#include "terminal/list_over_paper.h"
#include "terminal/opening.h"
#include "terminal/screen.h"
#include "terminal/small.h"
#include "text/buffer.h"
#include "text/era.h"
#include "text/i18n.h"
#include "text/when.h"
#include "text/width.h"

struct compare {
    struct screen screen;
    struct city_policy *policy;
    struct city_table table; /* of the year; of an indicator of all years of the policy */
    int year;                /* 0: the last one of which anything is known */
    const struct city_indicator *indicator; /* whose wards are shown; NULL: the indicators are */
    size_t indicator_line;                  /* where it stands among them */
    struct list_over_paper list;
};

static void compare_close(struct screen *s)
{
    struct compare *v = (struct compare *)s;

    city_table_free(&v->table);
    city_policy_free(v->policy);
    list_over_paper_free(&v->list);
    free(v);
}

/* --- taking it anew ------------------------------------------------------------------- */

static size_t count_indicators(const struct city_policy *policy)
{
    size_t count = 0;

    while (city_indicator_at(policy, count) != NULL) {
        count++;
    }
    return count;
}

/* The newest year of which there is a sheet. */
static bool find_newest(struct app *app, int *year, struct error *err)
{
    struct store_assessment_list list;

    if (!store_list_part(app->store, 0, 1, &list, err)) {
        return false;
    }
    *year = list.count > 0 ? list.items[0].year : 0;
    store_list_free(&list);
    return true;
}

static bool find_policy(struct app *app, struct compare *v, struct error *err)
{
    if (v->year == 0 && !find_newest(app, &v->year, err)) {
        return false;
    }
    if (v->year == 0 && !collection_first_year(app->store, app->catalogue, &v->year, err)) {
        return false;
    }
    if (v->policy == NULL) {
        v->policy = city_policy_for(app->catalogue, NULL, v->year, err);
    }
    return v->policy != NULL;
}

static bool read_table(struct app *app, struct compare *v, struct city_table *out,
                       struct error *err)
{
    const struct form *form = city_policy_form(v->policy);
    bool all = v->indicator != NULL;

    if (city_compare(v->policy, app->store, app->catalogue, all ? form_first_year(form) : v->year,
                     all ? form_last_year(form) : v->year, all ? v->indicator->id : NULL, out,
                     err)) {
        return true;
    }
    city_table_free(out);
    return false;
}

static bool compare_update(struct app *app, struct screen *s, struct error *err)
{
    struct compare *v = (struct compare *)s;
    struct city_table fresh;
    size_t current = v->list.pick.current;

    if (!find_policy(app, v, err) || !read_table(app, v, &fresh, err)) {
        return false;
    }
    city_table_free(&v->table);
    v->table = fresh;
    size_t count = v->indicator != NULL ? v->table.count : count_indicators(v->policy);
    pick_resize(&v->list.pick, count);
    v->list.pick.current = current < count ? current : 0;
    return list_over_paper_write(app, s, &v->list) || error_set_memory(err);
}

/* --- keys ------------------------------------------------------------------------------ */

/* The whole of it anew, for another indicator or year; as it was where that fails. */
static struct reply show(struct app *app, struct screen *s, const struct city_indicator *indicator,
                         int year, size_t line)
{
    struct compare *v = (struct compare *)s;
    const struct city_indicator *indicator_before = v->indicator;
    int year_before = v->year;
    size_t line_before = v->list.pick.current;
    struct error err;

    v->indicator = indicator;
    v->year = year;
    v->list.pick.current = line;
    v->list.pick.first = 0;
    if (!compare_update(app, s, &err)) {
        v->indicator = indicator_before;
        v->year = year_before;
        v->list.pick.current = line_before;
        app_say(app, "%s", err.text);
        return reply_redo(REDO_BARS);
    }
    return reply_redo(REDO_ALL);
}

static struct reply turn(struct app *app, struct screen *s, int years)
{
    const struct compare *v = (const struct compare *)s;
    const struct form *form = city_policy_form(v->policy);
    int year = v->year + years;

    if (year < form_first_year(form) || year > form_last_year(form)) {
        app_say(app, _("The policy has no other year in that direction."));
        return reply_redo(REDO_BARS);
    }
    return show(app, s, v->indicator, year, v->list.pick.current);
}

/* To the figure, on its page. */
static struct reply open_figure(struct app *app, const struct compare *v)
{
    size_t ward = v->list.pick.current;
    const struct city_figure *f = city_table_figure(&v->table, ward, v->year, v->indicator);
    struct session_place place = {0};

    if (f == NULL) {
        app_say(app, _("There is no figure to open."));
        return reply_redo(REDO_BARS);
    }
    snprintf(place.page, sizeof(place.page), "%s", f->is.page);
    snprintf(place.field, sizeof(place.field), "%s", f->is.field);
    struct reply reply = opening_open(app, v->table.wards[ward].code, v->year);
    if (app->session && reply.go == GO_SHOW && reply.to != SCREEN_CONFLICT) {
        session_set_place(app->session, &place);
        reply = reply_show(SCREEN_PAGE);
    }
    return reply;
}

static struct reply open_in_hand(struct app *app, struct screen *s)
{
    struct compare *v = (struct compare *)s;
    size_t current = v->list.pick.current;

    if (current >= v->list.pick.count) {
        return reply_redo(REDO_NOTHING);
    }
    if (v->indicator != NULL) {
        return open_figure(app, v);
    }
    v->indicator_line = current;
    return show(app, s, city_indicator_at(v->policy, current), v->year, 0);
}

static struct reply compare_handle(struct app *app, struct screen *s, const struct event *event)
{
    struct compare *v = (struct compare *)s;

    switch (event->action) {
    case ACTION_OPEN:
        return open_in_hand(app, s);
    case ACTION_LEFT:
        return turn(app, s, -1);
    case ACTION_RIGHT:
        return turn(app, s, 1);
    case ACTION_LEAVE:
    case ACTION_CANCEL:
        return v->indicator == NULL ? reply_back() : show(app, s, NULL, v->year, v->indicator_line);
    default:
        return reply_redo(list_over_paper_move(app, s, &v->list, event->action));
    }
}

/* --- words ------------------------------------------------------------------------------ */

static void format_year(const struct app *app, int year, char out[64])
{
    era_fiscal_year_label(reference_eras(catalogue_reference(app->catalogue)), year, out, 64);
}

/* "3/24"; nothing is not 0 of 0. */
static void format_ratio(char out[32], size_t part, size_t whole)
{
    if (whole == 0) {
        snprintf(out, 32, "-");
    } else {
        snprintf(out, 32, "%zu/%zu", part, whole);
    }
}

/* Why there is no figure; NULL where there is one. */
static const char *why_none(const struct city_entry *entry, const struct city_figure *f)
{
    switch (city_standing_of(entry, f)) {
    case CITY_NOT_HANDED_IN:
        return _("not handed in");
    case CITY_NO_FIGURE:
        return _("no figure for this indicator");
    case CITY_NO_NUMBER:
        return _("cannot be read as a number");
    case CITY_FIGURE:
    default:
        return NULL;
    }
}

static void format_change(const struct city_figure *f, char out[64])
{
    double change;

    *out = '\0';
    if (city_change(f, &change)) {
        snprintf(out, 64, "%+.6g%s", change, f->is.chance ? _(" (chance)") : "");
    }
}

/* --- drawing the indicators ---------------------------------------------------------------- */

enum { NUMBER = 9, ID = 9 };

/* At the right end of its columns. */
static void draw_number(struct pen *pen, unsigned style, const char *text, int columns)
{
    int width = width_of_text(text, strlen(text));

    draw_blank(pen, style, pen->x + (width < columns ? columns - width : 0));
    draw_cell(pen, style, text, width < columns ? width : columns);
    draw_blank(pen, style, pen->x + 1);
}

struct counts {
    char figures[32], median[32], path[32], own[32], differing[32];
};

static void count(const struct compare *v, const struct city_indicator *indicator,
                  struct counts *out)
{
    struct city_sum sum;
    struct error unsaid;

    if (!city_table_sum(&v->table, v->year, indicator, &sum, &unsaid)) {
        sum = (struct city_sum){.wards = 0};
    }
    format_ratio(out->figures, sum.figures, sum.wards);
    snprintf(out->median, sizeof(out->median), "%.6g", sum.median);
    if (sum.figures == 0) {
        snprintf(out->median, sizeof(out->median), "-");
    }
    format_ratio(out->path, sum.good[0], sum.marked[0]);
    format_ratio(out->own, sum.judged_good, sum.judged);
    format_ratio(out->differing, sum.differing, sum.judged);
}

static void draw_indicator(struct app *app, const struct compare *v, size_t i, struct pen *pen,
                           unsigned style)
{
    const struct city_indicator *indicator = city_indicator_at(v->policy, i);
    const char *label = indicator->label[app->options->lang];
    struct counts c;

    count(v, indicator, &c);
    if (small_is_narrow(&app->canvas)) {
        const char *texts[] = {indicator->id, c.figures, label};
        small_draw_row(pen, style, texts, sizeof(texts) / sizeof(texts[0]));
        return;
    }
    draw_cell(pen, style, indicator->id, ID);
    draw_number(pen, style, c.figures, NUMBER - 2);
    draw_number(pen, style, c.median, NUMBER - 1);
    draw_number(pen, style, c.path, NUMBER - 2);
    draw_number(pen, style, c.own, NUMBER - 2);
    draw_number(pen, style, c.differing, NUMBER - 2);
    draw_blank(pen, style, pen->x + 1);
    draw_clipped(pen, style, label);
}

static bool write_indicator(struct app *app, struct compare *v)
{
    const struct city_indicator *indicator = city_indicator_at(v->policy, v->list.pick.current);
    enum form_lang lang = app->options->lang;
    int indent = small_is_narrow(&app->canvas) ? 0 : 14;
    bool heads = indent > 0;
    char text[512];
    struct counts c;

    if (indicator == NULL) {
        return true;
    }
    count(v, indicator, &c);
    snprintf(text, sizeof(text),
             _("%s figures; median %s; %s %s: %s; the wards themselves: %s; "
               "otherwise than that: %s"),
             c.figures, c.median, city_policy_label(v->policy, 0, lang),
             city_policy_comparison(v->policy)->good, c.path, c.own, c.differing);
    return paper_add(v->list.paper, DRAW_PLAIN, indent, heads ? indicator->id : NULL,
                     indicator->label[lang]) &&
           (*indicator->target == '\0' ||
            paper_add(v->list.paper, DRAW_PLAIN, indent, heads ? _("Target") : NULL,
                      indicator->target)) &&
           paper_add(v->list.paper, DRAW_PLAIN, indent, heads ? _("Wards") : NULL, text);
}

/* --- drawing the wards ----------------------------------------------------------------------- */

enum { WARD = 11, FIGURE = 11, CHANGE = 17, MARK = 6, YARDSTICK = 15 };

static void draw_ward(struct app *app, const struct compare *v, size_t i, struct pen *pen,
                      unsigned style)
{
    const struct city_figure *f = city_table_figure(&v->table, i, v->year, v->indicator);
    const char *why = why_none(city_table_entry(&v->table, i, v->year), f);
    char change[64] = "";

    if (why == NULL) {
        format_change(f, change);
    }
    if (small_is_narrow(&app->canvas) || why != NULL) {
        const char *texts[] = {v->table.wards[i].name, why != NULL ? why : f->is.printed,
                               why != NULL ? "" : f->is.judgement};
        draw_cell(pen, style, texts[0], WARD);
        draw_clipped(pen, style, texts[1]);
        draw_blank(pen, style, pen->x + 1);
        draw_clipped(pen, style, texts[2]);
        return;
    }
    draw_cell(pen, style, v->table.wards[i].name, WARD);
    draw_cell(pen, style, f->is.printed, FIGURE);
    draw_cell(pen, style, change, CHANGE);
    draw_cell(pen, style, f->is.judgement, MARK);
    for (size_t k = 0; k < city_policy_comparison(v->policy)->yardstick_count; k++) {
        char mark[64];
        snprintf(mark, sizeof(mark), "%s %s", f->mark[k], f->line[k]);
        draw_cell(pen, style, mark, YARDSTICK);
    }
    draw_clipped(pen, style | (f->differs ? DRAW_WARNING : DRAW_PLAIN),
                 f->differs ? _("! differs") : "");
}

/* A line with a bar for a year, and the figure and the line behind it. */
static bool write_bar(struct app *app, struct compare *v, size_t ward, int year, double most)
{
    enum { HEAD = 14, FEWEST = 10, MOST = 60, BEHIND = 30 };
    const struct city_figure *f = city_table_figure(&v->table, ward, year, v->indicator);
    const char *why = why_none(city_table_entry(&v->table, ward, year), f);
    struct buffer text = BUFFER_INIT;
    int columns = app->canvas.cols - HEAD - BEHIND;
    char label[64];

    columns = columns < FEWEST ? FEWEST : columns > MOST ? MOST : columns;
    format_year(app, year, label);
    city_bar_draw(&text, v->indicator, f, most, columns);
    if (why != NULL) {
        buffer_append_format(&text, " %s", why);
    } else {
        buffer_append_format(&text, " %s  %s %s", f->is.printed, f->mark[0],
                             f->line[0][0] != '\0' ? f->line[0] : "");
    }
    bool good = !text.failed &&
                paper_add_line(v->list.paper, DRAW_PLAIN, small_is_narrow(&app->canvas) ? 0 : HEAD,
                               small_is_narrow(&app->canvas) ? NULL : label, text.data);
    buffer_free(&text);
    return good;
}

/* Who stands for the figures, where they came to the city. */
static bool write_signer(struct compare *v, const struct city_entry *entry)
{
    char text[512], at[WHEN_SIZE];

    if (entry->signer == NULL) {
        return true;
    }
    when_local(entry->signed_at, at);
    snprintf(text, sizeof(text), _("Signed off by %s, %s; received as %s"), entry->signer, at,
             entry->receipt);
    return paper_add(v->list.paper, DRAW_DIM, 0, NULL, text);
}

static bool write_ward(struct app *app, struct compare *v)
{
    size_t ward = v->list.pick.current;
    const struct city_figure *f;
    bool good = true;

    if (ward >= v->table.count) {
        return true;
    }
    double most = city_bar_most(&v->table, ward, v->indicator);
    for (int year = v->table.first; good && year <= v->table.last; year++) {
        good = write_bar(app, v, ward, year, most);
    }
    f = city_table_figure(&v->table, ward, v->year, v->indicator);
    if (good && f != NULL) {
        char text[1024];
        snprintf(text, sizeof(text), "%s  %s", f->is.page, f->is.wording);
        good = paper_add(v->list.paper, DRAW_DIM, 0, NULL, text);
    }
    if (good) {
        good = write_signer(v, city_table_entry(&v->table, ward, v->year));
    }
    for (size_t i = 0; good && (f = city_table_own(&v->table, ward, v->year, v->indicator, i));
         i++) {
        char text[1024];
        snprintf(text, sizeof(text), _("The ward's own measure: %s  %s"), f->is.page,
                 f->is.wording);
        good = paper_add(v->list.paper, DRAW_DIM, 0, NULL, text);
    }
    return good;
}

/* --- both ---------------------------------------------------------------------------------- */

static void draw_row(struct app *app, struct screen *s, size_t i, struct pen *pen, unsigned style)
{
    const struct compare *v = (const struct compare *)s;

    if (v->indicator == NULL) {
        draw_indicator(app, v, i, pen, style);
    } else {
        draw_ward(app, v, i, pen, style);
    }
}

static bool write_item(struct app *app, struct screen *s)
{
    struct compare *v = (struct compare *)s;

    return v->indicator == NULL ? write_indicator(app, v) : write_ward(app, v);
}

/* What the columns are. */
static void draw_heading(struct app *app, const struct compare *v)
{
    struct pen pen = draw_pen(&app->canvas, SCREEN_TOP, 0, app->canvas.cols);

    if (list_over_paper_heading(app, &v->list) == 0) {
        return;
    }
    draw_blank(&pen, DRAW_DIM, 1);
    if (small_is_narrow(&app->canvas)) {
        draw_blank(&pen, DRAW_DIM, app->canvas.cols);
        return;
    }
    if (v->indicator == NULL) {
        draw_cell(&pen, DRAW_DIM, _("Indicator"), ID);
        draw_number(&pen, DRAW_DIM, _("Figures"), NUMBER - 2);
        draw_number(&pen, DRAW_DIM, _("Median"), NUMBER - 1);
        draw_number(&pen, DRAW_DIM, _("On path"), NUMBER - 2);
        draw_number(&pen, DRAW_DIM, _("Wards'"), NUMBER - 2);
        draw_number(&pen, DRAW_DIM, _("Differs"), NUMBER - 2);
    } else {
        draw_cell(&pen, DRAW_DIM, _("Ward"), WARD);
        draw_cell(&pen, DRAW_DIM, _("Figure"), FIGURE);
        draw_cell(&pen, DRAW_DIM, _("Change"), CHANGE);
        draw_cell(&pen, DRAW_DIM, _("Mark"), MARK);
        for (size_t k = 0; k < city_policy_comparison(v->policy)->yardstick_count; k++) {
            draw_cell(&pen, DRAW_DIM, city_policy_label(v->policy, k, app->options->lang),
                      YARDSTICK);
        }
    }
    draw_blank(&pen, DRAW_DIM, app->canvas.cols);
}

static struct screen *compare_open(struct app *app, struct error *err)
{
    static const struct list_over_paper_kind kind = {
        .content = draw_row, .write = write_item, .heading = 1, .margin = 1, .long_list = true};
    struct compare *v = screen_new(&compare_screen, sizeof(*v), err);

    (void)app;
    if (v && !list_over_paper_begin(&v->list, &kind, err)) {
        compare_close(&v->screen);
        return NULL;
    }
    return (struct screen *)v;
}

static void compare_draw(struct app *app, struct screen *s, unsigned redo)
{
    struct compare *v = (struct compare *)s;

    if (redo & REDO_BODY) {
        draw_heading(app, v);
    }
    list_over_paper_draw(app, s, &v->list, redo);
}

static void compare_title(struct app *app, struct screen *s, char *out, size_t size)
{
    const struct compare *v = (const struct compare *)s;
    char year[64];

    format_year(app, v->year, year);
    if (v->indicator == NULL) {
        snprintf(out, size, _("%s  The wards compared"), year);
    } else {
        snprintf(out, size, "%s  %s  %s", year, v->indicator->id,
                 v->indicator->label[app->options->lang]);
    }
}

static void compare_status(struct app *app, struct screen *s, struct message *out)
{
    const struct compare *v = (const struct compare *)s;
    size_t present = 0;

    (void)app;
    for (size_t i = 0; i < v->table.count; i++) {
        present += city_table_entry(&v->table, i, v->year)->present;
    }
    snprintf(out->text, sizeof(out->text),
             v->indicator == NULL
                 ? _("%zu of %zu wards handed in.")
                 : _("%zu of %zu wards handed in. In a bar: | the path, > the target"),
             present, v->table.count);
    out->style = DRAW_DIM;
}

const struct screen_class compare_screen = {
    .kind = SCREEN_COMPARE,
    .open = compare_open,
    .close = compare_close,
    .update = compare_update,
    .handle = compare_handle,
    .draw = compare_draw,
    .lines = true,
    .title = compare_title,
    .status = compare_status,
};
