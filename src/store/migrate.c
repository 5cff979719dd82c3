#include "store/migrate.h"

#include <stdio.h>

#include "store/failure.h"
#include "text/i18n.h"

bool store_refuse_version(struct store *s, int version, int known, struct error *err)
{
    return error_set(
        err,
        _("%s was written by a newer version of this program: the database has version "
          "%d, this program knows up to version %d. It was left as it is; use the "
          "newer program."),
        s->path, version, known);
}

static bool read_version(struct store *s, int *version, struct error *err)
{
    int64_t number;
    if (!store_number(s, err, &number, "PRAGMA user_version", "")) {
        return false;
    }
    *version = (int)number;
    return true;
}

static bool write_version(struct store *s, int version, struct error *err)
{
    char sql[40]; /* a pragma takes no parameters */
    snprintf(sql, sizeof sql, "PRAGMA user_version = %d", version);
    return store_exec(s, sql, err);
}

/* Foreign keys are off during a step, so that it may rebuild a table others
 * refer to (https://www.sqlite.org/lang_altertable.html, section 7); so they
 * are looked at here. */
static bool check_foreign_keys(struct store *s, struct error *err)
{
    sqlite3_stmt *q = store_prepare(s, "PRAGMA foreign_key_check", err);
    int rc = q == NULL ? SQLITE_OK : sqlite3_step(q);
    bool broken = rc == SQLITE_ROW;
    if (!store_finish(s, q, rc, err)) {
        return false;
    }
    return !broken ||
           error_set(err,
                     _("%s cannot be brought up to date: its tables do not fit together. "
                       "It was left as it is; go back to the last good copy."),
                     s->path);
}

static bool run_step(struct store *s, const struct store_step *step, struct error *err)
{
    return store_exec(s, step->sql, err) && (step->fill == NULL || step->fill(s, err));
}

/* One step, in the transaction that is open. The version is read again: another
 * process may have done the step while this one waited for the lock. */
static bool take_step(struct store *s, const struct store_step *steps, int count, bool *done,
                      struct error *err)
{
    int version;
    if (!read_version(s, &version, err)) {
        return false;
    }
    if (version < 0 || version > count) {
        return store_refuse_version(s, version, count, err);
    }
    *done = version == count;
    return *done || (run_step(s, &steps[version], err) && check_foreign_keys(s, err) &&
                     write_version(s, version + 1, err));
}

static bool take_steps(struct store *s, const struct store_step *steps, int count,
                       struct error *err)
{
    for (bool done = false; !done;) {
        if (!store_begin(s, err)) {
            return false;
        }
        if (!take_step(s, steps, count, &done, err)) {
            store_rollback(s);
            return false;
        }
        if (!store_commit(s, err)) {
            return false;
        }
    }
    return true;
}

bool store_migrate(struct store *s, const struct store_step *steps, int count, struct error *err)
{
    int version;
    if (!read_version(s, &version, err)) {
        return false;
    }
    if (version == count) {
        return true;
    }
    if (version < 0 || version > count) {
        return store_refuse_version(s, version, count, err);
    }
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_ENABLE_FKEY, 0, NULL);
    bool good = take_steps(s, steps, count, err);
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
    return good;
}
