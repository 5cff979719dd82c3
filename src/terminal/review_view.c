/* What changed since a person last looked, to be read. */
#include "config.h"

#include "terminal/review_view.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "review/perform.h"
#include "store/names.h"
#include "text/buffer.h"
#include "text/i18n.h"
#include "text/when.h"

enum { INDENT = 2, HEAD = 14 };

/* --- reading ----------------------------------------------------------------------------- */

void review_view_free(struct review_view *v)
{
    review_changes_free(&v->changes);
    review_standing_free(&v->standing);
    assessment_free(v->a);
    free(v->lines);
    free(v->fields);
    *v = (struct review_view){0};
}

static const struct review_page_change *find_change(const struct review_view *v, size_t page)
{
    for (size_t i = 0; i < v->changes.count; i++) {
        if (v->changes.pages[i].page == page) {
            return &v->changes.pages[i];
        }
    }
    return NULL;
}

/* The actions that a page in review waits for are those of reviewers: whoever fills in
 * has the outline. */
static bool awaits(struct review *r, const struct review_actor *actor, const struct review_view *v,
                   size_t page)
{
    const struct states_action *next = states_next(review_states(r), v->standing.pages[page].state);

    return next && (next->effects & 1U << STATES_RECORD_APPROVER) != 0 &&
           review_offers(r, actor, &v->standing, next, page);
}

static void add_gone(struct review_view *v)
{
    for (size_t i = 0; i < v->changes.gone_count; i++) {
        const struct review_gone_page *gone = &v->changes.gone[i];
        v->lines[v->count++] = (struct review_line){
            .page = (size_t)-1, .gone = gone, .id = gone->id, .revision = gone->revision};
    }
}

static bool make_lines(struct review *r, const struct review_actor *actor, struct review_view *v)
{
    size_t count;
    const struct assessment_page *pages = assessment_pages(v->a, &count);

    v->lines = calloc(count + v->changes.gone_count + 1, sizeof(*v->lines));
    for (size_t i = 0; v->lines && i < v->standing.page_count; i++) {
        const struct review_page_change *change = find_change(v, i);
        bool waits = v->standing.pages[i].source == i && awaits(r, actor, v, i);
        if (change || waits) {
            v->lines[v->count++] = (struct review_line){
                .page = i,
                .change = change,
                .id = pages[i].stored_id,
                .revision = change ? change->revision : pages[i].revision,
                .awaits = waits,
                .passed = !change,
            };
        }
    }
    if (v->lines) {
        add_gone(v);
    }
    return v->lines != NULL;
}

static bool read_all(struct app *app, struct review_view *v, struct error *err)
{
    const struct assessment *open = session_assessment(app->session);
    struct review *r = app_review(app, err);
    struct review_actor actor = app_actor(app);

    v->a = r ? assessment_open(app->store, app->catalogue, assessment_ward_code(open),
                               assessment_year(open), err)
             : NULL;
    return v->a && review_stand(r, v->a, &v->standing, err) &&
           review_changed(r, &actor, v->a, &v->standing, &v->changes, err) &&
           (make_lines(r, &actor, v) || error_set_memory(err));
}

bool review_view_read(struct app *app, struct review_view *v, struct error *err)
{
    review_view_free(v);
    bool good = read_all(app, v, err);
    if (!good) {
        review_view_free(v);
    }
    return good;
}

/* --- words ---------------------------------------------------------------------------------- */

char *review_view_title(const struct app *app, const struct review_view *v, size_t line)
{
    const struct review_line *l = &v->lines[line];

    return l->gone ? strdup(l->gone->title)
                   : assessment_page_title(v->a, l->page, app->options->lang);
}

static const char *find_gone_label(const struct review_gone_page *gone, const char *path)
{
    for (size_t i = 0; i < gone->field_count; i++) {
        if (strcmp(gone->fields[i].path, path) == 0) {
            return gone->fields[i].label;
        }
    }
    return path;
}

char *review_view_label(const struct app *app, const struct review_view *v, size_t line,
                        const char *path)
{
    const struct review_line *l = &v->lines[line];

    return l->gone ? strdup(find_gone_label(l->gone, path))
                   : assessment_field_label(v->a, l->page, path, app->options->lang);
}

bool review_view_has_field(const struct app *app, const struct review_view *v, size_t line,
                           const char *path, bool *has, struct error *err)
{
    const struct store_page *page;

    if (!review_read_texts(app->review, &v->standing, v->lines[line].id, &page, err)) {
        return false;
    }
    *has = page && store_field_value(page, path);
    return true;
}

static void append(char *out, size_t size, const char *format, size_t count)
{
    size_t used = strlen(out);

    if (count > 0 && used < size) {
        int n = snprintf(out + used, size - used, "%s", used > 0 ? "  " : "");
        used += n > 0 ? (size_t)n : 0;
        snprintf(out + used, used < size ? size - used : 0, format, count);
    }
}

void review_view_describe(const struct review_view *v, size_t line, char *out, size_t size)
{
    const struct review_page_change *c = v->lines[line].change;

    *out = '\0';
    if (v->lines[line].gone) {
        append(out, size, ngettext("%zu field", "%zu fields", v->lines[line].gone->field_count),
               v->lines[line].gone->field_count);
    } else if (c) {
        append(out, size, ngettext("%zu field", "%zu fields", c->field_count), c->field_count);
        append(out, size, ngettext("%zu finding", "%zu findings", c->finding_count),
               c->finding_count);
        append(out, size, ngettext("%zu remark", "%zu remarks", c->remarks), c->remarks);
    } else {
        snprintf(out, size, "%s", _("nothing new"));
    }
}

const char *review_view_state(const struct app *app, const struct review_view *v, size_t line)
{
    if (v->lines[line].gone) {
        return _("removed");
    }
    int state = v->standing.pages[v->lines[line].page].state;

    return review_states(app->review)->states[state].is.name[app->options->lang];
}

/* --- the paper -------------------------------------------------------------------------------- */

static bool add_field(struct review_view *v, const struct paper *paper, const char *path)
{
    struct review_field *fields = reallocarray(v->fields, v->field_count + 1, sizeof(*v->fields));

    if (!fields) {
        return false;
    }
    v->fields = fields;
    v->fields[v->field_count++] = (struct review_field){paper_count(paper), path};
    return true;
}

static bool write_head(const struct app *app, const struct review_view *v, size_t line,
                       struct paper *paper)
{
    const struct review_line *l = &v->lines[line];
    const struct store_review_page *row = v->standing.pages[l->page].row;
    char *title = review_view_title(app, v, line);
    char state[400], when[WHEN_SIZE];

    when_local(row ? row->at : NULL, when);
    snprintf(state, sizeof(state), "%s  %s  %s", review_view_state(app, v, line),
             row ? store_person(app->store, row->who) : "", when);
    bool good = title && paper_add(paper, DRAW_BOLD, 0, NULL, title) &&
                paper_add(paper, DRAW_DIM, 0, NULL, state) &&
                paper_add(paper, DRAW_DIM, 0, NULL,
                          !l->change ? _("Nothing has changed since you looked at it.")
                          : l->change->since == 0
                              ? _("All of this is new to you.")
                              : _("Changed since you looked at it, or since it was approved:"));
    free(title);
    return good;
}

static bool write_gone_head(const struct app *app, const struct review_gone_page *gone,
                            struct paper *paper)
{
    char when[WHEN_SIZE];
    char *said = NULL;

    when_local(gone->at, when);
    if (asprintf(&said, _("%s removed this page (%s). What stood there:"),
                 store_person(app->store, gone->who), when) < 0) {
        return false;
    }
    bool good = paper_add(paper, DRAW_BOLD, 0, NULL, gone->title) &&
                paper_add(paper, DRAW_DIM, 0, NULL, said);
    free(said);
    return good;
}

static bool write_fields(struct review_view *v, const struct review_field_change *fields,
                         size_t count, struct paper *paper)
{
    for (size_t i = 0; i < count; i++) {
        const struct review_field_change *f = &fields[i];
        if (!add_field(v, paper, f->path) || !paper_add(paper, DRAW_BOLD, 0, NULL, f->label) ||
            !paper_add_difference(paper, INDENT, NULL, f->old, f->new)) {
            return false;
        }
    }
    return true;
}

/* A reason that came, went or changed. */
static bool write_reason(const struct review_finding_change *f, struct paper *paper)
{
    const char *old = f->old_reason ? f->old_reason : "";
    const char *new = f->reason ? f->reason : "";

    return (!*old && !*new) || paper_add_difference(paper, HEAD, _("  reason"), old, new);
}

static bool write_findings(const struct review_view *v, size_t line, struct paper *paper)
{
    const struct review_page_change *c = v->lines[line].change;

    for (size_t i = 0; c && i < c->finding_count; i++) {
        const struct review_finding_change *f = &c->findings[i];
        const char *head = f->gone   ? _("gone finding")
                           : f->same ? _("same finding")
                                     : _("new finding");
        char *text = NULL;
        if (asprintf(&text, "%s  %s", f->rule, f->message) < 0) {
            return false;
        }
        bool good = paper_add(paper, f->gone ? DRAW_DIM : DRAW_PLAIN, HEAD, head, text) &&
                    write_reason(f, paper);
        free(text);
        if (!good) {
            return false;
        }
    }
    return true;
}

/* What it is about: the text as it was, and where it has changed what became of it. */
static bool write_quote(const struct review_remark *k, struct paper *paper)
{
    const char *quote = k->stored->quote;

    if (!quote) {
        return true;
    }
    return k->changed
               ? paper_add_difference(paper, HEAD, _("  changed"), quote, k->now ? k->now : "")
               : paper_add(paper, DRAW_DIM, HEAD, _("  about"), *quote ? quote : _("(blank)"));
}

static bool write_said(const struct app *app, struct paper *paper, unsigned style, const char *head,
                       const char *who, const char *at, const char *text)
{
    char when[WHEN_SIZE];
    char *said = NULL;

    when_local(at, when);
    if (asprintf(&said, _("%s  (%s, %s)"), text, store_person(app->store, who), when) < 0) {
        return false;
    }
    bool good = paper_add(paper, style, HEAD, head, said);
    free(said);
    return good;
}

static bool write_remark(const struct app *app, struct review_view *v, size_t line,
                         const struct review_remark *k, struct paper *paper)
{
    const struct store_remark *s = k->stored;
    unsigned style = k->open ? DRAW_WARNING | DRAW_BOLD : DRAW_PLAIN;
    char *label = *s->field ? review_view_label(app, v, line, s->field) : NULL;
    bool good = (!*s->field || add_field(v, paper, s->field)) &&
                (!label || paper_add(paper, DRAW_BOLD, 0, NULL, label)) &&
                write_said(app, paper, style, k->open ? _("open remark") : _("remark"), s->who,
                           s->at, s->text) &&
                write_quote(k, paper);

    free(label);
    for (size_t i = 0; good && i < s->answer_count; i++) {
        good = write_said(app, paper, DRAW_PLAIN, _("  answer"), s->answers[i].who,
                          s->answers[i].at, s->answers[i].text);
    }
    return good;
}

/* Those that are open come first: they are what the page waits for. */
static bool write_remarks(const struct app *app, struct review_view *v, size_t line, bool open,
                          struct paper *paper)
{
    const struct review_remark *k;
    size_t page = v->lines[line].page;

    for (size_t i = 0; (k = review_remark_at(&v->standing, page, i)) != NULL; i++) {
        if (k->open == open && !write_remark(app, v, line, k, paper)) {
            return false;
        }
    }
    return true;
}

/* What was said of a page is not gone with it. */
static bool write_gone(const struct app *app, struct review_view *v, size_t line,
                       struct paper *paper)
{
    const struct review_gone_page *gone = v->lines[line].gone;
    bool good = write_gone_head(app, gone, paper) &&
                write_fields(v, gone->fields, gone->field_count, paper);

    for (size_t i = 0; good && i < v->standing.remark_count; i++) {
        const struct review_remark *k = &v->standing.remarks[i];
        good = k->stored->page != gone->id || write_remark(app, v, line, k, paper);
    }
    return good;
}

static bool write_there(const struct app *app, struct review_view *v, size_t line,
                        struct paper *paper)
{
    const struct review_page_change *c = v->lines[line].change;

    return write_head(app, v, line, paper) && write_remarks(app, v, line, true, paper) &&
           (!c || write_fields(v, c->fields, c->field_count, paper)) &&
           write_findings(v, line, paper) && write_remarks(app, v, line, false, paper);
}

bool review_view_write(const struct app *app, struct review_view *v, size_t line,
                       struct paper *paper)
{
    v->field_count = 0;
    return line >= v->count || (v->lines[line].gone ? write_gone(app, v, line, paper)
                                                    : write_there(app, v, line, paper));
}
