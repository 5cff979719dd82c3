#include "store/trail_things.h"

#include <stdlib.h>
#include <string.h>

#include "store/account_state.h"
#include "text/i18n.h"

static struct trail_thing *find(const struct trail_things *t, bool setting, const char *name)
{
    for (size_t i = 0; i < t->count; i++) {
        if (t->items[i].setting == setting && strcmp(t->items[i].name, name) == 0) {
            return &t->items[i];
        }
    }
    return NULL;
}

static struct trail_thing *add(struct trail_things *t, bool setting, const char *name)
{
    struct trail_thing *items = store_grow(t->items, t->count, sizeof *items);
    char *copy = strdup(name);
    if (items != NULL) {
        t->items = items;
    }
    if (items == NULL || copy == NULL) {
        free(copy);
        return NULL;
    }
    items[t->count] = (struct trail_thing){.setting = setting, .name = copy};
    return &items[t->count++];
}

bool trail_things_take(struct trail_things *t, const char *action, const char *subject,
                       const char *state, int64_t seq)
{
    bool setting = strcmp(action, "setting") == 0;
    if (!setting && strncmp(action, "account-", 8) != 0) {
        return true;
    }
    struct trail_thing *thing = find(t, setting, subject);
    char *copy = strdup(state);
    if (thing == NULL) {
        thing = add(t, setting, subject);
    }
    if (thing == NULL || copy == NULL) {
        free(copy);
        return false;
    }
    free(thing->state);
    thing->state = copy;
    thing->seq = seq;
    return true;
}

static void blame(struct trail_wrong *wrong, bool setting, const char *name, int64_t seq)
{
    if (wrong->fault != STORE_TRAIL_WHOLE) {
        return;
    }
    wrong->fault = setting ? STORE_TRAIL_SETTING : STORE_TRAIL_ACCOUNT;
    wrong->seq = seq;
    error_set(&wrong->sentence,
              setting ? _("the setting \"%s\" is not as the trail left it")
                      : _("the account \"%s\" is not as the trail left it"),
              name);
}

struct comparison {
    struct trail_things *things;
    struct trail_wrong *wrong;
};

static bool compare(struct comparison *c, bool setting, const char *name, const char *state)
{
    struct trail_thing *thing = find(c->things, setting, name);
    if (thing != NULL) {
        thing->found = true;
    }
    if (thing == NULL || strcmp(thing->state, state) != 0) {
        blame(c->wrong, setting, name, thing == NULL ? 0 : thing->seq);
    }
    return true;
}

static bool compare_account(void *to, sqlite3_stmt *q)
{
    char *name = store_text(q, 0), *state = account_state_of(q);
    bool good = name != NULL && state != NULL && compare(to, false, name, state);
    free(name);
    free(state);
    return good;
}

static bool compare_setting(void *to, sqlite3_stmt *q)
{
    char *name = store_text(q, 0), *value = store_text(q, 1);
    bool good = name != NULL && value != NULL && compare(to, true, name, value);
    free(name);
    free(value);
    return good;
}

bool trail_things_compare(struct trail_things *t, struct store *s, struct trail_wrong *wrong,
                          struct error *err)
{
    *wrong = (struct trail_wrong){0};
    struct comparison c = {t, wrong};
    if (!store_each(s, store_query(s, err, account_state_sql, ""), compare_account, &c, err) ||
        !store_each(s, store_query(s, err, "SELECT name, value FROM setting", ""), compare_setting,
                    &c, err)) {
        return false;
    }
    for (size_t i = 0; i < t->count; i++) {
        if (!t->items[i].found) {
            blame(wrong, t->items[i].setting, t->items[i].name, t->items[i].seq);
        }
    }
    return true;
}

void trail_things_free(struct trail_things *t)
{
    for (size_t i = 0; i < t->count; i++) {
        free(t->items[i].name);
        free(t->items[i].state);
    }
    free(t->items);
    *t = (struct trail_things){0};
}
