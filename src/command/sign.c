/* kusei sign FILE */
#include "config.h"

#include "command/subcommands.h"

#include <stdio.h>
#include <string.h>

#include "command/ask.h"
#include "command/judging.h"
#include "exchange/signing.h"
#include "exchange/writer.h"
#include "review/password.h"
#include "text/i18n.h"

static int refuse(const char *file, const struct signing *s)
{
    for (size_t i = 0; i < s->read.count; i++)
        fprintf(stderr, "kusei: %s:%d: %s\n", file, s->read.faults[i].line,
                s->read.faults[i].message);
    fprintf(stderr, "kusei: %s: %s", file, _(s->refusal->sentence));
    if (s->detail != NULL)
        fprintf(stderr, " (%s)", s->detail);
    fputc('\n', stderr);
    return STATUS_FAILED;
}

/* The rules once more: what has errors is not handed in. */
static bool judge(struct context *c, struct signing *s, struct error *err)
{
    size_t errors = 0;
    if (s->refusal != NULL)
        return true;
    xmlDoc *doc = s->read.doc;
    s->read.doc = NULL;
    if (!judging_count_errors(c, s->read.form, doc, &errors, err))
        return false;
    if (errors > 0)
        s->refusal = refusal_find("errors");
    return true;
}

static bool sign(struct context *c, struct signing *s, struct error *err)
{
    const struct signing_options *o = &c->signing;
    char password[ASK_SIZE] = "";
    struct xmlsig_key key = {.file = o->key,
                             .password = password,
                             .certificates = o->certificate,
                             .command = o->command};
    bool good = s->refusal != NULL || o->key == NULL ||
                /* TRANSLATORS: a prompt; the blank at its end belongs to it. */
                ask_password(c, _("Password of the key: "), password, err);
    good = good && signing_sign(context_helper(c, "kusei-xmlsig"), &key, s, err);
    password_wipe(password, sizeof password);
    return good;
}

static int sign_file(struct context *c, const char *file)
{
    struct error err;
    struct signing s = {0};
    int status = STATUS_DONE;
    if (!signing_read(c->catalogue, context_helper(c, "kusei-xmlsig"), file, c->signing.previous,
                      &s, &err) ||
        !judge(c, &s, &err) || !sign(c, &s, &err))
        status = context_fail(&err);
    else if (s.refusal != NULL)
        status = refuse(file, &s);
    else if (!writer_write_file(c->output, s.bytes, s.size, &err))
        status = context_fail(&err);
    signing_free(&s);
    return status;
}

int command_sign(struct context *c, int count, char **arguments)
{
    const struct signing_options *o = &c->signing;
    if (count != 1)
        return context_usage(_("\"kusei sign\" needs one file."));
    if ((o->key == NULL) == (o->command == NULL))
        return context_usage(_("\"kusei sign\" needs either --key or --command."));
    if ((o->command == NULL) != (o->certificate == NULL))
        return context_usage(_("--certificate and --command belong together."));
    if (o->command != NULL && o->command[0] == NULL)
        return context_usage(_("--command needs a program."));
    if (!context_need_forms(c))
        return STATUS_FAILED;
    return sign_file(c, arguments[0]);
}
