/* The rules over the open assessment, and their findings by page. */
#include "config.h"

#include "terminal/session.h"

#include <stdlib.h>
#include <string.h>

#include "terminal/session_private.h"
#include "text/buffer.h"

void session_drop_findings(struct session *s)
{
    finding_list_free(&s->list);
    memset(&s->list, 0, sizeof(s->list));
    free(s->findings);
    free(s->tallies);
    s->findings = NULL;
    s->tallies = NULL;
    s->tally_count = 0;
    memset(&s->sum, 0, sizeof(s->sum));
}

bool session_check_due(const struct session *s)
{
    return s->check_due;
}

static bool read_rules(struct session *s, struct error *err)
{
    struct buffer path = BUFFER_INIT;

    if (s->rules) {
        return true;
    }
    buffer_append_format(&path, "%s/rules.sch", form_dir(assessment_form(s->assessment)));
    char *name = buffer_take(&path);
    if (!name) {
        return error_set_memory(err);
    }
    s->rules = rules_read(name, err);
    free(name);
    return s->rules != NULL;
}

/* Whether the finding is about a field that is to be filled in and is not yet. */
static bool is_open(const struct session *s, const struct finding *finding)
{
    struct assessment_properties properties;

    if (finding->severity != RULES_ERROR) {
        return false;
    }
    assessment_properties(s->assessment, finding->node, &properties);
    return properties.required &&
           assessment_field_state(s->assessment, finding->node) == ASSESSMENT_BLANK;
}

static void count_finding(struct session *s, const struct session_finding *placed)
{
    struct session_tally *tally = &s->tallies[placed->page];

    if (placed->finding->severity == RULES_ERROR && !placed->open) {
        tally->errors++;
        s->sum.errors++;
    } else if (placed->finding->severity == RULES_WARNING) {
        tally->warnings++;
        s->sum.warnings++;
    }
}

static void place_finding(struct session *s, const struct finding *finding, bool open,
                          struct session_finding *placed)
{
    size_t page = assessment_page_of(s->assessment, finding->node);

    placed->finding = finding;
    placed->node = finding->node;
    placed->around = finding->node->parent;
    placed->page = page < s->tally_count ? page : 0;
    placed->open = open;
    count_finding(s, placed);
}

static void place_group(struct session *s, bool open, size_t *at)
{
    for (size_t i = 0; i < s->list.count; i++) {
        if (is_open(s, &s->list.items[i]) == open) {
            place_finding(s, &s->list.items[i], open, &s->findings[(*at)++]);
        }
    }
}

static bool place_findings(struct session *s, struct error *err)
{
    size_t at = 0;

    assessment_pages(s->assessment, &s->tally_count);
    s->findings = calloc(s->list.count + 1, sizeof(*s->findings));
    s->tallies = calloc(s->tally_count + 1, sizeof(*s->tallies));
    if (!s->findings || !s->tallies) {
        session_drop_findings(s);
        return error_set_memory(err);
    }
    place_group(s, false, &at);
    place_group(s, true, &at);
    return true;
}

bool session_check(struct session *s, struct error *err)
{
    s->check_due = false;
    session_drop_findings(s);
    if (!read_rules(s, err)) {
        return false;
    }
    if (!rules_check(s->rules, assessment_document(s->assessment), &s->list, err)) {
        session_drop_findings(s);
        return false;
    }
    return place_findings(s, err);
}

const struct session_finding *session_findings(const struct session *s, size_t *count)
{
    *count = s->findings ? s->list.count : 0;
    return s->findings;
}

void session_count_findings(const struct session *s, size_t *errors, size_t *warnings)
{
    *errors = s->sum.errors;
    *warnings = s->sum.warnings;
}

void session_count_page_findings(const struct session *s, size_t page, size_t *errors,
                                 size_t *warnings)
{
    bool known = s->tallies && page < s->tally_count;

    *errors = known ? s->tallies[page].errors : 0;
    *warnings = known ? s->tallies[page].warnings : 0;
}
