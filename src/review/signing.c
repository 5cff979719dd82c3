/* Signing off. */
#include "config.h"

#include "review/signing.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "review/private.h"
#include "store/names.h"
#include "text/i18n.h"

static bool prepare(struct review *r, const struct review_actor *actor, const char *ward_code,
                    int year, struct review_signing *out, struct error *err)
{
    char content[REVIEW_DIGEST];
    const struct states_word *statement = states_find_statement(r->states, REVIEW_SIGN_OFF);
    for (int lang = 0; lang < FORM_LANGS; lang++)
        out->statement[lang] = statement == NULL ? "" : statement->name[lang];
    out->name = store_person(r->store, actor->name);
    out->shown = (int64_t)time(NULL);
    out->a = assessment_open(r->store, r->catalogue, ward_code, year, err);
    return out->a != NULL && review_stand(r, out->a, &out->standing, err) &&
           review_run_rules(r, out->a, &out->last_year, &out->judgement, err) &&
           review_digest(out->a, out->digest, content, err);
}

bool review_signing(struct review *r, const struct review_actor *actor, const char *ward_code,
                    int year, struct review_signing *out, struct error *err)
{
    *out = (struct review_signing){0};
    bool good = prepare(r, actor, ward_code, year, out, err);
    if (!good)
        review_signing_free(out);
    return good;
}

void review_signing_free(struct review_signing *signing)
{
    judgement_free(&signing->judgement);
    review_standing_free(&signing->standing);
    assessment_free(signing->last_year);
    assessment_free(signing->a);
    *signing = (struct review_signing){0};
}

bool review_signature_holds(struct review *r, const struct assessment *a, bool *holds,
                            const char **why, struct error *err)
{
    struct review_standing standing;
    *why = NULL;
    *holds = false;
    if (!review_stand(r, a, &standing, err))
        return false;
    *holds = review_signature(&standing.stored) != NULL && !standing.broken;
    bool good = review_settle(r, a, &standing, err);
    if (standing.broken)
        *why = _("The document is no longer the one that was signed.");
    review_standing_free(&standing);
    return good;
}

/* --- the boxes of the sheet ------------------------------------------------------------- */

/* Who did something in a role, the last to do it. */
struct stamp {
    const char *name, *at;
};

static void take_later(struct stamp *stamp, const char *role, const char *done_in, const char *name,
                       const char *at)
{
    if (strcmp(role, done_in) != 0 || (stamp->at != NULL && strcmp(stamp->at, at) >= 0))
        return;
    *stamp = (struct stamp){name, at};
}

/* What the states of the pages allow to be stamped. */
struct progress {
    bool submitted, approved;
};

static struct progress look_at_pages(const struct review *r, const struct review_standing *standing)
{
    struct progress all = {true, true};
    for (size_t i = 0; i < standing->page_count; i++) {
        const char *state = r->states->states[standing->pages[i].state].is.word;
        bool approved = strcmp(state, REVIEW_APPROVED) == 0 || strcmp(state, REVIEW_SIGNED) == 0;
        all.approved = all.approved && approved;
        all.submitted = all.submitted && (approved || strcmp(state, REVIEW_SUBMITTED) == 0);
    }
    return all;
}

static struct stamp find_stamp(const struct review *r, const struct review_standing *standing,
                               const char *role)
{
    struct stamp stamp = {NULL, NULL};
    struct progress all = look_at_pages(r, standing);
    for (size_t i = 0; i < standing->page_count; i++) {
        const struct store_review_page *row = standing->pages[i].row;
        if (row != NULL && all.submitted)
            take_later(&stamp, role, row->submitter_role, row->submitter, row->submitted_at);
        if (row != NULL && all.approved)
            take_later(&stamp, role, row->approver_role, row->approver, row->approved_at);
    }
    const struct store_signature *signature = review_signature(&standing->stored);
    if (signature != NULL && !standing->broken)
        take_later(&stamp, role, signature->role, signature->who, signature->at);
    return stamp;
}

static const char *find_role(const struct review *r, const char *label)
{
    for (size_t i = 0; i < r->states->role_count; i++) {
        if (strcmp(r->states->roles[i].name[FORM_JA], label) == 0)
            return r->states->roles[i].word;
    }
    return "";
}

static bool fill_box(const struct review *r, const struct assessment *a,
                     const struct review_standing *standing, const struct form_text *text,
                     struct review_box *out)
{
    size_t count;
    const xmlNode *root = assessment_pages(a, &count)[0].node;
    /* The role is known by its Japanese name, whichever language is shown. */
    char *label = assessment_text(a, text, FORM_JA, root);
    out->label = assessment_text(a, text, r->lang, root);
    if (label == NULL || out->label == NULL) {
        free(label);
        return false;
    }
    struct stamp stamp = find_stamp(r, standing, find_role(r, label));
    free(label);
    if (stamp.name == NULL)
        return true;
    out->name = strdup(store_person(r->store, stamp.name));
    out->at = strdup(stamp.at);
    return out->name != NULL && out->at != NULL;
}

static const struct sheet_approval *find_approval(const struct sheet *sheet)
{
    for (size_t i = 0; sheet != NULL && i < sheet_spread_count(sheet); i++) {
        const struct sheet_spread *spread = sheet_spread(sheet, i);
        for (size_t k = 0; k < spread->page_count; k++) {
            if (spread->pages[k]->approval.count > 0)
                return &spread->pages[k]->approval;
        }
    }
    return NULL;
}

bool review_boxes(struct review *r, const struct assessment *a,
                  const struct review_standing *standing, const struct sheet *sheet,
                  struct review_boxes *out, struct error *err)
{
    const struct sheet_approval *approval = find_approval(sheet);
    size_t count = approval == NULL ? 0 : approval->count;
    *out = (struct review_boxes){.items = calloc(count + 1, sizeof *out->items)};
    bool good = out->items != NULL;
    for (size_t i = 0; good && i < count; i++) {
        out->count++;
        good = fill_box(r, a, standing, &approval->labels[i], &out->items[i]);
    }
    if (!good)
        review_boxes_free(out);
    return good || error_set_memory(err);
}

void review_boxes_free(struct review_boxes *boxes)
{
    for (size_t i = 0; i < boxes->count; i++) {
        free(boxes->items[i].label);
        free(boxes->items[i].name);
        free(boxes->items[i].at);
    }
    free(boxes->items);
    *boxes = (struct review_boxes){0};
}
