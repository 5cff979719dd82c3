#include "store/review_told.h"

#include <stdlib.h>
#include <string.h>

#include "text/i18n.h"

/* --- what was noted ---------------------------------------------------------------------- */

/* The row's place, or the free one for it; NULL where there is no room at all. */
static struct review_told_row *find(const struct review_told *t, enum review_table table,
                                    int64_t key)
{
    uint64_t hash = ((uint64_t)key * REVIEW_TABLES + table) * 0x9E3779B97F4A7C15u;
    if (t->room == 0) {
        return NULL;
    }
    for (size_t i = (size_t)(hash >> 32) % t->room;; i = (i + 1) % t->room) {
        struct review_told_row *row = &t->places[i];
        if (row->seq == 0 || (row->key == key && row->table == table)) {
            return row;
        }
    }
}

/* Room for one more, a third of it always free. */
static bool make_room(struct review_told *t)
{
    struct review_told wider = {.count = t->count, .room = t->room == 0 ? 64 : 2 * t->room};
    if (3 * (t->count + 1) <= 2 * t->room) {
        return true;
    }
    wider.places = calloc(wider.room, sizeof *wider.places);
    if (wider.places == NULL) {
        return false;
    }
    for (size_t i = 0; i < t->room; i++) {
        if (t->places[i].seq != 0) {
            *find(&wider, t->places[i].table, t->places[i].key) = t->places[i];
        }
    }
    free(t->places);
    *t = wider;
    return true;
}

void review_told_free(struct review_told *t)
{
    free(t->places);
    *t = (struct review_told){0};
}

/* --- what is wrong ------------------------------------------------------------------------ */

static const char *const sentences[REVIEW_TABLES] = {
    [REVIEW_WHOLE] = N_("where assessment %lld is in the review is not as the trail left it"),
    [REVIEW_PAGE] = N_("where page %lld is in the review is not as the trail left it"),
    [REVIEW_REMARK] = N_("remark %lld is not as the trail left it"),
    [REVIEW_ANSWER] = N_("answer %lld to a remark is not as the trail left it"),
    [REVIEW_SIGNATURE] = N_("signature %lld is not as the trail left it"),
    [REVIEW_STAND_IN] = N_("handing over %lld is not as the trail left it"),
    [REVIEW_RECEIPT] = N_("receipt %lld of the city is not as the trail left it"),
    [REVIEW_CITY_FILE] = N_("file %lld that the city received is not as the trail left it"),
    [REVIEW_CITY_SUBMISSION] =
        N_("what the city received as number %lld is not as the trail left it"),
    [REVIEW_CITY_SIGNER] =
        N_("who stands for what the city received as number %lld is not as the trail left it"),
    [REVIEW_CITY_DUE] = N_("day %lld that the city set is not as the trail left it"),
    [REVIEW_LOOKED] = N_("who has looked at page %lld is not as the trail left it"),
};

/* The one that comes first in the trail; those it does not tell of come last. */
static void blame(struct trail_wrong *wrong, enum review_table table, int64_t key, int64_t seq)
{
    if (wrong->fault != STORE_TRAIL_WHOLE && (seq == 0 || (wrong->seq != 0 && wrong->seq <= seq))) {
        return;
    }
    wrong->fault = STORE_TRAIL_REVIEW;
    wrong->seq = seq;
    error_set(&wrong->sentence, _(sentences[table]), (long long)key);
}

/* --- lines of the trail --------------------------------------------------------------------- */

struct line {
    enum review_table table;
    int64_t key;
    unsigned char hash[STORE_HASH_SIZE];
};

/* "remark 12 5f3a...": false where it is none. *text goes behind it. */
static bool read_line(const char **text, struct line *out)
{
    char hex[STORE_HASH_HEX], *end;
    size_t word = strcspn(*text, " \n");
    int table = review_table_find(*text, word);
    const char *next = *text + word;
    if (table < 0 || *next != ' ') {
        return false;
    }
    out->table = (enum review_table)table;
    out->key = strtoll(next + 1, &end, 10);
    if (*end != ' ' || strcspn(end + 1, "\n") != STORE_HASH_HEX - 1) {
        return false;
    }
    memcpy(hex, end + 1, STORE_HASH_HEX - 1);
    hex[STORE_HASH_HEX - 1] = '\0';
    next = end + STORE_HASH_HEX;
    *text = next + (*next == '\n');
    return store_hash_read(hex, out->hash);
}

/* What was there before the change has to be what the trail left. */
static void check_old(struct review_told *t, const char *old, struct trail_wrong *wrong)
{
    struct line line;
    while (*old != '\0' && read_line(&old, &line)) {
        struct review_told_row *row = find(t, line.table, line.key);
        if (row == NULL || row->seq == 0 || memcmp(row->hash, line.hash, STORE_HASH_SIZE) != 0) {
            blame(wrong, line.table, line.key, row == NULL ? 0 : row->seq);
        } else {
            row->found = true;
        }
    }
}

bool review_told_take(struct review_told *t, const char *old, const char *new, int64_t seq,
                      struct trail_wrong *wrong)
{
    struct line line;
    check_old(t, old, wrong);
    while (*new != '\0' && read_line(&new, &line)) {
        if (!make_room(t)) {
            return false;
        }
        struct review_told_row *row = find(t, line.table, line.key);
        if (row->seq != 0 && !row->found) { /* it was gone when it was written anew */
            blame(wrong, line.table, line.key, row->seq);
        }
        t->count += row->seq == 0;
        *row = (struct review_told_row){.table = line.table, .key = line.key, .seq = seq};
        memcpy(row->hash, line.hash, STORE_HASH_SIZE);
    }
    return true;
}

/* --- the tables ------------------------------------------------------------------------------ */

struct comparison {
    struct review_told *told;
    enum review_table table;
    struct trail_wrong *wrong;
};

static bool compare(void *to, int64_t key, const char *hex, bool pristine)
{
    const struct comparison *c = to;
    unsigned char hash[STORE_HASH_SIZE];
    struct review_told_row *row = find(c->told, c->table, key);
    bool told = row != NULL && row->seq != 0;
    if (told) {
        row->found = true;
    }
    if (told ? !store_hash_read(hex, hash) || memcmp(row->hash, hash, STORE_HASH_SIZE) != 0
             : !pristine) {
        blame(c->wrong, c->table, key, told ? row->seq : 0);
    }
    return true;
}

bool review_told_compare(struct review_told *t, struct store *s, struct trail_wrong *wrong,
                         struct error *err)
{
    *wrong = (struct trail_wrong){0};
    for (int i = 0; i < REVIEW_TABLES; i++) {
        struct comparison c = {t, (enum review_table)i, wrong};
        if (!review_rows_walk(s, c.table, 0, compare, &c, err)) {
            return false;
        }
    }
    for (size_t i = 0; i < t->room; i++) {
        const struct review_told_row *row = &t->places[i];
        if (row->seq != 0 && !row->found) {
            blame(wrong, row->table, row->key, row->seq);
        }
    }
    return true;
}
