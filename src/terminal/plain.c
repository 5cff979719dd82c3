/* The forms line by line. */
#include "config.h"

#include "terminal/plain.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "terminal/codeset.h"
#include "terminal/plain_private.h"
#include "xml/libxml2.h"

bool plain_is_called_for(void)
{
    const char *name = getenv("TERM");

    return name && strcmp(name, "dumb") == 0 && isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
}

bool plain_check(struct error *err)
{
    return codeset_check(err);
}

bool plain_run(struct store *store, struct catalogue *catalogue,
               const struct terminal_options *options, struct error *err)
{
    struct plain p = {.store = store, .catalogue = catalogue, .options = options};
    bool good = true;

    if (!libxml_load(err)) {
        return false;
    }
    p.model.current = PAGE_NONE;
    keymap_name_actions(plain_name_action);
    if (options->notice) {
        plain_say("%s", options->notice);
    }
    while (good && !p.ended) {
        good = plain_choose_sheet(&p, err);
    }
    keymap_name_actions(NULL);
    free(p.line);
    return good;
}
