/* The sentences of the program go through gettext; msgids are English. */
#ifndef KUSEI_TEXT_I18N_H
#define KUSEI_TEXT_I18N_H

#include <libintl.h>

#define _(text)  gettext(text)
#define N_(text) text

#endif
