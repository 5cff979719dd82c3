#include "store/digest.h"

#include "store/canonical.h"
#include "store/failure.h"

enum { REVISION_COLUMNS = 9, FIELD_COLUMNS = 4, ASSESSMENT_COLUMNS = 7 };

static const char revisions_sql[] =
    "SELECT gather(?3, r.id, r.page, r.at, r.author, r.action, p.assessment, p.parent, p.element,"
    " p.removed IS r.id) "
    "FROM revision r LEFT JOIN page p ON p.id = r.page "
    "WHERE r.id >= ?1 AND r.id <= ?2 ORDER BY r.id";

/* In step with the revisions, as finding each one's first would take half the time. The
 * revision goes first, and is not hashed. */
static const char fields_sql[] =
    "SELECT gather(?3, revision, ordinal, path, value) FROM field "
    "WHERE revision >= ?1 AND revision <= ?2 ORDER BY revision, ordinal";

static const char assessments_sql[] =
    "SELECT gather(?3, id, ward_code, ward_name, year, policy, form_version, created_at) "
    "FROM assessment WHERE id >= ?1 AND id <= ?2 ORDER BY id";

static bool begin(struct digest_walk *w, struct store *s, const char *sql, struct error *err)
{
    *w = (struct digest_walk){.s = s, .row.bytes = BUFFER_INIT, .field.bytes = BUFFER_INIT};
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

static bool seek(struct digest_walk *w, sqlite3_stmt *q, struct canonical_row *row, int64_t only,
                 struct error *err)
{
    sqlite3_reset(q);
    if (!store_bind(w->s, q, err, "ll", only == 0 ? INT64_MIN : only,
                    only == 0 ? INT64_MAX : only)) {
        return false;
    }
    int rc = canonical_bind(q, 3, row);
    return rc == SQLITE_OK || store_fail(w->s, rc, err);
}

bool digest_seek(struct digest_walk *w, int64_t only, struct error *err)
{
    w->there = w->field_there = w->begun = false;
    return seek(w, w->rows, &w->row, only, err) &&
           (w->fields == NULL || seek(w, w->fields, &w->field, only, err));
}

static bool next_field(struct digest_walk *w, struct error *err)
{
    int rc = sqlite3_step(w->fields);
    w->field_there = rc == SQLITE_ROW;
    if (w->field_there && w->field.bytes.failed) {
        return error_set_memory(err);
    }
    return w->field_there || rc == SQLITE_DONE || store_fail(w->s, rc, err);
}

/* Passes over those of no revision, which are not counted either. */
static bool add_fields(struct digest_walk *w, crypto_hash_sha256_state *state, struct error *err)
{
    bool good = w->begun || next_field(w, err);
    const struct canonical_row *field = &w->field;
    w->begun = true;
    while (good && w->field_there) {
        int64_t revision = canonical_row_integer(field, 0);
        if (revision > w->id) {
            break;
        }
        if (revision == w->id) {
            canonical_row_hash(field, 1, FIELD_COLUMNS, state);
            w->hashed += (int64_t)(field->starts[FIELD_COLUMNS] - field->starts[1]);
            w->field_count++;
        }
        good = next_field(w, err);
    }
    return good;
}

static bool hash_row(struct digest_walk *w, struct error *err)
{
    unsigned char hash[STORE_HASH_SIZE];
    crypto_hash_sha256_state state;
    int columns = w->fields == NULL ? ASSESSMENT_COLUMNS : REVISION_COLUMNS;
    if (w->row.bytes.failed) {
        return error_set_memory(err);
    }
    w->id = canonical_row_integer(&w->row, 0);
    w->page = w->fields == NULL ? 0 : canonical_row_integer(&w->row, 1);
    w->assessment = w->fields == NULL ? w->id : canonical_row_integer(&w->row, 5);
    crypto_hash_sha256_init(&state);
    canonical_row_hash(&w->row, 0, columns, &state);
    w->hashed += (int64_t)w->row.starts[columns];
    if (w->fields != NULL && !add_fields(w, &state, err)) {
        return false;
    }
    crypto_hash_sha256_final(&state, hash);
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
    buffer_free(&w->row.bytes);
    buffer_free(&w->field.bytes);
    w->rows = w->fields = NULL;
    w->there = false;
}
