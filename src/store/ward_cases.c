#include "store/ward_cases.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/connection.h"
#include "store/failure.h"
#include "store/pages.h"
#include "store/search_index.h"

bool store_case_has_word(const struct store_case *c, size_t word)
{
    return (c->words[word / 64] >> (word % 64) & 1) != 0;
}

static void free_case(struct store_case *c)
{
    free(c->ward_code);
    free(c->ward_name);
    free(c->policy);
    free(c->name);
    store_page_clear(&c->page);
}

void store_cases_free(struct store_cases *cases)
{
    for (size_t i = 0; i < cases->count; i++) {
        free_case(&cases->items[i]);
    }
    free(cases->items);
    *cases = (struct store_cases){0};
}

/* --- at the same place ----------------------------------------------------------------- */

/* A page of an assessment by its element and name; the root page has no name. */
#define NAMED                                                                                      \
    "SELECT p.id FROM page p WHERE p.assessment = a.id AND p.removed IS NULL AND p.element = ?3 "  \
    "AND coalesce((SELECT f.value FROM field f WHERE f.path = '@id' AND f.revision ="              \
    "  (SELECT max(r.id) FROM revision r WHERE r.page = p.id)), '') = ?4 "

/* The pages that the policy gives, one of each assessment. Most stand where this one does,
 * so that the names of the others need not be read. */
static const char anchors_sql[] =
    "SELECT coalesce((" NAMED "AND p.position = ?6 LIMIT 1), (" NAMED "LIMIT 1)), "
    "  a.id, a.ward_code, a.ward_name, a.year, a.policy "
    "FROM assessment a WHERE a.policy = ?1 AND a.id <> ?2 "
    "ORDER BY a.year <> ?5, a.year DESC, a.ward_code";

/* As in pages.c: a page, the pages in it, its next neighbour. */
static const char under_sql[] =
    "WITH RECURSIVE tree (id, element, position, depth) AS ("
    "  SELECT id, element, position, 0 FROM page WHERE id = ?1"
    "  UNION ALL"
    "  SELECT p.id, p.element, p.position, tree.depth + 1"
    "    FROM tree JOIN page p ON p.assessment = ?2 AND p.parent = tree.id AND p.removed IS NULL"
    "  ORDER BY 4 DESC, 3) "
    "SELECT id FROM tree WHERE element = ?3";

struct looking {
    struct store *s;
    struct store_cases *out;
    const char *element;
    sqlite3_stmt *under;
};

/* A case of the row's assessment (its columns from the first on), without its page. */
static struct store_case *add_case(struct store_cases *out, sqlite3_stmt *q, int first)
{
    struct store_case *items = store_grow(out->items, out->count, sizeof *items);
    if (items == NULL) {
        return NULL;
    }
    out->items = items;
    struct store_case *c = &items[out->count++]; /* also when one is missing: it is freed */
    *c = (struct store_case){
        .assessment = sqlite3_column_int64(q, first),
        .ward_code = store_text(q, first + 1),
        .ward_name = store_text(q, first + 2),
        .year = sqlite3_column_int(q, first + 3),
        .policy = store_text(q, first + 4),
    };
    return c->ward_code && c->ward_name && c->policy ? c : NULL;
}

static bool add_under(struct looking *v, sqlite3_stmt *anchor, struct error *err)
{
    int rc = SQLITE_DONE;
    bool good = store_bind(v->s, v->under, err, "llt", sqlite3_column_int64(anchor, 0),
                           sqlite3_column_int64(anchor, 1), v->element);
    while (good && (rc = sqlite3_step(v->under)) == SQLITE_ROW) {
        struct store_case *c = add_case(v->out, anchor, 1);
        if (c == NULL) {
            good = error_set_memory(err);
            break;
        }
        c->page.id = sqlite3_column_int64(v->under, 0);
        c->page.element = strdup(v->element);
        if (c->page.element == NULL) {
            good = error_set_memory(err);
        }
    }
    good = good && (rc == SQLITE_DONE || store_fail(v->s, rc, err));
    sqlite3_reset(v->under);
    return good;
}

static bool look_at_place(struct looking *v, const struct store_case_place *place,
                          struct error *err)
{
    sqlite3_stmt *q = store_query(v->s, err, anchors_sql, "tlttii", place->policy, place->here,
                                  place->anchor, place->name, place->year, place->position);
    int rc = SQLITE_OK;
    bool good = q != NULL;
    while (good && (rc = sqlite3_step(q)) == SQLITE_ROW) {
        good = sqlite3_column_type(q, 0) == SQLITE_NULL || add_under(v, q, err);
    }
    if (!good) {
        sqlite3_finalize(q);
        return false;
    }
    return store_finish(v->s, q, rc, err);
}

/* --- what stands in them ----------------------------------------------------------------- */

static const char fields_sql[] =
    "SELECT path, value FROM field "
    "WHERE revision = (SELECT max(id) FROM revision WHERE page = ?1) ORDER BY ordinal";

static bool read_fields(struct store *s, sqlite3_stmt *q, struct store_case *c, struct error *err)
{
    int rc = SQLITE_DONE;
    bool good = store_bind(s, q, err, "l", c->page.id);
    while (good && (rc = sqlite3_step(q)) == SQLITE_ROW) {
        good = store_add_field(&c->page, q, 0) || error_set_memory(err);
    }
    good = good && (rc == SQLITE_DONE || store_fail(s, rc, err));
    sqlite3_reset(q);
    return good;
}

static bool take_name(struct store_case *c)
{
    const char *name = store_field_value(&c->page, "@id");
    c->name = strdup(name == NULL ? "" : name);
    return c->name != NULL;
}

static bool read_pages(struct store *s, struct store_cases *out, struct error *err)
{
    sqlite3_stmt *q = store_prepare(s, fields_sql, err);
    bool good = q != NULL;
    for (size_t i = 0; good && i < out->count; i++) {
        good = read_fields(s, q, &out->items[i], err) &&
               (take_name(&out->items[i]) || error_set_memory(err));
    }
    sqlite3_finalize(q);
    return good;
}

bool store_cases_at(struct store *s, const struct store_case_place *place, struct store_cases *out,
                    struct error *err)
{
    struct looking v = {.s = s, .out = out, .element = place->element};
    *out = (struct store_cases){0};
    if (!store_begin_reading(s, err)) {
        return false;
    }
    v.under = store_prepare(s, under_sql, err);
    bool good = v.under != NULL && look_at_place(&v, place, err) && read_pages(s, out, err);
    sqlite3_finalize(v.under);
    store_rollback(s); /* it only read */
    if (!good) {
        store_cases_free(out);
    }
    return good;
}

/* --- in the same words -------------------------------------------------------------------- */

enum {
    COMMON_LEAST = 48, /* fields in which a word may stand and is not common yet, */
    COMMON_MOST = 400, /* however many fields there are; */
    COMMON_PART = 40,  /* between the two, so manieth part of them */
    LOOKED_AT = 300,   /* fields, the heaviest, whose pages are looked at */
};

/* A field in which a word stands; then, one in which these words stand. */
struct standing {
    int64_t field;
    size_t word;
};

struct spoken {
    int64_t field;
    double weight;
    uint64_t words[STORE_CASE_WORDS / 64];
};

struct listening {
    struct store *s;
    struct store_cases *out;
    int64_t here;
    const char *const *words;
    size_t count;
    double weights[STORE_CASE_WORDS]; /* 0: it does not count */
    int64_t fields;                   /* in the index */
    struct standing *standing;
    size_t standing_count;
    struct spoken *spoken;
    size_t spoken_count;
    bool fault; /* the index is */
};

/* How often it can be halved: what it says that a word stands in one of so many. */
static double weigh(int64_t fields, int64_t with_it)
{
    double weight = 0;
    for (int64_t part = fields / with_it; part > 1; part /= 2) {
        weight++;
    }
    return weight;
}

static double weigh_words(const struct listening *v, const uint64_t *words)
{
    double weight = 0;
    for (size_t i = 0; i < v->count; i++) {
        weight += words[i / 64] >> (i % 64) & 1 ? v->weights[i] : 0;
    }
    return weight;
}

static bool note(struct listening *v, int64_t field, size_t word)
{
    struct standing *grown = store_grow(v->standing, v->standing_count, sizeof *grown);
    if (grown == NULL) {
        return false;
    }
    v->standing = grown;
    grown[v->standing_count++] = (struct standing){field, word};
    return true;
}

static int64_t common_from(const struct listening *v)
{
    int64_t most = v->fields / COMMON_PART;
    return most < COMMON_LEAST ? COMMON_LEAST : most > COMMON_MOST ? COMMON_MOST : most;
}

/* Where the word stands; nowhere, where it is a common one. */
static bool look_for(struct listening *v, sqlite3_stmt *q, size_t word, struct error *err)
{
    char phrase[64];
    size_t before = v->standing_count;
    int64_t most = common_from(v);
    int rc = SQLITE_DONE;
    snprintf(phrase, sizeof phrase, "\"%s\"", v->words[word]);
    bool good = store_bind(v->s, q, err, "tl", phrase, most + 1);
    while (good && (rc = sqlite3_step(q)) == SQLITE_ROW) {
        good = note(v, sqlite3_column_int64(q, 0), word) || error_set_memory(err);
    }
    if (good && rc != SQLITE_DONE) {
        v->fault = search_index_is_fault(rc);
        good = store_fail(v->s, rc, err);
    }
    sqlite3_reset(q);
    int64_t found = (int64_t)(v->standing_count - before);
    if (found > most) {
        v->standing_count = before;
    } else if (found > 0) {
        v->weights[word] = weigh(v->fields, found);
        v->out->most += v->weights[word];
    }
    return good;
}

static bool look_for_all(struct listening *v, struct error *err)
{
    if (!store_number(v->s, err, &v->fields, "SELECT max(id) FROM search_field", "")) {
        v->fault = search_index_is_fault(sqlite3_errcode(v->s->db));
        return false;
    }
    v->out->rarest = weigh(v->fields, 1);
    sqlite3_stmt *q = store_prepare(
        v->s, "SELECT rowid FROM search_word WHERE search_word MATCH ?1 LIMIT ?2", err);
    v->fault = q == NULL && search_index_is_fault(sqlite3_errcode(v->s->db));
    bool good = q != NULL;
    for (size_t i = 0; good && i < v->count; i++) {
        good = look_for(v, q, i, err);
    }
    sqlite3_finalize(q);
    return good;
}

static int compare_standing(const void *a, const void *b)
{
    const struct standing *x = a, *y = b;
    return (x->field > y->field) - (x->field < y->field);
}

static int compare_spoken(const void *a, const void *b)
{
    const struct spoken *x = a, *y = b;
    if (x->weight != y->weight) {
        return x->weight > y->weight ? -1 : 1;
    }
    return (x->field > y->field) - (x->field < y->field);
}

/* The fields with all the words that stand in them, the heaviest first. */
static bool gather(struct listening *v)
{
    v->spoken = calloc(v->standing_count + 1, sizeof *v->spoken);
    if (v->spoken == NULL) {
        return false;
    }
    if (v->standing_count > 0) {
        qsort(v->standing, v->standing_count, sizeof *v->standing, compare_standing);
    }
    for (size_t i = 0; i < v->standing_count; i++) {
        const struct standing *at = &v->standing[i];
        if (v->spoken_count == 0 || v->spoken[v->spoken_count - 1].field != at->field) {
            v->spoken[v->spoken_count++].field = at->field;
        }
        struct spoken *field = &v->spoken[v->spoken_count - 1];
        field->words[at->word / 64] |= (uint64_t)1 << (at->word % 64);
        field->weight += v->weights[at->word];
    }
    qsort(v->spoken, v->spoken_count, sizeof *v->spoken, compare_spoken);
    return true;
}

static const char page_sql[] =
    "SELECT p.id, a.id, a.ward_code, a.ward_name, a.year, a.policy, p.element "
    "FROM search_field f JOIN page p ON p.id = f.page AND p.removed IS NULL "
    "JOIN assessment a ON a.id = p.assessment WHERE f.id = ?1 AND a.id <> ?2";

static struct store_case *find_page(struct store_cases *out, int64_t page)
{
    for (size_t i = 0; i < out->count; i++) {
        if (out->items[i].page.id == page) {
            return &out->items[i];
        }
    }
    return NULL;
}

static bool add_spoken(struct listening *v, sqlite3_stmt *q, const struct spoken *field)
{
    struct store_case *c = find_page(v->out, sqlite3_column_int64(q, 0));
    if (c == NULL) {
        c = add_case(v->out, q, 1);
        if (c == NULL) {
            return false;
        }
        c->page.id = sqlite3_column_int64(q, 0);
        c->page.element = store_text(q, 6);
        if (c->page.element == NULL) {
            return false;
        }
    }
    for (size_t i = 0; i < STORE_CASE_WORDS / 64; i++) {
        c->words[i] |= field->words[i];
    }
    c->weight = weigh_words(v, c->words);
    return true;
}

static bool find_pages(struct listening *v, struct error *err)
{
    sqlite3_stmt *q = store_prepare(v->s, page_sql, err);
    bool good = q != NULL;
    for (size_t i = 0; good && i < v->spoken_count && i < LOOKED_AT; i++) {
        int rc = SQLITE_DONE;
        good = store_bind(v->s, q, err, "ll", v->spoken[i].field, v->here);
        while (good && (rc = sqlite3_step(q)) == SQLITE_ROW) {
            good = add_spoken(v, q, &v->spoken[i]) || error_set_memory(err);
        }
        good = good && (rc == SQLITE_DONE || store_fail(v->s, rc, err));
        sqlite3_reset(q);
    }
    sqlite3_finalize(q);
    return good;
}

static int compare_cases(const void *a, const void *b)
{
    const struct store_case *x = a, *y = b;
    if (x->weight != y->weight) {
        return x->weight > y->weight ? -1 : 1;
    }
    if (x->year != y->year) {
        return x->year > y->year ? -1 : 1;
    }
    int order = strcmp(x->ward_code, y->ward_code);
    return order != 0 ? order : (x->page.id > y->page.id) - (x->page.id < y->page.id);
}

static void keep_heaviest(struct store_cases *out, size_t limit)
{
    if (out->count > 1) {
        qsort(out->items, out->count, sizeof *out->items, compare_cases);
    }
    while (out->count > limit) {
        free_case(&out->items[--out->count]);
    }
}

/* One moment of the database, from the index to the texts. */
static bool listen(struct listening *v, size_t limit, struct error *err)
{
    if (!store_begin_reading(v->s, err)) {
        return false;
    }
    bool good = look_for_all(v, err) && (gather(v) || error_set_memory(err)) && find_pages(v, err);
    if (good) {
        keep_heaviest(v->out, limit);
        good = read_pages(v->s, v->out, err);
    }
    store_rollback(v->s); /* it only read */
    free(v->standing);
    free(v->spoken);
    if (!good) {
        store_cases_free(v->out);
    }
    return good;
}

bool store_cases_saying(struct store *s, int64_t here, const char *const *words, size_t count,
                        size_t limit, struct store_cases *out, struct error *err)
{
    const struct listening asked = {
        .s = s, .out = out, .here = here, .words = words, .count = count};
    *out = (struct store_cases){0};
    if (count == 0) {
        return true;
    }
    if (!search_index_is_whole(s) && !search_index_make(s, err)) {
        return false;
    }
    struct listening v = asked;
    bool good = listen(&v, limit, err);
    if (v.fault) {
        v = asked;
        good = search_index_make(s, err) && listen(&v, limit, err);
    }
    return good;
}
