/* kusei user: accounts and roles */
#include "config.h"

#include "command/subcommands.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command/ask.h"
#include "command/json.h"
#include "review/accounts.h"
#include "review/password.h"
#include "text/i18n.h"

/* --- list -------------------------------------------------------------------------- */

static bool account_json(const struct store_account *a)
{
    struct buffer out = BUFFER_INIT;
    buffer_append_string(&out, "{");
    json_member(&out, "name", a->name, false);
    json_member(&out, "display", a->display, true);
    json_member(&out, "role", a->role, true);
    json_member(&out, "created", a->created, true);
    json_member(&out, "disabled", a->disabled[0] == '\0' ? NULL : a->disabled, true);
    buffer_append_format(&out, ", \"first_password\": %s", a->first_password ? "true" : "false");
    buffer_append_format(&out, ", \"failures\": %d}", a->failures);
    return json_print(&out);
}

static void account_text(const struct store_account *a)
{
    printf("%s\t%s\t%s\t%s\n", a->name, accounts_role_label(a->role), a->display,
           a->disabled[0] != '\0' ? _("not in use")
           : a->first_password    ? _("first password")
                                  : "");
}

static int list(struct context *c, int count, char **arguments)
{
    (void)arguments;
    bool good;
    bool json = context_wants_json(c, &good);
    if (!good)
        return STATUS_FAILED;
    if (count != 0)
        return context_usage(_("\"kusei user list\" takes no arguments."));
    struct error err;
    struct store_account_list all;
    if (!context_need_store(c, false))
        return STATUS_FAILED;
    if (!store_accounts(c->store, &all, &err))
        return context_fail(&err);
    for (size_t i = 0; i < all.count && good; i++) {
        if (json)
            good = account_json(&all.items[i]);
        else
            account_text(&all.items[i]);
    }
    if (!json && all.count == 0)
        printf("%s\n", _("No account yet: nobody is asked for a password. \"kusei user add NAME "
                         "--role admin\" makes the first."));
    store_account_list_free(&all);
    return good ? STATUS_DONE : STATUS_FAILED;
}

/* --- what changes one --------------------------------------------------------------- */

static bool add(struct context *c, char **arguments, struct error *err)
{
    char password[ASK_SIZE] = "";
    char *blocked = ask_block_list();
    struct store_account a = {.name = arguments[0],
                              .display = (char *)(c->display == NULL ? "" : c->display),
                              .role = (char *)c->role};
    bool good = blocked != NULL || error_set_memory(err);
    good = good && ask_new_password(c, _("New password: "), password, err) &&
           accounts_add(c->store, &c->person, &a, password, blocked, err);
    password_wipe(password, sizeof password);
    free(blocked);
    return good;
}

static bool set_password(struct context *c, char **arguments, struct error *err)
{
    bool own = strcmp(arguments[0], c->person.name) == 0;
    return (own || accounts_has_own_password(&c->person, err)) &&
           accounts_may_change(&c->person, arguments[0], true, err) &&
           ask_to_set_password(c, arguments[0], err);
}

static bool set_role(struct context *c, char **arguments, struct error *err)
{
    return accounts_set_role(c->store, &c->person, arguments[0], arguments[1], c->why, err);
}

static bool disable(struct context *c, char **arguments, struct error *err)
{
    return accounts_disable(c->store, &c->person, arguments[0], c->why, err);
}

static bool enable(struct context *c, char **arguments, struct error *err)
{
    return accounts_enable(c->store, &c->person, arguments[0], c->why, err);
}

static bool allow_shorter(struct context *c, char **arguments, struct error *err)
{
    bool yes = strcmp(arguments[0], "yes") == 0;
    if (!yes && strcmp(arguments[0], "no") != 0)
        return error_set(err, _("\"kusei user short-passwords\" takes yes or no."));
    return accounts_allow_shorter(c->store, &c->person, yes, c->why, err);
}

static bool set_lock_after(struct context *c, char **arguments, struct error *err)
{
    return accounts_set_lock_after(c->store, &c->person, arguments[0], c->why, err);
}

static const struct change {
    const char *word;
    int count; /* of its arguments */
    bool (*run)(struct context *c, char **arguments, struct error *err);
} changes[] = {
    {"add", 1, add},
    {"passwd", 1, set_password},
    {"role", 2, set_role},
    {"disable", 1, disable},
    {"enable", 1, enable},
    {"short-passwords", 1, allow_shorter},
    {"lock-after", 1, set_lock_after},
};

static int change(struct context *c, const struct change *change, char **arguments)
{
    struct error err;
    bool is_add = change->run == add;
    if (is_add && c->role == NULL)
        return context_usage(_("\"kusei user add\" needs --role."));
    if (!context_need_store(c, is_add) ||
        !(change->run == set_password ? ask_who_first(c, false) : ask_who(c)))
        return STATUS_FAILED;
    return change->run(c, arguments, &err) ? STATUS_DONE : context_fail(&err);
}

int command_user(struct context *c, int count, char **arguments)
{
    const char *word = count == 0 ? "" : arguments[0];
    if (strcmp(word, "list") == 0)
        return list(c, count - 1, arguments + 1);
    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
        if (strcmp(changes[i].word, word) == 0 && count - 1 == changes[i].count)
            return change(c, &changes[i], arguments + 1);
    }
    return context_usage(_("\"kusei user\" is followed by add NAME, list, passwd NAME, role NAME "
                           "ROLE, disable NAME, enable NAME, short-passwords yes|no, or lock-after "
                           "MINUTES."));
}
