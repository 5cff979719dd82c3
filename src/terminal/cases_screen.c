/* What other wards did, and the own ward in other years: cases for the page in hand, and
 * under them what the one in hand says. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "assessment/ward_cases.h"
#include "form/reference.h"
#include "session/beside.h"
#include "terminal/list_over_paper.h"
#include "terminal/page_beside.h"
#include "terminal/screen.h"
#include "terminal/small.h"
#include "text/buffer.h"
#include "text/era.h"
#include "text/i18n.h"
#include "text/width.h"

enum { HEAD = 14, INDENT = 2, WARD_COLUMNS = 10, YEAR_COLUMNS = 12, WIDE = 100 };
enum { NONE = -1 }; /* the case of a heading */

struct cases {
    struct screen screen;
    struct ward_cases found;
    bool sought;
    size_t page;     /* for which they were */
    char place[128]; /* the page that the policy gives */
    struct list_over_paper list;
};

static void cases_close(struct screen *s)
{
    struct cases *v = (struct cases *)s;

    ward_cases_free(&v->found);
    list_over_paper_free(&v->list);
    free(v);
}

/* --- lines: a heading before each of the two parts that has something ------------------ */

static size_t heading_of_words(const struct cases *v)
{
    return v->found.at_place > 0 ? v->found.at_place + 1 : 0;
}

static size_t count_lines(const struct cases *v)
{
    size_t in_words = v->found.count - v->found.at_place;

    return heading_of_words(v) + (in_words > 0 ? in_words + 1 : 0);
}

/* The case in a line; NONE for a heading. */
static int case_at(const struct cases *v, size_t line)
{
    size_t words = heading_of_words(v);

    if ((line == 0 && v->found.at_place > 0) || line == words) {
        return NONE;
    }
    return (int)(line < words ? line - 1 : line - words - 1 + v->found.at_place);
}

static const struct ward_case *in_hand(const struct cases *v)
{
    int i = v->list.pick.current < v->list.pick.count ? case_at(v, v->list.pick.current) : NONE;

    return i == NONE ? NULL : &v->found.items[i];
}

/* --- finding them ------------------------------------------------------------------------ */

static bool find(struct app *app, struct cases *v, size_t page, struct error *err)
{
    const struct assessment *a = session_assessment(app->session);
    struct ward_cases fresh;

    if (!ward_cases_find(a, page, app->store, app->catalogue, app->options->lang, &fresh, err)) {
        return false;
    }
    ward_cases_free(&v->found);
    v->found = fresh;
    v->sought = true;
    v->page = page;
    ward_cases_place(a, page, v->place, sizeof(v->place));
    pick_resize(&v->list.pick, count_lines(v));
    v->list.pick.current = count_lines(v) > 0 ? 1 : 0; /* the first case */
    return true;
}

static bool cases_update(struct app *app, struct screen *s, struct error *err)
{
    struct cases *v = (struct cases *)s;
    size_t page = session_place_page(app->session);

    app_check(app);
    if ((!v->sought || v->page != page) && !find(app, v, page, err)) {
        return false;
    }
    return list_over_paper_write(app, s, &v->list) || error_set_memory(err);
}

/* --- keys ---------------------------------------------------------------------------------- */

/* Where the page has room for it at its side, it is shown there. */
static struct reply show(struct app *app, const struct cases *v)
{
    const struct ward_case *c = in_hand(v);
    struct error err = {""};

    if (!c) {
        return reply_redo(REDO_NOTHING);
    }
    if (!beside_choose_case(app->session, v->page, c->ward_code, c->year, c->page, &err)) {
        app_say_error(app, &err);
        return reply_redo(REDO_BARS);
    }
    return reply_show(page_beside_fits(&app->canvas) ? SCREEN_PAGE : SCREEN_BESIDE);
}

static struct reply cases_handle(struct app *app, struct screen *s, const struct event *event)
{
    struct cases *v = (struct cases *)s;

    switch (event->action) {
    case ACTION_OPEN:
        return show(app, v);
    case ACTION_LEAVE:
    case ACTION_CANCEL:
        return reply_back();
    default:
        return reply_redo(list_over_paper_move(app, s, &v->list, event->action));
    }
}

/* --- words --------------------------------------------------------------------------------- */

static void name_year(const struct app *app, const struct ward_case *c, char *out, size_t size)
{
    era_fiscal_year_label(reference_eras(catalogue_reference(app->catalogue)), c->year, out, size);
}

static bool is_of_another_policy(const struct app *app, const struct ward_case *c)
{
    return strcmp(c->policy, form_name(assessment_form(session_assessment(app->session)))) != 0;
}

/* The title of the case's policy; the form's name where it cannot be read. The caller frees. */
static char *name_policy(const struct app *app, const struct ward_case *c)
{
    const struct form *form = catalogue_form(app->catalogue, c->policy, NULL);
    const struct assessment *a = session_assessment(app->session);

    return form ? assessment_text(a, form_title(form), app->options->lang,
                                  xmlDocGetRootElement(assessment_document(a)))
                : strdup(c->policy);
}

/* All that was chosen, one field behind the other; the caller frees. */
static char *join_marks(const struct ward_case *c, bool labels)
{
    struct buffer out = BUFFER_INIT;

    for (size_t i = 0; i < c->mark_count; i++) {
        const struct ward_case_mark *mark = &c->marks[i];
        buffer_append_string(&out, i > 0 ? (labels ? "  " : " ") : "");
        if (labels) {
            buffer_append_format(&out, "%s %s", mark->label, mark->meanings);
        } else {
            buffer_append_string(&out, mark->values);
        }
    }
    return buffer_take(&out);
}

/* The first line that says something, for a row. */
static void first_line(const char *text, char *out, size_t size)
{
    text += strspn(text, "\n ");
    snprintf(out, size, "%.*s", (int)strcspn(text, "\n"), text);
}

static void describe_heading(const struct cases *v, size_t line, char *out, size_t size)
{
    size_t in_words = v->found.count - v->found.at_place;

    if (line == heading_of_words(v)) {
        snprintf(out, size,
                 ngettext("In the same words: %zu page", "In the same words: %zu pages", in_words),
                 in_words);
    } else if (*v->place) {
        snprintf(out, size,
                 ngettext("At the same place, %s: %zu page", "At the same place, %s: %zu pages",
                          v->found.at_place),
                 v->place, v->found.at_place);
    } else {
        snprintf(out, size,
                 ngettext("At the same place: %zu page", "At the same place: %zu pages",
                          v->found.at_place),
                 v->found.at_place);
    }
}

/* --- drawing ------------------------------------------------------------------------------- */

static void draw_case(const struct app *app, const struct ward_case *c, struct pen *pen,
                      unsigned style)
{
    bool wide = app->canvas.cols >= WIDE;
    char *marks = join_marks(c, false);
    char year[64], text[512];

    name_year(app, c, year, sizeof(year));
    first_line(c->text, text, sizeof(text));
    if (small_is_narrow(&app->canvas)) {
        const char *texts[] = {c->ward_name, year, c->page_name, text};
        small_draw_row(pen, style, texts, sizeof(texts) / sizeof(texts[0]));
        free(marks);
        return;
    }
    draw_blank(pen, style, pen->x + INDENT);
    draw_cell(pen, style, c->ward_name, WARD_COLUMNS);
    draw_cell(pen, style, year, YEAR_COLUMNS);
    draw_cell(pen, style, c->page_name, wide ? 24 : 14);
    draw_blank(pen, style, pen->x + 1);
    draw_cell(pen, style, marks ? marks : "", wide ? 16 : 9);
    draw_blank(pen, style, pen->x + 1);
    if (is_of_another_policy(app, c)) {
        draw_string(pen, style, "(");
        draw_string(pen, style, c->policy);
        draw_string(pen, style, ") ");
    }
    draw_clipped(pen, style, text);
    free(marks);
}

static void draw_line(struct app *app, struct screen *s, size_t line, struct pen *pen,
                      unsigned style)
{
    const struct cases *v = (const struct cases *)s;
    int i = case_at(v, line);
    char heading[256];

    if (i != NONE) {
        draw_case(app, &v->found.items[i], pen, style);
        return;
    }
    describe_heading(v, line, heading, sizeof(heading));
    draw_clipped(pen, style | DRAW_BOLD, heading);
}

/* A paragraph with its head; above it, where columns are few or it is long. */
static bool add(struct app *app, struct cases *v, const char *head, const char *text)
{
    bool above = small_is_narrow(&app->canvas) || width_of_text(head, strlen(head)) >= HEAD;

    if (!*text) {
        return true;
    }
    return (!above || paper_add(v->list.paper, DRAW_BOLD, 0, NULL, head)) &&
           paper_add(v->list.paper, DRAW_PLAIN, above ? 0 : HEAD, above ? NULL : head, text);
}

static bool write_case(struct app *app, struct cases *v, const struct ward_case *c)
{
    char *policy = is_of_another_policy(app, c) ? name_policy(app, c) : strdup("");
    char *marks = join_marks(c, true);
    bool good = policy && marks && add(app, v, _("Policy"), policy) &&
                add(app, v, _("Same words"), c->words) && add(app, v, _("Chosen"), marks) &&
                add(app, v, c->text_label, c->text);

    free(policy);
    free(marks);
    return good;
}

static bool write_about(struct app *app, struct screen *s)
{
    struct cases *v = (struct cases *)s;
    const struct ward_case *c = in_hand(v);

    if (c) {
        return write_case(app, v, c);
    }
    if (v->list.pick.count == 0) {
        return true;
    }
    bool words = v->list.pick.current == heading_of_words(v);
    return paper_add(v->list.paper, DRAW_PLAIN, 0, NULL,
                     words ? _("Pages of other sheets, of any year and policy, that have words in "
                               "common with this page which few pages have.")
                           : _("Pages of this kind under the same item of the policy, in other "
                               "sheets of it: this year's first, then the newest."));
}

static struct screen *cases_open(struct app *app, struct error *err)
{
    static const struct list_over_paper_kind kind = {
        .content = draw_line, .write = write_about, .margin = 1, .long_list = true};
    struct cases *v = screen_new(&cases_screen, sizeof(*v), err);

    (void)app;
    if (v && !list_over_paper_begin(&v->list, &kind, err)) {
        cases_close(&v->screen);
        return NULL;
    }
    return (struct screen *)v;
}

static void cases_draw(struct app *app, struct screen *s, unsigned redo)
{
    struct cases *v = (struct cases *)s;

    list_over_paper_draw(app, s, &v->list, redo);
    if ((redo & REDO_BODY) && v->list.pick.count == 0) {
        lines_draw_sentence(app, SCREEN_TOP, DRAW_PLAIN,
                            _("No other sheet in the database has a case for this page."));
    }
}

static void cases_title(struct app *app, struct screen *s, char *out, size_t size)
{
    const struct cases *v = (const struct cases *)s;
    char name[128];

    session_title_page(app->session, v->page, name, sizeof(name));
    snprintf(out, size, _("Other wards' cases for %s"), name);
}

const struct screen_class cases_screen = {
    .kind = SCREEN_CASES,
    .open = cases_open,
    .close = cases_close,
    .update = cases_update,
    .handle = cases_handle,
    .draw = cases_draw,
    .lines = true,
    .title = cases_title,
};
