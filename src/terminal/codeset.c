/* The locale's encoding. */
#include "config.h"

#include "terminal/codeset.h"

#include <langinfo.h>
#include <string.h>

#include "text/i18n.h"

bool codeset_check(struct error *err)
{
    if (strcmp(nl_langinfo(CODESET), "UTF-8") == 0) {
        return true;
    }
    return error_set(err,
                     _("the locale uses %s, and Japanese text needs UTF-8: set for example "
                       "LC_ALL=C.UTF-8 or LANG=ja_JP.UTF-8 and start again"),
                     nl_langinfo(CODESET));
}
