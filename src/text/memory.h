/* What the allocator keeps and nobody uses. */
#ifndef KUSEI_TEXT_MEMORY_H
#define KUSEI_TEXT_MEMORY_H

/* Gives it back to the system, where the C library can: after something that took much
 * for a moment. Takes about 0.1 ms. */
void memory_give_back(void);

#endif
