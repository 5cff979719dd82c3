/* kusei, and kusei demo: the forms on the terminal. */
#include "config.h"

#include "command/subcommands.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command/ask.h"
#include "command/printing.h"
#include "exchange/refusal.h"
#include "terminal/plain.h"
#include "terminal/terminal.h"
#include "terminal/today.h"
#include "text/buffer.h"
#include "text/i18n.h"

/* What the person did today, once they have left: a line or three in their shell,
 * unless the terminal has gone before them. What hinders it is no matter. */
static void say_today(struct context *c)
{
    struct error err;
    struct buffer text = BUFFER_INIT;
    if (isatty(STDOUT_FILENO) &&
        today_describe(c->store, c->catalogue, c->person.name, &text, &err) && text.size > 0)
        fwrite(text.data, 1, text.size, stdout);
    buffer_free(&text);
}

/* A keymap file that was asked for has to be right; one that is merely there must
 * not keep anybody from working, and is spoken of on the first screen. */
static bool take_keys(struct context *c, const char **notice, struct error *err)
{
    if (c->plain || command_load_keys(c, err))
        return true;
    if (c->keys == NULL)
        *notice = err->text;
    return c->keys == NULL;
}

/* The administrator's time, or a shorter one that the person wants (KUSEI_LOCK_MINUTES). */
static bool read_lock(struct context *c, int *ms, struct error *err)
{
    const char *text = getenv("KUSEI_LOCK_MINUTES");
    int own;
    if (!accounts_lock_after(c->store, ms, err))
        return false;
    if (text == NULL || *text == '\0')
        return true;
    if (!accounts_read_minutes(text, &own))
        return error_set(err, _("KUSEI_LOCK_MINUTES is \"%s\". Take minutes, up to %d."), text,
                         ACCOUNTS_LOCK_MOST);
    if (own > 0 && (*ms == 0 || own < *ms))
        *ms = own;
    return true;
}

/* Who is at work is asked on the first screen, where --as is the name offered; before it
 * where there is none, where a script gives the password, and where nothing may come
 * before it (--captive). */
static bool find_who(struct context *c)
{
    struct error err;
    bool exist;
    if (c->plain || c->captive || c->password_fd > 0)
        return ask_who_first(c, true);
    if (!accounts_exist(c->store, &exist, &err)) {
        context_fail(&err);
        return false;
    }
    if (exist && c->as != NULL)
        snprintf(c->person.name, sizeof c->person.name, "%s", c->as);
    return true;
}

/* What the screens of the city say of a refusal. */
static const char *find_refusal(const char *code)
{
    const struct refusal *found = refusal_find(code);
    return found == NULL ? NULL : found->sentence;
}

static int run_terminal(struct context *c, const char *notice)
{
    struct error err;
    struct error wrong_keys;
    int lock_ms = 0;
    if (!take_keys(c, &notice, &wrong_keys))
        return context_fail(&wrong_keys);
    if (!context_need_forms(c) || !context_need_store(c, true) || !find_who(c))
        return STATUS_FAILED;
    if (!store_keep_little(c->store, &err) || !read_lock(c, &lock_ms, &err))
        return context_fail(&err);
    const struct printing printing = command_printing(c);
    const struct terminal_options options = {.ambiguous = c->ambiguous,
                                             .lang = c->lang,
                                             .person = &c->person,
                                             .lock_ms = lock_ms,
                                             .notice = notice,
                                             .refusal = find_refusal,
                                             .printing = &printing,
                                             .no_mouse = c->no_mouse,
                                             .no_clipboard = c->no_clipboard};
    bool good = c->plain ? plain_run(c->store, c->catalogue, &options, &err)
                         : terminal_run(c->store, c->catalogue, &options, &err);
    if (!good)
        return context_fail(&err);
    say_today(c);
    return STATUS_DONE;
}

/* Without a terminal nothing is made, not even a database. */
static bool has_terminal(struct context *c)
{
    struct error err;
    if (!c->plain && plain_is_called_for()) {
        fprintf(stderr, "kusei: %s\n",
                _("The terminal moves no cursor: the questions come line by line (--plain)."));
        c->plain = true;
    }
    if (c->plain ? plain_check(&err) : terminal_check(&err))
        return true;
    context_fail(&err);
    return false;
}

int command_forms(struct context *c, int count, char **arguments)
{
    (void)count;
    (void)arguments;
    return has_terminal(c) ? run_terminal(c, NULL) : STATUS_FAILED;
}

/* --- demo ---------------------------------------------------------------------- */

static int is_sample(const struct dirent *entry)
{
    size_t length = strlen(entry->d_name);
    return length > 4 && strcmp(entry->d_name + length - 4, ".xml") == 0;
}

static int import_samples(struct context *c, const char *folder, struct dirent **entries, int count)
{
    int status = STATUS_DONE;
    for (int i = 0; status == STATUS_DONE && i < count; i++) {
        struct buffer path = BUFFER_INIT;
        buffer_append_format(&path, "%s/%s", folder, entries[i]->d_name);
        char *file = buffer_take(&path);
        status = file == NULL ? STATUS_FAILED : command_import_files(c, 1, &file, true);
        free(file);
    }
    return status;
}

/* The sample assessments of data/ into the database that --db names by now. */
static int load_samples(struct context *c)
{
    struct buffer folder = BUFFER_INIT;
    buffer_append_format(&folder, "%s/data", context_share());
    struct dirent **entries = NULL;
    int count = folder.failed ? -1 : scandir(folder.data, &entries, is_sample, alphasort);
    int status = STATUS_DONE;
    if (count <= 0) {
        struct error err;
        error_set(&err,
                  _("There are no sample assessments in %s. Set KUSEI_SHARE to the folder "
                    "that has forms and data."),
                  folder.data == NULL ? "" : folder.data);
        status = context_fail(&err);
    } else {
        status = import_samples(c, folder.data, entries, count);
    }
    for (int i = 0; i < count; i++)
        free(entries[i]);
    free(entries);
    buffer_free(&folder);
    return status;
}

static void remove_copy(const char *folder)
{
    static const char *const names[] = {"kusei.db", "kusei.db-wal", "kusei.db-shm"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        char path[128];
        snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        unlink(path);
    }
    rmdir(folder);
}

int command_demo(struct context *c, int count, char **arguments)
{
    (void)arguments;
    if (count != 0)
        return context_usage(_("\"kusei demo\" takes no arguments."));
    if (!has_terminal(c) || !context_need_forms(c))
        return STATUS_FAILED;
    char folder[] = "/tmp/kusei-demo-XXXXXX";
    char path[64];
    if (mkdtemp(folder) == NULL) {
        struct error err;
        error_set(&err, _("No folder for the sample copy could be made in /tmp: %s."),
                  strerror(errno));
        return context_fail(&err);
    }
    snprintf(path, sizeof path, "%s/kusei.db", folder);
    c->db = path;
    int status = load_samples(c);
    if (status == STATUS_DONE)
        status =
            run_terminal(c, _("Sample data: try anything. The copy is deleted when you leave."));
    store_close(c->store);
    c->store = NULL;
    c->db = NULL;
    remove_copy(folder);
    return status;
}
