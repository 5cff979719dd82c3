#include "store/search.h"

#include <stdlib.h>
#include <string.h>

#include "store/connection.h"
#include "store/failure.h"
#include "store/search_index.h"
#include "text/editor_search.h"
#include "text/fold.h"
#include "text/grapheme.h"
#include "text/i18n.h"
#include "text/utf8.h"

/* How much of the line stands around a hit, in characters. */
enum { PIECE_BEFORE = 20, PIECE_AFTER = 60 };

/* Characters that the index by words is asked for: more make no difference to
 * what it finds, and each of a pasted text would be a term of the query. */
enum { WORD_LEAST = 3, WORD_MOST = 32 };

/* A field that the index names; its text is looked at again. */
struct place {
    int64_t page;
    char *path;
    size_t rank; /* of the page in the sheet */
    int ordinal; /* of the field in the page */
    char *name, *value;
};

/* What the index names of one assessment. */
struct group {
    int64_t assessment;
    char *ward_code, *ward_name;
    int year;
    struct place *places;
    size_t count;
};

struct searching {
    struct store *s;
    const struct store_search *what;
    struct store_hits *out;
    char *key;   /* as it stands in the index */
    char *small; /* the text in small letters, for its place in a field */
    sqlite3_stmt *tree, *field;
    struct group group;
    size_t named; /* fields that the index named */
    bool fault;   /* the index is */
};

void store_hits_free(struct store_hits *hits)
{
    for (size_t i = 0; i < hits->count; i++) {
        struct store_hit *hit = &hits->items[i];
        free(hit->ward_code);
        free(hit->ward_name);
        free(hit->page_name);
        free(hit->path);
        free(hit->piece);
    }
    free(hits->items);
    *hits = (struct store_hits){0};
}

static void clear_group(struct group *g)
{
    for (size_t i = 0; i < g->count; i++) {
        free(g->places[i].path);
        free(g->places[i].name);
        free(g->places[i].value);
    }
    free(g->places);
    free(g->ward_code);
    free(g->ward_name);
    *g = (struct group){0};
}

/* --- a hit ---------------------------------------------------------------------------- */

static void cut_piece(struct store_hit *hit, const char *text, const struct editor_match *match)
{
    size_t size = strlen(text);
    size_t start = grapheme_back_in_line(text, size, match->start, PIECE_BEFORE);
    size_t end = grapheme_on_in_line(text, size, match->end, PIECE_AFTER);
    hit->piece = strndup(text + start, end - start);
    hit->start = match->start - start;
    hit->end = match->end - start;
    hit->offset = start;
    hit->cut_before = start > 0 && text[start - 1] != '\n';
    hit->cut_after = end < size && text[end] != '\n';
}

static bool fill_hit(struct store_hit *hit, const struct group *g, const struct place *p,
                     const struct editor_matches *matches)
{
    *hit = (struct store_hit){
        .assessment = g->assessment,
        .ward_code = strdup(g->ward_code),
        .ward_name = strdup(g->ward_name),
        .year = g->year,
        .page = p->page,
        .page_name = strdup(p->name != NULL ? p->name : ""),
        .path = strdup(p->path),
        .count = matches->count,
    };
    cut_piece(hit, p->value, &matches->items[0]);
    return hit->ward_code != NULL && hit->ward_name != NULL && hit->page_name != NULL &&
           hit->path != NULL && hit->piece != NULL;
}

static bool add_hit(struct searching *v, const struct place *p,
                    const struct editor_matches *matches)
{
    struct store_hits *out = v->out;
    if (v->what->limit > 0 && out->count == v->what->limit) {
        out->more = true;
        return true;
    }
    struct store_hit *items = store_grow(out->items, out->count, sizeof *items);
    if (items == NULL) {
        return false;
    }
    out->items = items;
    return fill_hit(&items[out->count++], &v->group, p, matches);
}

/* The index names a field where the text may stand; whether it does, and where,
 * the text itself says. Small letters are as long as capitals (fold_case). */
static bool look_at(struct searching *v, const struct place *p)
{
    if (p->value == NULL || !utf8_is_valid(p->value, strlen(p->value), NULL)) {
        return true;
    }
    struct editor_matches matches = {NULL, 0};
    char *small = fold_case(p->value);
    bool good = small != NULL &&
                editor_search(small, strlen(small), v->small, EDITOR_SEARCH_FOLDED, &matches);
    free(small);
    good = good && (matches.count == 0 || add_hit(v, p, &matches));
    editor_matches_free(&matches);
    return good;
}

/* --- the fields of one assessment ------------------------------------------------------- */

/* As in pages.c: a page, the pages in it, its next neighbour. */
static const char tree_sql[] =
    "WITH RECURSIVE tree (id, position, depth) AS ("
    "  SELECT id, position, 0 FROM page"
    "    WHERE assessment = ?1 AND parent IS NULL AND removed IS NULL"
    "  UNION ALL"
    "  SELECT p.id, p.position, tree.depth + 1"
    "    FROM tree JOIN page p ON p.assessment = ?1 AND p.parent = tree.id AND p.removed IS NULL"
    "  ORDER BY 3 DESC, 2) "
    "SELECT id FROM tree";

static const char field_sql[] =
    "SELECT path, ordinal, value FROM field "
    "WHERE revision = (SELECT max(id) FROM revision WHERE page = ?1) AND path IN (?2, '@id')";

static bool read_ranks(struct searching *v, struct error *err)
{
    int rc = SQLITE_DONE;
    bool good = store_bind(v->s, v->tree, err, "l", v->group.assessment);
    for (size_t rank = 0; good && (rc = sqlite3_step(v->tree)) == SQLITE_ROW; rank++) {
        int64_t page = sqlite3_column_int64(v->tree, 0);
        for (size_t i = 0; i < v->group.count; i++) {
            if (v->group.places[i].page == page) {
                v->group.places[i].rank = rank;
            }
        }
    }
    good = good && (rc == SQLITE_DONE || store_fail(v->s, rc, err));
    sqlite3_reset(v->tree);
    return good;
}

static bool read_part(struct place *p, sqlite3_stmt *q)
{
    char *path = store_text(q, 0);
    if (path == NULL) {
        return false;
    }
    bool is_name = strcmp(path, "@id") == 0;
    char **part = is_name ? &p->name : &p->value;
    free(path);
    if (*part == NULL) {
        *part = store_text(q, 2);
        p->ordinal = is_name ? p->ordinal : sqlite3_column_int(q, 1);
    }
    return *part != NULL;
}

static bool read_place(struct searching *v, struct place *p, struct error *err)
{
    int rc = SQLITE_DONE;
    bool good = store_bind(v->s, v->field, err, "lt", p->page, p->path);
    while (good && (rc = sqlite3_step(v->field)) == SQLITE_ROW) {
        good = read_part(p, v->field) || error_set_memory(err);
    }
    good = good && (rc == SQLITE_DONE || store_fail(v->s, rc, err));
    sqlite3_reset(v->field);
    return good;
}

static int compare_places(const void *a, const void *b)
{
    const struct place *x = a, *y = b;
    if (x->rank != y->rank) {
        return x->rank < y->rank ? -1 : 1;
    }
    return (x->ordinal > y->ordinal) - (x->ordinal < y->ordinal);
}

static bool close_group(struct searching *v, struct error *err)
{
    struct group *g = &v->group;
    bool good = g->count == 0 || read_ranks(v, err);
    for (size_t i = 0; good && i < g->count; i++) {
        good = read_place(v, &g->places[i], err);
    }
    if (good && g->count > 1) {
        qsort(g->places, g->count, sizeof *g->places, compare_places);
    }
    for (size_t i = 0; good && !v->out->more && i < g->count; i++) {
        good = look_at(v, &g->places[i]) || error_set_memory(err);
    }
    clear_group(g);
    return good;
}

/* --- what the index names ----------------------------------------------------------------- */

#define WANTED                                                                                     \
    "AND p.removed IS NULL AND (?2 IS NULL OR a.ward_code = ?2) AND (?3 = 0 OR a.year = ?3) "      \
    "ORDER BY a.id <> ?4, a.year DESC, a.ward_code, a.id"

static const char words_sql[] =
    "SELECT a.id, a.ward_code, a.ward_name, a.year, f.page, f.path "
    "FROM search_word JOIN search_field f ON f.id = search_word.rowid "
    "JOIN page p ON p.id = f.page JOIN assessment a ON a.id = p.assessment "
    "WHERE search_word MATCH ?1 " WANTED;

/* What is shorter than three characters the index by words does not have. */
static const char scan_sql[] =
    "SELECT a.id, a.ward_code, a.ward_name, a.year, f.page, f.path "
    "FROM search_field f JOIN page p ON p.id = f.page JOIN assessment a ON a.id = p.assessment "
    "WHERE instr(f.key, ?1) > 0 " WANTED;

static bool open_group(struct group *g, sqlite3_stmt *q)
{
    *g = (struct group){
        .assessment = sqlite3_column_int64(q, 0),
        .ward_code = store_text(q, 1),
        .ward_name = store_text(q, 2),
        .year = sqlite3_column_int(q, 3),
    };
    return g->ward_code != NULL && g->ward_name != NULL;
}

static bool add_place(struct group *g, sqlite3_stmt *q)
{
    struct place *places = store_grow(g->places, g->count, sizeof *places);
    if (places == NULL) {
        return false;
    }
    g->places = places;
    struct place *p = &places[g->count++];
    *p = (struct place){.page = sqlite3_column_int64(q, 4), .path = store_text(q, 5)};
    return p->path != NULL;
}

static bool read_row(struct searching *v, sqlite3_stmt *q, struct error *err)
{
    struct group *g = &v->group;
    if (g->assessment != sqlite3_column_int64(q, 0)) {
        if (!close_group(v, err)) {
            return false;
        }
        if (!open_group(g, q)) {
            return error_set_memory(err);
        }
    }
    v->named++;
    return add_place(g, q) || error_set_memory(err);
}

/* Asks the index for the term, and looks at what it names. */
static bool ask(struct searching *v, const char *sql, const char *term, struct error *err)
{
    const struct store_search *what = v->what;
    sqlite3_stmt *q =
        store_query(v->s, err, sql, "ttil", term, what->ward_code, what->year, what->here);
    if (q == NULL) {
        v->fault = search_index_is_fault(sqlite3_errcode(v->s->db));
        return false;
    }
    int rc = SQLITE_OK;
    bool good = true;
    while (good && !v->out->more && (rc = sqlite3_step(q)) == SQLITE_ROW) {
        good = read_row(v, q, err);
    }
    v->fault = good && rc != SQLITE_OK && rc != SQLITE_ROW && search_index_is_fault(rc);
    good = good && close_group(v, err);
    if (!good) {
        sqlite3_finalize(q);
        return false;
    }
    return store_finish(v->s, q, rc, err);
}

/* The offset behind so many characters; SIZE_MAX where the key has fewer. */
static size_t offset_of(const char *key, size_t characters)
{
    size_t at = 0, size = strlen(key);
    uint32_t cp;
    for (; characters > 0 && at < size; characters--) {
        at += utf8_decode(key + at, size - at, &cp);
    }
    return characters > 0 ? SIZE_MAX : at;
}

/* The key as one phrase of FTS5's query language. */
static char *phrase_of(const char *key)
{
    size_t most = offset_of(key, WORD_MOST), size = most == SIZE_MAX ? strlen(key) : most;
    char *phrase = malloc(2 * size + 3), *to = phrase;
    if (phrase == NULL) {
        return NULL;
    }
    *to++ = '"';
    for (size_t i = 0; i < size; i++) {
        if (key[i] == '"') {
            *to++ = '"';
        }
        *to++ = key[i];
    }
    *to++ = '"';
    *to = '\0';
    return phrase;
}

/* An index that has lost something may well answer that there is nothing, and
 * without an error: so that answer is checked against the texts' keys. */
static bool ask_words(struct searching *v, struct error *err)
{
    char *phrase = phrase_of(v->key);
    if (phrase == NULL) {
        return error_set_memory(err);
    }
    bool good = ask(v, words_sql, phrase, err);
    free(phrase);
    if (good && v->named == 0) {
        good = ask(v, scan_sql, v->key, err);
        v->fault = v->fault || (good && v->named > 0);
    }
    return good;
}

static bool prepare(struct searching *v, struct error *err)
{
    v->tree = store_prepare(v->s, tree_sql, err);
    v->field = v->tree == NULL ? NULL : store_prepare(v->s, field_sql, err);
    return v->field != NULL;
}

/* One moment of the database, from the index to the texts. */
static bool search_once(struct searching *v, struct error *err)
{
    v->named = 0;
    v->fault = false;
    if (!store_begin_reading(v->s, err)) {
        return false;
    }
    bool good = prepare(v, err) &&
                (offset_of(v->key, WORD_LEAST) == SIZE_MAX ? ask(v, scan_sql, v->key, err)
                                                           : ask_words(v, err));
    clear_group(&v->group);
    sqlite3_finalize(v->tree);
    sqlite3_finalize(v->field);
    store_rollback(v->s); /* it only read */
    if (!good || v->fault) {
        store_hits_free(v->out);
    }
    return good;
}

static bool search(struct searching *v, struct error *err)
{
    if (!search_index_is_whole(v->s) && !search_index_make(v->s, err)) {
        return false;
    }
    bool good = search_once(v, err);
    if (v->fault) {
        good = search_index_make(v->s, err) && search_once(v, err);
    }
    return good;
}

bool store_search(struct store *s, const struct store_search *what, struct store_hits *out,
                  struct error *err)
{
    *out = (struct store_hits){0};
    if (!utf8_is_valid(what->text, strlen(what->text), NULL)) {
        return error_set(err, _("The text to search for is not UTF-8. Type it again."));
    }
    struct searching v = {.s = s,
                          .what = what,
                          .out = out,
                          .key = fold_search_key(what->text),
                          .small = fold_case(what->text)};
    bool good = v.key != NULL && v.small != NULL;
    if (!good) {
        error_set_memory(err);
    } else if (v.key[strspn(v.key, "\n")] != '\0') {
        good = search(&v, err);
    }
    free(v.key);
    free(v.small);
    return good;
}

bool store_search_rebuild(struct store *s, struct error *err)
{
    return search_index_make(s, err);
}
