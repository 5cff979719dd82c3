/* The sentences of a finding, made at the node that was judged. */
#ifndef KUSEI_RULES_MESSAGE_H
#define KUSEI_RULES_MESSAGE_H

#include <stdbool.h>

#include "rules/evaluate.h"
#include "rules/schema.h"
#include "xml/libxml2.h"

/* Fills the finding's messages and remedies, with white space normalised. A
 * language that has no text gets the Japanese; where there is no remedy at all
 * it stays NULL. False on failure; what was made is in the finding all the same. */
bool rules_message_fill(struct rules_evaluator *e, const struct rules_test *test, xmlNode *context,
                        struct finding *finding);

#endif
