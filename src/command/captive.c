#include "config.h"

#include "command/captive.h"

#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>

#include "text/i18n.h"

/* What leads a program, or a library in it, to other files. */
static const char *const misleading[] = {
    "KUSEI_DB", "KUSEI_HELPERS", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "TEXTDOMAINDIR",     "LOCPATH",
    "NLSPATH",  "TERMINFO",      "TERMINFO_DIRS",   "TERMCAP",       "XML_CATALOG_FILES",
};

static bool is_roots(const char *folder)
{
    struct stat st;
    return stat(folder, &st) == 0 && st.st_uid == 0 && (st.st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

/* Also where it is shortened, as getopt_long allows. */
static bool is_captive(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        size_t size = strlen(argv[i]);
        if (size > 2 && strncmp(argv[i], "--captive", size) == 0)
            return true;
    }
    return false;
}

void captive_begin(int argc, char **argv)
{
    if (!is_captive(argc, argv))
        return;
    for (size_t i = 0; i < sizeof misleading / sizeof misleading[0]; i++)
        unsetenv(misleading[i]);
    const char *share = getenv("KUSEI_SHARE");
    if (share != NULL && !is_roots(share))
        unsetenv("KUSEI_SHARE");
    prctl(PR_SET_DUMPABLE, 0);
}

bool captive_check(const struct context *c, int count, int *status)
{
    if (!c->captive)
        return true;
    const char *command = getenv("SSH_ORIGINAL_COMMAND");
    struct error err;
    if (count > 0 || (command != NULL && *command != '\0'))
        error_set(&err, _("This account has nothing but the forms. Connect without a command; the "
                          "administrator exports and imports files."));
    else if (c->db == NULL || c->keys != NULL)
        error_set(&err, _("--captive goes with --db FILE, and without --keys."));
    else
        return true;
    *status = context_fail(&err);
    return false;
}
