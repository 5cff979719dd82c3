#include "config.h"

#include "text/speak.h"

#include <stdlib.h>
#include <string.h>

#include "text/i18n.h"

char *speak_japanese(void)
{
    const char *before = getenv("LANGUAGE");
    char *language = before == NULL ? NULL : strdup(before);
    setenv("LANGUAGE", "ja", 1);
    textdomain(PACKAGE); /* gettext looks at the variable again */
    return language;
}

void speak_again(char *language)
{
    if (language != NULL)
        setenv("LANGUAGE", language, 1);
    else
        unsetenv("LANGUAGE");
    textdomain(PACKAGE);
    free(language);
}
