/*
 * The sheet speaks Japanese, whatever language the program has with the person. What
 * gettext says between the two calls is Japanese.
 */
#ifndef KUSEI_PRINT_SHEET_LANGUAGE_H
#define KUSEI_PRINT_SHEET_LANGUAGE_H

/* Begins it. What comes back goes to sheet_language_end. */
char *sheet_language_begin(void);
/* Back to the language that was before. */
void sheet_language_end(char *before);

#endif
