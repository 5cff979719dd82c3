#include "config.h"

#include "city/receive.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "assessment/assessment.h"
#include "city/decide.h"
#include "exchange/intake.h"
#include "exchange/wording.h"
#include "review/judge.h"
#include "text/allowed.h"
#include "text/buffer.h"
#include "text/i18n.h"

/* How often what was decided is decided anew, where something else came in between. */
enum { ATTEMPTS = 5 };

struct receiving {
    struct city *city;
    struct intake file;
    struct verification found;
    struct assessment *a;          /* what it says; NULL: it was not read */
    struct store_city_list before; /* of its ward and year */
    struct store_city_signer *signers;
    struct store_city_submission is; /* being made; the texts are this one's */
    const char *code;                /* why it is refused */
};

static bool set(char **place, const char *text)
{
    free(*place);
    *place = strdup(text == NULL ? "" : text);
    return *place != NULL;
}

/* --- what it says -------------------------------------------------------------------- */

static bool set_root(char **place, const struct verification *found, const char *name)
{
    xmlChar *value = xmlGetNoNsProp(xmlDocGetRootElement(found->read.doc), (const xmlChar *)name);
    bool good = value != NULL && set(place, (const char *)value);
    xmlFree(value);
    return good;
}

static const char *kind_of(const char *word)
{
    if (word != NULL && strcmp(word, submission_kind_word(SUBMISSION_NEW)) == 0)
        return STORE_CITY_NEW;
    return submission_is_withdrawal(&(struct submission){.kind = word}) ? STORE_CITY_WITHDRAWAL
                                                                        : STORE_CITY_AGAIN;
}

/* What is known of whoever signed it. */
static bool describe(struct receiving *r, struct error *err)
{
    const struct verification *found = &r->found;
    const struct submission *s = &found->read.submission.is;
    struct store_city_submission *is = &r->is;
    char *year = NULL;
    bool good =
        set_root(&is->ward, found, "ward-code") && set_root(&year, found, "fiscal-year") &&
        set_root(&is->policy, found, "policy") &&
        set_root(&is->form_version, found, "form-version") && set(&is->kind, kind_of(s->kind)) &&
        set(&is->first, s->receipt) && set(&is->trail_hash, s->trail_hash) &&
        set(&is->content, found->content) &&
        set(&is->signed_at, s->signer_count == 0 ? NULL : s->signers[s->signer_count - 1].at);
    if (good) {
        is->year = (int)strtol(year, NULL, 10);
        is->trail_seq = s->trail_seq;
        free(is->certificate);
        is->certificate = xmlsig_value(&found->answer, XMLSIG_FINGERPRINT);
        good = is->certificate != NULL;
    }
    free(year);
    return good || error_set_memory(err);
}

/* The signers' texts are those of what was read. */
static bool list_signers(struct receiving *r, struct error *err)
{
    const struct submission *s = &r->found.read.submission.is;
    r->signers = calloc(s->signer_count + 1, sizeof *r->signers);
    if (r->signers == NULL)
        return error_set_memory(err);
    for (size_t i = 0; i < s->signer_count; i++) {
        const struct submission_signer *from = &s->signers[i];
        struct store_city_signer *to = &r->signers[i];
        /* The store only reads them. */
        memcpy(&to->name, &from->name, sizeof to->name);
        memcpy(&to->role, &from->role, sizeof to->role);
        memcpy(&to->meaning, &from->meaning, sizeof to->meaning);
        memcpy(&to->digest, &from->digest, sizeof to->digest);
        memcpy(&to->at, &from->at, sizeof to->at);
    }
    return true;
}

/* --- the rules ----------------------------------------------------------------------- */

void city_end(struct city *city)
{
    for (size_t i = 0; i < city->rule_count; i++) {
        judge_free(city->rules[i].judge);
        city_policy_free(city->rules[i].policy);
    }
    free(city->rules);
    city->rules = NULL;
    city->rule_count = 0;
}

static const struct city_rules *known_rules(const struct city *city, const struct form *form)
{
    for (size_t i = 0; i < city->rule_count; i++) {
        if (city->rules[i].form == form)
            return &city->rules[i];
    }
    return NULL;
}

static const struct judge *find_rules(struct city *city, const struct form *form, struct error *err)
{
    const struct city_rules *known = known_rules(city, form);
    if (known != NULL)
        return known->judge;
    struct city_rules *rules = reallocarray(city->rules, city->rule_count + 1, sizeof *rules);
    if (rules == NULL) {
        error_set_memory(err);
        return NULL;
    }
    city->rules = rules;
    struct error unsaid;
    struct judge *judge = judge_open(form, err);
    if (judge != NULL)
        rules[city->rule_count++] = (struct city_rules){
            form, judge,
            comparison_exists(form)
                ? city_policy_open(form, catalogue_reference(city->catalogue), &unsaid)
                : NULL};
    return judge;
}

/* What was read, as an assessment of its own. */
static bool read_assessment(struct receiving *r, struct error *err)
{
    xmlDoc *copy = xmlCopyDoc(r->found.read.doc, 1);
    if (copy == NULL)
        return error_set_memory(err);
    r->a = assessment_from_document(r->found.read.form, catalogue_reference(r->city->catalogue),
                                    copy, err);
    return r->a != NULL;
}

/* As at the ward: beside the year before, where that is here. */
static bool judge(struct receiving *r, struct error *err)
{
    struct city *city = r->city;
    struct assessment *last_year = NULL;
    struct judgement judgement = {0};
    const struct judge *rules = find_rules(city, r->found.read.form, err);
    bool good = rules != NULL && read_assessment(r, err) &&
                judge_open_last_year(r->a, city->store, city->catalogue, &last_year, err) &&
                judge_run(rules, r->a, last_year, &judgement, err);
    good = good && (set(&r->is.rules, judge_version(rules)) || error_set_memory(err));
    r->is.warnings = (int)(judgement.warnings + judgement.kept);
    if (good && judgement.list.errors > 0)
        r->code = "errors";
    judgement_free(&judgement);
    assessment_free(last_year);
    return good;
}

/* --- the verdict ----------------------------------------------------------------------- */

static bool refuse(struct receiving *r, const char *code, const char *detail, struct error *err)
{
    r->code = code;
    return set(&r->is.detail, detail) || error_set_memory(err);
}

/* What does not depend on anything received before. */
static bool look(struct receiving *r, const char *path, struct error *err)
{
    struct verification *found = &r->found;
    if (!verification_run_bytes(r->city->catalogue, &r->city->asked, path, r->file.bytes,
                                r->file.size, found, err))
        return false;
    if (found->refusal != NULL && found->refusal->could_not) {
        error_set(err, "%s", _(found->refusal->sentence));
        return wording_prefix(err, path);
    }
    if (found->known && (!describe(r, err) || !list_signers(r, err)))
        return false;
    if (found->refusal != NULL)
        return refuse(r, found->refusal->code, found->detail, err);
    return judge(r, err) || wording_prefix(err, path);
}

/* What was received before, and what follows from it. */
static bool look_back(struct receiving *r, const char **code, struct error *err)
{
    store_city_list_free(&r->before);
    *code = r->code;
    if (!r->found.known)
        return true;
    if (!store_city_read(r->city->store, r->is.year, r->is.ward, &r->before, err))
        return false;
    if (*code == NULL)
        *code = decide(&r->before, &r->is);
    return true;
}

/* --- the number -------------------------------------------------------------------------- */

/* "H27-0012" for what was taken, "H27-R0003" for what was refused, "R0001" for what is
 * nobody's. */
static bool number(struct receiving *r, const struct store_city_count *count, bool refused,
                   struct error *err)
{
    struct buffer out = BUFFER_INIT;
    char year[16];
    if (r->is.year != 0) {
        era_fiscal_year_short(reference_eras(catalogue_reference(r->city->catalogue)), r->is.year,
                              year, sizeof year);
        buffer_append_format(&out, "%s-", year);
    }
    buffer_append_format(&out, refused ? "R%04lld" : "%04lld",
                         (long long)(refused ? count->refused : count->taken) + 1);
    free(r->is.number);
    r->is.number = buffer_take(&out);
    return r->is.number != NULL || error_set_memory(err);
}

/* --- writing it down ---------------------------------------------------------------------------
 */

static enum store_saved take(struct receiving *r, const struct store_city_count *count,
                             struct error *err)
{
    struct store_assessment row = {0};
    struct store_page_list pages = {0};
    const bool taken = *r->is.refusal == '\0';
    const bool back = strcmp(r->is.kind, STORE_CITY_WITHDRAWAL) == 0;
    struct store_city_taking taking = {
        .newest = count->newest,
        .actor = {r->city->actor.name, r->city->actor.role},
        .is = &r->is,
        .signers = r->signers,
        .signer_count = r->signers == NULL ? 0 : r->found.read.submission.is.signer_count,
        .bytes = r->file.bytes,
        .size = r->file.size,
        .page_state = REVIEW_HELD_PAGE,
        .state = back ? REVIEW_HELD_BACK : REVIEW_HELD};
    if (taken && !assessment_to_store(r->a, &row, &pages, err))
        return STORE_FAILED;
    taking.assessment = taken ? &row : NULL;
    taking.pages = taken && !back ? &pages : NULL;
    enum store_saved saved = store_city_take(r->city->store, &taking, err);
    store_page_list_free(&pages);
    return saved;
}

static bool write_down(struct receiving *r, struct error *err)
{
    for (int i = 0; i < ATTEMPTS; i++) {
        struct store_city_count count;
        const char *code;
        if (!store_city_count(r->city->store, r->is.year, &count, err) || !look_back(r, &code, err))
            return false;
        if (!set(&r->is.refusal, code))
            return error_set_memory(err);
        if (!number(r, &count, code != NULL, err))
            return false;
        enum store_saved saved = take(r, &count, err);
        if (saved != STORE_CONFLICT)
            return saved == STORE_SAVED;
    }
    return false;
}

/* --- the same file once more ---------------------------------------------------------------------
 */

/* What was refused may be taken now: a certificate is on the list, what had to come first
 * has come. Only what would be answered in the same way is the same. */
static bool is_answered(struct receiving *r, const struct store_city_submission *there,
                        bool *answered, struct error *err)
{
    const char *code;
    if (!look_back(r, &code, err))
        return false;
    *answered = code != NULL && strcmp(code, there->refusal) == 0;
    return true;
}

/* --- all of it ----------------------------------------------------------------------------- */

/* The name without the folders: nobody needs to know where somebody keeps files. */
static bool name_file(struct receiving *r, const char *path, struct error *err)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash == NULL || slash[1] == '\0' ? path : slash + 1;
    free(r->is.name);
    r->is.name = allowed_filter(name, strlen(name), NULL, NULL);
    return r->is.name != NULL || error_set_memory(err);
}

static bool begin(struct receiving *r, const char *path, struct error *err)
{
    unsigned char hash[crypto_hash_sha256_BYTES];
    char hex[STORE_HASH_HEX];
    struct store_city_submission *is = &r->is;
    char **empty[] = {&is->ward,   &is->policy,      &is->form_version, &is->kind,
                      &is->first,  &is->trail_hash,  &is->content,      &is->signed_at,
                      &is->rules,  &is->certificate, &is->refusal,      &is->detail,
                      &is->number, &is->who,         &is->role,         &is->at,
                      &is->state};
    if (!intake_read(path, &r->file, err))
        return wording_prefix(err, path);
    crypto_hash_sha256(hash, (const unsigned char *)r->file.bytes, r->file.size);
    store_hash_hex(hash, hex);
    for (size_t i = 0; i < sizeof empty / sizeof empty[0]; i++) {
        if (!set(empty[i], NULL))
            return error_set_memory(err);
    }
    return name_file(r, path, err) &&
           ((set(&is->digest, hex) && set(&is->received, r->city->received)) ||
            error_set_memory(err));
}

static void end(struct receiving *r)
{
    assessment_free(r->a);
    verification_free(&r->found);
    store_city_list_free(&r->before);
    store_city_submission_free(&r->is);
    intake_free(&r->file);
    free(r->signers);
}

static bool receive(struct receiving *r, const char *path, struct city_received *out,
                    struct error *err)
{
    bool there = false;
    struct store *s = r->city->store;
    if (!begin(r, path, err) || !store_city_find(s, r->is.digest, &there, &out->is, err))
        return false;
    out->again = there && *out->is.refusal == '\0';
    if (out->again)
        return true;
    if (!look(r, path, err) || (there && !is_answered(r, &out->is, &out->again, err)))
        return false;
    if (out->again)
        return true;
    store_city_submission_free(&out->is);
    return write_down(r, err) && store_city_find(s, r->is.digest, &there, &out->is, err);
}

/* So that comparing does not have to. What goes wrong here it does then, and says so. */
static void keep_figures(const struct receiving *r, const struct store_city_submission *is)
{
    const struct city *city = r->city;
    const struct city_rules *rules =
        *is->refusal == '\0' ? known_rules(city, r->found.read.form) : NULL;
    struct store_assessment row = {0};
    struct error unsaid;
    bool there = false;
    if (rules != NULL && rules->policy != NULL &&
        store_find(city->store, is->ward, is->year, &there, &row, &unsaid) && there)
        city_figures_keep(rules->policy, city->store, city->catalogue, row.id, is->ward, is->year,
                          &unsaid);
    store_assessment_free(&row);
}

bool city_receive(struct city *city, const char *path, struct city_received *out, struct error *err)
{
    struct receiving r = {.city = city};
    *out = (struct city_received){0};
    bool good = receive(&r, path, out, err) &&
                store_city_head(city->store, out->is.number, &out->head, err);
    if (good && !out->again)
        keep_figures(&r, &out->is);
    end(&r);
    if (!good)
        city_received_free(out);
    else if (*out->is.refusal != '\0')
        out->refusal = refusal_find(out->is.refusal);
    return good;
}

void city_received_free(struct city_received *received)
{
    store_city_submission_free(&received->is);
    *received = (struct city_received){0};
}
