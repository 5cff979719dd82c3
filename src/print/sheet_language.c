#include "config.h"

#include "print/sheet_language.h"

#include <stdlib.h>
#include <string.h>

#include "text/i18n.h"

char *sheet_language_begin(void)
{
    const char *before = getenv("LANGUAGE");
    char *language = before == NULL ? NULL : strdup(before);
    setenv("LANGUAGE", "ja", 1);
    textdomain(PACKAGE); /* gettext looks at the variable again */
    return language;
}

void sheet_language_end(char *before)
{
    if (before != NULL)
        setenv("LANGUAGE", before, 1);
    else
        unsetenv("LANGUAGE");
    textdomain(PACKAGE);
    free(before);
}
