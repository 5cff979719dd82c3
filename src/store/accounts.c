#include "store/accounts.h"

#include <stdlib.h>

#include "store/account_state.h"
#include "store/chain.h"
#include "store/connection.h"
#include "store/persons.h"
#include "store/writer.h"
#include "text/fold.h"
#include "text/i18n.h"

/* --- reading ----------------------------------------------------------------------- */

#define COLUMNS                                                                                    \
    "SELECT name, display, role, password, created, disabled, failures, failed_at, "               \
    "first_password FROM account "

void store_account_free(struct store_account *a)
{
    free(a->name);
    free(a->display);
    free(a->role);
    free(a->password);
    free(a->created);
    free(a->disabled);
    *a = (struct store_account){0};
}

void store_account_list_free(struct store_account_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        store_account_free(&list->items[i]);
    }
    free(list->items);
    *list = (struct store_account_list){0};
}

static bool read_account(sqlite3_stmt *q, struct store_account *a)
{
    *a = (struct store_account){.name = store_text(q, 0),
                                .display = store_text(q, 1),
                                .role = store_text(q, 2),
                                .password = store_text(q, 3),
                                .created = store_text(q, 4),
                                .disabled = store_text(q, 5),
                                .failures = sqlite3_column_int(q, 6),
                                .failed_at = sqlite3_column_int64(q, 7),
                                .first_password = sqlite3_column_int(q, 8) != 0};
    return a->name != NULL && a->display != NULL && a->role != NULL && a->password != NULL &&
           a->created != NULL && a->disabled != NULL;
}

static bool add_account(void *to, sqlite3_stmt *q)
{
    struct store_account_list *list = to;
    struct store_account *items = store_grow(list->items, list->count, sizeof *items);
    if (items == NULL) {
        return false;
    }
    list->items = items;
    return read_account(q, &items[list->count++]);
}

bool store_accounts(struct store *s, struct store_account_list *out, struct error *err)
{
    *out = (struct store_account_list){0};
    bool good =
        store_each(s, store_query(s, err, COLUMNS "ORDER BY name", ""), add_account, out, err);
    if (!good) {
        store_account_list_free(out);
    }
    return good;
}

bool store_has_account(struct store *s, bool *has, struct error *err)
{
    int64_t any;
    bool good = store_number(s, err, &any, "SELECT EXISTS (SELECT 1 FROM account)", "");
    *has = good && any != 0;
    return good;
}

bool store_find_account(struct store *s, const char *name, bool *found, struct store_account *out,
                        struct error *err)
{
    struct store_account_list list = {0};
    *found = false;
    *out = (struct store_account){0};
    char *folded = fold_search_key(name);
    if (folded == NULL) {
        return error_set_memory(err);
    }
    bool good = store_each(s, store_query(s, err, COLUMNS "WHERE folded = ?1", "t", folded),
                           add_account, &list, err);
    free(folded);
    *found = good && list.count > 0;
    if (*found) {
        *out = list.items[0];
        list.count = 0;
    }
    store_account_list_free(&list);
    return good;
}

/* --- changing, each with its row of the trail ---------------------------------------- */

static bool take_state(void *to, sqlite3_stmt *q)
{
    char **state = to;
    free(*state);
    *state = account_state_of(q);
    return *state != NULL;
}

/* The account's line as in account_state.h; NULL where there is no such account. */
static bool read_state(struct store *s, const char *name, char **state, struct error *err)
{
    *state = NULL;
    sqlite3_stmt *q =
        store_query(s, err,
                    "SELECT name, display, role, password, created, disabled, first_password "
                    "FROM account WHERE name = ?1",
                    "t", name);
    bool good = store_each(s, q, take_state, state, err);
    if (!good) {
        free(*state);
        *state = NULL;
    }
    return good;
}

/* The row for what became of the account, whose line was old before. */
static bool tell(struct store *s, const char *at, const char *action, const char *name,
                 const char *old, const struct store_account_change *by, struct error *err)
{
    char *state;
    if (!read_state(s, name, &state, err)) {
        return false;
    }
    struct store_trail_entry e = {.who = by->who,
                                  .role = by->role,
                                  .action = action,
                                  .subject = name,
                                  .old = old,
                                  .new = state,
                                  .why = by->why};
    bool good = chain_append(s, at, &e, err);
    free(state);
    return good;
}

/* Begins a change: the transaction and its moment. */
static bool begin(struct store *s, char at[STORE_TIME_SIZE], struct error *err)
{
    if (!store_begin(s, err)) {
        return false;
    }
    if (store_now(at, err)) {
        return true;
    }
    store_rollback(s);
    return false;
}

static bool end(struct store *s, bool good, struct error *err)
{
    if (good) {
        store_persons_changed(s);
        return store_commit(s, err);
    }
    store_rollback(s);
    return false;
}

static bool check_place(struct store *s, const char *name, const char *folded, bool first,
                        struct error *err)
{
    int64_t same, all;
    if (!store_number(s, err, &same, "SELECT count(*) FROM account WHERE folded = ?1", "t",
                      folded) ||
        !store_number(s, err, &all, "SELECT count(*) FROM account", "")) {
        return false;
    }
    if (same > 0) {
        return error_set(
            err,
            _("There is an account \"%s\" already, or one that reads the same. Nothing "
              "was changed; choose another name."),
            name);
    }
    return !first || all == 0 ||
           error_set(err, _("Somebody else made the first account meanwhile. Nothing was changed; "
                            "ask for an administrator's help."));
}

bool store_add_account(struct store *s, const struct store_account *a, bool first,
                       const struct store_account_change *by, struct error *err)
{
    char at[STORE_TIME_SIZE];
    char *folded = fold_search_key(a->name);
    if (folded == NULL) {
        return error_set_memory(err);
    }
    bool good = begin(s, at, err);
    if (good) {
        good = check_place(s, a->name, folded, first, err) &&
               store_run(s, err,
                         "INSERT INTO account (name, folded, display, role, password, created, "
                         "first_password) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                         "tttttti", a->name, folded, a->display, a->role, a->password, at,
                         a->first_password ? 1 : 0) &&
               tell(s, at, "account-add", a->name, NULL, by, err);
        good = end(s, good, err);
    }
    free(folded);
    return good;
}

/* The parameters are name, value, at; a statement takes as many as `types` has. */
static const struct part {
    const char *action, *types, *sql;
} parts[] = {
    [STORE_ACCOUNT_ROLE] = {"account-role", "tt", "UPDATE account SET role = ?2 WHERE name = ?1"},
    [STORE_ACCOUNT_PASSWORD] =
        {"account-password", "tt",
         "UPDATE account SET password = ?2, failures = 0, first_password = 0 "
         "WHERE name = ?1"},
    [STORE_ACCOUNT_FIRST_PASSWORD] =
        {"account-password", "tt",
         "UPDATE account SET password = ?2, failures = 0, first_password = 1 WHERE name = ?1"},
    [STORE_ACCOUNT_REHASH] = {"account-rehash", "tt",
                              "UPDATE account SET password = ?2 WHERE name = ?1"},
    [STORE_ACCOUNT_DISABLE] = {"account-disable", "ttt",
                               "UPDATE account SET disabled = ifnull(?2, ?3) "
                               "WHERE name = ?1 AND disabled IS NULL"},
    [STORE_ACCOUNT_ENABLE] = {"account-enable", "t",
                              "UPDATE account SET disabled = NULL, failures = 0 WHERE name = ?1"},
};

static bool check_kept(struct store *s, const char *keep_role, struct error *err)
{
    int64_t left;
    if (keep_role == NULL) {
        return true;
    }
    if (!store_number(s, err, &left,
                      "SELECT count(*) FROM account WHERE role = ?1 AND disabled IS NULL", "t",
                      keep_role)) {
        return false;
    }
    return left > 0 ||
           error_set(err,
                     _("Nobody would be left with the role %s. Nothing was changed; give that "
                       "role to somebody else first."),
                     keep_role);
}

static bool change(struct store *s, const char *at, const char *name, const struct part *part,
                   const char *value, const char *keep_role, const struct store_account_change *by,
                   struct error *err)
{
    char *old;
    if (!read_state(s, name, &old, err)) {
        return false;
    }
    bool good =
        old != NULL || error_set(err,
                                 _("There is no account \"%s\". \"kusei user list\" shows those "
                                   "there are."),
                                 name);
    good = good && store_run(s, err, part->sql, part->types, name, value, at) &&
           check_kept(s, keep_role, err) && tell(s, at, part->action, name, old, by, err);
    free(old);
    return good;
}

bool store_change_account(struct store *s, const char *name, enum store_account_part part,
                          const char *value, const char *keep_role,
                          const struct store_account_change *by, struct error *err)
{
    char at[STORE_TIME_SIZE];
    return begin(s, at, err) &&
           end(s,
               change(s, at, name, &parts[part], part == STORE_ACCOUNT_DISABLE ? NULL : value,
                      keep_role, by, err),
               err);
}

/* --- signing in ----------------------------------------------------------------------- */

bool store_account_attempt(struct store *s, const struct store_account *a, int64_t now, bool *taken,
                           struct error *err)
{
    *taken = false;
    if (!store_begin(s, err)) {
        return false;
    }
    bool good = store_run(s, err,
                          "UPDATE account SET failures = failures + 1, failed_at = ?4 "
                          "WHERE name = ?1 AND failures = ?2 AND failed_at = ?3",
                          "till", a->name, a->failures, a->failed_at, now);
    bool changed = good && sqlite3_changes(s->db) == 1;
    good = end(s, good, err);
    *taken = good && changed;
    return good;
}

bool store_account_outcome(struct store *s, const struct store_account *a, bool right,
                           struct error *err)
{
    char at[STORE_TIME_SIZE];
    struct store_trail_entry e = {.who = a->name,
                                  .role = right ? a->role : NULL,
                                  .action = right ? "sign-in" : "sign-in-failed"};
    return begin(s, at, err) &&
           end(s,
               (!right || store_run(s, err, "UPDATE account SET failures = 0 WHERE name = ?1", "t",
                                    a->name)) &&
                   chain_append(s, at, &e, err),
               err);
}

/* --- settings ------------------------------------------------------------------------- */

static bool take_value(void *to, sqlite3_stmt *q)
{
    char **value = to;
    free(*value);
    *value = store_text(q, 0);
    return *value != NULL;
}

bool store_read_setting(struct store *s, const char *name, char **value, struct error *err)
{
    *value = NULL;
    /* One row always: a setting that was never set is "". */
    sqlite3_stmt *q = store_query(
        s, err, "SELECT ifnull((SELECT value FROM setting WHERE name = ?1), '')", "t", name);
    bool good = store_each(s, q, take_value, value, err);
    if (!good) {
        free(*value);
        *value = NULL;
    }
    return good;
}

bool store_put_setting(struct store *s, const char *name, const char *value,
                       const struct store_account_change *by, struct error *err)
{
    char at[STORE_TIME_SIZE], *old = NULL;
    if (!begin(s, at, err)) {
        return false;
    }
    bool good = store_read_setting(s, name, &old, err);
    struct store_trail_entry e = {.who = by->who,
                                  .role = by->role,
                                  .action = "setting",
                                  .subject = name,
                                  .old = old,
                                  .new = value,
                                  .why = by->why};
    good = good &&
           store_run(s, err,
                     "INSERT INTO setting (name, value) VALUES (?1, ?2) "
                     "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                     "tt", name, value) &&
           chain_append(s, at, &e, err);
    free(old);
    return end(s, good, err);
}
