/* kusei verify FILE... */
#include "config.h"

#include "command/subcommands.h"

#include <stdio.h>

#include "command/judging.h"
#include "command/verify_report.h"
#include "command/verifying.h"
#include "text/i18n.h"

struct verify {
    struct context *c;
    struct verifying is;
    bool json;
};

/* The rules once more, as at every change of state. */
static bool judge(struct verify *v, struct verification *found, struct error *err)
{
    size_t errors = 0;
    xmlDoc *copy = found->refusal != NULL ? NULL : xmlCopyDoc(found->read.doc, 1);
    if (found->refusal != NULL)
        return true;
    if (copy == NULL)
        return error_set_memory(err);
    if (!judging_count_errors(v->c, found->read.form, copy, &errors, err))
        return false;
    return errors == 0 || verification_refuse(found, "errors", NULL) || error_set_memory(err);
}

static int verify_file(struct verify *v, const char *file)
{
    struct error err;
    struct verification found = {0};
    int status = STATUS_DONE;
    if (!verification_run(v->c->catalogue, &v->is.asked, file, &found, &err) ||
        !judge(v, &found, &err)) {
        status = context_fail(&err);
    } else {
        const struct verify_report report = {.file = file,
                                             .asked = &v->is.asked,
                                             .json = v->json,
                                             .now = v->c->signing.at == NULL,
                                             .found = &found};
        if (found.refusal != NULL)
            status = found.refusal->could_not ? STATUS_FAILED : STATUS_NO;
        if (!verify_report_print(&report)) {
            error_set_memory(&err);
            status = ferror(stdout) ? STATUS_FAILED : context_fail(&err);
        }
    }
    verification_free(&found);
    return status;
}

int command_verify(struct context *c, int count, char **arguments)
{
    struct verify v = {.c = c};
    bool good;
    if (count == 0)
        return context_usage(_("\"kusei verify\" needs a file."));
    v.json = context_wants_json(c, &good);
    if (!good || !context_need_forms(c))
        return STATUS_FAILED;
    int status = verifying_prepare(c, "kusei verify", &v.is);
    bool prepared = status == STATUS_DONE;
    for (int i = 0; prepared && i < count; i++) {
        int one = verify_file(&v, arguments[i]);
        status = one > status ? one : status;
    }
    verifying_free(&v.is);
    return status;
}
