/* kusei keys, and where the keymap file is. */
#include "config.h"

#include "command/subcommands.h"

#include <stdio.h>
#include <stdlib.h>

#include "terminal/keymap_file.h"
#include "text/buffer.h"
#include "text/i18n.h"

/* $XDG_CONFIG_HOME/kusei/keys, as the XDG base directories have it; NULL where
 * there is no home either, or memory is short. */
static char *default_file(void)
{
    struct buffer path = BUFFER_INIT;
    const char *config = getenv("XDG_CONFIG_HOME");
    const char *home = getenv("HOME");
    if (config != NULL && *config == '/')
        buffer_append_format(&path, "%s/kusei/keys", config);
    else if (home != NULL && *home != '\0')
        buffer_append_format(&path, "%s/.config/kusei/keys", home);
    else
        return NULL;
    return buffer_take(&path);
}

bool command_load_keys(struct context *c, struct error *err)
{
    if (c->keys != NULL)
        return keymap_file_read(c->keys, true, err);
    char *path = default_file();
    bool good = path == NULL || keymap_file_read(path, false, err);
    free(path);
    return good;
}

int command_keys(struct context *c, int count, char **arguments)
{
    (void)arguments;
    struct error err;
    struct buffer out = BUFFER_INIT;
    if (count != 0)
        return context_usage(_("\"kusei keys\" takes no arguments."));
    if (!command_load_keys(c, &err))
        return context_fail(&err);
    if (!keymap_file_write(&out)) {
        buffer_free(&out);
        error_set_memory(&err);
        return context_fail(&err);
    }
    fwrite(out.data, 1, out.size, stdout);
    buffer_free(&out);
    return STATUS_DONE;
}
