/* Why there is a finding: the rule, what it turned on, and what was said of it. */
#include "config.h"

#include <curses.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "form/reference.h"
#include "store/names.h"
#include "terminal/paper.h"
#include "terminal/screen.h"
#include "terminal/small.h"
#include "text/buffer.h"
#include "text/era.h"
#include "text/i18n.h"
#include "text/when.h"

enum { MARGIN = 1, INDENT = 12, TARGETS_MOST = 64 };

/* A line that leads somewhere: to the field of a value, or to another finding. */
struct target {
    size_t paragraph;
    const xmlNode *node;
    const char *rule; /* of another finding; NULL: to the field */
};

struct why {
    struct screen screen;
    struct paper *paper;
    struct target targets[TARGETS_MOST];
    size_t count, current;
    size_t lines, first; /* of the paper; the first one shown */
};

static void why_close(struct screen *s)
{
    struct why *v = (struct why *)s;

    paper_free(v->paper);
    free(v);
}

static struct screen *why_open(struct app *app, struct error *err)
{
    struct why *v = screen_new(&why_screen, sizeof(*v), err);

    (void)app;
    if (!v) {
        return NULL;
    }
    v->paper = paper_new();
    if (!v->paper) {
        why_close(&v->screen);
        error_set_memory(err);
        return NULL;
    }
    return &v->screen;
}

/* --- values ---------------------------------------------------------------------- */

/* On one line; a thing that only has other things in it has no value to show. */
static char *read_value(const struct assessment *a, const xmlNode *node)
{
    bool holds_text = node->type == XML_ATTRIBUTE_NODE ||
                      (node->type == XML_ELEMENT_NODE && !node->children) ||
                      (node->type == XML_ELEMENT_NODE && node->children->type == XML_TEXT_NODE);
    char *value = holds_text ? assessment_get_printed(a, node) : strdup("");

    for (char *p = value; p && *p; p++) {
        *p = *p == '\n' || *p == '\t' ? ' ' : *p;
    }
    if (value && holds_text && !*value) {
        free(value);
        return strdup(_("(blank)"));
    }
    return value;
}

/* The assessment that the node stands in: this one, last year's, or NULL. */
static const struct assessment *assessment_of(const struct app *app, const xmlNode *node)
{
    const struct assessment *a = session_assessment(app->session);
    const struct assessment *last = session_last_year(app->session);

    if (node->doc == assessment_document(a)) {
        return a;
    }
    return last && node->doc == assessment_document(last) ? last : NULL;
}

/* In front of a value that is not of the page in hand: the year, or the page. */
static void append_place(const struct app *app, const struct assessment *a, size_t page,
                         size_t own_page, struct buffer *out)
{
    char year[64];

    if (a != session_assessment(app->session)) {
        era_fiscal_year_label(reference_eras(assessment_reference(a)), assessment_year(a), year,
                              sizeof(year));
        buffer_append_format(out, "%s ", year);
    }
    if (page != own_page || a != session_assessment(app->session)) {
        char *title = assessment_page_title(a, page, app->options->lang);
        buffer_append_format(out, "%s ", title ? title : "");
        free(title);
    }
}

static char *describe_operand(const struct app *app, const struct assessment *a,
                              const xmlNode *field, size_t own_page)
{
    size_t page = assessment_page_of(a, field);
    char *path = assessment_field_path(a, field);
    char *label = path && *path ? assessment_field_label(a, page, path, app->options->lang) : NULL;
    char *value = read_value(a, field);
    struct buffer out = BUFFER_INIT;

    append_place(app, a, page, own_page, &out);
    buffer_append_format(&out, "%s%s%s", label ? label : "", value && *value ? ": " : "",
                         value ? value : "");
    free(value);
    free(label);
    free(path);
    return buffer_take(&out);
}

/* --- writing ---------------------------------------------------------------------- */

static void add_target(struct why *v, const xmlNode *node, const char *rule)
{
    if (v->count < TARGETS_MOST) {
        struct target target = {paper_count(v->paper), node, rule};
        v->targets[v->count++] = target;
    }
}

static bool seen_before(const struct finding *f, size_t i)
{
    for (size_t k = 0; k < i; k++) {
        if (app_field_of(f->operands[k]) == app_field_of(f->operands[i])) {
            return true;
        }
    }
    return false;
}

static bool write_operands(const struct app *app, struct why *v, const struct session_finding *f)
{
    const char *head = _("Values");
    bool good = true;

    for (size_t i = 0; good && i < f->finding->operand_count; i++) {
        const xmlNode *field = app_field_of(f->finding->operands[i]);
        const struct assessment *a = assessment_of(app, field);
        if (!a || seen_before(f->finding, i)) {
            continue;
        }
        char *text = describe_operand(app, a, field, f->page);
        if (a == session_assessment(app->session)) {
            add_target(v, field, NULL);
        }
        good = text && paper_add_line(v->paper, DRAW_PLAIN, INDENT, head, text);
        head = "";
        free(text);
    }
    return good;
}

static bool write_other(const struct app *app, struct why *v, const char *head,
                        const struct session_finding *other)
{
    char title[128];
    struct buffer out = BUFFER_INIT;
    const char *message = app_in_language(app, other->finding->message);

    session_title_page(app->session, other->page, title, sizeof(title));
    buffer_append_format(&out, "%s  %s  %s", other->finding->id, title, message ? message : "");
    char *text = buffer_take(&out);
    add_target(v, other->node, other->finding->id);
    bool good = text && paper_add_line(v->paper, DRAW_PLAIN, INDENT, head, text);
    free(text);
    return good;
}

/* What it comes from, and what comes from it. */
static bool write_relations(const struct app *app, struct why *v, const struct session_finding *f)
{
    size_t count;
    const struct session_finding *all = session_findings(app->session, &count);
    size_t own = (size_t)(f - all);
    const char *head = _("Leads to");
    bool good = true;

    if (f->judged->cause < count) {
        good = write_other(app, v, _("Comes from"), &all[f->judged->cause]);
    }
    for (size_t i = 0; good && i < count; i++) {
        if (all[i].judged->cause == own) {
            good = write_other(app, v, head, &all[i]);
            head = "";
        }
    }
    return good;
}

static bool write_reason(const struct app *app, struct why *v, const struct session_finding *f)
{
    const struct assessment_reason *r = &f->judged->reason;
    char when[WHEN_SIZE];
    char standing[256];

    if (f->judged->kept == JUDGED_NO_REASON) {
        return true;
    }
    when_local(r->at, when);
    snprintf(standing, sizeof(standing),
             f->judged->kept == JUDGED_KEPT
                 ? _("%s %s (rules: %s)")
                 : _("%s %s (rules: %s). Lapsed: a value has changed since."),
             store_person(app->store, r->by), when, r->version);
    return paper_add(v->paper, DRAW_PLAIN, INDENT, _("Reason"), r->text) &&
           paper_add(v->paper, DRAW_DIM, INDENT, "", standing);
}

static const char *name_severity(enum rules_severity severity)
{
    return severity == RULES_ERROR     ? _("error")
           : severity == RULES_WARNING ? _("warning")
                                       : _("hint");
}

static bool write_heading(const struct app *app, struct why *v, const struct session_finding *f)
{
    const struct assessment *a = session_assessment(app->session);
    char title[128];
    char heading[256];
    char rules[96] = "";
    const char *version = session_rules_version(app->session);
    struct buffer out = BUFFER_INIT;
    const xmlNode *field = app_field_of(f->finding->node);
    char *path = assessment_field_path(a, field);
    char *label =
        path && *path ? assessment_field_label(a, f->page, path, app->options->lang) : NULL;

    session_title_page(app->session, f->page, title, sizeof(title));
    if (*version) {
        snprintf(rules, sizeof(rules), _("(rules: %s)"), version);
    }
    snprintf(heading, sizeof(heading), "%s %s  %s  %s", screen_sign(f->finding->severity),
             f->finding->id, name_severity(f->finding->severity), rules);
    buffer_append_format(&out, "%s  %s", title, label ? label : "");
    char *where = buffer_take(&out);
    bool good = where &&
                paper_add(v->paper, DRAW_BOLD | screen_sign_style(f->finding->severity), 0, NULL,
                          heading) &&
                paper_add_line(v->paper, DRAW_PLAIN, INDENT, _("Field"), where);
    free(where);
    free(label);
    free(path);
    return good;
}

static bool write_finding(const struct app *app, struct why *v, const struct session_finding *f)
{
    const char *message = app_in_language(app, f->finding->message);
    const char *remedy = app_in_language(app, f->finding->remedy);
    const char *source = f->finding->source;
    bool good = write_heading(app, v, f) &&
                paper_add(v->paper, DRAW_PLAIN, INDENT, _("Finding"), message ? message : "");

    if (good && remedy && *remedy) {
        good = paper_add(v->paper, DRAW_PLAIN, INDENT, _("To do"), remedy);
    }
    if (good && source && *source) {
        good = paper_add(v->paper, DRAW_PLAIN, INDENT, _("Source"), source);
    }
    return good && write_operands(app, v, f) && write_relations(app, v, f) &&
           write_reason(app, v, f) && paper_add(v->paper, DRAW_PLAIN, 0, NULL, "");
}

static bool write_all(const struct app *app, struct why *v)
{
    bool found = false;
    bool good = true;

    paper_clear(v->paper);
    v->count = 0;
    for (size_t i = 0; good && i < app->why.count; i++) {
        const struct session_finding *f =
            session_find_finding(app->session, app->why.items[i].rule, app->why.items[i].node);
        if (f) {
            found = true;
            good = write_finding(app, v, f);
        }
    }
    if (good && !found) {
        good = paper_add(v->paper, DRAW_PLAIN, 0, NULL, _("The finding is no more."));
    }
    return good;
}

/* --- moving ---------------------------------------------------------------------- */

static size_t rows_shown(const struct app *app)
{
    int rows = screen_bottom(app) - SCREEN_TOP;

    return rows > 1 ? (size_t)rows : 1;
}

static size_t line_in_hand(const struct why *v)
{
    return v->current < v->count ? paper_line_of(v->paper, v->targets[v->current].paragraph) : 0;
}

static void scroll_by(const struct app *app, struct why *v, size_t step, bool down)
{
    size_t rows = rows_shown(app);
    size_t last = v->lines > rows ? v->lines - rows : 0;

    if (down) {
        v->first = v->first + step < last ? v->first + step : last;
    } else {
        v->first = v->first > step ? v->first - step : 0;
    }
}

static void show_line(const struct app *app, struct why *v)
{
    size_t line = line_in_hand(v);

    paper_mark(v->paper, v->current < v->count ? v->targets[v->current].paragraph : (size_t)-1);
    if (line < v->first || line >= v->first + rows_shown(app)) {
        v->first = 0;
        scroll_by(app, v, line > 2 ? line - 2 : 0, true);
    }
}

/* From value to value; beyond the first and the last of them the text scrolls. */
static void move_on(const struct app *app, struct why *v, bool down)
{
    bool moves = down ? v->current + 1 < v->count : v->current > 0;

    if (moves) {
        v->current = down ? v->current + 1 : v->current - 1;
        show_line(app, v);
    } else {
        scroll_by(app, v, 1, down);
    }
}

static bool why_update(struct app *app, struct screen *s, struct error *err)
{
    struct why *v = (struct why *)s;

    app_check(app);
    if (!write_all(app, v)) {
        return error_set_memory(err);
    }
    v->lines = paper_lay_out(v->paper, app->canvas.cols - 2 * MARGIN);
    v->current = v->current < v->count ? v->current : 0;
    scroll_by(app, v, 0, true);
    show_line(app, v);
    return true;
}

/* --- events ---------------------------------------------------------------------- */

static struct reply explain_other(struct app *app, struct why *v, const struct target *target)
{
    struct error err = {""};

    app->why.count = 0;
    app_add_why(app, target->rule, target->node);
    v->current = 0;
    v->first = 0;
    if (!why_update(app, &v->screen, &err)) {
        app_say_error(app, &err);
    }
    return reply_redo(REDO_ALL);
}

static struct reply follow(struct app *app, struct why *v)
{
    if (v->current >= v->count) {
        return reply_redo(REDO_NOTHING);
    }
    const struct target *target = &v->targets[v->current];
    if (target->rule) {
        return explain_other(app, v, target);
    }
    app_place_node(app, target->node);
    return reply_show(SCREEN_PAGE);
}

static struct reply give_reason(struct app *app)
{
    for (size_t i = 0; i < app->why.count; i++) {
        const struct session_finding *f =
            session_find_finding(app->session, app->why.items[i].rule, app->why.items[i].node);
        if (f && app_place_reason(app, f)) {
            return reply_show(SCREEN_PAGE);
        }
    }
    app_say(app, "%s", _("Only a warning takes a reason, on a page that is no copy."));
    return reply_redo(REDO_BARS);
}

static struct reply why_handle(struct app *app, struct screen *s, const struct event *event)
{
    struct why *v = (struct why *)s;

    switch (event->action) {
    case ACTION_OPEN:
        return follow(app, v);
    case ACTION_REASON:
        return give_reason(app);
    case ACTION_FINDINGS:
        return reply_show(SCREEN_FINDINGS);
    case ACTION_OUTLINE:
        return reply_show(SCREEN_OUTLINE);
    case ACTION_LEAVE:
    case ACTION_CANCEL:
        return reply_back();
    case ACTION_UP:
    case ACTION_DOWN:
        move_on(app, v, event->action == ACTION_DOWN);
        return reply_redo(REDO_BODY);
    case ACTION_SCREEN_UP:
    case ACTION_SCREEN_DOWN:
        scroll_by(app, v, rows_shown(app) - 1, event->action == ACTION_SCREEN_DOWN);
        return reply_redo(REDO_BODY);
    case ACTION_FIRST:
    case ACTION_LAST:
        v->current = event->action == ACTION_FIRST || v->count == 0 ? 0 : v->count - 1;
        scroll_by(app, v, v->lines, event->action == ACTION_LAST);
        show_line(app, v);
        return reply_redo(REDO_BODY);
    default:
        return reply_redo(REDO_NOTHING);
    }
}

static void why_draw(struct app *app, struct screen *s, unsigned redo)
{
    struct why *v = (struct why *)s;
    size_t line = line_in_hand(v);

    if (redo & REDO_BODY) {
        paper_draw(v->paper, &app->canvas, v->first, SCREEN_TOP, screen_bottom(app), MARGIN);
    }
    bool seen = v->count > 0 && line >= v->first && line < v->first + rows_shown(app);
    move(SCREEN_TOP + (seen ? (int)(line - v->first) : 0),
         seen ? MARGIN + (small_is_narrow(&app->canvas) ? 0 : INDENT) : 0);
}

static void why_title(struct app *app, struct screen *s, char *out, size_t size)
{
    (void)app;
    (void)s;
    snprintf(out, size, "%s", _("Why"));
}

static void why_status(struct app *app, struct screen *s, struct message *out)
{
    const struct why *v = (const struct why *)s;

    (void)app;
    if (v->count > 0) {
        keymap_sentence(out->text, sizeof(out->text),
                        _("Up and Down: the values  %s: to the field  %s: back"), PLACE_WHY,
                        ACTION_OPEN, ACTION_CANCEL, ACTION_NONE);
        out->style = DRAW_DIM;
    }
}

const struct screen_class why_screen = {
    .kind = SCREEN_WHY,
    .open = why_open,
    .close = why_close,
    .update = why_update,
    .handle = why_handle,
    .draw = why_draw,
    .lines = true,
    .title = why_title,
    .status = why_status,
};
