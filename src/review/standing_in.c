/* Who stands in for whom: which persons may be named. */
#include "config.h"

#include "review/performing.h"

#include <stdlib.h>
#include <string.h>

#include "store/accounts.h"
#include "store/names.h"
#include "text/buffer.h"
#include "text/i18n.h"

/* --- who takes over -------------------------------------------------------------------- */

/* Whether the role moves pages on: who stands in for somebody takes over such work. */
static bool moves_pages(const struct states *s, const char *role)
{
    int found = states_find_role(s, role);
    for (size_t i = 0; found >= 0 && i < s->action_count; i++) {
        const struct states_action *action = &s->actions[i];
        if (action->about == STATES_PAGE && action->to != STATES_STAY &&
            (action->roles & 1u << found) != 0)
            return true;
    }
    return false;
}

/* What is recorded is compared to the byte with who does something later. */
static bool check_account(const struct performing *p, const struct store_account *account,
                          struct error *err)
{
    const char *name = p->arguments->successor;
    if (strcmp(account->name, name) != 0)
        return error_set(err, _("The account is called \"%s\". Write the name like that."),
                         account->name);
    if (*account->disabled != '\0')
        return error_set(err,
                         _("The account %s is not in use, so nobody can act under it. Name "
                           "somebody who works here."),
                         name);
    return moves_pages(p->r->states, account->role) ||
           error_set(err,
                     _("%s (%s) cannot take over: that role moves no page on. Name somebody who "
                       "writes or reviews."),
                     name, states_role_name(p->r->states, account->role, p->r->lang));
}

static bool check_successor(const struct performing *p, struct error *err)
{
    struct store_account account;
    bool found;
    const char *name = p->arguments->successor;
    if (!store_find_account(p->r->store, name, &found, &account, err))
        return false;
    bool good = found ? check_account(p, &account, err)
                      : error_set(err,
                                  _("There is no account \"%s\". \"kusei user list\" shows those "
                                    "there are."),
                                  name);
    store_account_free(&account);
    return good;
}

/* --- who has left ---------------------------------------------------------------------- */

/* The next of all who have a part, some of them more than once; NULL behind the last. They
 * wrote what nobody approved since, or last; submitted what is not open again; approved;
 * signed off; or took over such a part. */
static const char *part_at(const struct performing *p, size_t index)
{
    const struct store_review *stored = &p->standing.stored;
    const struct store_signature *signature = review_signature(stored);
    if (index < stored->editor_count)
        return stored->editors[index].name;
    index -= stored->editor_count;
    if (index < 2 * p->standing.page_count) {
        const struct review_page *page = &p->standing.pages[index / 2];
        if (page->row == NULL || p->r->states->states[page->state].edit)
            return "";
        return index % 2 == 0 ? page->row->submitter : page->row->approver;
    }
    index -= 2 * p->standing.page_count;
    if (index < stored->stand_in_count)
        return stored->stand_ins[index].successor;
    return index > stored->stand_in_count ? NULL : signature == NULL ? "" : signature->who;
}

static bool was_before(const struct performing *p, size_t index, const char *name)
{
    for (size_t i = 0; i < index; i++) {
        if (strcmp(part_at(p, i), name) == 0)
            return true;
    }
    return false;
}

/* The accounts, as they are to be typed, with the names that people know. */
static char *name_parts(const struct performing *p)
{
    struct buffer out = BUFFER_INIT;
    const char *name;
    for (size_t i = 0; (name = part_at(p, i)) != NULL; i++) {
        const char *display = store_person(p->r->store, name);
        if (*name == '\0' || was_before(p, i, name))
            continue;
        buffer_append_format(&out, "%s%s", out.size > 0 ? _(", ") : "", name);
        if (strcmp(display, name) != 0)
            /* TRANSLATORS: an account's name; before it stands the account. */
            buffer_append_format(&out, _(" (%s)"), display);
    }
    return buffer_take(&out);
}

static bool check_part(const struct performing *p, struct error *err)
{
    const char *name;
    for (size_t i = 0; (name = part_at(p, i)) != NULL; i++) {
        if (strcmp(name, p->arguments->person) == 0)
            return true;
    }
    char *others = name_parts(p);
    if (others == NULL)
        return error_set_memory(err);
    if (*others == '\0')
        error_set(err, _("Nobody has a part in this assessment yet that could be taken over."));
    else
        error_set(err,
                  _("\"%s\" has no part in this assessment that could be taken over. These have "
                    "one: %s. Nothing was done."),
                  p->arguments->person, others);
    free(others);
    return false;
}

bool performing_check_person(const struct performing *p, struct error *err)
{
    const struct review_arguments *g = p->arguments;
    if (performing_is_blank(g->person) || performing_is_blank(g->successor) ||
        strcmp(g->person, g->successor) == 0)
        return error_set(err, _("Say whose place is taken, and by whom: two different persons."));
    return check_part(p, err) && check_successor(p, err);
}
