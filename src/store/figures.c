#include "store/figures.h"

#include <stdlib.h>
#include <string.h>

#include "store/connection.h"
#include "store/figure_tables.h"
#include "store/writer.h"

const char figure_tables[] =
    "CREATE TABLE figures (\n"
    "  assessment INTEGER PRIMARY KEY REFERENCES assessment,\n"
    "  version TEXT NOT NULL\n"
    ") STRICT;\n"
    "CREATE TABLE figure (\n"
    "  assessment INTEGER NOT NULL REFERENCES figures ON DELETE CASCADE,\n"
    "  ordinal INTEGER NOT NULL,\n"
    "  indicator TEXT NOT NULL,\n"
    "  about TEXT NOT NULL,\n"
    "  page TEXT NOT NULL,\n"
    "  field TEXT NOT NULL,\n"
    "  wording TEXT NOT NULL,\n"
    "  printed TEXT NOT NULL,\n"
    "  amount TEXT NOT NULL,\n"
    "  unit TEXT NOT NULL,\n"
    "  previous TEXT NOT NULL,\n"
    "  previous_unit TEXT NOT NULL,\n"
    "  target TEXT NOT NULL,\n"
    "  target_unit TEXT NOT NULL,\n"
    "  operator TEXT NOT NULL,\n"
    "  due TEXT NOT NULL,\n"
    "  relative TEXT NOT NULL,\n"
    "  answers TEXT NOT NULL,\n"
    "  judgement TEXT NOT NULL,\n"
    "  marks TEXT NOT NULL,\n"
    "  chance INTEGER NOT NULL,\n"
    "  PRIMARY KEY (assessment, ordinal)\n"
    ") STRICT, WITHOUT ROWID;\n"
    "CREATE TRIGGER figures_outdated AFTER INSERT ON revision BEGIN\n"
    "  DELETE FROM figures\n"
    "  WHERE assessment = (SELECT assessment FROM page WHERE id = NEW.page);\n"
    "END;\n";

/* --- keeping ---------------------------------------------------------------------- */

static bool add_figure(struct store *s, sqlite3_stmt *q, int64_t assessment, size_t ordinal,
                       const struct store_figure *f, struct error *err)
{
    return store_bind(s, q, err, "llttttttttttttttttttl", assessment, (int64_t)ordinal,
                      f->indicator, f->about, f->page, f->field, f->wording, f->printed, f->amount,
                      f->unit, f->previous, f->previous_unit, f->target, f->target_unit,
                      f->operator, f->by, f->relative, f->answers, f->judgement, f->marks,
                      (int64_t)f->chance);
}

static bool add_figures(struct store *s, int64_t assessment, const struct store_figure *figures,
                        size_t count, struct error *err)
{
    sqlite3_stmt *q = store_prepare(s,
                                    "INSERT INTO figure VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, "
                                    "?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, "
                                    "?21)",
                                    err);
    int rc = SQLITE_DONE;
    for (size_t i = 0; q != NULL && rc == SQLITE_DONE && i < count; i++) {
        sqlite3_reset(q);
        if (!add_figure(s, q, assessment, i, &figures[i], err)) {
            sqlite3_finalize(q);
            return false;
        }
        rc = sqlite3_step(q);
    }
    return store_finish(s, q, rc, err);
}

static bool was_saved_since(struct store *s, int64_t assessment, int64_t revision, bool *saved,
                            struct error *err)
{
    int64_t newer;
    bool good = store_number(s, err, &newer,
                             "SELECT EXISTS (SELECT 1 FROM revision r JOIN page p ON p.id = r.page "
                             "WHERE r.id > ?1 AND p.assessment = ?2)",
                             "ll", revision, assessment);
    *saved = good && newer != 0;
    return good;
}

static bool replace_figures(struct store *s, int64_t assessment, const char *version,
                            const struct store_figure *figures, size_t count, struct error *err)
{
    return store_run(s, err, "DELETE FROM figures WHERE assessment = ?1", "l", assessment) &&
           store_run(s, err, "INSERT INTO figures VALUES (?1, ?2)", "lt", assessment, version) &&
           add_figures(s, assessment, figures, count, err);
}

bool store_put_figures(struct store *s, int64_t assessment, const char *version,
                       int64_t page_revisions, const struct store_figure *figures, size_t count,
                       struct error *err)
{
    bool saved;
    if (!store_begin(s, err)) {
        return false;
    }
    if (!was_saved_since(s, assessment, page_revisions, &saved, err) ||
        (!saved && !replace_figures(s, assessment, version, figures, count, err))) {
        store_rollback(s);
        return false;
    }
    return store_commit(s, err);
}

bool store_figures_stamp(struct store *s, int64_t *revision, struct error *err)
{
    return store_number(s, err, revision, "SELECT max(id) FROM revision", "");
}

/* --- reading ---------------------------------------------------------------------- */

static const char stale_sql[] =
    "SELECT a.id, a.ward_code, a.year FROM assessment a "
    "LEFT JOIN figures f ON f.assessment = a.id AND f.version = ?2 "
    "WHERE a.policy = ?1 AND a.year BETWEEN ?3 AND ?4 AND f.assessment IS NULL "
    "ORDER BY a.year, a.ward_code";

static bool add_stale(void *to, sqlite3_stmt *q)
{
    struct store_stale_list *list = to;
    struct store_stale *items = store_grow(list->items, list->count, sizeof *items);
    if (items == NULL) {
        return false;
    }
    list->items = items;
    items[list->count] = (struct store_stale){.assessment = sqlite3_column_int64(q, 0),
                                              .ward_code = store_text(q, 1),
                                              .year = sqlite3_column_int(q, 2)};
    return items[list->count++].ward_code != NULL;
}

bool store_figures_stale(struct store *s, const char *policy, const char *version, int first,
                         int last, struct store_stale_list *out, struct error *err)
{
    *out = (struct store_stale_list){0};
    sqlite3_stmt *q = store_query(s, err, stale_sql, "ttii", policy, version, first, last);
    bool good = store_each(s, q, add_stale, out, err);
    if (!good) {
        store_stale_list_free(out);
    }
    return good;
}

void store_stale_list_free(struct store_stale_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        free(list->items[i].ward_code);
    }
    free(list->items);
    *list = (struct store_stale_list){0};
}

static const char figures_sql[] =
    "SELECT a.id, a.ward_code, a.ward_name, a.year, a.form_version, a.state, "
    "coalesce(s.version, ''), f.ordinal, f.chance, f.indicator, f.about, f.page, f.field, "
    "f.wording, f.printed, f.amount, f.unit, f.previous, f.previous_unit, f.target, "
    "f.target_unit, f.operator, f.due, f.relative, f.answers, f.judgement, f.marks "
    "FROM assessment a LEFT JOIN figures s ON s.assessment = a.id "
    "LEFT JOIN figure f ON f.assessment = a.id AND (?4 IS NULL OR f.indicator IN (?4, '')) "
    "WHERE a.policy = ?1 AND a.year BETWEEN ?2 AND ?3 ORDER BY a.year, a.ward_code, f.ordinal";

struct telling {
    bool (*take)(void *to, const struct store_figure_row *row, struct error *err);
    void *to;
    struct error *err;
    bool refused; /* take said false: the sentence is there */
    bool short_of_memory;
};

/* Valid until the statement steps. */
static char *text_at(struct telling *t, sqlite3_stmt *q, int column)
{
    static char nothing[] = "";
    const unsigned char *text = sqlite3_column_text(q, column);
    t->short_of_memory =
        t->short_of_memory || (text == NULL && sqlite3_column_type(q, column) != SQLITE_NULL);
    union {
        const unsigned char *from;
        char *to;
    } cast = {text};
    return text == NULL ? nothing : cast.to;
}

static bool tell_row(void *to, sqlite3_stmt *q)
{
    enum { ORDINAL = 7, CHANCE, FIRST_TEXT };
    struct telling *t = to;
    struct store_figure figure;
    bool there = sqlite3_column_type(q, ORDINAL) != SQLITE_NULL;
    for (int i = 0; i < STORE_FIGURE_TEXTS; i++) {
        figure.texts[i] = text_at(t, q, FIRST_TEXT + i);
    }
    figure.chance = sqlite3_column_int(q, CHANCE) != 0;
    const struct store_figure_row row = {.assessment = sqlite3_column_int64(q, 0),
                                         .ward_code = text_at(t, q, 1),
                                         .ward_name = text_at(t, q, 2),
                                         .year = sqlite3_column_int(q, 3),
                                         .form_version = text_at(t, q, 4),
                                         .state = text_at(t, q, 5),
                                         .version = text_at(t, q, 6),
                                         .is = there ? &figure : NULL};
    if (t->short_of_memory) {
        return false;
    }
    t->refused = !t->take(t->to, &row, t->err);
    return !t->refused;
}

bool store_each_figure(struct store *s, const char *policy, int first, int last,
                       const char *indicator,
                       bool (*take)(void *to, const struct store_figure_row *row,
                                    struct error *err),
                       void *to, struct error *err)
{
    struct error own = {""};
    struct telling t = {.take = take, .to = to, .err = &own};
    sqlite3_stmt *q = store_query(s, err, figures_sql, "tiit", policy, first, last, indicator);
    bool good = store_each(s, q, tell_row, &t, err);
    if (t.refused && err != NULL) {
        *err = own;
    }
    return good;
}
