/* What the two forms of a report, lines and JSON, know of each other. */
#ifndef KUSEI_COMMAND_REPORT_PRIVATE_H
#define KUSEI_COMMAND_REPORT_PRIVATE_H

#include "command/report.h"

/* A text in the language, else in Japanese; NULL where there is none. */
const char *report_words(char *const texts[FORM_LANGS], enum form_lang lang);
/* What the rule says, or said while it was there. */
const char *report_change_message(const struct report *r, const struct rejudged_change *change);

/* report_print where JSON was asked for. */
bool report_print_json(const struct report *r);
/* The same of a file that is not in the layout. */
bool report_print_faults_json(const struct report *r, const struct reader_result *read);

#endif
