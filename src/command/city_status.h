/* kusei city status and list: what was received, in words and as JSON. */
#ifndef KUSEI_COMMAND_CITY_STATUS_H
#define KUSEI_COMMAND_CITY_STATUS_H

#include "command/context.h"
#include "store/city.h"
#include "text/buffer.h"

/* kusei city status YEAR: how far every ward is. */
int city_status(struct context *c, int count, char **words);
/* kusei city list YEAR: all that was received, one line each. */
int city_list(struct context *c, int count, char **words);

/* The fiscal year that the word means. False after saying that it is none. */
bool city_status_year(struct context *c, const char *word, int *year);

/* The members of what was received, behind others. */
void city_status_json_submission(struct buffer *out, const struct store_city_submission *is);

#endif
