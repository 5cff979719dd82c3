/* The paper that is signed on. */
#include "config.h"

#include "terminal/signing_paper.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "form/reference.h"
#include "store/names.h"
#include "text/buffer.h"
#include "text/era.h"
#include "text/i18n.h"
#include "text/when.h"
#include "text/width.h"

enum { HEAD = 14, SIGN = 3, GROUP = 8 };

/* In groups, so that two people can compare it aloud. */
static char *group_digest(const char *digest)
{
    struct buffer out = BUFFER_INIT;

    for (size_t i = 0; digest[i]; i++) {
        buffer_append_format(&out, "%s%c", i > 0 && i % GROUP == 0 ? " " : "", digest[i]);
    }
    return buffer_take(&out);
}

static const char *role_name(const struct app *app, const char *role)
{
    return states_role_name(review_states(app->review), role, app->options->lang);
}

static bool write_statement(const struct app *app, const struct review_signing *g,
                            struct paper *paper)
{
    const struct review_actor actor = app_actor(app);
    char who[256];

    /* TRANSLATORS: a person and the role. */
    snprintf(who, sizeof(who), _("%s (%s)"), g->name, role_name(app, actor.role));
    return paper_add(paper, DRAW_BOLD, 0, NULL, g->statement[app->options->lang]) &&
           paper_add(paper, DRAW_PLAIN, HEAD, _("Who signs"), who);
}

static bool write_subject(const struct app *app, const struct review_signing *g,
                          struct paper *paper)
{
    char what[256], year[64];
    size_t count;
    char *digest = group_digest(g->digest);

    assessment_pages(g->a, &count);
    era_fiscal_year_label(reference_eras(assessment_reference(g->a)), assessment_year(g->a), year,
                          sizeof(year));
    snprintf(what, sizeof(what), ngettext("%s  %s, %zu page, %s", "%s  %s, %zu pages, %s", count),
             assessment_ward_name(g->a), year, count,
             review_states(app->review)->states[g->standing.state].is.name[app->options->lang]);
    bool good = digest && paper_add(paper, DRAW_PLAIN, HEAD, _("Signed for"), what) &&
                paper_add(paper, DRAW_PLAIN, HEAD, "SHA-256", digest);
    free(digest);
    return good;
}

/* How a signature ended, by the word of the store. */
static const char *describe_end(const struct app *app, const char *ended)
{
    const struct states_action *action = states_find_action(review_states(app->review), ended);

    return action ? action->is.name[app->options->lang]
                  : _("no longer holds: the document is not the one that was signed");
}

static bool write_signature(const struct app *app, const struct store_signature *s,
                            struct paper *paper)
{
    char at[WHEN_SIZE], end[WHEN_SIZE];
    char *digest = group_digest(s->digest);
    struct buffer out = BUFFER_INIT;
    bool by_itself = *s->ended && !states_find_action(review_states(app->review), s->ended);

    when_local(s->at, at);
    when_local(s->ended_at, end);
    buffer_append_format(&out, _("%s (%s)  %s"), store_person(app->store, s->who),
                         role_name(app, s->role), at);
    if (*s->ended) {
        buffer_append_format(&out, "  %s  %s", end, describe_end(app, s->ended));
    }
    char *text = buffer_take(&out);
    bool good = text && digest &&
                paper_add(paper, by_itself ? DRAW_ERROR | DRAW_BOLD : DRAW_PLAIN, HEAD,
                          _("Signed off"), text) &&
                paper_add(paper, DRAW_DIM, HEAD, "", digest);
    free(text);
    free(digest);
    return good;
}

static bool write_signatures(const struct app *app, const struct store_review *stored,
                             struct paper *paper)
{
    for (size_t i = stored->signature_count; i-- > 0;) {
        if (!write_signature(app, &stored->signatures[i], paper)) {
            return false;
        }
    }
    return true;
}

/* Who took over whose part, so that everybody sees whose the others' work is now. */
static bool write_stand_ins(struct app *app, const struct store_review *stored, struct paper *paper)
{
    for (size_t i = 0; i < stored->stand_in_count; i++) {
        const struct store_stand_in *t = &stored->stand_ins[i];
        char at[WHEN_SIZE];
        char *text = NULL;
        when_local(t->at, at);
        if (asprintf(&text, _("%s for %s (%s, %s): %s"), store_person(app->store, t->successor),
                     store_person(app->store, t->person), store_person(app->store, t->who), at,
                     t->why) < 0) {
            return false;
        }
        bool good = paper_add(paper, DRAW_PLAIN, HEAD, _("Taken over"), text);
        free(text);
        if (!good) {
            return false;
        }
    }
    return true;
}

/* "[係長]", and the columns that the widest of them takes. */
static void name_box(const struct review_box *b, char *out, size_t size)
{
    snprintf(out, size, "[%s]", b->label);
}

static int box_columns(const struct review_boxes *boxes)
{
    int columns = HEAD;

    for (size_t i = 0; i < boxes->count; i++) {
        char head[100];
        name_box(&boxes->items[i], head, sizeof(head));
        int own = width_of_text(head, strlen(head)) + 2;
        columns = own > columns ? own : columns;
    }
    return columns;
}

static bool write_box(const struct review_box *b, int columns, struct paper *paper)
{
    char in_it[300], head[100], at[WHEN_SIZE];

    when_local(b->at, at);
    snprintf(in_it, sizeof(in_it), "%s  %s", b->name ? b->name : "", at);
    name_box(b, head, sizeof(head));
    return b->name ? paper_add(paper, DRAW_PLAIN, columns, head, in_it)
                   : paper_add(paper, DRAW_DIM, columns, head, _("(empty)"));
}

static bool write_boxes(struct app *app, const struct review_signing *g, struct paper *paper,
                        struct error *err)
{
    struct review_boxes boxes;

    if (!review_boxes(app->review, g->a, &g->standing, session_sheet(app->session), &boxes, err)) {
        return false;
    }
    bool good = boxes.count == 0 || paper_add(paper, DRAW_BOLD, 0, NULL, _("Boxes of the sheet"));
    for (size_t i = 0; good && i < boxes.count; i++) {
        good = write_box(&boxes.items[i], box_columns(&boxes), paper);
    }
    review_boxes_free(&boxes);
    return good || error_set_memory(err);
}

static bool write_finding(const struct app *app, const struct review_signing *g,
                          const struct judged_finding *item, struct paper *paper)
{
    const char *message = app_in_language(app, item->finding->message);
    char *title = assessment_page_title(g->a, item->page, app->options->lang);
    char *text = NULL, *reason = NULL;
    bool kept = item->kept == JUDGED_KEPT;
    bool good =
        title &&
        asprintf(&text, "%s  %s  %s", item->finding->id, title, message ? message : "") >= 0 &&
        (!kept || asprintf(&reason, _("%s  (%s)"), item->reason.text,
                           store_person(app->store, item->reason.by)) >= 0) &&
        paper_add(paper, screen_sign_style(item->finding->severity), SIGN,
                  screen_sign(item->finding->severity), text) &&
        (!kept || paper_add(paper, DRAW_PLAIN, HEAD, _("  reason"), reason));

    free(title);
    free(text);
    free(reason);
    return good;
}

static bool write_findings(const struct app *app, const struct review_signing *g,
                           struct paper *paper)
{
    bool any = false;
    bool good = paper_add(paper, DRAW_BOLD, 0, NULL, _("Findings that were kept, and why"));

    for (size_t i = 0; good && i < g->judgement.count; i++) {
        const struct judged_finding *item = &g->judgement.items[i];
        if (item->finding->severity != RULES_INFO && !item->open) {
            any = true;
            good = write_finding(app, g, item, paper);
        }
    }
    return good && (any || paper_add(paper, DRAW_DIM, 0, NULL, _("There are none.")));
}

bool signing_paper_write(struct app *app, const struct review_signing *g, const char *broken,
                         struct paper *paper, struct error *err)
{
    bool good = (!broken || paper_add(paper, DRAW_ERROR | DRAW_BOLD, 0, NULL, broken)) &&
                write_statement(app, g, paper) && write_subject(app, g, paper) &&
                write_signatures(app, &g->standing.stored, paper) &&
                write_stand_ins(app, &g->standing.stored, paper);

    if (!good) {
        return error_set_memory(err);
    }
    return write_boxes(app, g, paper, err) &&
           (write_findings(app, g, paper) || error_set_memory(err));
}
