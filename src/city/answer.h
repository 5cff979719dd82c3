/*
 * What the ward gets back for what it handed in: a receipt where it was taken, else a
 * notice that says why it was not. The ward reads either in with "kusei review". The
 * file is named so that a folder of them sorts by ward and number.
 */
#ifndef KUSEI_CITY_ANSWER_H
#define KUSEI_CITY_ANSWER_H

#include "city/receive.h"

/* Writes it into the folder, whole or not at all; the same answer once more is the same
 * file. *path gets where it is; the caller frees it. False with a sentence. */
bool city_answer(struct city *city, const struct city_received *received, const char *folder,
                 char **path, struct error *err);

/* Why it was refused, in one sentence, with what of this case a person should know; the
 * caller frees. NULL when memory is short. */
char *city_explain(const struct store_city_submission *is);

#endif
