#include "store/digest.h"

#include "store/canonical.h"
#include "store/failure.h"

/* The columns that are hashed first, in their order; behind them what only the walk
 * needs to know. */
enum { REVISION_COLUMNS = 9, ASSESSMENT_COLUMNS = 7 };

static const char revisions_sql[] =
    "SELECT r.id, r.page, r.at, r.author, r.action, p.assessment, p.parent, p.element,"
    " p.removed IS r.id "
    "FROM revision r LEFT JOIN page p ON p.id = r.page "
    "WHERE r.id >= ?1 AND r.id <= ?2 ORDER BY r.id";

/* In step with the revisions, as finding each one's first would take half the time. */
static const char fields_sql[] =
    "SELECT ordinal, path, value, revision FROM field "
    "WHERE revision >= ?1 AND revision <= ?2 ORDER BY revision, ordinal";

enum { FIELD_COLUMNS = 3, FIELD_REVISION = 3 };

static const char assessments_sql[] =
    "SELECT id, ward_code, ward_name, year, policy, form_version, created_at FROM assessment "
    "WHERE id >= ?1 AND id <= ?2 ORDER BY id";

static bool begin(struct digest_walk *w, struct store *s, const char *sql, struct error *err)
{
    *w = (struct digest_walk){.s = s, .bytes = BUFFER_INIT};
    w->rows = store_prepare(s, sql, err);
    return w->rows != NULL;
}

bool digest_revisions(struct digest_walk *w, struct store *s, struct error *err)
{
    if (!begin(w, s, revisions_sql, err)) {
        return false;
    }
    w->fields = store_prepare(s, fields_sql, err);
    return w->fields != NULL && digest_seek(w, 0, err);
}

bool digest_assessments(struct digest_walk *w, struct store *s, struct error *err)
{
    return begin(w, s, assessments_sql, err) && digest_seek(w, 0, err);
}

static bool seek(struct digest_walk *w, sqlite3_stmt *q, int64_t only, struct error *err)
{
    sqlite3_reset(q);
    return store_bind(w->s, q, err, "ll", only == 0 ? INT64_MIN : only,
                      only == 0 ? INT64_MAX : only);
}

bool digest_seek(struct digest_walk *w, int64_t only, struct error *err)
{
    w->there = w->field_there = w->begun = false;
    return seek(w, w->rows, only, err) && (w->fields == NULL || seek(w, w->fields, only, err));
}

static void add_columns(struct buffer *b, sqlite3_stmt *q, int count)
{
    for (int i = 0; i < count; i++) {
        canonical_column(b, q, i);
    }
}

static bool next_field(struct digest_walk *w, struct error *err)
{
    int rc = sqlite3_step(w->fields);
    w->field_there = rc == SQLITE_ROW;
    return w->field_there || rc == SQLITE_DONE || store_fail(w->s, rc, err);
}

/* Passes over those of no revision, which are not counted either. */
static bool add_fields(struct digest_walk *w, struct error *err)
{
    bool good = w->begun || next_field(w, err);
    w->begun = true;
    while (good && w->field_there) {
        int64_t revision = sqlite3_column_int64(w->fields, FIELD_REVISION);
        if (revision > w->id) {
            break;
        }
        if (revision == w->id) {
            add_columns(&w->bytes, w->fields, FIELD_COLUMNS);
            w->field_count++;
        }
        good = next_field(w, err);
    }
    return good;
}

static bool hash_row(struct digest_walk *w, struct error *err)
{
    unsigned char hash[STORE_HASH_SIZE];
    w->id = sqlite3_column_int64(w->rows, 0);
    w->page = w->fields == NULL ? 0 : sqlite3_column_int64(w->rows, 1);
    w->assessment = w->fields == NULL ? w->id : sqlite3_column_int64(w->rows, 5);
    add_columns(&w->bytes, w->rows, w->fields == NULL ? ASSESSMENT_COLUMNS : REVISION_COLUMNS);
    if (w->fields != NULL && !add_fields(w, err)) {
        return false;
    }
    w->hashed += (int64_t)w->bytes.size;
    if (!canonical_hash(&w->bytes, hash, err)) {
        return false;
    }
    store_hash_hex(hash, w->hex);
    return true;
}

bool digest_next(struct digest_walk *w, struct error *err)
{
    int rc = sqlite3_step(w->rows);
    w->there = rc == SQLITE_ROW;
    if (w->there) {
        return hash_row(w, err);
    }
    return rc == SQLITE_DONE || store_fail(w->s, rc, err);
}

void digest_end(struct digest_walk *w)
{
    sqlite3_finalize(w->rows);
    sqlite3_finalize(w->fields);
    buffer_free(&w->bytes);
    w->rows = w->fields = NULL;
    w->there = false;
}
