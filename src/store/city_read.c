#include "store/city.h"

#include <stdlib.h>
#include <string.h>

#include "store/connection.h"

/* The order of read_row. */
#define COLUMNS                                                                                    \
    "c.id, c.name, f.digest, c.ward, c.year, c.policy, c.form_version, c.kind, c.first,\n"         \
    "  c.trail_seq, c.trail_hash, c.content, c.certificate, c.rules, c.warnings, c.refusal,\n"     \
    "  c.detail, c.number, c.received, c.assessment, c.who, c.role, c.at, a.state, c.signed_at\n"
#define FROM                                                                                       \
    "FROM city_submission c JOIN city_file f ON f.id = c.file\n"                                   \
    "LEFT JOIN assessment a ON a.id = c.assessment\n"

enum { TEXTS = 19 };

static void list_texts(struct store_city_submission *c, char **places[TEXTS])
{
    char **all[TEXTS] = {&c->name,      &c->digest,  &c->ward,       &c->policy,  &c->form_version,
                         &c->kind,      &c->first,   &c->trail_hash, &c->content, &c->certificate,
                         &c->rules,     &c->refusal, &c->detail,     &c->number,  &c->received,
                         &c->signed_at, &c->who,     &c->role,       &c->at};
    memcpy(places, all, sizeof all);
}

void store_city_submission_free(struct store_city_submission *c)
{
    char **places[TEXTS];
    list_texts(c, places);
    for (int i = 0; i < TEXTS; i++) {
        free(*places[i]);
    }
    free(c->state);
    *c = (struct store_city_submission){0};
}

void store_city_list_free(struct store_city_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        store_city_submission_free(&list->items[i]);
    }
    free(list->items);
    *list = (struct store_city_list){0};
}

static bool read_row(sqlite3_stmt *q, struct store_city_submission *c)
{
    static const int columns[TEXTS] = {1,  2,  3,  5,  6,  7,  8,  10, 11, 12,
                                       13, 15, 16, 17, 18, 24, 20, 21, 22};
    char **places[TEXTS];
    *c = (struct store_city_submission){
        .id = sqlite3_column_int64(q, 0),
        .year = sqlite3_column_int(q, 4),
        .trail_seq = sqlite3_column_int64(q, 9),
        .warnings = sqlite3_column_int(q, 14),
        .assessment = sqlite3_column_int64(q, 19),
        .state = store_text(q, 23),
    };
    list_texts(c, places);
    bool good = c->state != NULL;
    for (int i = 0; i < TEXTS; i++) {
        *places[i] = store_text(q, columns[i]);
        good = good && *places[i] != NULL;
    }
    return good;
}

static bool add_row(void *to, sqlite3_stmt *q)
{
    struct store_city_list *list = to;
    struct store_city_submission *items = store_grow(list->items, list->count, sizeof *items);
    if (items == NULL) {
        return false;
    }
    list->items = items;
    return read_row(q, &items[list->count++]);
}

bool store_city_read(struct store *s, int year, const char *ward, struct store_city_list *out,
                     struct error *err)
{
    static const char of_nobody[] = "SELECT " COLUMNS FROM "WHERE c.year IS NULL ORDER BY c.id";
    static const char of_year[] =
        "SELECT " COLUMNS FROM "WHERE c.year = ?1 AND (?2 IS NULL OR c.ward = ?2) ORDER BY c.id";
    static const char of_ward[] =
        "SELECT " COLUMNS FROM "WHERE c.year = ?1 AND c.ward = ?2 ORDER BY c.id";
    *out = (struct store_city_list){0};
    sqlite3_stmt *q = year == 0
                          ? store_query(s, err, of_nobody, "")
                          : store_query(s, err, ward == NULL ? of_year : of_ward, "it", year, ward);
    bool good = store_each(s, q, add_row, out, err);
    if (!good) {
        store_city_list_free(out);
    }
    return good;
}

bool store_city_find(struct store *s, const char *digest, bool *found,
                     struct store_city_submission *out, struct error *err)
{
    struct store_city_list list = {0};
    sqlite3_stmt *q =
        store_query(s, err, "SELECT " COLUMNS FROM "WHERE f.digest = ?1 ORDER BY c.id DESC LIMIT 1",
                    "t", digest);
    bool good = store_each(s, q, add_row, &list, err);
    *out = (struct store_city_submission){0};
    *found = good && list.count > 0;
    if (*found) {
        *out = list.items[0];
        list.count = 0;
    }
    store_city_list_free(&list);
    return good;
}

/* --- who signed it off ---------------------------------------------------------------- */

struct telling {
    bool (*take)(void *to, const struct store_city_signed *row, struct error *err);
    void *to;
    struct error *err;
    bool stopped;
};

static const char *column(sqlite3_stmt *q, int at)
{
    const char *text = (const char *)sqlite3_column_text(q, at);
    return text == NULL ? "" : text;
}

static bool tell_signed(void *out, sqlite3_stmt *q)
{
    struct telling *t = out;
    const struct store_city_signed row = {.ward = column(q, 0),
                                          .year = sqlite3_column_int(q, 1),
                                          .name = column(q, 2),
                                          .role = column(q, 3),
                                          .at = column(q, 4),
                                          .number = column(q, 5)};
    t->stopped = !t->take(t->to, &row, t->err);
    return !t->stopped;
}

bool store_city_each_signed(struct store *s, const char *policy, int first, int last,
                            bool (*take)(void *to, const struct store_city_signed *row,
                                         struct error *err),
                            void *to, struct error *err)
{
    struct error said;
    struct telling t = {take, to, &said, false};
    sqlite3_stmt *q =
        store_query(s, err,
                    "SELECT c.ward, c.year, g.name, g.role, g.at, c.number\n"
                    "FROM city_submission c JOIN city_signer g ON g.submission = c.id\n"
                    "WHERE c.refusal IS NULL AND c.policy = ?1 AND c.year BETWEEN ?2 AND ?3\n"
                    "ORDER BY c.id, g.ordinal",
                    "tii", policy, first, last);
    bool good = store_each(s, q, tell_signed, &t, err);
    if (t.stopped)
        *err = said;
    return good;
}

bool store_city_is_used(struct store *s, bool *used, struct error *err)
{
    int64_t any;
    bool good = store_number(s, err, &any,
                             "SELECT EXISTS (SELECT 1 FROM city_submission)\n"
                             "    OR EXISTS (SELECT 1 FROM city_due)",
                             "");
    *used = good && any != 0;
    return good;
}

bool store_city_last_year(struct store *s, int *year, struct error *err)
{
    int64_t last;
    bool good = store_number(s, err, &last,
                             "SELECT max(year) FROM (SELECT year FROM city_submission\n"
                             "  UNION ALL SELECT year FROM city_due)",
                             "");
    *year = good ? (int)last : 0;
    return good;
}

static bool take_head(void *to, sqlite3_stmt *q)
{
    struct store_trail_head *out = to;
    out->seq = sqlite3_column_int64(q, 0);
    if (sqlite3_column_bytes(q, 1) == STORE_HASH_SIZE) {
        memcpy(out->hash, sqlite3_column_blob(q, 1), STORE_HASH_SIZE);
    }
    return true;
}

bool store_city_head(struct store *s, const char *number, struct store_trail_head *out,
                     struct error *err)
{
    *out = (struct store_trail_head){0};
    return store_each(s,
                      store_query(s, err,
                                  "SELECT seq, hash FROM trail\n"
                                  "WHERE subject = 'number' AND new = ?1 ORDER BY seq LIMIT 1",
                                  "t", number),
                      take_head, out, err);
}

static bool take_count(void *to, sqlite3_stmt *q)
{
    struct store_city_count *out = to;
    *out = (struct store_city_count){sqlite3_column_int64(q, 0), sqlite3_column_int64(q, 1),
                                     sqlite3_column_int64(q, 2)};
    return true;
}

bool store_city_count(struct store *s, int year, struct store_city_count *out, struct error *err)
{
    *out = (struct store_city_count){0};
    return store_each(s,
                      store_query(s, err,
                                  "SELECT (SELECT max(id) FROM city_submission),\n"
                                  "  count(*) FILTER (WHERE refusal IS NULL),\n"
                                  "  count(*) FILTER (WHERE refusal IS NOT NULL)\n"
                                  "FROM city_submission WHERE year IS ?1",
                                  "k", (int64_t)year),
                      take_count, out, err);
}

/* --- the day ----------------------------------------------------------------------- */

void store_city_due_free(struct store_city_due *due)
{
    free(due->day);
    free(due->who);
    free(due->role);
    free(due->at);
    *due = (struct store_city_due){0};
}

static bool take_due(void *to, sqlite3_stmt *q)
{
    struct store_city_due *due = to;
    store_city_due_free(due);
    *due = (struct store_city_due){store_text(q, 0), store_text(q, 1), store_text(q, 2),
                                   store_text(q, 3)};
    return due->day != NULL && due->who != NULL && due->role != NULL && due->at != NULL;
}

bool store_city_read_due(struct store *s, int year, struct store_city_due *out, struct error *err)
{
    *out = (struct store_city_due){0};
    /* Where no day is set, a row of nothing. */
    bool good = store_each(s,
                           store_query(s, err,
                                       "SELECT day, who, role, at FROM (SELECT 0 AS id, NULL AS "
                                       "day, NULL AS who,\n"
                                       "  NULL AS role, NULL AS at UNION ALL\n"
                                       "  SELECT id, day, who, role, at FROM city_due\n"
                                       "  WHERE year = ?1) ORDER BY id DESC LIMIT 1",
                                       "i", year),
                           take_due, out, err);
    if (!good) {
        store_city_due_free(out);
    }
    return good;
}
