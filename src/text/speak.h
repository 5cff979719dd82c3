/*
 * The language of what is published: a sheet and a site speak Japanese, whatever language
 * the sentences to the person at the keyboard have.
 */
#ifndef KUSEI_TEXT_SPEAK_H
#define KUSEI_TEXT_SPEAK_H

/* From now on gettext speaks Japanese. Give the language that was back to speak_again(). */
char *speak_japanese(void);
/* The language that was (NULL: none was chosen) is spoken again; frees it. */
void speak_again(char *language);

#endif
