/* How far the city is with what its wards hand in. */
#include "config.h"

#include "review/collection.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "review/private.h"
#include "text/i18n.h"
#include "text/when.h"

enum { DAY = 10 }; /* characters of a day */

const char *collection_state_word(enum collection_state state)
{
    static const char *const words[COLLECTION_STATES] = {
        [COLLECTION_MISSING] = "missing",     [COLLECTION_REFUSED] = "refused",
        [COLLECTION_WITHDRAWN] = "withdrawn", [COLLECTION_RETURNED] = "returned",
        [COLLECTION_ACCEPTED] = "accepted",
    };
    return words[state];
}

const char *collection_state_name(enum collection_state state)
{
    static const char *const names[COLLECTION_STATES] = {
        [COLLECTION_MISSING] = N_("missing"),     [COLLECTION_REFUSED] = N_("refused"),
        [COLLECTION_WITHDRAWN] = N_("withdrawn"), [COLLECTION_RETURNED] = N_("sent back"),
        [COLLECTION_ACCEPTED] = N_("accepted"),
    };
    return _(names[state]);
}

void collection_today(char out[16])
{
    time_t now = time(NULL);
    struct tm tm;
    *out = '\0';
    if (localtime_r(&now, &tm) != NULL)
        strftime(out, 16, "%Y-%m-%d", &tm);
}

bool collection_first_year(struct store *s, struct catalogue *c, int *year, struct error *err)
{
    char today[16];
    int last = 0;
    if (!store_city_last_year(s, year, err) || *year != 0)
        return *year != 0;
    for (size_t i = 0; i < catalogue_count(c); i++) {
        const struct form *form = catalogue_form(c, catalogue_name(c, i), err);
        if (form == NULL)
            return false;
        if (form_last_year(form) > last)
            last = form_last_year(form);
    }
    collection_today(today);
    *year = (int)strtol(today, NULL, 10) - 1;
    if (*year > last)
        *year = last;
    return true;
}

/* --- which wards ------------------------------------------------------------------------- */

static bool add_ward(struct collection *out, const char *code, const char *name, struct error *err)
{
    struct collection_ward *wards = reallocarray(out->wards, out->count + 1, sizeof *wards);
    if (wards == NULL)
        return error_set_memory(err);
    out->wards = wards;
    wards[out->count++] = (struct collection_ward){.code = code, .name = name};
    return true;
}

static bool has_ward(const struct collection *out, const char *code)
{
    for (size_t i = 0; i < out->count; i++) {
        if (strcmp(out->wards[i].code, code) == 0)
            return true;
    }
    return false;
}

static bool add_city(const struct reference *r, const char *city, struct collection *out,
                     struct error *err)
{
    for (size_t i = 0; i < reference_ward_count(r); i++) {
        const struct ward *ward = reference_ward(r, i);
        if (strcmp(ward->city_code, city) == 0 && !has_ward(out, ward->code) &&
            !add_ward(out, ward->code, ward->name, err))
            return false;
    }
    return true;
}

static bool is_for(const struct form *form, int year)
{
    return form_first_year(form) <= year && year <= form_last_year(form);
}

static bool comes_from(const struct reference *r, const struct store_city_list *received,
                       const char *city)
{
    for (size_t i = 0; i < received->count; i++) {
        const struct ward *ward;
        if (reference_count_wards(r, city, received->items[i].ward, &ward) > 0)
            return true;
    }
    return false;
}

/* Whether any of it comes from a ward that a form is for. */
static bool comes_from_any(struct catalogue *c, const struct store_city_list *received)
{
    for (size_t i = 0; i < catalogue_count(c); i++) {
        struct error unsaid;
        const struct form *form = catalogue_form(c, catalogue_name(c, i), &unsaid);
        if (form != NULL && comes_from(catalogue_reference(c), received, form_city_code(form)))
            return true;
    }
    return false;
}

/* Whether the home city has to hand in for the year. */
static bool home_has_year(struct catalogue *c, int year)
{
    for (size_t i = 0; i < catalogue_count(c); i++) {
        struct error unsaid;
        const struct form *form = catalogue_form(c, catalogue_name(c, i), &unsaid);
        if (form != NULL && is_for(form, year) && catalogue_is_home(c, form))
            return true;
    }
    return false;
}

/* A city collects from its own wards: own is what it received, or NULL where that does not
 * say which they are; home: it is the installation's own city. */
static bool list_wards(struct catalogue *c, const char *policy, const struct store_city_list *own,
                       bool home, struct collection *out, struct error *err)
{
    const struct reference *r = catalogue_reference(c);
    for (size_t i = 0; i < catalogue_count(c); i++) {
        if (policy != NULL && strcmp(policy, catalogue_name(c, i)) != 0)
            continue;
        const struct form *form = catalogue_form(c, catalogue_name(c, i), err);
        if (form == NULL)
            return false;
        if (!is_for(form, out->year) || (home && !catalogue_is_home(c, form)) ||
            (own != NULL && !comes_from(r, own, form_city_code(form))))
            continue;
        if (!add_city(r, form_city_code(form), out, err))
            return false;
    }
    return out->count > 0 ||
           error_set(err,
                     _("No form that is installed is for the fiscal year %d, so no ward has to "
                       "hand anything in. Give another year, or another --policy."),
                     out->year);
}

/* By what was received of the year, else of the last year of which there is anything. */
static bool list_own_wards(struct store *s, struct catalogue *c, const char *policy,
                           struct collection *out, struct error *err)
{
    struct store_city_list before = {0};
    const struct store_city_list *own = &out->received;
    int year = 0;
    if (own->count == 0 && policy == NULL) {
        if (!store_city_last_year(s, &year, err) ||
            (year != 0 && !store_city_read(s, year, NULL, &before, err)))
            return false;
        own = &before;
    }
    bool known = policy == NULL && comes_from_any(c, own);
    bool home = policy == NULL && !known && home_has_year(c, out->year);
    bool good = list_wards(c, policy, known ? own : NULL, home, out, err);
    store_city_list_free(&before);
    return good;
}

/* What came of a ward that the table lost is not lost. */
static bool add_strangers(const char *policy, struct collection *out, struct error *err)
{
    for (size_t i = 0; i < out->received.count; i++) {
        const struct store_city_submission *c = &out->received.items[i];
        if (!has_ward(out, c->ward) && (policy == NULL || strcmp(policy, c->policy) == 0) &&
            !add_ward(out, c->ward, c->ward, err))
            return false;
    }
    return true;
}

/* --- what counts ------------------------------------------------------------------------- */

static bool is_withdrawal(const struct store_city_submission *c)
{
    return strcmp(c->kind, STORE_CITY_WITHDRAWAL) == 0;
}

static enum collection_state state_of(const struct collection_ward *ward)
{
    if (ward->taken == NULL)
        return ward->refused == NULL ? COLLECTION_MISSING : COLLECTION_REFUSED;
    if (is_withdrawal(ward->taken))
        return COLLECTION_WITHDRAWN;
    return strcmp(ward->taken->state, REVIEW_REFUSED) == 0 ? COLLECTION_RETURNED
                                                           : COLLECTION_ACCEPTED;
}

/* A moment, by the local day, against the day by which it was due. */
static bool is_behind(const char *moment, const char *due)
{
    char at[WHEN_SIZE];
    when_local(moment, at);
    return strncmp(at, due, DAY) > 0;
}

/* Whoever was in time stays so when something comes in the place of it. */
static const struct store_city_submission *find_first(const struct collection *out,
                                                      const struct collection_ward *ward)
{
    const struct store_city_submission *first = NULL;
    for (size_t i = 0; i < out->received.count; i++) {
        const struct store_city_submission *c = &out->received.items[i];
        if (strcmp(c->ward, ward->code) != 0 || *c->refusal != '\0')
            continue;
        if (is_withdrawal(c))
            first = NULL;
        else if (first == NULL)
            first = c;
    }
    return first;
}

static bool is_late(const struct collection *out, const struct collection_ward *ward,
                    const char *today)
{
    const struct store_city_submission *first = find_first(out, ward);
    if (*out->due.day == '\0')
        return false;
    return ward->state == COLLECTION_ACCEPTED && first != NULL
               ? is_behind(first->received, out->due.day)
               : strcmp(today, out->due.day) > 0;
}

static void look_at_ward(struct collection *out, struct collection_ward *ward, const char *today)
{
    for (size_t i = 0; i < out->received.count; i++) {
        const struct store_city_submission *c = &out->received.items[i];
        if (strcmp(c->ward, ward->code) != 0)
            continue;
        ward->received++;
        if (*c->refusal == '\0') {
            ward->taken = c;
            ward->refused = NULL;
        } else {
            ward->refused = c;
        }
    }
    ward->state = state_of(ward);
    ward->warnings = ward->state == COLLECTION_ACCEPTED ? ward->taken->warnings : 0;
    ward->late = is_late(out, ward, today);
    out->counts[ward->state]++;
    out->late += ward->late;
    out->warned += ward->warnings > 0;
}

bool collection_read(struct store *s, struct catalogue *c, int year, const char *policy,
                     const char *today, struct collection *out, struct error *err)
{
    char now[16];
    *out = (struct collection){.year = year};
    if (!store_city_read(s, year, NULL, &out->received, err) ||
        !store_city_read(s, 0, NULL, &out->of_nobody, err) ||
        !store_city_read_due(s, year, &out->due, err) || !list_own_wards(s, c, policy, out, err) ||
        !add_strangers(policy, out, err)) {
        collection_free(out);
        return false;
    }
    collection_today(now);
    for (size_t i = 0; i < out->count; i++)
        look_at_ward(out, &out->wards[i], today == NULL ? now : today);
    return true;
}

void collection_free(struct collection *collection)
{
    store_city_list_free(&collection->received);
    store_city_list_free(&collection->of_nobody);
    store_city_due_free(&collection->due);
    free(collection->wards);
    *collection = (struct collection){0};
}
