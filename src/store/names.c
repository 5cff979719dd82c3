#include "store/names.h"

#include <stdlib.h>
#include <string.h>

#include "store/connection.h"
#include "store/persons.h"

/* What was once handed out stays where it is until the store is closed: a screen may
 * still have it. */
struct person {
    char *name, *display;
    struct person *older;
};

struct store_persons {
    struct person *newest; /* all that were ever read */
    struct person **now;   /* those of now, by name */
    size_t count;
    bool known;      /* they are those of the file */
    int64_t version; /* of the file, as SQLite counts the commits of others */
};

static int compare(const void *name, const void *item)
{
    return strcmp(name, (*(struct person *const *)item)->name);
}

static const struct person *find(const struct store_persons *p, const char *name)
{
    struct person *const *found =
        p->count == 0 ? NULL : bsearch(name, p->now, p->count, sizeof *p->now, compare);
    return found == NULL ? NULL : *found;
}

/* --- reading ------------------------------------------------------------------------- */

struct reading {
    struct store_persons *all;
    struct person **now;
    size_t count;
};

static struct person *make(struct store_persons *all, const char *name, const char *display)
{
    struct person *p = calloc(1, sizeof *p);
    if (p == NULL) {
        return NULL;
    }
    p->older = all->newest;
    all->newest = p;
    p->name = strdup(name);
    p->display = strdup(display);
    return p->name == NULL || p->display == NULL ? NULL : p;
}

/* The one that is known already, where nothing of it changed. */
static bool take(void *to, sqlite3_stmt *q)
{
    struct reading *r = to;
    const char *name = (const char *)sqlite3_column_text(q, 0);
    const char *display = (const char *)sqlite3_column_text(q, 1);
    struct person **now = store_grow(r->now, r->count, sizeof *now);
    if (now == NULL) {
        return false;
    }
    r->now = now;
    if (name == NULL || display == NULL) {
        return false;
    }
    const struct person *known = find(r->all, name);
    now[r->count] = known != NULL && strcmp(known->display, display) == 0
                        ? (struct person *)known
                        : make(r->all, name, display);
    return now[r->count++] != NULL;
}

static bool read_version(struct store *s, int64_t *version)
{
    return store_number(s, NULL, version, "PRAGMA data_version", "");
}

static void read_all(struct store *s, struct store_persons *p)
{
    struct reading r = {.all = p};
    int64_t version;
    /* The version first: what is changed between the two is then read once more. */
    bool good =
        read_version(s, &version) && store_each(s,
                                                store_query(s, NULL,
                                                            "SELECT name, display FROM account "
                                                            "WHERE display <> '' ORDER BY name",
                                                            ""),
                                                take, &r, NULL);
    if (!good) {
        free(r.now);
        return;
    }
    free(p->now);
    p->now = r.now;
    p->count = r.count;
    p->version = version;
    p->known = true;
}

/* --- the promises -------------------------------------------------------------------- */

const char *store_person(struct store *s, const char *name)
{
    if (name == NULL || s == NULL) {
        return name == NULL ? "" : name;
    }
    if (s->persons == NULL) {
        s->persons = calloc(1, sizeof *s->persons);
    }
    if (s->persons != NULL && !s->persons->known) {
        read_all(s, s->persons);
    }
    const struct person *found = s->persons == NULL ? NULL : find(s->persons, name);
    return found == NULL ? name : found->display;
}

void store_persons_renew(struct store *s)
{
    int64_t version;
    if (s->persons != NULL && s->persons->known &&
        (!read_version(s, &version) || version != s->persons->version)) {
        s->persons->known = false;
    }
}

void store_persons_changed(struct store *s)
{
    if (s->persons != NULL) {
        s->persons->known = false;
    }
}

void store_persons_free(struct store *s)
{
    struct person *p = s->persons == NULL ? NULL : s->persons->newest;
    while (p != NULL) {
        struct person *older = p->older;
        free(p->name);
        free(p->display);
        free(p);
        p = older;
    }
    if (s->persons != NULL) {
        free(s->persons->now);
        free(s->persons);
    }
}
