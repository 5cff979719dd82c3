/* The open assessment judged: its findings by page. */
#include "config.h"

#include "session/session.h"

#include <stdlib.h>
#include <string.h>

#include "session/private.h"
#include "session/standing.h"
#include "text/i18n.h"
#include "text/memory.h"

void session_drop_findings(struct session *s)
{
    if (s->judged) {
        judgement_free(&s->judgement);
    }
    memset(&s->judgement, 0, sizeof(s->judgement));
    s->judged = false;
    free(s->findings);
    free(s->tallies);
    s->findings = NULL;
    s->tallies = NULL;
    s->tally_count = 0;
}

void session_close_checks(struct session *s)
{
    session_drop_findings(s);
    assessment_free(s->last_year);
    if (s->changed) {
        rejudged_free(&s->rejudged);
    }
}

bool session_check_due(const struct session *s)
{
    return s->check_due;
}

static void count_finding(struct session *s, const struct session_finding *placed)
{
    struct session_tally *tally = &s->tallies[placed->page];

    if (placed->finding->severity == RULES_ERROR && !placed->open) {
        tally->errors++;
    } else if (placed->finding->severity == RULES_WARNING && placed->judged->kept != JUDGED_KEPT) {
        tally->warnings++;
    }
}

static void place_finding(struct session *s, const struct judged_finding *judged,
                          struct session_finding *placed)
{
    placed->judged = judged;
    placed->finding = judged->finding;
    placed->node = judged->finding->node;
    placed->around = judged->finding->node->parent;
    placed->page = judged->page < s->tally_count ? judged->page : 0;
    placed->open = judged->open;
    count_finding(s, placed);
}

static bool place_findings(struct session *s, struct error *err)
{
    assessment_pages(s->assessment, &s->tally_count);
    s->findings = calloc(s->judgement.count + 1, sizeof(*s->findings));
    s->tallies = calloc(s->tally_count + 1, sizeof(*s->tallies));
    if (!s->findings || !s->tallies) {
        session_drop_findings(s);
        return error_set_memory(err);
    }
    for (size_t i = 0; i < s->judgement.count; i++) {
        place_finding(s, &s->judgement.items[i], &s->findings[i]);
    }
    return true;
}

/* --- the rules of before ------------------------------------------------------ */

/* Whether the finding is among those that the rules of before did not have. */
static bool is_fresh(const struct session *s, const struct session_finding *f)
{
    char page[128];
    char *path = NULL;
    bool fresh = false;

    for (size_t i = 0; i < s->rejudged.count && !fresh; i++) {
        const struct rejudged_change *change = &s->rejudged.changes[i];
        if (change->gone || strcmp(change->rule, f->finding->id) != 0) {
            continue;
        }
        assessment_page_name(s->assessment, f->page, page, sizeof(page));
        path = path ? path : assessment_field_path(s->assessment, f->finding->node);
        fresh = strcmp(change->page, page) == 0 && path && strcmp(change->field, path) == 0;
    }
    free(path);
    return fresh;
}

static bool compare(struct session *s, struct error *err)
{
    bool good = true;

    if (!s->compared) {
        s->compared = true;
        good = rejudge_compare(s->judge, s->assessment, &s->judgement, s->owner.store, &s->changed,
                               &s->rejudged, err);
        s->changed = s->changed && good;
    }
    for (size_t i = 0; s->changed && i < s->judgement.count; i++) {
        s->findings[i].fresh = is_fresh(s, &s->findings[i]);
    }
    return good;
}

/* --- judging -------------------------------------------------------------------- */

static bool open_judge(struct session *s, struct error *err)
{
    if (!s->judge && session_review(s, err)) {
        s->judge = review_judge(s->review, assessment_form(s->assessment), err);
    }
    return s->judge != NULL;
}

static bool open_last_year(struct session *s, struct error *err)
{
    if (s->last_year_sought) {
        return true;
    }
    s->last_year_sought = true;
    return judge_open_last_year(s->assessment, s->owner.store, s->owner.catalogue, &s->last_year,
                                err);
}

bool session_check(struct session *s, struct error *err)
{
    s->check_due = false;
    session_drop_findings(s);
    if (!open_judge(s, err)) {
        return false;
    }
    if (!open_last_year(s, err)) {
        s->check_due = true; /* it can be judged without */
        return false;
    }
    s->judged = judge_run(s->judge, s->assessment, s->last_year, &s->judgement, err);
    if (!s->judged || !place_findings(s, err) || !compare(s, err)) {
        return false;
    }
    memory_give_back(); /* what judging took, before the person goes on to type */
    if (s->created) {
        session_record(s);
    }
    return true;
}

bool session_keep(struct session *s, const char *rule, const xmlNode *node, const char *text,
                  struct error *err)
{
    struct error failure = {""};

    if (s->check_due && !session_check(s, err)) {
        return false;
    }
    const struct session_finding *finding = session_find_finding(s, rule, node);
    if (!finding) {
        return error_set(err, _("%s is found here no more, so that it needs no reason."), rule);
    }
    bool kept = judge_keep(s->judge, s->assessment, finding->judged, text, s->owner.author, err);
    /* Taken anew whatever happened: the findings point at the reasons. */
    s->check_due = !session_check(s, kept ? err : &failure);
    return kept && !s->check_due;
}

/* --- saving ------------------------------------------------------------------------ */

static bool has_newly_lapsed(const struct session *s)
{
    for (size_t i = 0; i < s->judgement.count; i++) {
        const struct judged_finding *f = &s->judgement.items[i];
        if (f->kept == JUDGED_LAPSED && !f->reason.lapsed) {
            return true;
        }
    }
    return false;
}

bool session_settle(struct session *s, struct error *err)
{
    struct error unsaid;

    /* Rules that cannot be run are told by the check, and keep nobody from saving. */
    if (s->check_due) {
        session_check(s, &unsaid);
    }
    if (!s->judged) {
        return true;
    }
    bool moved = has_newly_lapsed(s);
    bool good = judge_settle(s->assessment, &s->judgement, err);
    if (moved) {
        session_check(s, &unsaid);
    }
    return good;
}

void session_record(struct session *s)
{
    /* Where it cannot be kept, the difference is told once more: no harm. */
    if (s->judged && (s->told || !s->changed) &&
        rejudge_record(s->judge, s->assessment, &s->judgement, s->owner.store, NULL)) {
        s->created = false;
    }
}

/* --- looking ------------------------------------------------------------------------- */

const struct session_finding *session_findings(const struct session *s, size_t *count)
{
    *count = s->findings ? s->judgement.count : 0;
    return s->findings;
}

const struct session_finding *session_find_finding(const struct session *s, const char *rule,
                                                   const xmlNode *node)
{
    for (size_t i = 0; s->findings && i < s->judgement.count; i++) {
        if (s->findings[i].node == node && strcmp(s->findings[i].finding->id, rule) == 0) {
            return &s->findings[i];
        }
    }
    return NULL;
}

const struct judgement *session_judgement(const struct session *s)
{
    return s->judged ? &s->judgement : NULL;
}

const char *session_rules_version(const struct session *s)
{
    return s->judge ? judge_version(s->judge) : "";
}

const struct assessment *session_last_year(const struct session *s)
{
    return s->last_year;
}

const struct rejudged *session_rejudged(const struct session *s)
{
    return s->changed ? &s->rejudged : NULL;
}

bool session_untold(const struct session *s)
{
    return s->changed && !s->told;
}

void session_tell(struct session *s)
{
    s->told = true;
}

void session_count_findings(const struct session *s, size_t *errors, size_t *warnings, size_t *kept)
{
    *errors = s->judgement.errors;
    *warnings = s->judgement.warnings;
    *kept = s->judgement.kept;
}

void session_count_page_findings(const struct session *s, size_t page, size_t *errors,
                                 size_t *warnings)
{
    bool known = s->tallies && page < s->tally_count;

    *errors = known ? s->tallies[page].errors : 0;
    *warnings = known ? s->tallies[page].warnings : 0;
}
