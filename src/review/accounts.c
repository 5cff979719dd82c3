#include "config.h"

#include "review/accounts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "review/password.h"
#include "text/allowed.h"
#include "text/fold.h"
#include "text/i18n.h"

static const char shorter_setting[] = "short-passwords";
static const char lock_setting[] = "lock-after";

static const struct role {
    const char *word, *label;
} roles[] = {
    {ACCOUNTS_STAFF, N_("staff")}, {"chief", N_("chief")},         {"manager", N_("manager")},
    {"head", N_("ward head")},     {"admin", N_("administrator")}, {"city", N_("city officer")},
};

static const size_t role_count = sizeof roles / sizeof roles[0];

const char *accounts_role(size_t index)
{
    return index < role_count ? roles[index].word : NULL;
}

const char *accounts_role_label(const char *role)
{
    for (size_t i = 0; i < role_count; i++) {
        if (strcmp(roles[i].word, role) == 0)
            return _(roles[i].label);
    }
    return role;
}

static bool check_role(const char *role, struct error *err)
{
    for (size_t i = 0; i < role_count; i++) {
        if (strcmp(roles[i].word, role) == 0)
            return true;
    }
    return error_set(err,
                     _("\"%s\" is no role. There are staff, chief, manager, head, admin and "
                       "city."),
                     role);
}

bool accounts_exist(struct store *s, bool *exist, struct error *err)
{
    return store_has_account(s, exist, err);
}

/* --- signing in ---------------------------------------------------------------------- */

enum { FREE_FAILURES = 5, FIRST_WAIT = 2, LONGEST_WAIT = 300 };

int64_t accounts_wait(int failures, int64_t failed_at, int64_t now)
{
    if (failures < FREE_FAILURES)
        return 0;
    int64_t wait = FIRST_WAIT;
    for (int i = FREE_FAILURES; i < failures && wait < LONGEST_WAIT; i++)
        wait *= 2;
    if (wait > LONGEST_WAIT)
        wait = LONGEST_WAIT;
    /* A clock that was set back must not let anybody in sooner. */
    int64_t passed = now < failed_at ? 0 : now - failed_at;
    return passed >= wait ? 0 : wait - passed;
}

static bool refuse_sign_in(struct error *err)
{
    return error_set(err, _("The name or the password is wrong. Try again."));
}

/* Counts the attempt before the password is looked at. */
static bool claim_attempt(struct store *s, const struct store_account *a, struct error *err)
{
    int64_t now = (int64_t)time(NULL);
    int64_t wait = accounts_wait(a->failures, a->failed_at, now);
    if (wait > 0)
        return error_set(err,
                         _("The password of %s was wrong too often. Wait %d seconds and try "
                           "again."),
                         a->name, (int)wait);
    bool taken;
    if (!store_account_attempt(s, a, now, &taken, err))
        return false;
    return taken ||
           error_set(err, _("Somebody is signing in as %s at this moment. Try again."), a->name);
}

/* With the password at hand, and only then. */
static bool renew_string(struct store *s, const struct store_account *a, const char *password,
                         struct error *err)
{
    char string[PASSWORD_STRING];
    const struct store_account_change by = {.who = a->name, .role = a->role};
    return !password_is_old(a->password) ||
           (password_keep(password, string, err) &&
            store_change_account(s, a->name, STORE_ACCOUNT_REHASH, string, NULL, &by, err));
}

static bool sign_in_known(struct store *s, const struct store_account *a, const char *password,
                          struct error *err)
{
    bool right;
    if (!claim_attempt(s, a, err) || !password_compare(password, a->password, &right, err))
        return false;
    bool enabled = a->disabled[0] == '\0';
    if (!store_account_outcome(s, a, right && enabled, err))
        return false;
    if (!right)
        return refuse_sign_in(err);
    if (!enabled)
        return error_set(err, _("The account %s is not in use. Ask an administrator."), a->name);
    return renew_string(s, a, password, err);
}

bool accounts_sign_in(struct store *s, const char *name, const char *password,
                      struct accounts_person *out, struct error *err)
{
    struct store_account a;
    bool found, right;
    *out = (struct accounts_person){0};
    if (!store_find_account(s, name, &found, &a, err))
        return false;
    bool good = found ? sign_in_known(s, &a, password, err)
                      : password_compare(password, NULL, &right, err) && refuse_sign_in(err);
    if (good) {
        snprintf(out->name, sizeof out->name, "%s", a.name);
        snprintf(out->role, sizeof out->role, "%s", a.role);
        out->signed_in = true;
        out->first_password = a.first_password;
    }
    store_account_free(&a);
    return good;
}

bool accounts_has_own_password(const struct accounts_person *person, struct error *err)
{
    return !person->first_password ||
           error_set(
               err,
               _("The password of %s is the one that an administrator set. Choose your own "
                 "first: \"kusei user passwd %s\", or sign in to the forms. Nothing was done."),
               person->name, person->name);
}

/* --- what administrators do ------------------------------------------------------------ */

bool accounts_may_change(const struct accounts_person *by, const char *name, bool own,
                         struct error *err)
{
    if (by->signed_in &&
        (strcmp(by->role, ACCOUNTS_ADMIN) == 0 || (own && strcmp(by->name, name) == 0)))
        return true;
    return error_set(err, _("Only an administrator may do this. Nothing was changed; sign in as "
                            "one (--as NAME)."));
}

static struct store_account_change change_by(const struct accounts_person *by, const char *why)
{
    return (struct store_account_change){.who = by->name, .role = by->role, .why = why};
}

static bool check_why(const char *why, struct error *err)
{
    return (why != NULL && *why != '\0') ||
           error_set(err, _("This needs a reason, for the trail (--why TEXT). Nothing was "
                            "changed."));
}

/* A name is read aloud, typed, and printed in lists. */
static bool check_name(const char *name, struct error *err)
{
    size_t offset, size = strlen(name);
    uint32_t cp;
    char *folded = fold_search_key(name);
    if (folded == NULL)
        return error_set_memory(err);
    bool good = size > 0 && size < ACCOUNTS_NAME && *folded != '\0' && *name != '-' &&
                allowed_check(name, size, &offset, &cp) && strpbrk(name, " \t\n") == NULL &&
                strstr(name, "\xE3\x80\x80") == NULL;
    free(folded);
    return good || error_set(err,
                             _("\"%s\" cannot be the name of an account. Take letters and figures "
                               "without blanks, fewer than %d bytes of them."),
                             name, ACCOUNTS_NAME);
}

/* It is shown on every screen and printed in the boxes of the sheet. */
static bool check_display(const char *display, struct error *err)
{
    size_t offset, size = strlen(display);
    uint32_t cp;
    return (size < ACCOUNTS_DISPLAY && allowed_check(display, size, &offset, &cp) &&
            strpbrk(display, "\t\n") == NULL) ||
           error_set(err,
                     _("\"%s\" cannot be the name that people read. Take one line of fewer than %d "
                       "bytes."),
                     display, ACCOUNTS_DISPLAY);
}

/* A password that may be taken, as it is to be kept. */
static bool make_string(struct store *s, const char *name, const char *password,
                        const char *block_list, char string[PASSWORD_STRING], struct error *err)
{
    char *shorter;
    if (!store_read_setting(s, shorter_setting, &shorter, err))
        return false;
    bool allowed = strcmp(shorter, "yes") == 0;
    free(shorter);
    return password_check(password, name, allowed, block_list, err) &&
           password_keep(password, string, err);
}

bool accounts_add(struct store *s, const struct accounts_person *by,
                  const struct store_account *account, const char *password, const char *block_list,
                  struct error *err)
{
    char string[PASSWORD_STRING];
    bool exist;
    if (!check_name(account->name, err) || !check_display(account->display, err) ||
        !check_role(account->role, err) || !accounts_exist(s, &exist, err))
        return false;
    if (!exist && strcmp(account->role, ACCOUNTS_ADMIN) != 0)
        return error_set(err, _("The first account has to be an administrator's (--role admin), "
                                "who can make the others. Nothing was changed."));
    if ((exist && !accounts_may_change(by, account->name, false, err)) ||
        !make_string(s, account->name, password, block_list, string, err))
        return false;
    struct store_account stored = *account;
    stored.password = string;
    stored.first_password = exist;
    const struct store_account_change change = change_by(by, NULL);
    return store_add_account(s, &stored, !exist, &change, err);
}

/* What an administrator knows is not kept on. */
static bool check_another(struct store *s, const char *name, const char *password,
                          struct error *err)
{
    struct store_account a;
    bool found, same = false;
    if (!store_find_account(s, name, &found, &a, err))
        return false;
    bool good = !found || !a.first_password || password_compare(password, a.password, &same, err);
    store_account_free(&a);
    return good && (!same || error_set(err, _("This is the password that the administrator set. "
                                              "Choose another one.")));
}

bool accounts_set_password(struct store *s, struct accounts_person *by, const char *name,
                           const char *password, const char *block_list, struct error *err)
{
    char string[PASSWORD_STRING];
    const struct store_account_change change = change_by(by, NULL);
    bool own = strcmp(by->name, name) == 0;
    bool good =
        accounts_may_change(by, name, true, err) &&
        (!own || check_another(s, name, password, err)) &&
        make_string(s, name, password, block_list, string, err) &&
        store_change_account(s, name, own ? STORE_ACCOUNT_PASSWORD : STORE_ACCOUNT_FIRST_PASSWORD,
                             string, NULL, &change, err);
    if (good && own)
        by->first_password = false;
    return good;
}

bool accounts_set_role(struct store *s, const struct accounts_person *by, const char *name,
                       const char *role, const char *why, struct error *err)
{
    const struct store_account_change change = change_by(by, why);
    return accounts_may_change(by, name, false, err) && check_role(role, err) &&
           check_why(why, err) &&
           store_change_account(s, name, STORE_ACCOUNT_ROLE, role, ACCOUNTS_ADMIN, &change, err);
}

bool accounts_disable(struct store *s, const struct accounts_person *by, const char *name,
                      const char *why, struct error *err)
{
    const struct store_account_change change = change_by(by, why);
    return accounts_may_change(by, name, false, err) && check_why(why, err) &&
           store_change_account(s, name, STORE_ACCOUNT_DISABLE, NULL, ACCOUNTS_ADMIN, &change, err);
}

bool accounts_enable(struct store *s, const struct accounts_person *by, const char *name,
                     const char *why, struct error *err)
{
    const struct store_account_change change = change_by(by, why);
    return accounts_may_change(by, name, false, err) &&
           store_change_account(s, name, STORE_ACCOUNT_ENABLE, NULL, NULL, &change, err);
}

bool accounts_allow_shorter(struct store *s, const struct accounts_person *by, bool allow,
                            const char *why, struct error *err)
{
    const struct store_account_change change = change_by(by, why);
    return accounts_may_change(by, "", false, err) && check_why(why, err) &&
           store_put_setting(s, shorter_setting, allow ? "yes" : "no", &change, err);
}

bool accounts_read_minutes(const char *text, int *milliseconds)
{
    enum { MINUTE = 60 * 1000 };
    char *end;
    if (*text == '\0' || text[strspn(text, "0123456789.")] != '\0')
        return false;
    double minutes = strtod(text, &end);
    if (*end != '\0' || minutes > ACCOUNTS_LOCK_MOST)
        return false;
    *milliseconds = (int)(minutes * MINUTE);
    if (*milliseconds == 0 && minutes > 0)
        *milliseconds = 1;
    return true;
}

bool accounts_lock_after(struct store *s, int *milliseconds, struct error *err)
{
    char *set, unset[16];
    if (!store_read_setting(s, lock_setting, &set, err))
        return false;
    snprintf(unset, sizeof unset, "%d", ACCOUNTS_LOCK);
    if (!accounts_read_minutes(set, milliseconds))
        accounts_read_minutes(unset, milliseconds);
    free(set);
    return true;
}

bool accounts_set_lock_after(struct store *s, const struct accounts_person *by, const char *minutes,
                             const char *why, struct error *err)
{
    int milliseconds;
    const struct store_account_change change = change_by(by, why);
    return accounts_may_change(by, "", false, err) &&
           (accounts_read_minutes(minutes, &milliseconds) ||
            error_set(err,
                      _("\"%s\" is no time. Take minutes, up to %d; 0 is never. Nothing was "
                        "changed."),
                      minutes, ACCOUNTS_LOCK_MOST)) &&
           check_why(why, err) && store_put_setting(s, lock_setting, minutes, &change, err);
}
