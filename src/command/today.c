/* kusei today */
#include "config.h"

#include "command/subcommands.h"

#include <stdio.h>

#include "terminal/today.h"
#include "text/buffer.h"
#include "text/i18n.h"

int command_today(struct context *c, int count, char **arguments)
{
    (void)arguments;
    struct error err;
    struct buffer text = BUFFER_INIT;
    if (count != 0)
        return context_usage(_("\"kusei today\" takes no arguments."));
    if (!context_need_forms(c) || !context_need_store(c, false))
        return STATUS_FAILED;
    if (!today_describe(c->store, c->catalogue, c->person.name, &text, &err)) {
        buffer_free(&text);
        return context_fail(&err);
    }
    if (text.size == 0)
        printf("%s\n", _("Nothing of yours has been saved today."));
    else
        fwrite(text.data, 1, text.size, stdout);
    buffer_free(&text);
    return STATUS_DONE;
}
